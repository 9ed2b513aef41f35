"""Exchanges and queues between services: per producer one exchange, per consumer one queue of the facts it acts on.

Quorum queues, each with a single active consumer, so that facts keep their order and survive a node.
"""

from typing import Any

from contracts.consumers import consumers_of, reads

DEAD_EXCHANGE = "sunledger.dead"

DELIVERY_LIMIT = 50
"""How many lost connections a message may survive unacknowledged before it goes to the dead-letter queue.

The broker counts every message of the prefetch window, not only the one at fault. Low enough: a message that kills the
process before the inbox can count it (the inbox itself parks a fact after a few such ends) is out of the way within an
hour of restarts, and it dies alone, because after a crash the window is one. High enough: an innocent message is
counted only if the connection is lost between the catch-up that precedes every consuming and its acknowledgement
moments later; fifty times in a row is a broken network. What goes unjustly is late, not lost: it is in the store.
"""

MOST_WAITING = 100_000
"""How many facts wait in a queue while its consumer is away.

Older ones make room: the store has them all, and the inbox reads from there what is missing. They pass through the
dead-letter queue, which is bounded likewise.
"""

MOST_DEAD = 10_000

EVERY_TYPE = "#"
"""What queues were bound to by earlier releases."""

UNLIMITED = -1
"""For the dead-letter queue: the broker's own default would delete what an operator has looked at twenty times."""


def exchange_of(producer: str) -> str:
    return f"sunledger.{producer}"


def queue_of(consumer: str, producer: str) -> str:
    return f"{consumer}.from.{producer}"


def dead_queue_of(consumer: str) -> str:
    return f"{consumer}.dead"


def declare(channel: Any, producer: str) -> None:
    """Everything between a producer and its consumers; whoever starts first does it, again is harmless.

    What binds a queue is not waited for one by one: the broker does all that a channel asks for in its order.
    """
    channel.exchange_declare(exchange_of(producer), "topic", durable=True, auto_delete=False)
    channel.exchange_declare(DEAD_EXCHANGE, "direct", durable=True, auto_delete=False)
    for consumer in consumers_of(producer):
        _declare_quorum_queue(
            channel, dead_queue_of(consumer), {"x-delivery-limit": UNLIMITED, "x-max-length": MOST_DEAD}
        )
        channel.queue_bind(dead_queue_of(consumer), DEAD_EXCHANGE, routing_key=consumer)
        arguments = {
            "x-single-active-consumer": True,
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-max-length": MOST_WAITING,
            "x-dead-letter-exchange": DEAD_EXCHANGE,
            "x-dead-letter-routing-key": consumer,
        }
        _declare_quorum_queue(channel, queue_of(consumer, producer), arguments)
        for recorded_type in sorted(reads(consumer, producer)):
            channel.queue_bind(queue_of(consumer, producer), exchange_of(producer), recorded_type, nowait=True)
        channel.queue_unbind(queue_of(consumer, producer), exchange_of(producer), routing_key=EVERY_TYPE)


def _declare_quorum_queue(channel: Any, name: str, arguments: dict[str, Any]) -> None:
    channel.queue_declare(name, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum", **arguments})
