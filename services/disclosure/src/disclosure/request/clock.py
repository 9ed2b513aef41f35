"""The time of an answer as facts carry it, and as `contracts.suspension` reckons it.

Law: Regulations on Open Government Information (信息公开条例), arts. 30-34: working days, the first one not counted;
the time of consultations is left out.
"""

from dataclasses import replace
from datetime import date

from contracts.calendar import Calendar
from contracts.deadlines import TimeUnit, units_between, units_later
from contracts.disclosure.request.messages import RequestClock
from contracts.recorded_clock import reckoned, recorded
from contracts.suspension import Suspension, begin, extend, pause, resume


def started(budget: int, received_on: date, calendar: Calendar) -> RequestClock:
    return _recorded(begin(budget=budget, unit=TimeUnit.WORKING_DAYS, after=received_on), calendar)


def stopped(clock: RequestClock, fact: str, on: date, calendar: Calendar) -> RequestClock:
    return _recorded(pause(_reckoned(clock), fact, on=on, calendar=calendar), calendar)


def resumed(clock: RequestClock, fact: str, on: date, calendar: Calendar) -> RequestClock:
    return _recorded(resume(_reckoned(clock), fact, on=on), calendar)


def extended(clock: RequestClock, working_days: int, calendar: Calendar) -> RequestClock:
    return _recorded(extend(_reckoned(clock), working_days), calendar)


def put_off(clock: RequestClock, until: date, calendar: Calendar) -> RequestClock:
    """As many working days longer as it is from the due day to the other."""
    assert clock.due_on is not None
    return extended(clock, units_between(clock.due_on, until, TimeUnit.WORKING_DAYS, calendar), calendar)


def rederived(clock: RequestClock, budget: int, after: date, calendar: Calendar) -> RequestClock:
    """The same clock with this budget, counted anew from the day of receipt by what is known of the calendar now."""
    consumed, position = 0, after
    for stop in clock.stops:
        consumed += units_between(position, stop.after, TimeUnit.WORKING_DAYS, calendar)
        position = stop.until
    if clock.stopped_after is not None:
        consumed += units_between(position, clock.stopped_after, TimeUnit.WORKING_DAYS, calendar)
    return _recorded(replace(_reckoned(clock), budget=budget, consumed=consumed), calendar)


def working_days_after(day: date, amount: int, calendar: Calendar) -> date:
    return units_later(day, amount, TimeUnit.WORKING_DAYS, calendar)


def _reckoned(clock: RequestClock) -> Suspension:
    return reckoned(clock, TimeUnit.WORKING_DAYS)


def _recorded(clock: Suspension, calendar: Calendar) -> RequestClock:
    return recorded(RequestClock, clock, calendar)
