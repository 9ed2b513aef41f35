"""Exchanges and queues between services: per producer one exchange, per consumer one queue of the facts it acts on.

Quorum queues, each with a single active consumer, so that facts keep their order and survive a node.
"""

import logging
from collections.abc import Iterable
from typing import Any

from amqp.exceptions import PreconditionFailed
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

MOST_WAITING = 2_000
"""How many facts wait in a queue while its consumer is away: of a county those of a week.

Older ones make room: the store has them all, and the inbox reads from there what is missing. They pass through the
dead-letter queue, which is bounded likewise. Some 400 bytes of each stay in the broker's memory.
"""

MOST_DEAD = 1_000

EVERY_TYPE = "#"
"""What queues were bound to by earlier releases."""

UNLIMITED = -1
"""For the dead-letter queue: the broker's own default would delete what an operator has looked at twenty times."""

_log = logging.getLogger(__name__)


class _MadeOtherwise(Exception):
    """There is a queue of this name, with other bounds."""

    def __init__(self, queue: str) -> None:
        super().__init__(queue)
        self.queue = queue


def exchange_of(producer: str) -> str:
    return f"sunledger.{producer}"


def queue_of(consumer: str, producer: str) -> str:
    return f"{consumer}.from.{producer}"


def dead_queue_of(consumer: str) -> str:
    return f"{consumer}.dead"


def declared(connection: Any, producers: Iterable[str]) -> Any:
    """A channel, once everything between producers and their consumers is there; whoever starts first makes it.

    A queue that another release made with other bounds is made anew, because a queue cannot be changed. What was in it
    is in the store: a consumer that loses its queue begins again, and then reads from there.
    """
    wanted = tuple(producers)
    while True:
        channel = connection.channel()
        try:
            for producer in wanted:
                _declare(channel, producer)
        except _MadeOtherwise as other:
            _log.warning("%s had other bounds and is made anew; the store has what waited in it", other.queue)
            connection.channel().queue_delete(other.queue)
        else:
            return channel


def _declare(channel: Any, producer: str) -> None:
    """What binds a queue is not waited for one by one: the broker does all that a channel asks for in its order."""
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
    kind = {"x-queue-type": "quorum", **arguments}
    try:
        channel.queue_declare(name, durable=True, auto_delete=False, arguments=kind)
    except PreconditionFailed as error:
        raise _MadeOtherwise(name) from error
