"""The only reader of the machine's clock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Protocol


class Clock(Protocol):
    """Time as a history knows it."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class MachineClock:
    """The machine's clock, moved by the offset that the history's first fact names."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset  # noqa: TID251 - this is the one place


@dataclass(slots=True)
class ManualClock:
    """A clock that is set by hand: the simulated past, and tests."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def advance_to(self, moment: datetime) -> None:
        """Time does not run backwards; an earlier moment leaves the clock where it is."""
        self.moment = max(self.moment, moment)


class Timer(Protocol):
    """How durations pass; never recorded."""

    def monotonic(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...

    def wait(self, event: Event, seconds: float) -> None: ...


class MachineTimer:
    """Durations pass as they do on the machine."""

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def wait(self, event: Event, seconds: float) -> None:
        event.wait(seconds)


_timer: Timer = MachineTimer()


def sleep(seconds: float) -> None:
    _timer.sleep(seconds)


def monotonic() -> float:
    """Seconds for measuring a duration; never recorded."""
    return _timer.monotonic()


def wait(event: Event, seconds: float) -> None:
    """Until the event is set, but not longer."""
    _timer.wait(event, seconds)


@contextmanager
def timed_by(timer: Timer) -> Iterator[None]:
    """Let durations pass otherwise for a while: a simulation waits for nothing."""
    global _timer  # noqa: PLW0603 - the machine has one clock, and so has this process
    before, _timer = _timer, timer
    try:
        yield
    finally:
        _timer = before
