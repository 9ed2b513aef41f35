"""One place where deputies and voters meet: where and when, until it is given up, and who was received there.

Law: opinion on standardising township people's congress work (document 2 §三(二)3).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.station.messages import (
    CloseStation,
    HoldReception,
    ReceptionHeld,
    RegisterStation,
    StationClosed,
    StationCommand,
    StationFact,
    StationKind,
    StationRegistered,
)
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

station_stream = key_of(__name__, "unit", "station")


@dataclass(frozen=True, slots=True)
class Station:
    """`registered`: as it was said last, None before; `closed`: that it was given up; `receptions`: how many."""

    registered: StationRegistered | None = None
    closed: StationClosed | None = None
    receptions: int = 0


def decide(command: StationCommand, state: Station, rules: Rules[None], now: datetime) -> Sequence[StationFact]:
    match command:
        case RegisterStation():
            return [_register(command, state, now)]
        case CloseStation():
            return [_close(command, state, now)]
        case HoldReception():
            return [_receive(command, state, now)]
        case _:
            assert_never(command)


def evolve(state: Station, fact: StationFact) -> Station:
    match fact:
        case StationRegistered():
            return replace(state, registered=fact)
        case StationClosed():
            return replace(state, closed=fact)
        case ReceptionHeld():
            return replace(state, receptions=state.receptions + 1)
        case _:
            assert_never(fact)


def _register(command: RegisterStation, state: Station, now: datetime) -> StationRegistered:
    refuse_unless(state.closed is None, "elections.station-given-up", command.station)
    before = state.registered
    registered = StationRegistered(
        unit=command.unit,
        station=command.station,
        version=before.version + 1 if before else 1,
        kind=command.kind,
        name=command.name,
        place=command.place,
        days=command.days,
        how=command.how,
        valid_from=command.valid_from,
        registered_by=command.actor,
        registered_at=now,
    )
    is_new = before is None or _said(before) != _said(registered)
    refuse_unless(is_new, "elections.station-unchanged", command.station)
    return registered


def _said(fact: StationRegistered) -> tuple[object, ...]:
    return (fact.kind, fact.name, fact.place, fact.days, fact.how, fact.valid_from)


def _close(command: CloseStation, state: Station, now: datetime) -> StationClosed:
    refuse_unless(state.registered is not None, "elections.no-such-station", command.station)
    refuse_unless(state.closed is None, "elections.station-given-up", command.station)
    return StationClosed(
        unit=command.unit,
        station=command.station,
        closed_on=command.closed_on,
        reason=command.reason,
        closed_by=command.actor,
        closed_at=now,
    )


def _receive(command: HoldReception, state: Station, now: datetime) -> ReceptionHeld:
    """A reception before the last day may be entered after it: only what was held counts."""
    registered, closed = state.registered, state.closed
    refuse_unless(registered is not None, "elections.no-such-station", command.station)
    is_open = closed is None or command.held_on < closed.closed_on
    refuse_unless(is_open, "elections.station-given-up", command.station)
    refuse_unless(command.held_on <= china_day(now), "elections.date-in-future", str(command.held_on))
    is_centre = registered is not None and registered.kind is StationKind.RESPONSE_CENTRE
    refuse_unless(is_centre or bool(command.deputies), "elections.deputies-required", "Whoever received the voters.")
    return ReceptionHeld(
        unit=command.unit,
        station=command.station,
        number=state.receptions + 1,
        held_on=command.held_on,
        occasion=command.occasion,
        place=command.place,
        deputies=command.deputies,
        visitors=command.visitors,
        opinions=command.opinions,
        policy_publicised=command.policy_publicised,
        recorded_by=command.actor,
        recorded_at=now,
    )
