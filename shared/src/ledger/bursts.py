"""Bursts of refusals: who was refused most often within one minute, lately, for the operator to see in `status`."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.refusals import Refusal

FROM = 30
"""So many refusals of one kind within a minute are a burst."""

SHOWN_FOR = timedelta(minutes=15)

_Kind = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Burst:
    """So many refusals of one actor, unit and code within the minute that begins at `minute`."""

    count: int
    kind: _Kind
    minute: datetime

    def __str__(self) -> str:
        actor, unit, code = self.kind
        return f"{self.count} x {code} within a minute by {actor} of {unit}"


class Bursts:
    """Counts one minute at a time; keeps the greatest burst of late."""

    def __init__(self) -> None:
        self._minute: datetime | None = None
        self._counts: Counter[_Kind] = Counter()
        self._greatest: Burst | None = None

    def note(self, refusal: Refusal) -> None:
        minute = refusal.refused_at.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._counts = minute, Counter()
        kind = (refusal.actor, refusal.actor_unit, refusal.code)
        self._counts[kind] += 1
        if self._counts[kind] >= FROM and not self._is_less(self._counts[kind], minute):
            self._greatest = Burst(self._counts[kind], kind, minute)

    def greatest(self, now: datetime) -> str | None:
        """In words; None if there was none of late."""
        if self._greatest is None or now - self._greatest.minute > SHOWN_FOR:
            return None
        return str(self._greatest)

    def _is_less(self, count: int, minute: datetime) -> bool:
        shown = self._greatest
        return shown is not None and minute - shown.minute <= SHOWN_FOR and count < shown.count
