"""Whether clocks went back or ahead: decisions of one service follow one another, and none is from the future."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from contracts.fields import instant_text
from ledger.store import Recorded

from audit.finding import Finding

_CLOCK_SET = ".clock-set.v"


class Clocks:
    """Every service's latest decision. Processes decide side by side, so that a little disorder is none."""

    def __init__(
        self, latest: Mapping[str, str], offsets: Mapping[str, int], *, now: datetime, tolerance: timedelta
    ) -> None:
        """`offsets` is how far each service's clock is from the machine's, in microseconds."""
        self.latest = dict(latest)
        self.offsets = dict(offsets)
        self._now = now
        self._tolerance = tolerance
        self._limits = {service: self._limit(offset) for service, offset in offsets.items()}

    def learn(self, fact: Recorded, document: Any) -> None:
        """The first fact of a history says which clock it is recorded by."""
        if _CLOCK_SET in fact.type and isinstance(document, dict) and type(document.get("offset_us")) is int:
            service = _service(fact)
            self.offsets[service] = document["offset_us"]
            self._limits[service] = self._limit(document["offset_us"])

    def problems(self, fact: Recorded, decided_at: str, place: str, index: int | None) -> Iterator[Finding]:
        service = _service(fact)
        latest = self.latest.get(service, "")
        if decided_at >= latest:
            self.latest[service] = decided_at
        elif _is_far_before(decided_at, latest, self._tolerance):
            yield Finding("clock-set-back", place, f"decided {decided_at}, {service} had reached {latest}", index)
            self.latest[service] = decided_at
        if decided_at > self._limits.get(service, "9"):
            yield Finding("clock-ahead", place, f"decided {decided_at}, after {self._limits[service]}", index)

    def _limit(self, offset_us: int) -> str:
        try:
            return instant_text(self._now + timedelta(microseconds=offset_us) + self._tolerance)
        except OverflowError:
            return "9"


def _service(fact: Recorded) -> str:
    return fact.stream.partition("_")[0]


def _is_far_before(one: str, other: str, tolerance: timedelta) -> bool:
    try:
        return datetime.fromisoformat(other) - datetime.fromisoformat(one) > tolerance
    except ValueError:
        return True
