"""Which days are worked, and how many lie between two days: the weekend rule as changed by holiday notices.

Everything is whole-number arithmetic on day ordinals (1 = Monday, 1 January of year 1). Inside the years that notices
name, the working days stand in one sorted table; outside it five days of seven are worked.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from contracts.notices import Festival, Notice

_WEEK = 7
_WORKED_OF_A_WEEK = 5
_SATURDAY = 5


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP_WORKDAY = "make-up-workday"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKDAY, DayKind.MAKE_UP_WORKDAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day and why it is worked or not. `notice` and `festival` where a notice names the day.

    `is_provisional`: no notice for its year is known yet, so it follows the weekend rule only.
    """

    day: date
    kind: DayKind
    notice: Notice | None
    festival: Festival | None
    is_provisional: bool

    @property
    def is_working(self) -> bool:
        return self.kind.is_working


class Counted(NamedTuple):
    """A day reached by counting. `is_provisional`: a notice still to come may move it."""

    day: date
    is_provisional: bool


class Between(NamedTuple):
    """A number of working days. `is_provisional`: a notice still to come may change it."""

    days: int
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Workdays:
    """`named`: what notices say of a day. `working`: ordinals of the working days from `first` to `last`, ascending.

    `before` is the number of working days before `first`, counted from the first day of all.
    """

    named: Mapping[date, tuple[DayKind, Notice, Festival]]
    settled: Sequence[tuple[int, int]]
    first: int
    last: int
    working: Sequence[int]
    before: int

    def day(self, day: date) -> CalendarDay:
        kind, notice, festival = self.named.get(day, (weekend_rule(day), None, None))
        provisional = not self.is_settled(day, day)
        return CalendarDay(day=day, kind=kind, notice=notice, festival=festival, is_provisional=provisional)

    def is_working(self, day: date) -> bool:
        named = self.named.get(day)
        return day.weekday() < _SATURDAY if named is None else named[0].is_working

    def is_settled(self, one: date, other: date) -> bool:
        """Every day from one to the other has its notice."""
        first, last = one.toordinal(), other.toordinal()
        if first > last:
            first, last = last, first
        for begins, ends in self.settled:  # noqa: SIM110 - a generator costs as much as the rest of a deadline
            if begins <= first and last <= ends:
                return True
        return False

    def add(self, start: date, days: int, *, first_day_counts: bool) -> date:
        """The working day that is `days` after the start, or before it if negative; 0 is the start itself.

        If the first day counts, the start is day 1 where it is a working day.
        """
        ordinal = start.toordinal()
        if days > 0:
            return date.fromordinal(self._nth(self._rank(ordinal - first_day_counts) + days))
        if days < 0:
            return date.fromordinal(self._nth(self._rank(ordinal - 1 + first_day_counts) + 1 + days))
        return start

    def between(self, after: date, until: date) -> Between:
        """Working days later than `after` and not later than `until`; negative if that is the earlier one."""
        days = self._rank(until.toordinal()) - self._rank(after.toordinal())
        return Between(days, is_provisional=not self.is_settled(after, until))

    def _rank(self, ordinal: int) -> int:
        """How many working days there are up to this day, it included."""
        if ordinal < self.first:
            return _weekdays(ordinal)
        if ordinal <= self.last:
            return self.before + bisect_right(self.working, ordinal)
        return self.before + len(self.working) + _weekdays(ordinal) - _weekdays(self.last)

    def _nth(self, rank: int) -> int:
        """The day with this rank, counted from 1."""
        place = rank - self.before
        if place <= 0:
            return _nth_weekday(rank)
        if place <= len(self.working):
            return self.working[place - 1]
        return _nth_weekday(place - len(self.working) + _weekdays(self.last))


def workdays_of(notices: Sequence[Notice]) -> Workdays:
    """What these notices make of the calendar: on one day the later published word holds."""
    in_order = sorted(notices, key=lambda notice: (notice.published, notice.id))
    named: dict[date, tuple[DayKind, Notice, Festival]] = {}
    for notice in in_order:
        for festival in notice.festivals:
            named.update(dict.fromkeys(festival.days_off(), (DayKind.HOLIDAY, notice, festival)))
            named.update(dict.fromkeys(festival.work, (DayKind.MAKE_UP_WORKDAY, notice, festival)))
    if not named:
        return Workdays(named={}, settled=(), first=1, last=0, working=(), before=0)
    first, last = min(named).toordinal(), max(named).toordinal()
    every = (date.fromordinal(ordinal) for ordinal in range(first, last + 1))
    working = tuple(day.toordinal() for day in every if _kind(day, named).is_working)
    return Workdays(
        named=named,
        settled=_joined([notice.settled for notice in in_order if notice.settled]),
        first=first,
        last=last,
        working=working,
        before=_weekdays(first - 1),
    )


def weekend_rule(day: date) -> DayKind:
    return DayKind.WORKDAY if day.weekday() < _SATURDAY else DayKind.WEEKEND


def _kind(day: date, named: Mapping[date, tuple[DayKind, Notice, Festival]]) -> DayKind:
    return named[day][0] if day in named else weekend_rule(day)


def _joined(spans: Sequence[tuple[date, date]]) -> tuple[tuple[int, int], ...]:
    """Spans that touch or overlap become one."""
    joined: list[tuple[int, int]] = []
    for begins, ends in sorted((first.toordinal(), last.toordinal()) for first, last in spans):
        if joined and begins <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    return tuple(joined)


def _weekdays(ordinal: int) -> int:
    """Mondays to Fridays up to this day, it included."""
    weeks, rest = divmod(ordinal, _WEEK)
    return weeks * _WORKED_OF_A_WEEK + min(rest, _WORKED_OF_A_WEEK)


def _nth_weekday(rank: int) -> int:
    weeks, rest = divmod(rank - 1, _WORKED_OF_A_WEEK)
    return weeks * _WEEK + rest + 1
