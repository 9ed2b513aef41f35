"""The only reader of the machine's clock."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def monotonic() -> float:
    """Seconds for measuring a duration; never recorded."""
    return time.monotonic()
