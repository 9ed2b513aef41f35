"""A unit that owes disclosure, and the first duty of each of its catalogues.

Law: document 1 §四4: townships answer for TP and TG, villages for VP and VA; document 5 §二(三)2(5): communities
for CA (requirements D-003, D-004).
"""

from datetime import datetime
from typing import assert_never

from contracts.disclosure.commands import EnrolUnit
from contracts.disclosure.events import UnitEnrolled
from contracts.disclosure.policy import DisclosurePolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules

from disclosure.domain.periods import first_opening


def decide(command: EnrolUnit, is_enrolled: bool, rules: Rules[DisclosurePolicy], now: datetime) -> list[UnitEnrolled]:
    refuse_unless(not is_enrolled, "disclosure.unit-already-enrolled", command.unit)
    owed = [item for item in rules.policy.catalogues.values() if item.responsible is command.kind]
    return [
        UnitEnrolled(
            unit=command.unit,
            kind=command.kind,
            name=command.name,
            valid_from=command.valid_from,
            enrolled_at=now,
            opens=tuple(first_opening(command.valid_from, item) for item in owed),
        )
    ]


def evolve(is_enrolled: bool, fact: UnitEnrolled) -> bool:
    match fact:
        case UnitEnrolled():
            return True
        case _:
            assert_never(fact)
