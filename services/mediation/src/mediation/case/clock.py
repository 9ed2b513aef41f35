"""The time limits of the regulation as facts carry them, and as `contracts.suspension` reckons them.

Law: Regulation on Petition Work (信访工作条例), arts 34-36: calendar days; the time of a hearing is not counted.
"""

from dataclasses import replace
from datetime import date

from contracts.calendar import Calendar
from contracts.deadlines import Deadline, TimeUnit
from contracts.mediation.case.messages import PetitionClock
from contracts.recorded_clock import reckoned, recorded
from contracts.suspension import Suspension, begin, extend, pause, resume

HEARING = "hearing"


def started(budget: int, after: date, calendar: Calendar) -> PetitionClock:
    return _recorded(begin(budget=budget, unit=TimeUnit.DAYS, after=after), calendar)


def extended(clock: PetitionClock, days: int, calendar: Calendar) -> PetitionClock:
    return _recorded(extend(_reckoned(clock), days), calendar)


def granted(clock: PetitionClock, budget: int) -> PetitionClock:
    """What a clock that stands still has in all, by the rules that are followed now."""
    return replace(clock, budget=budget)


def moved(clock: PetitionClock, before: date, after: Deadline) -> PetitionClock:
    """A due date derived anew: of days of the calendar its budget differs by as many."""
    budget = clock.budget + (after.due_on - before).days
    return replace(clock, budget=budget, due_on=after.due_on, due_at=after.due_at)


def stopped(clock: PetitionClock, on: date, calendar: Calendar) -> PetitionClock:
    return _recorded(pause(_reckoned(clock), HEARING, on=on, calendar=calendar), calendar)


def resumed(clock: PetitionClock, on: date, calendar: Calendar) -> PetitionClock:
    return _recorded(resume(_reckoned(clock), HEARING, on=on), calendar)


def _reckoned(clock: PetitionClock) -> Suspension:
    return reckoned(clock, TimeUnit.DAYS)


def _recorded(clock: Suspension, calendar: Calendar) -> PetitionClock:
    return recorded(PetitionClock, clock, calendar)
