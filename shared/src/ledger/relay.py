"""The relay: of a service's own facts those go out that another service reads, each at least once, in order."""

import logging
import os
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

from contracts.consumers import relayed_of

from ledger.backoff import BackOff
from ledger.clock import monotonic
from ledger.envelope import to_message
from ledger.feed import Feed
from ledger.killpoints import reach
from ledger.messaging import Broker, BrokerUnavailable, Publishing
from ledger.store import START, Store, StoreUnavailable
from ledger.window import Batch, Window

LOG = logging.getLogger(__name__)

BATCH = 200
"""How many facts are confirmed together, at most; when no more are waiting, fewer."""

MARKS_EVERY_S = 1.0
"""How often the bookmark moves over facts that nobody else reads: it is on the disk each time."""


class Bookmark:
    """How far a loop has read, in a file of its own that is replaced whole or not at all."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.position = int(file.read_text("ascii")) if file.exists() else START

    def move(self, position: int) -> None:
        beside = self._file.with_name(f"{self._file.name}.new")
        with beside.open("w", encoding="ascii") as text:
            text.write(f"{position}\n")
            text.flush()
            os.fsync(text.fileno())
        reach("relay.marking")
        beside.replace(self._file)
        self.position = position


class Relay:
    """One service's relay. It keeps nothing but its bookmark: the store is the outbox."""

    def __init__(
        self, service: str, store: Store, broker: Broker, bookmark_file: Path, window: Window | None = None
    ) -> None:
        self._service = service
        self._prefixes = (f"{service}_",)
        self._relayed = relayed_of(service)
        self._window = window or Window(store, self._prefixes)
        self._broker = broker
        self._bookmark = Bookmark(bookmark_file)
        self._marked_at = -MARKS_EVERY_S
        self._published = 0
        self._last_error: str | None = None

    @property
    def bookmark(self) -> int:
        """Everything up to this position is safe in the queues of those who read it."""
        return self._bookmark.position

    def run(self, stop: Event) -> None:
        """Block until `stop` is set. A service that nobody reads is not relayed."""
        if not self._relayed:
            stop.wait()
            return
        back_off = BackOff()
        while not stop.is_set():
            try:
                self._follow(stop, back_off)
            except (BrokerUnavailable, StoreUnavailable) as error:
                self._note(error)
                back_off.wait(stop)

    def relay(self, publisher: Publishing, batch: Batch) -> None:
        """The unit of work: publish, and only when that is confirmed move the bookmark."""
        read = [fact for fact in batch.facts if fact.type in self._relayed]
        if read:
            reach("relay.publishing")
            publisher.publish([to_message(self._service, fact) for fact in read])
            reach("relay.published")
            self._published += len(read)
            self._last_error = None
        if read or self._lags(batch.through):
            self._bookmark.move(batch.through)
            self._marked_at = monotonic()
            reach("relay.marked")

    def status(self) -> dict[str, Any]:
        return {
            "relayed": bool(self._relayed),
            "bookmark": self._bookmark.position,
            "published": self._published,
            "last_error": self._last_error,
        }

    def _follow(self, stop: Event, back_off: BackOff) -> None:
        """The broker first: while it is away nothing is read, so that nothing piles up here."""
        with closing(self._broker.publisher(self._service)) as publisher:
            feed = Feed(self._window, self._prefixes, after=self._bookmark.position, stop=stop, most=BATCH)
            for batch in feed:
                self.relay(publisher, batch)
                if batch.facts:
                    back_off.reset()

    def _lags(self, through: int) -> bool:
        return through > self._bookmark.position and monotonic() - self._marked_at >= MARKS_EVERY_S

    def _note(self, error: Exception) -> None:
        self._last_error = f"{type(error).__name__}: {error}"
        LOG.warning("relay of %s waits at %d: %s", self._service, self._bookmark.position, self._last_error)
