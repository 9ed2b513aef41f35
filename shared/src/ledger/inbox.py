"""The inbox: facts of other services become commands of this one, each at least once, in the order of its stream.

The broker brings most of them, and soon; the store brings all of them: on every connecting and every few minutes each
producer's facts are read from the store and what is missing is handled. Done twice is harmless, because the commands
that a fact leads to carry ids derived from it.
"""

import logging
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, RLock
from typing import Any

from ledger.backoff import BackOff
from ledger.clock import Clock, MachineClock, monotonic
from ledger.envelope import Message
from ledger.feed import Feed
from ledger.inbox_store import UNREADABLE, InboxStore, Parked
from ledger.intake import PATIENCE_S, TRANSIENT, Intake, Interrupted
from ledger.killpoints import reach
from ledger.messaging import PREFETCH, PREFETCH_AFTER_CRASH, Broker, BrokerUnavailable, Consuming
from ledger.reactions import Reactions as Reactions
from ledger.reactions import derived_command_id as derived_command_id
from ledger.store import START, Recorded, Store
from ledger.window import Window

LOG = logging.getLogger(__name__)

CATCH_UP_EVERY_S = 600.0
PAGE = 500
ENOUGH_CARE = 100
"""After a crash: how many messages are taken one at a time before it is believed that none of them was the cause."""


class Inbox:
    """One service's inbox. Without a `broker` it follows its producers in the store alone."""

    def __init__(
        self,
        service: str,
        store: Store,
        broker: Broker | None,
        database: Path,
        reactions: Reactions,
        *,
        clock: Clock | None = None,
        window: Window | None = None,
        catch_up_every_s: float = CATCH_UP_EVERY_S,
        patience_s: float = PATIENCE_S,
    ) -> None:
        if reactions.consumer != service:
            raise ValueError(f"These are the reactions of {reactions.consumer}, not of {service}.")
        self._service = service
        self._producers = reactions.producers
        self._store = store
        self._broker = broker
        self._window = window or Window(store, tuple(map(_prefix, self._producers)))
        self._clock = clock or MachineClock()
        self._catch_up_every_s = catch_up_every_s
        self._memory = InboxStore(database)
        self._intake = Intake(reactions, store, self._memory, self._clock, patience_s=patience_s)
        self._working = RLock()
        self._connected = False
        self._next_catch_up_s = 0.0
        self._carefully_taken = 0
        self._last_error: str | None = None

    def run(self, stop: Event) -> None:
        """Block until `stop` is set. Returns only then; what it raises is a defect or a broken disk."""
        self.begin()
        back_off = BackOff()
        while not stop.is_set():
            try:
                self._session(stop, back_off)
            except Interrupted:
                break
            except (BrokerUnavailable, *TRANSIENT) as error:
                self._note(error)
                back_off.wait(stop)
        with self._working:
            self._memory.save()
            self._memory.end()

    def begin(self) -> None:
        """Before anything is taken: whether the process before this one crashed decides how careful this one is."""
        self._intake.careful = self._memory.begin()

    def connect(self, broker: Broker, stop: Event) -> Consuming:
        """Declare the queues, read from the store what did not come through them, and have messages sent from here on.

        Only then: while the store is away none is held, and none is counted as undelivered.
        """
        try:
            consumer = broker.consumer(self._service)
        except BrokerUnavailable:
            self.catch_up(stop)  # slower, but nothing stands still
            raise
        try:
            self.catch_up(stop)
            consumer.start(prefetch=PREFETCH_AFTER_CRASH if self._intake.careful else PREFETCH)
        except BaseException:
            consumer.close()
            raise
        self._connected, self._last_error, self._carefully_taken = True, None, 0
        return consumer

    def take(self, consumer: Consuming, stop: Event) -> bool:
        """The unit of work: what has arrived, and now and then what is in the store; whether to go on like this."""
        count = consumer.deliver(partial(self._receive, stop))
        if count:
            reach("inbox.acknowledged")
        if monotonic() >= self._next_catch_up_s:
            self.catch_up(stop)
        self._carefully_taken += count
        if self._intake.careful and (count == 0 or self._carefully_taken >= ENOUGH_CARE):
            self._intake.careful = False
            return False  # the next session takes many at a time
        return True

    def catch_up(self, stop: Event | None = None) -> int:
        """Read from the store what has not been taken, and take it; how many facts that were.

        Raises `StoreUnavailable`, and what else of `TRANSIENT` did not pass in time; `Interrupted` if stopped.
        """
        stop = stop or Event()
        with self._working:
            through = self._store.last_position()
            taken = sum(self._catch_up_with(producer, through, stop) for producer in self._producers)
            for stream in self._memory.stranded():
                self._go_on(stream, stop)
        self._next_catch_up_s = monotonic() + self._catch_up_every_s
        return taken

    def parked(self) -> list[Parked]:
        """What could not be handled, and what waits behind it, in order of stream and revision."""
        return self._memory.parked()

    def retry(self, stream: str) -> int:
        """Handle what is parked under this stream, in order, until one fails again; how many were handled.

        Transient errors pass through; what was not reached is handled by the next catch-up.
        """
        with self._working:
            return self._go_on(stream, Event())

    def drop(self, stream: str, reason: str) -> int:
        """Give up the first parked message of the stream, on file with the reason, and handle those behind it.

        Raises `LookupError` if nothing is parked there.
        """
        with self._working:
            parked = self._memory.first_parked(stream)
            if parked is None:
                raise LookupError(stream)
            LOG.warning("%s revision %d is dropped: %s", parked.stream, parked.revision, reason)
            self._memory.drop(parked, reason, self._clock.now())
            return 0 if stream == UNREADABLE else self._go_on(stream, Event())

    def status(self) -> dict[str, Any]:
        """Counts since the process began, what is parked, and per producer up to where the store has been read."""
        return {
            "connected": self._connected,
            "careful": self._intake.careful,
            **self._intake.counts.said(),
            **self._memory.count_parked(),
            "low_water": {producer: self._memory.low_water(producer) for producer in self._producers},
            "last_error": self._last_error,
        }

    def close(self) -> None:
        self._memory.close()

    def _session(self, stop: Event, back_off: BackOff) -> None:
        if self._broker is None:
            self.catch_up(stop)
            self._intake.careful = False
            back_off.reset()
            self._follow_store(stop)
            return
        try:
            with closing(self.connect(self._broker, stop)) as consumer:
                back_off.reset()
                while not stop.is_set() and self.take(consumer, stop):
                    pass
        finally:
            self._connected = False

    def _follow_store(self, stop: Event) -> None:
        """Everything that comes after what a catch-up has read, without asking the store for it."""
        after = min(map(self._memory.low_water, self._producers), default=START)
        for batch in Feed(self._window, tuple(map(_prefix, self._producers)), after=after, stop=stop):
            if batch.facts:
                self._take_in(batch.facts, stop)
            if monotonic() >= self._next_catch_up_s:
                self.catch_up(stop)

    def _take_in(self, facts: Sequence[Recorded], stop: Event) -> None:
        with self._working:
            for fact in facts:
                self._intake.take(fact.stream.partition("_")[0], fact, stop)
            for producer in self._producers:
                self._has_read(producer, facts[-1].position)

    def _receive(self, stop: Event, messages: Sequence[Message]) -> None:
        reach("inbox.received")
        with self._working:
            for message in messages:
                self._intake.take_message(message, stop)
            self._memory.save()
        reach("inbox.saved")

    def _catch_up_with(self, producer: str, through: int, stop: Event) -> int:
        """Of a quiet producer too what others recorded need not be looked through again the next time."""
        taken = 0
        while facts := self._store.read_all((_prefix(producer),), after=self._memory.low_water(producer), limit=PAGE):
            taken += sum(self._intake.take(producer, fact, stop) for fact in facts)
            self._has_read(producer, facts[-1].position)
        if through > self._memory.low_water(producer):
            self._has_read(producer, through)
        return taken

    def _has_read(self, producer: str, position: int) -> None:
        reach("inbox.caught-up")
        self._memory.save((producer, position))

    def _go_on(self, stream: str, stop: Event) -> int:
        """Try what is parked under a stream. Unreadable messages do not wait for each other; facts of a stream do."""
        handled, revision = 0, -1
        while (parked := self._memory.first_parked(stream, after=revision)) is not None:
            revision = parked.revision
            if self._intake.try_again(parked, stop):
                handled += 1
            elif stream != UNREADABLE:
                break
        return handled

    def _note(self, error: Exception) -> None:
        self._last_error = f"{type(error).__name__}: {error}"
        LOG.warning("inbox of %s waits: %s", self._service, self._last_error)


def _prefix(producer: str) -> str:
    """Of its streams."""
    return f"{producer}_"
