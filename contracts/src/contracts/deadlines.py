"""From a rule of counting and a day to the moment from which an act is late.

Law: Civil Code (民法典), arts. 201-203; Civil Procedure Law (民事诉讼法), art. 85: the first day is not counted, a
period of months ends on the corresponding day or else with its month. Whether a last day that is a rest day moves is
a matter of each rule (requirements X-018, AMB-07, AMB-56).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from marshmallow.validate import Range

from contracts.calendar import Calendar, day_ends
from contracts.errors import Malformed
from contracts.message import shape
from contracts.vocabulary import Day, Instant, Name, Text

ONE_DAY = timedelta(days=1)
_MONTHS_OF_A_YEAR = 12

_MOST_DAYS = 3660
_MOST = {"days": _MOST_DAYS, "working-days": 2500, "months": 120, "years": 10}
"""Ten years of anything: every day of a deadline can be listed."""
_FIRST_START, _LAST_START = date(1950, 1, 1), date(2999, 12, 31)

Amount = Annotated[int, Range(min=0, max=_MOST_DAYS)]
"""So many days, working days, months or years."""


class TimeUnit(StrEnum):
    """What is counted (计算单位)."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"
    YEARS = "years"


class Direction(StrEnum):
    """A time limit after a day, or a minimum of full days before an event (…日以前)."""

    AFTER = "after"
    BEFORE = "before"


class RestDay(StrEnum):
    """What becomes of a last day that is a rest day: kept, next or previous working day (顺延)."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"


@shape
class DeadlineRule:
    """How one deadline (期限) is counted. Amount 0 is the named day itself: "by the 20th".

    `named_day_included`: the day that the count arrives at is the last one in time, until 24:00; otherwise the act
    must be done before that day begins. `source`: the clause.
    """

    amount: Amount
    unit: TimeUnit
    source: Text
    direction: Direction = Direction.AFTER
    first_day_counts: bool = False
    named_day_included: bool = True
    rest_day: RestDay = RestDay.KEEP

    def __post_init__(self) -> None:
        if self.rest_day is RestDay.NEXT and self.direction is Direction.BEFORE:
            raise Malformed({"rest_day": ["A minimum before an event is not cut short by moving its last day on."]})
        if self.rest_day is RestDay.NEXT and not self.named_day_included:
            raise Malformed({"rest_day": ["What must be done before a day does not move past it."]})
        if self.amount == 0 and self.first_day_counts:
            raise Malformed({"first_day_counts": ["Nothing is counted."]})
        if self.amount > _MOST[self.unit]:
            raise Malformed({"amount": [f"More than {_MOST[self.unit]} {self.unit}."]})


@shape
class Stop:
    """The clock stood still (中止) on the days later than `after` and not later than `until`, by a named fact."""

    stopped_by: Name
    after: Day
    until: Day

    def __post_init__(self) -> None:
        if self.until < self.after:
            raise Malformed({"until": ["Before it stopped."]})

    @property
    def days(self) -> int:
        return (self.until - self.after).days


@shape
class Deadline:
    """`due_on` is the last day in time; `due_at` the first moment that no longer is.

    `is_provisional`: a holiday notice still to come may move it.
    """

    due_on: Day
    due_at: Instant
    is_provisional: bool


def deadline(rule: DeadlineRule, start: date, calendar: Calendar, stops: Sequence[Stop] = ()) -> Deadline:
    """When an act is due that must be done so long after the start, or before the event.

    `stops` in the order of time, not overlapping; a minimum before an event has none. Raise `Malformed` otherwise.
    """
    check_question(rule, start, stops)
    named = named_day(rule, start, calendar, stops)
    last = named if rule.named_day_included else named - ONE_DAY
    due_on = _moved(rule.rest_day, last, calendar)
    open_count = counts_working_days(rule) and not calendar.is_settled(start, named)
    open_move = rule.rest_day is not RestDay.KEEP and not calendar.is_settled(last, due_on)
    return Deadline(due_on=due_on, due_at=day_ends(due_on), is_provisional=open_count or open_move)


def check_question(rule: DeadlineRule, start: date, stops: Sequence[Stop]) -> None:
    """Raise `Malformed` on what cannot be counted."""
    if not _FIRST_START <= start <= _LAST_START:
        raise Malformed({"start": ["Not in the years 1950 to 2999."]})
    if not stops:
        return
    if rule.direction is Direction.BEFORE:
        raise Malformed({"stops": ["A minimum before an event does not stop."]})
    if any(following.after < stop.until for stop, following in pairwise(stops)):
        raise Malformed({"stops": ["Not in the order of time, or overlapping."]})
    if sum(stop.days for stop in stops) > _MOST_DAYS:
        raise Malformed({"stops": [f"More than {_MOST_DAYS} days."]})


def counts_working_days(rule: DeadlineRule) -> bool:
    return rule.unit is TimeUnit.WORKING_DAYS and rule.amount > 0


def named_day(rule: DeadlineRule, start: date, calendar: Calendar, stops: Sequence[Stop] = ()) -> date:
    """The day that the count arrives at, before it is excluded or moved."""
    if rule.direction is Direction.BEFORE:
        return _before(rule, start, calendar)
    if rule.unit in (TimeUnit.MONTHS, TimeUnit.YEARS):
        return _prolonged(corresponding_day(rule, start), _origin(rule, start), stops)
    return _counted(rule, _origin(rule, start), calendar, stops)


def corresponding_day(rule: DeadlineRule, start: date) -> date:
    """Where so many months or years end: with the corresponding day, its eve if the first day counts, or the month."""
    months = _months(rule)
    found = _same_day(start, months)
    if found is None:
        return _month_end(start, months)
    return found - ONE_DAY * rule.first_day_counts


def units_between(after: date, until: date, unit: TimeUnit, calendar: Calendar) -> int:
    """Days or working days later than `after` and not later than `until`."""
    if unit is TimeUnit.WORKING_DAYS:
        return calendar.working_days_between(after, until).days
    return (until - after).days


def units_later(day: date, amount: int, unit: TimeUnit, calendar: Calendar) -> date:
    """The day so many days or working days after this one, which is not counted."""
    if unit is TimeUnit.WORKING_DAYS:
        return calendar.working_day(day, amount)
    return day + amount * ONE_DAY


def _origin(rule: DeadlineRule, start: date) -> date:
    """The day after which counting begins."""
    return start - ONE_DAY * rule.first_day_counts


def _counted(rule: DeadlineRule, origin: date, calendar: Calendar, stops: Sequence[Stop]) -> date:
    position, left = origin, rule.amount
    for stop in stops:
        if stop.until <= position:
            continue
        ran = units_between(position, max(stop.after, position), rule.unit, calendar)
        if ran >= left:
            break
        position, left = stop.until, left - ran
    return units_later(position, left, rule.unit, calendar)


def _prolonged(end: date, origin: date, stops: Sequence[Stop]) -> date:
    """A period of months is longer by every day on which the clock stood still."""
    for stop in stops:
        stopped_after = max(stop.after, origin)
        if stopped_after < min(end, stop.until):
            end += stop.until - stopped_after
    return end


def _before(rule: DeadlineRule, event: date, calendar: Calendar) -> date:
    match rule.unit:
        case TimeUnit.DAYS:
            return event - ONE_DAY * (rule.amount - rule.first_day_counts)
        case TimeUnit.WORKING_DAYS:
            return calendar.working_day(event, -rule.amount, first_day_counts=rule.first_day_counts)
        case TimeUnit.MONTHS | TimeUnit.YEARS:
            months = -_months(rule)
            return (_same_day(event, months) or _month_end(event, months)) + ONE_DAY * rule.first_day_counts


def _moved(policy: RestDay, last: date, calendar: Calendar) -> date:
    if policy is RestDay.KEEP or calendar.is_working_day(last):
        return last
    return calendar.working_day(last, 1 if policy is RestDay.NEXT else -1)


def _months(rule: DeadlineRule) -> int:
    return rule.amount * _MONTHS_OF_A_YEAR if rule.unit is TimeUnit.YEARS else rule.amount


def _same_day(day: date, months: int) -> date | None:
    """None if the month so many months later has no such day."""
    year, month = divmod(day.year * _MONTHS_OF_A_YEAR + day.month - 1 + months, _MONTHS_OF_A_YEAR)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return None


def _month_end(day: date, months: int) -> date:
    following = _same_day(day.replace(day=1), months + 1)
    assert following is not None, "every month has a first day"
    return following - ONE_DAY
