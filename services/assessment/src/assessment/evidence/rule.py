"""How one unit kept its duties of one year, as other services recorded it (考核依据).

Law: county opinion on township standardisation, part 4 item 4 and part 5 item 4 (document 1 §四4, §五4); draft opinion
on residents' committees, part 2 (document 5 §二(三)2(5)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from contracts.assessment.evidence.messages import EvidenceRecorded, Outcome, RecordEvidence, Step
from contracts.assessment.evidence.rules import AssessmentPolicy
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import Part, key_of

evidence_stream = key_of(__name__, "unit", Part("period", written=lambda period: f"{year_of(period):04}"))

_ORDER = {Outcome.EXPECTED: 0, Outcome.OVERDUE: 1, Outcome.ON_TIME: 2, Outcome.LATE: 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of one duty, and the ids of the facts it rests on."""

    outcome: Outcome
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands of each duty, by catalogue and period."""

    duties: Mapping[tuple[str, str], Standing] = field(default_factory=dict)


def decide(
    command: RecordEvidence, evidence: Evidence, rules: Rules[AssessmentPolicy], now: datetime
) -> list[EvidenceRecorded]:
    """Reading the same fact twice has no effect."""
    standing = evidence.duties.get((command.catalogue, command.period))
    if standing is not None and command.cause.fact in standing.causes:
        return []
    outcome = _outcome(command)
    if standing is not None:
        goes_on = _ORDER[outcome] > _ORDER[standing.outcome]
        refuse_unless(goes_on, "assessment.outcome-stands", f"{standing.outcome} stands, {outcome} comes after it.")
    return [
        EvidenceRecorded(
            unit=command.unit,
            catalogue=command.catalogue,
            period=command.period,
            outcome=outcome,
            due_at=command.due_at,
            happened_at=command.happened_at,
            cause=command.cause,
            indicator=rules.policy.indicators.get(command.catalogue),
        )
    ]


def _outcome(command: RecordEvidence) -> Outcome:
    """On time is every moment before `due_at` (X-018): that moment itself is late."""
    is_in_time = command.happened_at < command.due_at
    match command.step:
        case Step.OPENED:
            return Outcome.EXPECTED
        case Step.OVERDUE:
            refuse_unless(not is_in_time, "assessment.not-overdue", f"{command.happened_at} is before it is due.")
            return Outcome.OVERDUE
        case Step.FULFILLED:
            return Outcome.ON_TIME if is_in_time else Outcome.LATE
        case _:
            assert_never(command.step)


def evolve(evidence: Evidence, fact: EvidenceRecorded) -> Evidence:
    match fact:
        case EvidenceRecorded():
            duty = (fact.catalogue, fact.period)
            before = evidence.duties.get(duty)
            causes = (*(before.causes if before else ()), fact.cause.fact)
            return Evidence({**evidence.duties, duty: Standing(fact.outcome, causes)})
        case _:
            assert_never(fact)


def year_of(period: str) -> int:
    """The year of 2025H1, 2025Q3 or 2025-09; a last quarter belongs to its own year, not to that of its due date."""
    return int(period[:4])


def days_late(due_at: datetime, fulfilled_at: datetime) -> int:
    """Days in China from the last day on time to the day of fulfilment; 0 on time."""
    if fulfilled_at < due_at:
        return 0
    last_day = china_day(due_at - datetime.resolution)
    return (china_day(fulfilled_at) - last_day).days
