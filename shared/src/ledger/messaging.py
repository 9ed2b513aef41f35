"""What the rest of the code knows of the broker. It gives speed; the store gives completeness."""

from collections.abc import Callable, Sequence
from typing import Protocol

from ledger.envelope import Message

TOGETHER = 100
"""How many messages are handled and acknowledged together, at most."""

PREFETCH = 300
"""More than that, so that the broker goes on sending while they are handled."""

PREFETCH_AFTER_CRASH = 1


class BrokerUnavailable(Exception):
    """The broker did not do what was asked, or did not say so in time. Close, connect again, do it again."""


class Unroutable(BrokerUnavailable):
    """A message found no queue although consumers are declared: somebody deleted one. Connecting declares it again."""


class Publishing(Protocol):
    """Publishes one producer's facts. After an error it is of no more use but to be closed."""

    def publish(self, messages: Sequence[Message]) -> None:
        """Return when the broker has every message safe in every queue; otherwise raise, and all are to be sent again.

        Raises `Unroutable` and `BrokerUnavailable`.
        """
        ...

    def close(self) -> None: ...


class Consuming(Protocol):
    """Delivers the messages of all producers a service reads. After an error it is of no more use but to be closed."""

    def start(self, *, prefetch: int = PREFETCH) -> None:
        """From here on the broker hands messages over, at most `prefetch` unacknowledged ones per producer."""
        ...

    def deliver(self, callback: Callable[[Sequence[Message]], None], *, timeout_s: float = 0.25) -> int:
        """Hand what has arrived to `callback` and acknowledge it when that returned; how many there were.

        Waits at most `timeout_s` for the first one. What `callback` raises passes through, nothing is acknowledged.
        """
        ...

    def close(self) -> None: ...


class Broker(Protocol):
    """Where facts of producers wait for consumers. Whoever connects first declares exchanges and queues.

    Both raise `BrokerUnavailable`.
    """

    def publisher(self, producer: str) -> Publishing: ...

    def consumer(self, consumer: str) -> Consuming: ...
