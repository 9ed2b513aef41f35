"""The newest facts of some services, read from one subscription for all loops of a process.

Each loop has a bookmark of its own and waits for no other: what it lacks is in the window, or, if it has fallen behind
it, in the store. A loop that stands still, because the broker is away or a disk is slow, therefore holds nothing.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Thread

from ledger.clock import monotonic
from ledger.store import START, CaughtUp, Delivery, Recorded, Store, StoreUnavailable, Subscription

MOST = 1000
"""How many facts are held; the older half makes room when there would be more."""

LOOKS_EVERY_S = 1.0
"""How often a loop with nothing to do looks whether it is to end."""

REST_S = 5.0
"""How long it may wait instead where whoever ends the process wakes it (`Window.end`)."""

ENDING_S = 2.0
"""How long a subscription may take to end; its thread is left to itself afterwards and notes nothing more."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Facts in the store's order; nothing else of interest is recorded up to `through`."""

    facts: Sequence[Recorded]
    through: int


class Window:
    """Opened by whoever follows the store; the first one begins the subscription, the last one ends it.

    Between the two it holds every fact after `_since`, up to `_through`.
    """

    def __init__(
        self, store: Store, prefixes: Sequence[str], *, most: int = MOST, rest_s: float = LOOKS_EVERY_S
    ) -> None:
        self.rest_s = rest_s
        self._store = store
        self._prefixes = tuple(prefixes)
        self._most = most
        self._changed = Condition()
        self._open = 0
        self._is_over = False
        self._session: _Session | None = None
        self._facts: list[Recorded] = []
        self._positions: list[int] = []
        self._since = self._through = START

    @contextmanager
    def opened(self, after: int) -> Iterator[None]:
        """Whoever is the first has read everything up to this position, or nearly: from there on it is held."""
        with self._changed:
            if self._session is None or self._session.failure is not None:
                self._begin(after)
            self._open += 1
        try:
            yield
        finally:
            with self._changed:
                self._open -= 1
                ended = self._session if not self._open else None
                self._session = None if ended else self._session
            if ended is not None:
                ended.end()

    @property
    def through(self) -> int | None:
        """Up to which position it is known what there is; None while nobody follows the store."""
        with self._changed:
            return None if self._session is None or self._session.failure is not None else self._through

    def end(self) -> None:
        """From now on nobody waits here: the process has been told to end."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def wait(self, after: int, timeout_s: float) -> bool:
        """Until something is known beyond this position, at the most so long; whether anything is.

        Raises what the subscription raised.
        """
        deadline = monotonic() + timeout_s
        with self._changed:
            while self._through <= after and self._since <= after:
                left_s = deadline - monotonic()
                self._raise_failure()
                if self._is_over or left_s <= 0 or not self._changed.wait(left_s):
                    return False
            return True

    def take(self, prefixes: Sequence[str], after: int, most: int) -> Batch:
        """What comes after this position of these services, which must be among the window's, at the most so much.

        Raises `StoreUnavailable` if it has to be read from the store.
        """
        with self._changed:
            since = self._since
            if after >= since:
                return self._held(prefixes, after, most)
        page = self.page(prefixes, after, most)
        return page if len(page.facts) == most else Batch(page.facts, max(since, page.through))

    def page(self, prefixes: Sequence[str], after: int, most: int) -> Batch:
        """The same from the store. Raises `StoreUnavailable`."""
        facts = self._store.read_all(prefixes, after=after, limit=most)
        return Batch(facts, facts[-1].position if facts else after)

    def _held(self, prefixes: Sequence[str], after: int, most: int) -> Batch:
        first = bisect_right(self._positions, after)
        held = self._facts[first : first + most]
        is_all = first + len(held) == len(self._facts)
        through = max(after, self._through) if is_all else held[-1].position
        wanted = tuple(prefixes)
        return Batch([fact for fact in held if fact.stream.startswith(wanted)], through)

    def _begin(self, since: int) -> None:
        self._facts, self._positions, self._since, self._through = [], [], since, since
        self._session = _Session(self, self._store.subscribe(self._prefixes, after=since))
        self._session.begin()
        self._changed.notify_all()

    def note(self, session: "_Session", delivery: Delivery) -> bool:
        """Whether the session is still the one that the window listens to."""
        if isinstance(delivery, CaughtUp):
            return session is self._session
        with self._changed:
            if session is not self._session:
                return False
            if isinstance(delivery, Recorded):
                self._add(delivery)
            self._through = delivery.position
            self._changed.notify_all()
        return True

    def fail(self, session: "_Session", failure: Exception) -> None:
        with self._changed:
            session.failure = failure
            self._changed.notify_all()

    def _add(self, fact: Recorded) -> None:
        if len(self._facts) >= self._most:
            older = self._most // 2
            self._since = self._positions[older - 1]
            del self._facts[:older], self._positions[:older]
        self._facts.append(fact)
        self._positions.append(fact.position)

    def _raise_failure(self) -> None:
        if self._session is not None and self._session.failure is not None:
            raise self._session.failure


class _Session:
    """One subscription and the thread that reads it."""

    def __init__(self, window: Window, subscription: Subscription) -> None:
        self.failure: Exception | None = None
        self._window = window
        self._subscription = subscription
        self._thread = Thread(target=self._read, name="window", daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._subscription.stop()
        self._thread.join(ENDING_S)

    def _read(self) -> None:
        try:
            for delivery in self._subscription:
                if not self._window.note(self, delivery):
                    return
            self._window.fail(self, StoreUnavailable("The subscription ended."))
        except Exception as failure:  # noqa: BLE001 - raised again by every loop that reads the window
            self._window.fail(self, failure)
