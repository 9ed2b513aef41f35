"""How often one visitor may ask: a bucket per network address that fills up steadily."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Limiter:
    """`burst` requests at once, and `per_second` in the long run. The longest silent visitors are forgotten first."""

    def __init__(
        self, *, burst: int, per_second: float, clock: Callable[[], float], most_visitors: int = 10_000
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._most_visitors = most_visitors
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def allows(self, visitor: str) -> bool:
        now = self._clock()
        with self._lock:
            bucket = self._buckets.pop(visitor, None) or _Bucket(self._burst, now)
            bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._per_second)
            bucket.at = now
            self._buckets[visitor] = bucket
            if len(self._buckets) > self._most_visitors:
                self._buckets.popitem(last=False)
            if bucket.tokens < 1:
                return False
            bucket.tokens -= 1
            return True

    def __len__(self) -> int:
        return len(self._buckets)
