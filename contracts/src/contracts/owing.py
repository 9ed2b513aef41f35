"""A stream that owes several things, each by a day of its own, as a running case: a year of checks, a programme.

Law: Legislation Law (立法法), art. 104; see `contracts.rebinding`. The days are of the calendar: no notice moves
them, a statute that reaches running cases may. What is there, or was announced as missing, keeps its day.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from contracts.calendar import china_day
from contracts.cases import Dated, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.owed_dates import OwedDateRederived
from contracts.rules import Rules
from contracts.running_cases import Running

S = TypeVar("S")
P = TypeVar("P")

_AS_BEFORE = "原定的期限"
"""A day that no rule gives any more."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing that is owed, the first moment too late for it if a day is named, and whether it is there."""

    owed: str
    due_at: datetime | None
    is_there: bool


@dataclass(frozen=True, slots=True)
class NamedDay:
    """The day by which rules want something, and the clause."""

    day: date
    source: str


def missing(awaited: Sequence[Awaited], announced: Collection[str], now: datetime) -> list[tuple[str, datetime]]:
    """What has to be announced now and since when, in the order in which it is awaited."""
    late = ((one.owed, one.due_at) for one in awaited if not one.is_there and one.owed not in announced)
    return [(owed, due_at) for owed, due_at in late if due_at is not None and now >= due_at]


def moved_day(fact: OwedDateRederived, fields: Mapping[str, str]) -> dict[str, Any]:
    """The field that holds the day which was derived anew, with that day; `fields` by what is owed."""
    return {fields[fact.owed]: fact.after.due_at}


def owing(
    *,
    unit: Callable[[S], str | None],
    awaited: Callable[[S], Sequence[Awaited]],
    announced: Callable[[S], Collection[str]],
    named: Callable[[str, S, P], NamedDay | None],
    evolve: Callable[[S, Any], S],
    missed: Callable[[S, Rules[P], datetime], Sequence[Any]],
) -> Running[S, P]:
    """`named`: the day by which these rules want one of the things; None where they name none. `missed` announces."""

    def open_dates(state: S) -> list[tuple[str, date]]:
        """What is still ahead or not announced yet, soonest first."""
        waiting = [one for one in awaited(state) if not one.is_there and one.owed not in announced(state)]
        dates = [(str(one.owed), _last_day(one.due_at)) for one in waiting if one.due_at is not None]
        return sorted(dates, key=lambda dated: dated[1])

    def reckoned(owed: str, due_on: date, state: S, policy: P) -> Dated:
        day = named(owed, state, policy) or NamedDay(due_on, _AS_BEFORE)
        rule = DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=day.source)
        return Dated(due_on, Reckoning(rule, day.day), owed)

    def dates_of(state: S, policy: P) -> list[Dated]:
        return [reckoned(owed, due_on, state, policy) for owed, due_on in open_dates(state)]

    return Running(
        unit=unit,
        due_on=lambda state: next((due_on for _, due_on in open_dates(state)), None),
        is_closed=lambda state: all(one.is_there for one in awaited(state)),
        is_announced=lambda _: False,
        reckoning=lambda state, policy: dates_of(state, policy)[0].reckoning,
        evolve=evolve,
        missed=missed,
        owed=lambda state: next((owed for owed, _ in open_dates(state)), None),
        further=lambda state, policy: dates_of(state, policy)[1:],
    )


def _last_day(due_at: datetime) -> date:
    return china_day(due_at - timedelta.resolution)
