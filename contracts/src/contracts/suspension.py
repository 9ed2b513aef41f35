"""A clock that named facts stop and set going again: what is allowed, what is used up, since when it runs.

Law: Regulations on Open Government Information (信息公开条例), arts. 30, 33: time for corrections and consultation is
not counted; Regulations on Petitions (信访工作条例), art. 36: nor is the time of a hearing.
"""

from dataclasses import dataclass, replace
from datetime import date

from contracts.calendar import Calendar
from contracts.deadlines import Stop, TimeUnit, units_between, units_later


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """The ledger of one clock (中止). It runs after `running_since`, or stands still after `stopped_after`.

    `consumed` was used up in earlier runs. `holding`: the facts that hold the clock, first one first; it runs again
    when none is left. `stops`: where it stood still in the past, in the order of time, each by the fact first in line.
    """

    budget: int
    unit: TimeUnit
    consumed: int = 0
    running_since: date | None
    stopped_after: date | None = None
    holding: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()

    @property
    def remaining(self) -> int:
        """What was left when the clock last began to run."""
        return self.budget - self.consumed

    def consumed_by(self, day: date, calendar: Calendar) -> int:
        """What is used up at the end of the day; never more than the budget."""
        if self.running_since is None or day <= self.running_since:
            return self.consumed
        return min(self.budget, self.consumed + units_between(self.running_since, day, self.unit, calendar))

    def due_on(self, calendar: Calendar) -> date | None:
        """The last day in time; None while the clock stands still."""
        if self.running_since is None:
            return None
        return units_later(self.running_since, self.remaining, self.unit, calendar)


def begin(*, budget: int, unit: TimeUnit, after: date) -> Suspension:
    """A clock that runs from the day after `after` on. Days or working days only, at least one."""
    assert unit in (TimeUnit.DAYS, TimeUnit.WORKING_DAYS), "months do not stop and go on"
    assert budget > 0, "nothing to run down"
    return Suspension(budget=budget, unit=unit, running_since=after)


def pause(clock: Suspension, fact: str, *, on: date, calendar: Calendar) -> Suspension:
    """The fact stops the clock; the day itself still counts. A clock that has run down by then is not stopped."""
    if fact in clock.holding:
        return clock
    if clock.running_since is None:
        return replace(clock, holding=(*clock.holding, fact))
    stopped_after = max(on, clock.running_since)
    consumed = clock.consumed_by(stopped_after, calendar)
    if consumed >= clock.budget:
        return clock
    return replace(clock, consumed=consumed, running_since=None, stopped_after=stopped_after, holding=(fact,))


def resume(clock: Suspension, fact: str, *, on: date) -> Suspension:
    """What the fact held is over; if nothing else holds the clock, it runs from the next day on."""
    if clock.stopped_after is None or fact not in clock.holding:
        return clock
    first, *others = clock.holding
    if fact != first:
        return replace(clock, holding=tuple(held for held in clock.holding if held != fact))
    until = max(on, clock.stopped_after)
    stop = Stop(stopped_by=fact, after=clock.stopped_after, until=until)
    going_on = replace(clock, holding=tuple(others), stops=(*clock.stops, stop))
    if others:
        return replace(going_on, stopped_after=until)
    return replace(going_on, running_since=until, stopped_after=None)


def extend(clock: Suspension, amount: int) -> Suspension:
    """The budget grows, as by an extension (延期) that was granted."""
    return replace(clock, budget=clock.budget + amount)
