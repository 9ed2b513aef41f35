"""What one loop reads of a window as batches: one fact when it is quiet, up to a few hundred when much has come."""

from collections.abc import Iterator, Sequence
from threading import Event

from ledger.clock import monotonic
from ledger.window import Batch, Window

BATCH = 500
"""The largest batch."""

PACE_S = 0.1
"""How often a batch is begun, at the most: what a batch costs besides its facts is the larger part of their cost.

The first fact after a quiet time does not wait; while many come, views show a command so much later."""


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
    """The facts of some of a window's services after a position, until told to stop.

    Where nothing comes, an empty batch is given after `pause_s`, or as often as suits the window.
    """

    def __init__(
        self,
        window: Window,
        prefixes: Sequence[str],
        *,
        after: int,
        stop: Event,
        most: int = BATCH,
        pause_s: float | None = None,
    ) -> None:
        self._window = window
        self._prefixes = tuple(prefixes)
        self._after = after
        self._stop = stop
        self._most = most
        self._pause_s = window.rest_s if pause_s is None else pause_s
        self._pace = Pace()

    def __iter__(self) -> Iterator[Batch]:
        """Batches until `stop` is set; an empty one now and then when nothing comes.

        Raises `StoreUnavailable` and `StoreRefused`; whoever begins anew goes on from his own bookmark.
        """
        yield from self._pages()
        with self._window.opened(self._after):
            while not self._stop.is_set():
                yield self._batch()

    def _pages(self) -> Iterator[Batch]:
        """What is in the store already, which costs a third of what a subscription takes for it."""
        while not self._stop.is_set() and (batch := self._window.page(self._prefixes, self._after, self._most)).facts:
            self._after = batch.through
            yield batch

    def _batch(self) -> Batch:
        if not self._window.wait(self._after, self._pause_s):
            return Batch((), self._after)
        self._pace.keep(self._stop)
        batch = self._window.take(self._prefixes, self._after, self._most)
        self._after = batch.through
        return batch
