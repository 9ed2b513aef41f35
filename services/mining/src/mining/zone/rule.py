"""One demonstration zone (绿色矿业发展示范区): its plan, its mines, and what it has done of all it is for.

Law: opinion on green mines, part 4 item 6 and part 6 (document 3 §四(六), §六(二)*¶3, §六(三)).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mining.words import lists
from contracts.mining.zone.messages import (
    ApplyForZoneFund,
    OpenZone,
    RecordZoneWork,
    ZoneCommand,
    ZoneFact,
    ZoneFundAppliedFor,
    ZoneOpened,
    ZonePart,
    ZoneSystem,
    ZoneWorkRecorded,
)
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import area_of

zone_stream = key_of(__name__, "unit", "zone")


@dataclass(frozen=True, slots=True)
class Zone:
    is_open: bool = False


def items_of() -> Mapping[ZonePart, tuple[str, ...]]:
    """Everything that a zone works on, part by part, in the order of the text."""
    named = lists()
    return {
        ZonePart.INNOVATION: tuple(named["innovation_fields"]),
        ZonePart.ISSUE: tuple(named["zone_issues"]),
        ZonePart.SYSTEM: tuple(system.value for system in ZoneSystem),
        ZonePart.WORK: tuple(named["coordinated_works"]),
    }


def decide(command: ZoneCommand, zone: Zone, rules: Rules[None], now: datetime) -> Sequence[ZoneFact]:
    match command:
        case OpenZone():
            return [_open(command, zone, now)]
        case RecordZoneWork():
            return [_work(command, zone, now)]
        case ApplyForZoneFund():
            return [_apply(command, zone, now)]
        case _:
            assert_never(command)


def _open(command: OpenZone, zone: Zone, now: datetime) -> ZoneOpened:
    refuse_unless(not zone.is_open, "mining.zone-already-open", command.zone)
    area = area_of(command.unit)
    outside = [mine for mine in command.mines if not mine.startswith(area)]
    refuse_unless(not outside, "mining.mine-outside-zone", ", ".join(outside))
    _refuse_future(command.opened_on, now)
    return ZoneOpened(
        unit=command.unit,
        zone=command.zone,
        title=command.title,
        area=command.area,
        key_area=command.key_area,
        mines=command.mines,
        plan=command.plan,
        opened_on=command.opened_on,
        opened_by=command.actor,
        recorded_at=now,
    )


def _work(command: RecordZoneWork, zone: Zone, now: datetime) -> ZoneWorkRecorded:
    refuse_unless(zone.is_open, "mining.no-such-zone", command.zone)
    refuse_unless(command.item in items_of()[command.part], "mining.unknown-zone-item", command.item)
    _refuse_future(command.done_on, now)
    return ZoneWorkRecorded(
        unit=command.unit,
        zone=command.zone,
        part=command.part,
        item=command.item,
        done_on=command.done_on,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _apply(command: ApplyForZoneFund, zone: Zone, now: datetime) -> ZoneFundAppliedFor:
    refuse_unless(zone.is_open, "mining.no-such-zone", command.zone)
    _refuse_future(command.applied_on, now)
    return ZoneFundAppliedFor(
        unit=command.unit,
        zone=command.zone,
        fund=command.fund,
        applied_on=command.applied_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))


def evolve(zone: Zone, fact: ZoneFact) -> Zone:
    match fact:
        case ZoneOpened():
            return Zone(is_open=True)
        case ZoneWorkRecorded() | ZoneFundAppliedFor():
            return zone
        case _:
            assert_never(fact)
