"""A model of the broker, held to the same contract suite as RabbitMQ.

It promises what the real one promises and no more: a queue keeps its order, what was not acknowledged when a
connection ends comes again, one consumer of a queue is active at a time, a message that finds no queue is returned.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from contracts.consumers import consumers_of, producers_of, reads

from ledger.envelope import Message
from ledger.messaging import PREFETCH, BrokerUnavailable, Consuming, Publishing, Unroutable


class Mischief:
    """What a network does to what is sent; this one does nothing."""

    def copies(self) -> int:
        """How often the next message arrives."""
        return 1

    def delays(self) -> bool:
        """Whether a message that could be delivered now comes later, after those behind it."""
        return False

    def breaks(self, where: str) -> bool:
        """Whether the connection is lost here."""
        return False


@dataclass(eq=False)
class Queue:
    """The facts of one producer for one consumer; the first of `subscribers` is the active one."""

    waiting: deque[Message] = field(default_factory=deque)
    subscribers: "list[_Consumer]" = field(default_factory=list)


class MemoryBroker:
    """Queues in memory. `confirmed` is every message whose publisher was told that it is safe."""

    def __init__(self, mischief: Mischief | None = None) -> None:
        self.is_away = False
        self.mischief = mischief or Mischief()
        self.confirmed: set[bytes] = set()
        self.delivered = 0
        self.queues: dict[tuple[str, str], Queue] = {}
        self.starts = 0

    def publisher(self, producer: str) -> Publishing:
        self.refuse_away()
        self._declare(producer)
        return _Publisher(self, producer)

    def consumer(self, consumer: str) -> Consuming:
        self.refuse_away()
        for producer in producers_of(consumer):
            self._declare(producer)
        return _Consumer(self, consumer)

    def restart(self) -> None:
        """Every connection is lost; queues and messages are kept."""
        self.starts += 1
        for queue in self.queues.values():
            for subscriber in tuple(queue.subscribers):
                subscriber.close()

    def wipe(self) -> None:
        """Every connection is lost, and the disk too."""
        self.restart()
        self.queues.clear()

    def delete_queue(self, consumer: str, producer: str) -> None:
        self.queues.pop((consumer, producer), None)

    def route(self, producer: str, message: Message) -> None:
        keys = [key for key in self._keys(producer) if message.type in reads(*key)]
        found = [self.queues[key] for key in keys if key in self.queues]
        if not found:
            raise Unroutable(f"{message.type} found no queue of {producer}.")
        for queue in found:
            for _ in range(self.mischief.copies()):
                queue.waiting.append(message)

    def refuse_away(self) -> None:
        if self.is_away:
            raise BrokerUnavailable("The broker is away.")

    def break_here(self, where: str) -> None:
        if self.mischief.breaks(where):
            raise BrokerUnavailable(f"The connection was lost while {where}.")

    def _declare(self, producer: str) -> None:
        for key in self._keys(producer):
            self.queues.setdefault(key, Queue())

    def _keys(self, producer: str) -> list[tuple[str, str]]:
        return [(consumer, producer) for consumer in consumers_of(producer)]


class _Connection:
    def __init__(self, broker: MemoryBroker) -> None:
        self._broker = broker
        self._opened_in = broker.starts

    def refuse_lost(self) -> None:
        self._broker.refuse_away()
        if self._opened_in != self._broker.starts:
            raise BrokerUnavailable("The connection was lost.")


class _Publisher(_Connection):
    def __init__(self, broker: MemoryBroker, producer: str) -> None:
        super().__init__(broker)
        self._producer = producer

    def publish(self, messages: Sequence[Message]) -> None:
        complaint: Unroutable | None = None
        for message in messages:
            self.refuse_lost()
            self._broker.break_here("publishing")
            try:
                self._broker.route(self._producer, message)
            except Unroutable as unroutable:
                complaint = unroutable
        self._broker.break_here("confirming")
        if complaint is not None:
            raise complaint
        self._broker.confirmed.update(message.body for message in messages)

    def close(self) -> None:
        return


class _Consumer(_Connection):
    def __init__(self, broker: MemoryBroker, consumer: str) -> None:
        super().__init__(broker)
        self._consumer = consumer
        self._prefetch = 0
        self._subscribed: list[tuple[tuple[str, str], Queue]] = []
        self._held: list[tuple[Queue, Message]] = []

    def start(self, *, prefetch: int = PREFETCH) -> None:
        self.refuse_lost()
        self._prefetch = prefetch
        for producer in producers_of(self._consumer):
            key = (self._consumer, producer)
            if key not in self._broker.queues:
                raise BrokerUnavailable(f"There is no queue for {key}.")
            self._subscribed.append((key, self._broker.queues[key]))
            self._broker.queues[key].subscribers.append(self)

    def deliver(self, callback: Callable[[Sequence[Message]], None], *, timeout_s: float = 0.25) -> int:
        self.refuse_lost()
        for key, queue in self._subscribed:
            if self._broker.queues.get(key) is not queue:
                raise BrokerUnavailable("The queue was deleted.")
            self._take(queue)
        if self._held:
            self._broker.break_here("delivering")
            callback([message for _, message in self._held])
            self.refuse_lost()
            self._broker.break_here("acknowledging")
        count = len(self._held)
        self._broker.delivered += count
        self._held.clear()
        return count

    def close(self) -> None:
        """What is unacknowledged comes again, first and in order."""
        for queue, message in reversed(self._held):
            queue.waiting.appendleft(message)
        self._held.clear()
        for _, queue in self._subscribed:
            if self in queue.subscribers:
                queue.subscribers.remove(self)

    def _take(self, queue: Queue) -> None:
        if queue.subscribers[0] is not self:
            return
        later = []
        while queue.waiting and len(self._held) < self._prefetch:
            message = queue.waiting.popleft()
            if self._broker.mischief.delays():
                later.append(message)
            else:
                self._held.append((queue, message))
        queue.waiting.extendleft(reversed(later))
