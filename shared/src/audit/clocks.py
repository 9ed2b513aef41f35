"""Whether clocks went back or ahead: decisions of one service follow one another, and none is from the future."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from audit.finding import Finding
from audit.leaves import Leaf

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

    def learn(self, fact: Leaf, document: Any) -> None:
        """The first fact of a history says which clock it is recorded by."""
        if _CLOCK_SET in fact.type and isinstance(document, dict) and type(document.get("offset_us")) is int:
            service = _service(fact)
            self.offsets[service] = document["offset_us"]
            self._limits[service] = self._limit(document["offset_us"])

    def are_silent(self, fact: Leaf, decided_at: str) -> bool:
        """Whether there are no `problems`, as nearly always; the fact counts then."""
        service = _service(fact)
        if not self.latest.get(service, "") <= decided_at <= self._limits.get(service, "9"):
            return False
        self.latest[service] = decided_at
        return True

    def problems(self, fact: Leaf, decided_at: str, index: int | None) -> Iterator[Finding]:
        """Of a little disorder there are none either."""
        service = _service(fact)
        latest = self.latest.get(service, "")
        if decided_at >= latest:
            self.latest[service] = decided_at
        elif _is_far_before(decided_at, latest, self._tolerance):
            said = f"decided {decided_at}, {service} had reached {latest}"
            yield Finding("clock-set-back", fact.place, said, index)
            self.latest[service] = decided_at
        if decided_at > self._limits.get(service, "9"):
            yield Finding("clock-ahead", fact.place, f"decided {decided_at}, after {self._limits[service]}", index)

    def _limit(self, offset_us: int) -> str:
        try:
            limit = self._now + timedelta(microseconds=offset_us) + self._tolerance
            return f"{limit.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
        except OverflowError:
            return "9"


def _service(fact: Leaf) -> str:
    return fact.stream.partition("_")[0]


def _is_far_before(one: str, other: str, tolerance: timedelta) -> bool:
    try:
        return datetime.fromisoformat(other) - datetime.fromisoformat(one) > tolerance
    except ValueError:
        return True
