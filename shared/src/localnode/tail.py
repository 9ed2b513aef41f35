"""The newest events in memory, shared by all live subscribers.

No subscriber has a queue of its own. Each keeps a position and takes from here what follows it;
one that is too slow finds that the tail has moved on and reads from the file until it is level
again. So memory is bounded whatever subscribers do, and none can miss an event.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from localnode.limits import TAIL_BYTES, TAIL_EVENTS
from localnode.records import Recorded

Concerns = Callable[[Sequence[Recorded]], bool]


def _always(_fresh: Sequence[Recorded]) -> bool:
    return True


class Tail:
    """Belongs to the event loop; not for other threads."""

    def __init__(self, position: int) -> None:
        self._events: list[Recorded] = []
        self._bytes = 0
        self._last = position
        self._watchers: dict[str | None, dict[asyncio.Event, Concerns]] = {}
        self.is_closing = False

    @property
    def last(self) -> int:
        """The position of the last event that subscribers may be sent."""
        return self._last

    def publish(self, fresh: Sequence[Recorded]) -> None:
        self._events.extend(fresh)
        self._bytes += sum(len(event.body) for event in fresh)
        self._last = fresh[-1].position
        self._trim()
        self._wake(None, fresh)
        for name in {event.name for event in fresh}:
            self._wake(name, fresh)

    def after(self, position: int, limit: int) -> Sequence[Recorded] | None:
        """What follows the position; None if that is no longer (or was never) in memory."""
        if position >= self._last:
            return ()
        if not self._events or position + 1 < self._events[0].position:
            return None
        start = position + 1 - self._events[0].position
        return self._events[start : start + limit]

    @contextmanager
    def watch(self, name: str | None, concerns: Concerns = _always) -> Iterator[asyncio.Event]:
        """An event that is set when the stream (None: any stream) has grown by what `concerns`, or the node stops."""
        woken = asyncio.Event()
        self._watchers.setdefault(name, {})[woken] = concerns
        try:
            yield woken
        finally:
            watchers = self._watchers[name]
            del watchers[woken]
            if not watchers:
                del self._watchers[name]

    def close(self) -> None:
        self.is_closing = True
        for watchers in self._watchers.values():
            for woken in watchers:
                woken.set()

    def _wake(self, name: str | None, fresh: Sequence[Recorded]) -> None:
        for woken, concerns in self._watchers.get(name, {}).items():
            if not woken.is_set() and concerns(fresh):
                woken.set()

    def _trim(self) -> None:
        # Trimmed to half at a time, so that the cost of moving the rest is paid rarely.
        if len(self._events) <= TAIL_EVENTS and self._bytes <= TAIL_BYTES:
            return
        while len(self._events) > TAIL_EVENTS // 2 or self._bytes > TAIL_BYTES // 2:
            drop = max(1, len(self._events) // 8)
            self._bytes -= sum(len(event.body) for event in self._events[:drop])
            del self._events[:drop]
