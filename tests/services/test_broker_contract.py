"""What relay and inbox rely on: RabbitMQ and the simulator's model of it behave alike."""

from contextlib import closing

import pytest
from contracts.consumers import consumers_of
from ledger.broker import Publisher, RabbitMQ
from ledger.clock import monotonic
from ledger.envelope import Message
from ledger.messaging import BrokerUnavailable, Unroutable
from ledger.testing.simulation.broker import MemoryBroker
from ledger.topology import queue_of

PRODUCER, CONSUMER = "disclosure", "assessment"


class Rabbit(RabbitMQ):
    """The real one, and what an operator could do to it."""

    def __init__(self, uri):
        super().__init__(uri)
        self._address = uri

    def delete_queue(self, *consumers, producer=PRODUCER):
        """Of all of them in one connection: a new one declares what is missing."""
        with closing(Publisher(self._address, producer)) as operator:
            for consumer in consumers:
                operator._channel.queue_delete(queue_of(consumer, producer))


class Model(MemoryBroker):
    def delete_queue(self, *consumers, producer=PRODUCER):
        for consumer in consumers:
            super().delete_queue(consumer, producer)


@pytest.fixture(params=["model", "rabbitmq"])
def network(request):
    return Model() if request.param == "model" else Rabbit(request.getfixturevalue("uri"))


def messages(*names):
    return [Message(PRODUCER, "disclosure.duty-opened.v1", f'"{name}"'.encode()) for name in names]


def publish(network, *names):
    with closing(network.publisher(PRODUCER)) as publisher:
        publisher.publish(messages(*names))


def received(consumer, most, callback=None):
    """What is delivered within a second or two, but no more than that."""
    got: list[Message] = []
    deadline = monotonic() + 5.0
    while len(got) < most and monotonic() < deadline:
        consumer.deliver(callback or got.extend)
    return [message.body.decode().strip('"') for message in got]


def silent(consumer):
    return consumer.deliver(lambda _: None) == 0


def test_a_queue_keeps_its_order(network):
    with closing(network.consumer(CONSUMER)) as consumer:
        consumer.start()
        publish(network, "a", "b")
        publish(network, "c")

        assert received(consumer, 3) == ["a", "b", "c"]
        assert silent(consumer)


def test_what_waits_is_there_before_anybody_consumes(network):
    publish(network, "a")
    with closing(network.consumer(CONSUMER)) as consumer:
        consumer.start()

        assert received(consumer, 1) == ["a"]


def test_nothing_is_delivered_before_the_start(network):
    publish(network, "a")
    with closing(network.consumer(CONSUMER)) as consumer:
        assert silent(consumer)
        consumer.start()

        assert received(consumer, 1) == ["a"]


def test_what_was_not_acknowledged_comes_again_in_order(network):
    publish(network, "a", "b", "c")
    with closing(network.consumer(CONSUMER)) as failing:
        failing.start()
        with pytest.raises(ZeroDivisionError):
            received(failing, 3, lambda _: 1 / 0)
    with closing(network.consumer(CONSUMER)) as consumer:
        consumer.start()

        assert received(consumer, 3) == ["a", "b", "c"]
        assert silent(consumer)


def test_of_two_consumers_one_is_active_until_it_goes(network):
    with closing(network.consumer(CONSUMER)) as second:
        with closing(network.consumer(CONSUMER)) as first:
            first.start()
            second.start()
            publish(network, "a")

            assert silent(second)
            assert received(first, 1) == ["a"]
        publish(network, "b")

        assert received(second, 1) == ["b"]


def test_no_more_than_the_prefetch_is_handed_over(network):
    publish(network, "a", "b", "c")
    sizes: list[int] = []
    with closing(network.consumer(CONSUMER)) as consumer:
        consumer.start(prefetch=1)
        deadline = monotonic() + 5.0
        while sum(sizes) < 3 and monotonic() < deadline:
            consumer.deliver(lambda batch: sizes.append(len(batch)))

    assert sizes == [1, 1, 1]


def test_a_message_that_finds_no_queue_is_returned(network):
    """Where one of several consumers lacks its queue, nothing is returned: it reads the store from time to time."""
    with closing(network.publisher(PRODUCER)) as publisher:
        network.delete_queue(*consumers_of(PRODUCER))
        with pytest.raises(Unroutable):
            publisher.publish(messages("a"))


def test_a_new_connection_declares_what_is_missing(network):
    publish(network, "a")
    network.delete_queue(CONSUMER)
    publish(network, "b")
    with closing(network.consumer(CONSUMER)) as consumer:
        consumer.start()

        assert received(consumer, 1) == ["b"]


def test_a_consumer_notices_that_its_queue_was_deleted(network):
    with closing(network.consumer(CONSUMER)) as consumer:
        consumer.start()
        network.delete_queue(CONSUMER)
        with pytest.raises(BrokerUnavailable):
            received(consumer, 1)
