"""A reader of a subscription that runs beside what is being tested."""

from queue import Empty, Queue
from threading import Thread

from ledger.clock import monotonic, sleep
from ledger.store import CaughtUp, Checkpoint, Delivery, Recorded, Subscription

WITHIN_S = 20.0


class Follower:
    """Iterates a subscription in a thread of its own and keeps what it is given."""

    def __init__(self, subscription: Subscription) -> None:
        self.facts: list[Recorded] = []
        self.positions: list[int] = []
        self._subscription = subscription
        self._deliveries: Queue[Delivery | BaseException | None] = Queue()
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def until_caught_up(self) -> list[Recorded]:
        """All facts so far, once `CaughtUp` has come after them."""
        while not isinstance(self._next(), CaughtUp):
            pass
        return self.facts

    def until(self, count: int) -> list[Recorded]:
        """All facts so far, once there are that many."""
        while len(self.facts) < count:
            self._next()
        return self.facts

    def then_nothing(self, for_s: float = 0.3) -> list[Recorded]:
        """All facts so far, after a while in which no further one may have come."""
        end = monotonic() + for_s
        while monotonic() < end:
            sleep(0.05)
            while not self._deliveries.empty():
                self._next()
        return self.facts

    def stop(self) -> float:
        """How many seconds it took to end."""
        started = monotonic()
        self._subscription.stop()
        self._thread.join(WITHIN_S)
        if self._thread.is_alive():
            raise AssertionError(f"the subscription did not end within {WITHIN_S} s")
        return monotonic() - started

    def failure(self) -> BaseException:
        """What ended the subscription."""
        try:
            while True:
                self._next()
        except AssertionError:
            raise
        except Exception as error:  # noqa: BLE001 - it is what was asked for
            return error

    def _next(self) -> Delivery:
        try:
            delivery = self._deliveries.get(timeout=WITHIN_S)
        except Empty:
            raise AssertionError(f"nothing came for {WITHIN_S} s after {len(self.facts)} facts") from None
        if isinstance(delivery, BaseException):
            raise delivery
        if delivery is None:
            raise AssertionError("the subscription ended by itself")
        if isinstance(delivery, Recorded):
            self.facts.append(delivery)
        if isinstance(delivery, Recorded | Checkpoint):
            self.positions.append(delivery.position)
        return delivery

    def _read(self) -> None:
        try:
            for delivery in self._subscription:
                self._deliveries.put(delivery)
            self._deliveries.put(None)
        except Exception as error:  # noqa: BLE001 - whoever asks for the next delivery raises it
            self._deliveries.put(error)
