"""A unit that owes disclosure, and the first duty of each of its catalogues.

Law: document 1 §四4: townships answer for TP and TG, villages for VP and VA; document 5 §二(三)2(5): communities
for CA (requirements D-003, D-004); posted catalogues (document 1 §四3); busy village finance (村组法30).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.disclosure.duty.rules import CatalogueRules, DisclosurePolicy
from contracts.disclosure.unit.messages import (
    CataloguesAdded,
    EnrolUnit,
    ReviewUnit,
    UnitCommand,
    UnitEnrolled,
    UnitFact,
)
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import UnitKind

from disclosure.duty.opening import first_opening

unit_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Unit:
    """An enrolled unit and the catalogues whose first duty is named already."""

    kind: UnitKind | None = None
    owed: tuple[str, ...] = ()


def decide(command: UnitCommand, unit: Unit, rules: Rules[DisclosurePolicy], now: datetime) -> Sequence[UnitFact]:
    match command:
        case EnrolUnit():
            return [_enrol(command, unit, rules.policy, now)]
        case ReviewUnit():
            return _review(command, unit, rules.policy, now)
        case _:
            assert_never(command)


def _enrol(command: EnrolUnit, unit: Unit, policy: DisclosurePolicy, now: datetime) -> UnitEnrolled:
    refuse_unless(unit.kind is None, "disclosure.unit-already-enrolled", command.unit)
    owed = _owed(command.unit, command.kind, policy)
    return UnitEnrolled(
        unit=command.unit,
        kind=command.kind,
        name=command.name,
        valid_from=command.valid_from,
        enrolled_at=now,
        opens=tuple(first_opening(command.valid_from, item) for item in owed),
    )


def _review(command: ReviewUnit, unit: Unit, policy: DisclosurePolicy, now: datetime) -> list[UnitFact]:
    """What is owed besides, from the period that runs today; nothing if nothing is."""
    refuse_unless(unit.kind is not None, "disclosure.unknown-unit", command.unit)
    assert unit.kind is not None
    today: date = china_day(now)
    more = [item for item in _owed(command.unit, unit.kind, policy) if item.code not in unit.owed]
    if not more:
        return []
    opens = tuple(first_opening(today, item) for item in more)
    return [CataloguesAdded(unit=command.unit, kind=unit.kind, opens=opens, added_at=now)]


def _owed(unit: str, kind: UnitKind, policy: DisclosurePolicy) -> list[CatalogueRules]:
    """What the calendars and the posted catalogues ask of a unit; matters are opened one by one."""
    return [item for item in policy.catalogues.values() if item.is_owed_by(unit, kind)]


def evolve(unit: Unit, fact: UnitFact) -> Unit:
    match fact:
        case UnitEnrolled() | CataloguesAdded():
            return Unit(fact.kind, (*unit.owed, *(opening.catalogue for opening in fact.opens)))
        case _:
            assert_never(fact)
