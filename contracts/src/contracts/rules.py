"""What a decision is given besides the command and the state."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from contracts.calendar import Calendar

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Rules(Generic[P]):
    """The typed policy and the calendar as known on the day of the decision; both pure values.

    `packs` are the digests of those the policy is made of, widest authority first; `packs_before` those that the case
    has followed so far. The two differ where a command rebinds the case.
    """

    policy: P
    calendar: Calendar
    packs: tuple[str, ...] = ()
    packs_before: tuple[str, ...] = ()
