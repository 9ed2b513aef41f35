"""The relay: a service's own facts go out to those who read them, each at least once, in order."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any

from contracts.consumers import consumers_of

from ledger.backoff import BackOff
from ledger.envelope import to_message
from ledger.feed import Pace
from ledger.killpoints import reach
from ledger.messaging import Broker, BrokerUnavailable, Publishing
from ledger.store import START, CaughtUp, Delivery, Recorded, Store, StoreUnavailable, Subscription

LOG = logging.getLogger(__name__)

BATCH = 200
"""How many facts are confirmed together, at most; when no more are waiting, fewer."""

IDLE_S = 1.0
"""How soon an idle relay notices that it is to stop."""

ENDING_S = 5.0
"""How long a subscription may take to end; its thread is left to itself afterwards and reads nothing more."""


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

    def __init__(self, service: str, store: Store, broker: Broker, bookmark_file: Path) -> None:
        self._service = service
        self._store = store
        self._broker = broker
        self._bookmark = Bookmark(bookmark_file)
        self._published = 0
        self._last_error: str | None = None

    @property
    def bookmark(self) -> int:
        """Everything up to this position is safe in the queues of those who read it."""
        return self._bookmark.position

    def run(self, stop: Event) -> None:
        """Block until `stop` is set. A service that nobody reads is not relayed."""
        if not consumers_of(self._service):
            stop.wait()
            return
        back_off = BackOff()
        while not stop.is_set():
            try:
                self._follow(stop, back_off)
            except (BrokerUnavailable, StoreUnavailable) as error:
                self._note(error)
                back_off.wait(stop)

    def relay(self, publisher: Publishing, deliveries: Sequence[Delivery]) -> None:
        """The unit of work: publish, and only when that is confirmed move the bookmark."""
        facts = [delivery for delivery in deliveries if isinstance(delivery, Recorded)]
        reach("relay.publishing")
        publisher.publish([to_message(self._service, fact) for fact in facts])
        reach("relay.published")
        self._published += len(facts)
        positions = [delivery.position for delivery in deliveries if not isinstance(delivery, CaughtUp)]
        if positions:
            self._bookmark.move(positions[-1])
            reach("relay.marked")
            self._last_error = None

    def status(self) -> dict[str, Any]:
        return {
            "relayed": bool(consumers_of(self._service)),
            "bookmark": self._bookmark.position,
            "published": self._published,
            "last_error": self._last_error,
        }

    def _follow(self, stop: Event, back_off: BackOff) -> None:
        """The broker first: while it is away nothing is read, so that nothing piles up here."""
        with closing(self._broker.publisher(self._service)) as publisher:
            subscription = self._store.subscribe((f"{self._service}_",), after=self._bookmark.position)
            with _read_ahead(subscription) as feed:
                while not stop.is_set():
                    deliveries = feed.take(BATCH)
                    if deliveries:
                        self.relay(publisher, deliveries)
                        back_off.reset()

    def _note(self, error: Exception) -> None:
        self._last_error = f"{type(error).__name__}: {error}"
        LOG.warning("relay of %s waits at %d: %s", self._service, self._bookmark.position, self._last_error)


@dataclass(slots=True)
class _Feed:
    """What has been read ahead of the publisher: bounded, so that a slow broker stops the reading."""

    waiting: Queue[Delivery | Exception] = field(default_factory=lambda: Queue(2 * BATCH))
    ended: Event = field(default_factory=Event)
    pace: Pace = field(default_factory=Pace)

    def put(self, item: Delivery | Exception) -> None:
        while not self.ended.is_set():
            with suppress(Full):
                self.waiting.put(item, timeout=IDLE_S)
                return

    def take(self, most: int) -> list[Delivery]:
        """What there is, as soon as there is any; nothing if the store stays silent. Raises what the reading raised."""
        taken: list[Delivery] = []
        try:
            taken.append(_delivery(self.waiting.get(timeout=IDLE_S)))
            self.pace.keep(self.ended)
            while len(taken) < most:
                taken.append(_delivery(self.waiting.get_nowait()))
        except Empty:
            pass
        return taken


def _delivery(item: Delivery | Exception) -> Delivery:
    if isinstance(item, Exception):
        raise item
    return item


@contextmanager
def _read_ahead(subscription: Subscription) -> Iterator[_Feed]:
    feed = _Feed()
    reader = Thread(target=_read, args=(subscription, feed), name="relay-reader", daemon=True)
    reader.start()
    try:
        yield feed
    finally:
        feed.ended.set()
        subscription.stop()
        reader.join(ENDING_S)


def _read(subscription: Subscription, feed: _Feed) -> None:
    try:
        for delivery in subscription:
            feed.put(delivery)
            if feed.ended.is_set():
                return
        feed.put(StoreUnavailable("The subscription ended."))
    except Exception as error:  # noqa: BLE001 - raised again in the relay's own thread
        feed.put(error)
