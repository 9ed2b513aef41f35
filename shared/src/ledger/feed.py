"""A subscription as batches: one fact when it is quiet, up to a few hundred when much has come."""

from collections.abc import Iterator, Sequence
from queue import Empty, Full, Queue
from threading import Event, Thread

from ledger.clock import monotonic
from ledger.store import Recorded, Store

BATCH = 500
"""The bound of what is held between the subscription and its reader, and the largest batch."""

PACE_S = 0.02
"""How often a batch is begun, at the most: what a batch costs besides its facts is the larger part of their cost."""

_PAUSE_S = 1.0


class Pace:
    """Holds back whoever would begin a batch too soon after the last; the first after a quiet time goes at once."""

    def __init__(self, pace_s: float = PACE_S) -> None:
        self._pace_s = pace_s
        self._begun = -pace_s

    def keep(self, stop: Event) -> None:
        """Wait until the next batch may begin, or until `stop` is set."""
        early_s = self._begun + self._pace_s - monotonic()
        if early_s > 0:
            stop.wait(early_s)
        self._begun = monotonic()


class Feed:
    """Reads a subscription in a thread of its own, so that its reader can batch, and stop when told to."""

    def __init__(self, store: Store, prefixes: Sequence[str], *, after: int, stop: Event) -> None:
        self._subscription = store.subscribe(prefixes, after=after)
        self._queue: Queue[Recorded] = Queue(maxsize=BATCH)
        self._stop = stop
        self._ended = Event()
        self._failure: BaseException | None = None
        self._pace = Pace()
        self._thread = Thread(target=self._read, name=f"feed {' '.join(prefixes)}", daemon=True)

    def __iter__(self) -> Iterator[list[Recorded]]:
        """Batches until `stop` is set; an empty batch now and then when nothing comes."""
        self._thread.start()
        try:
            while not self._stop.is_set():
                if self._failure is not None:
                    raise self._failure
                yield self._batch()
        finally:
            self._ended.set()
            self._subscription.stop()
            self._thread.join(timeout=2)

    def _batch(self) -> list[Recorded]:
        try:
            batch = [self._queue.get(timeout=_PAUSE_S)]
        except Empty:
            return []
        self._pace.keep(self._stop)
        while len(batch) < BATCH and not self._queue.empty():
            batch.append(self._queue.get_nowait())
        return batch

    def _read(self) -> None:
        try:
            for delivery in self._subscription:
                if isinstance(delivery, Recorded):
                    self._put(delivery)
                if self._is_over():
                    return
        except BaseException as failure:  # noqa: BLE001 - handed to the reader, who raises it
            self._failure = failure

    def _put(self, fact: Recorded) -> None:
        while not self._is_over():
            try:
                self._queue.put(fact, timeout=_PAUSE_S)
            except Full:
                continue
            return

    def _is_over(self) -> bool:
        return self._ended.is_set() or self._stop.is_set()
