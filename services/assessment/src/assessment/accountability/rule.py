"""One accountability case: opened with its facts and consequence, and decided once.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6一要). Requirement A-029.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.assessment.accountability.messages import (
    AccountabilityCommand,
    AccountabilityDecided,
    AccountabilityFact,
    AccountabilityOpened,
    DecideAccountability,
    OpenAccountability,
)
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

accountability_stream = key_of(__name__, "unit", "case")


@dataclass(frozen=True, slots=True)
class Accountability:
    """Where the case stands."""

    is_open: bool = False
    is_decided: bool = False


def decide(
    command: AccountabilityCommand, case: Accountability, rules: Rules[None], now: datetime
) -> list[AccountabilityFact]:
    match command:
        case OpenAccountability():
            return [_open(command, case, now)]
        case DecideAccountability():
            refuse_unless(case.is_open, "assessment.no-such-case", command.case)
            refuse_unless(not case.is_decided, "assessment.already-decided", command.case)
            return [
                AccountabilityDecided(
                    unit=command.unit,
                    case=command.case,
                    decision=command.decision,
                    decided_by=command.actor,
                    decided_at=now,
                )
            ]
        case _:
            assert_never(command)


def _open(command: OpenAccountability, case: Accountability, now: datetime) -> AccountabilityOpened:
    refuse_unless(not case.is_open, "assessment.case-exists", command.case)
    refuse_unless(command.found_on <= china_day(now), "assessment.date-in-future", str(command.found_on))
    return AccountabilityOpened(
        unit=command.unit,
        case=command.case,
        kind=command.kind,
        persons=command.persons,
        facts=command.facts,
        consequence=command.consequence,
        found_on=command.found_on,
        opened_by=command.actor,
        opened_at=now,
    )


def evolve(case: Accountability, fact: AccountabilityFact) -> Accountability:
    match fact:
        case AccountabilityOpened():
            return Accountability(is_open=True)
        case AccountabilityDecided():
            return replace(case, is_decided=True)
        case _:
            assert_never(fact)
