"""A clock as facts carry it, with what follows for its due day, and as `contracts.suspension` reckons it."""

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from contracts.calendar import Calendar, day_ends
from contracts.deadlines import Stop, TimeUnit
from contracts.suspension import Suspension

C = TypeVar("C")


class RecordedClock(Protocol):
    """The fields that the clock of every fact has; each fact has a shape of its own for them."""

    @property
    def budget(self) -> int: ...
    @property
    def consumed(self) -> int: ...
    @property
    def running_since(self) -> date | None: ...
    @property
    def stopped_after(self) -> date | None: ...
    @property
    def holding(self) -> tuple[str, ...]: ...
    @property
    def stops(self) -> tuple[Stop, ...]: ...


def reckoned(clock: RecordedClock, unit: TimeUnit) -> Suspension:
    return Suspension(
        budget=clock.budget,
        unit=unit,
        consumed=clock.consumed,
        running_since=clock.running_since,
        stopped_after=clock.stopped_after,
        holding=clock.holding,
        stops=clock.stops,
    )


def recorded(kind: Callable[..., C], clock: Suspension, calendar: Calendar) -> C:
    """The shape `kind` with the last day in time and the moment after it; both None while the clock stands still."""
    due_on = clock.due_on(calendar)
    return kind(
        budget=clock.budget,
        consumed=clock.consumed,
        running_since=clock.running_since,
        stopped_after=clock.stopped_after,
        holding=clock.holding,
        stops=clock.stops,
        due_on=due_on,
        due_at=None if due_on is None else day_ends(due_on),
    )
