"""The leaders on duty in one month: a working day without one is a finding, once (document 4 §三(三)).

Whether a day is worked is judged by the notices that are known when it has passed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import assert_never

from contracts.calendar import Period, china_day, parse_period
from contracts.errors import refuse_unless
from contracts.mediation.roster.messages import (
    DutyEntered,
    DutyLeaderMissing,
    EnterDuty,
    MarkRoster,
    OpenRoster,
    RosterCommand,
    RosterFact,
    RosterOpened,
)
from contracts.mediation.roster.rules import RosterPolicy
from contracts.rules import Rules
from contracts.stream_names import key_of

roster_stream = key_of(__name__, "unit", "month")

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Roster:
    """`leaders`: day to how many; `announced`: working days that passed without enough."""

    is_open: bool = False
    leaders: Mapping[date, int] = field(default_factory=dict)
    announced: frozenset[date] = frozenset()


def decide(command: RosterCommand, roster: Roster, rules: Rules[RosterPolicy], now: datetime) -> Sequence[RosterFact]:
    period = parse_period(command.month)
    assert period is not None
    if isinstance(command, OpenRoster):
        return [] if roster.is_open else [_open(command, period, rules, now)]
    refuse_unless(roster.is_open, "mediation.month-not-open", command.month)
    missing = _missing(command, period, roster, rules, now)
    match command:
        case EnterDuty():
            return [*missing, _enter(command, now)]
        case MarkRoster():
            return missing
        case _:
            assert_never(command)


def _open(command: OpenRoster, period: Period, rules: Rules[RosterPolicy], now: datetime) -> RosterOpened:
    return RosterOpened(
        unit=command.unit,
        month=command.month,
        working_days=tuple(day for day in _days(period) if rules.policy.leaders and rules.calendar.is_working_day(day)),
        opened_at=now,
    )


def _enter(command: EnterDuty, now: datetime) -> DutyEntered:
    inside = command.day.isoformat().startswith(command.month)
    refuse_unless(inside, "mediation.outside-month", f"{command.day} is not in {command.month}.")
    refuse_unless(bool(command.leaders), "mediation.leader-required", str(command.day))
    return DutyEntered(
        unit=command.unit,
        month=command.month,
        day=command.day,
        leaders=tuple(dict.fromkeys(command.leaders)),
        staff=command.staff,
        entered_by=command.actor,
        entered_at=now,
    )


def _missing(
    command: RosterCommand, period: Period, roster: Roster, rules: Rules[RosterPolicy], now: datetime
) -> list[DutyLeaderMissing]:
    needed, today = rules.policy.leaders, china_day(now)
    passed = [day for day in _days(period) if day < today and rules.calendar.is_working_day(day)]
    return [
        DutyLeaderMissing(
            unit=command.unit,
            month=command.month,
            day=day,
            needed=needed,
            found=roster.leaders.get(day, 0),
            announced_at=now,
        )
        for day in passed
        if day not in roster.announced and roster.leaders.get(day, 0) < needed
    ]


def _days(period: Period) -> list[date]:
    count = (period.last_day - period.first_day).days + 1
    return [period.first_day + number * _ONE_DAY for number in range(count)]


def evolve(roster: Roster, fact: RosterFact) -> Roster:
    match fact:
        case RosterOpened():
            return Roster(is_open=True)
        case DutyEntered():
            return replace(roster, leaders={**roster.leaders, fact.day: len(fact.leaders)})
        case DutyLeaderMissing():
            return replace(roster, announced=roster.announced | {fact.day})
        case _:
            assert_never(fact)
