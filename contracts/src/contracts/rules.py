"""What a decision is given besides the command and the state."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from contracts.calendar import Calendar

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Rules(Generic[P]):
    """The typed policy and the calendar as known on the day of the decision; both pure values."""

    policy: P
    calendar: Calendar
