"""Why a deadline is the day it is: every day between with its reason, the clause, the notices relied on.

The days are walked one by one, on purpose without the arithmetic of `contracts.deadlines`: the two must agree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from contracts.calendar import Calendar, day_ends
from contracts.deadlines import (
    ONE_DAY,
    Deadline,
    DeadlineRule,
    Direction,
    RestDay,
    Stop,
    TimeUnit,
    check_question,
    corresponding_day,
    counts_working_days,
    named_day,
)
from contracts.message import shape
from contracts.notices import Confidence
from contracts.vocabulary import Count, Day, Digest, Name, Text
from contracts.workdays import CalendarDay, DayKind


class DayMark(StrEnum):
    """What a day does in the count."""

    START = "start"
    """The day from which it is counted; not counted itself."""
    NAMED = "named"
    """The source names the day; nothing is counted."""
    COUNTED = "counted"
    MAKE_UP_WORKDAY = "make-up-workday"
    """A weekend that is worked by a notice: counted."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    STOPPED = "stopped"
    """The clock stood still."""
    EXCLUDED = "excluded"
    """The act must be done before this day."""
    MOVED = "moved"
    """A rest day at the end of the count: the last day moves."""
    LAST = "last"
    """The last day after exclusion or moving; not counted."""


@shape
class ExplainedDay:
    """One day. `number` where it is counted; `notice` and `festival` where a notice names it."""

    day: Day
    mark: DayMark
    number: Count | None = None
    kind: DayKind
    notice: Name | None = None
    festival_zh: Name | None = None
    festival_en: Name | None = None
    stopped_by: Name | None = None
    is_provisional: bool = False


@shape
class NoticeReliedOn:
    """A holiday notice that speaks of these days, and when it became known."""

    id: Name
    zh: Text
    en: Text
    source: Name
    published: Day
    known_from: Day
    confidence: Confidence


@shape
class Explanation:
    """`days` in the order of time; `calendar` is the digest of what was known."""

    rule: DeadlineRule
    start: Day
    deadline: Deadline
    days: tuple[ExplainedDay, ...]
    notices: tuple[NoticeReliedOn, ...]
    calendar: Digest


def explain_deadline(rule: DeadlineRule, start: date, calendar: Calendar, stops: Sequence[Stop] = ()) -> Explanation:
    """The deadline that `deadline` gives for the same arguments, with every day that led to it."""
    check_question(rule, start, stops)
    days = _walk(rule, start, calendar, stops)
    named = max(days) if rule.direction is Direction.AFTER else min(days)
    last = _exclude(rule, named, days, calendar)
    due_on = _move(rule.rest_day, last, days, calendar)
    asked = _asked(rule, [*_span(start, named)], [*_span(last, due_on)])
    is_provisional = any(days[day].is_provisional for day in asked)
    return Explanation(
        rule=rule,
        start=start,
        deadline=Deadline(due_on=due_on, due_at=day_ends(due_on), is_provisional=is_provisional),
        days=tuple(days[day] for day in sorted(days)),
        notices=_relied_on(asked, calendar),
        calendar=calendar.digest,
    )


Days = dict[date, ExplainedDay]


def _walk(rule: DeadlineRule, start: date, calendar: Calendar, stops: Sequence[Stop]) -> Days:
    """Day by day until enough are counted."""
    if rule.amount == 0:
        return {start: _explained(calendar.day(start), DayMark.NAMED)}
    step = ONE_DAY if rule.direction is Direction.AFTER else -ONE_DAY
    days: Days = {}
    day, number, enough = start, 0, _enough(rule, start, calendar)
    if not rule.first_day_counts:
        days[day] = _explained(calendar.day(day), DayMark.START)
        day += step
    while number < enough:
        line = _line(rule, calendar.day(day), _stop_on(day, stops))
        if line.mark in (DayMark.COUNTED, DayMark.MAKE_UP_WORKDAY):
            number += 1
            line = replace(line, number=number)
        days[day] = line
        day += step
    return days


def _enough(rule: DeadlineRule, start: date, calendar: Calendar) -> int:
    """How many days the walk counts: months and years are as long as the calendar makes them."""
    if rule.unit in (TimeUnit.DAYS, TimeUnit.WORKING_DAYS):
        return rule.amount
    if rule.direction is Direction.AFTER:
        return (corresponding_day(rule, start) - start).days + rule.first_day_counts
    return (start - named_day(rule, start, calendar)).days + rule.first_day_counts


def _line(rule: DeadlineRule, day: CalendarDay, stop: Stop | None) -> ExplainedDay:
    if stop is not None:
        return replace(_explained(day, DayMark.STOPPED), stopped_by=stop.stopped_by)
    if rule.unit is not TimeUnit.WORKING_DAYS:
        return _explained(day, DayMark.COUNTED)
    return _explained(day, _WORKING_DAY_MARKS[day.kind])


_WORKING_DAY_MARKS: Mapping[DayKind, DayMark] = {
    DayKind.WORKDAY: DayMark.COUNTED,
    DayKind.MAKE_UP_WORKDAY: DayMark.MAKE_UP_WORKDAY,
    DayKind.WEEKEND: DayMark.WEEKEND,
    DayKind.HOLIDAY: DayMark.HOLIDAY,
}


def _stop_on(day: date, stops: Sequence[Stop]) -> Stop | None:
    return next((stop for stop in stops if stop.after < day <= stop.until), None)


def _exclude(rule: DeadlineRule, named: date, days: Days, calendar: Calendar) -> date:
    if rule.named_day_included:
        return named
    last = named - ONE_DAY
    days[named] = replace(days[named], mark=DayMark.EXCLUDED)
    days.setdefault(last, _explained(calendar.day(last), DayMark.LAST))
    return last


def _move(policy: RestDay, last: date, days: Days, calendar: Calendar) -> date:
    if policy is RestDay.KEEP:
        return last
    step = ONE_DAY if policy is RestDay.NEXT else -ONE_DAY
    while not calendar.day(last).is_working:
        days[last] = replace(days[last], mark=DayMark.MOVED)
        last += step
        days.setdefault(last, _explained(calendar.day(last), DayMark.LAST))
    return last


def _asked(rule: DeadlineRule, counted: Sequence[date], moved_over: Sequence[date]) -> Sequence[date]:
    """The days for which it made a difference whether they are worked."""
    return [
        *(counted if counts_working_days(rule) else ()),
        *(moved_over if rule.rest_day is not RestDay.KEEP else ()),
    ]


def _span(one: date, other: date) -> Iterator[date]:
    first = min(one, other)
    return (first + step * ONE_DAY for step in range(abs((other - one).days) + 1))


def _relied_on(asked: Sequence[date], calendar: Calendar) -> tuple[NoticeReliedOn, ...]:
    if not asked:
        return ()
    return tuple(
        NoticeReliedOn(
            id=notice.id,
            zh=notice.zh,
            en=notice.en,
            source=notice.source,
            published=notice.published,
            known_from=notice.known_from,
            confidence=notice.confidence,
        )
        for notice in calendar.relied_on(min(asked), max(asked))
    )


def _explained(day: CalendarDay, mark: DayMark) -> ExplainedDay:
    return ExplainedDay(
        day=day.day,
        mark=mark,
        kind=day.kind,
        notice=day.notice.source if day.notice else None,
        festival_zh=day.festival.zh if day.festival else None,
        festival_en=day.festival.en if day.festival else None,
        is_provisional=day.is_provisional,
    )
