"""The stations of a village: one works at a time, headed by the Party organisation's secretary (document 4 §一)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mediation.station.messages import (
    CloseStation,
    SetUpStation,
    StaffStation,
    StationClosed,
    StationCommand,
    StationFact,
    StationSetUp,
    StationStaffed,
    VillageOffice,
)
from contracts.mediation.station.rules import StationPolicy
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import UnitKind, suits

from mediation.case.guards import refuse_day

station_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Station:
    set_up_on: date
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Stations:
    """`known`: every station that the village has or had, by its reference."""

    known: Mapping[str, Station] = field(default_factory=dict)

    @property
    def how_many_work(self) -> int:
        return sum(not station.is_closed for station in self.known.values())

    def working(self, reference: str) -> Station:
        station = self.known.get(reference)
        is_working = station is not None and not station.is_closed
        refuse_unless(is_working, "mediation.no-such-station", f"station: {reference}")
        assert station is not None
        return station


def decide(
    command: StationCommand, stations: Stations, rules: Rules[StationPolicy], now: datetime
) -> Sequence[StationFact]:
    match command:
        case SetUpStation():
            return [_set_up(command, stations, rules.policy, now)]
        case StaffStation():
            return [_staff(command, stations.working(command.station), rules.policy, now)]
        case CloseStation():
            return [_close(command, stations.working(command.station), now)]
        case _:
            assert_never(command)


def _set_up(command: SetUpStation, stations: Stations, policy: StationPolicy, now: datetime) -> StationSetUp:
    refuse_unless(policy.per_village is not None, "mediation.no-stations", "station.per_village")
    assert policy.per_village is not None
    refuse_unless(suits(UnitKind.VILLAGE, command.unit), "mediation.not-a-village", f"unit: {command.unit}")
    has_room = stations.how_many_work < policy.per_village and command.station not in stations.known
    refuse_unless(has_room, "mediation.duplicate-station", f"station: {command.station}, station.per_village")
    _refuse_staff(command, policy)
    refuse_unless(command.set_up_on <= china_day(now), "mediation.date-in-future", str(command.set_up_on))
    return StationSetUp(
        unit=command.unit,
        station=command.station,
        head=command.head,
        office=command.office,
        workers=command.workers,
        set_up_on=command.set_up_on,
        set_up_by=command.actor,
        recorded_at=now,
    )


def _staff(command: StaffStation, station: Station, policy: StationPolicy, now: datetime) -> StationStaffed:
    _refuse_staff(command, policy)
    refuse_day(command.from_on, station.set_up_on, now)
    return StationStaffed(
        unit=command.unit,
        station=command.station,
        head=command.head,
        office=command.office,
        workers=command.workers,
        from_on=command.from_on,
        entered_by=command.actor,
        recorded_at=now,
    )


def _close(command: CloseStation, station: Station, now: datetime) -> StationClosed:
    refuse_day(command.closed_on, station.set_up_on, now)
    return StationClosed(
        unit=command.unit,
        station=command.station,
        closed_on=command.closed_on,
        reason=command.reason,
        closed_by=command.actor,
        recorded_at=now,
    )


def _refuse_staff(command: SetUpStation | StaffStation, policy: StationPolicy) -> None:
    is_secretary = command.office is VillageOffice.PARTY_SECRETARY
    refuse_unless(is_secretary, "mediation.station-head-must-be-secretary", f"office: {command.office}")
    persons = (command.head, *command.workers)
    refuse_unless(len(set(persons)) == len(persons), "mediation.person-twice", "head, workers")
    is_enough = policy.workers_min is None or len(command.workers) >= policy.workers_min
    refuse_unless(is_enough, "mediation.worker-required", "workers: station.workers.min")


def evolve(stations: Stations, fact: StationFact) -> Stations:
    match fact:
        case StationSetUp():
            return Stations({**stations.known, fact.station: Station(fact.set_up_on)})
        case StationClosed():
            closed = replace(stations.known[fact.station], is_closed=True)
            return Stations({**stations.known, fact.station: closed})
        case StationStaffed():
            return stations
        case _:
            assert_never(fact)
