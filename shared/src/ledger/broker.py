"""The door to RabbitMQ: confirmed publishing, and consuming. The broker gives speed; the store gives completeness.

A connection belongs to one thread; only its heartbeats come from another.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Lock, Thread
from typing import Any

import amqp
from amqp.exceptions import AMQPError, MessageNacked
from contracts.consumers import producers_of
from kombu.connection import Connection

from ledger.clock import monotonic
from ledger.envelope import Message
from ledger.messaging import PREFETCH, TOGETHER, BrokerUnavailable, Unroutable
from ledger.topology import declared, exchange_of, queue_of

CONFIRM_WINDOW = 500
CONFIRM_S = 15.0
CONNECT_S = 5.0
CLOSING_S = 0.3
AT_ONCE_S = 0.001
"""Not zero: without any timeout the library spins for as long as half a frame is missing."""
HEARTBEAT_S = 10.0
IDLE_S = 1.5
"""How soon an idle consumer notices that its loop is to stop."""

# kombu's own note: its AMQP transport sometimes raises AttributeError when the connection is lost.
_BROKER_ERRORS = (AMQPError, MessageNacked, OSError, AttributeError)


class RabbitMQ:
    """The broker at an address."""

    def __init__(self, uri: str, *, heartbeat_s: float = HEARTBEAT_S) -> None:
        self._uri = uri
        self._heartbeat_s = heartbeat_s

    def publisher(self, producer: str) -> "Publisher":
        return Publisher(self._uri, producer)

    def consumer(self, consumer: str) -> "Consumer":
        return Consumer(self._uri, consumer, heartbeat_s=self._heartbeat_s)


class Publisher:
    """Publishes one producer's facts. After an error it is of no more use but to be closed."""

    def __init__(self, uri: str, producer: str, *, timeout_s: float = CONFIRM_S) -> None:
        self._exchange = exchange_of(producer)
        self._timeout_s = timeout_s
        self._sent = 0
        self._unconfirmed: dict[int, None] = {}
        self._complaint: BrokerUnavailable | None = None
        # No heartbeat: an idle publisher reads nothing, and every batch has a deadline of its own.
        self._connection = _connect(uri, heartbeat_s=0, timeout_s=timeout_s)
        with _closed_on_error(self._connection):
            self._channel = declared(self._connection, (producer,))
            self._channel.confirm_select()
            self._channel.events["basic_ack"].add(self._confirmed)
            self._channel.events["basic_nack"].add(self._refused)
            self._channel.events["basic_return"].add(self._returned)

    def publish(self, messages: Sequence[Message]) -> None:
        """Return when the broker has every message safe in every queue; otherwise raise, and all are to be sent again.

        Raises `Unroutable` and `BrokerUnavailable`.
        """
        for start in range(0, len(messages), CONFIRM_WINDOW):
            with _as_unavailable():
                for message in messages[start : start + CONFIRM_WINDOW]:
                    self._send(message)
                self._await_confirms()
            if self._complaint is not None:
                raise self._complaint

    def close(self) -> None:
        _close(self._connection)

    def _send(self, message: Message) -> None:
        self._sent += 1
        self._unconfirmed[self._sent] = None
        content = amqp.Message(message.body, content_type="application/x-ndjson", delivery_mode=2)
        self._channel.basic_publish(content, exchange=self._exchange, routing_key=message.type, mandatory=True)

    def _await_confirms(self) -> None:
        deadline = monotonic() + self._timeout_s
        while self._unconfirmed:
            left_s = deadline - monotonic()
            if left_s <= 0:
                raise BrokerUnavailable(f"{len(self._unconfirmed)} messages unconfirmed after {self._timeout_s} s.")
            _drain(self._connection, left_s)

    def _confirmed(self, tag: int, multiple: bool) -> None:
        if not multiple:
            self._unconfirmed.pop(tag, None)
            return
        for earlier in [sent for sent in self._unconfirmed if sent <= tag]:
            del self._unconfirmed[earlier]

    def _refused(self, tag: int, multiple: bool) -> None:
        self._complaint = BrokerUnavailable("The broker refused to take a message.")
        self._confirmed(tag, multiple)

    def _returned(self, error: Exception, exchange: str, routing_key: str, _: object) -> None:
        self._complaint = Unroutable(f"{routing_key} found no queue behind {exchange}: {error}")


class Consumer:
    """Delivers the messages of all producers a service reads. After an error it is of no more use but to be closed."""

    def __init__(self, uri: str, consumer: str, *, heartbeat_s: float = HEARTBEAT_S) -> None:
        self._consumer = consumer
        self._arrived: list[Message] = []
        self._last_tag = 0
        self._writing = Lock()
        self._connection = _connect(uri, heartbeat_s=heartbeat_s, timeout_s=CONFIRM_S)
        with _closed_on_error(self._connection):
            self._channel = declared(self._connection, producers_of(consumer))
        self._pulse = _Pulse(self._connection, self._writing)

    def start(self, *, prefetch: int = PREFETCH) -> None:
        """From here on the broker hands messages over, at most `prefetch` unacknowledged ones per producer."""
        with _as_unavailable(), self._writing:
            self._channel.basic_qos(0, prefetch, False)
            for producer in producers_of(self._consumer):
                queue = queue_of(self._consumer, producer)
                self._channel.basic_consume(queue, callback=partial(self._delivered, producer))

    def deliver(self, callback: Callable[[Sequence[Message]], None], *, timeout_s: float = IDLE_S) -> int:
        """Hand what has arrived to `callback` and acknowledge it when that returned; how many there were.

        Waits at most `timeout_s` for the first one. What `callback` raises passes through, nothing is acknowledged.
        """
        with _as_unavailable():
            self._gather(timeout_s)
        batch, self._arrived = self._arrived, []
        if batch:
            callback(batch)
            with _as_unavailable(), self._writing:
                self._channel.basic_ack(self._last_tag, multiple=True)
        return len(batch)

    def close(self) -> None:
        """Takes less than a second whether or not the broker answers."""
        self._pulse.stop()
        _close(self._connection)

    def _gather(self, timeout_s: float) -> None:
        """Shorter than the pause between two heartbeats: with each of them the library begins its wait anew."""
        between_s = (self._connection.heartbeat or HEARTBEAT_S) / 2
        with suppress(TimeoutError):
            if not self._arrived:
                _drain(self._connection, min(timeout_s, between_s / 2))
            while len(self._arrived) < TOGETHER:
                _drain(self._connection, AT_ONCE_S)
        with self._writing:
            self._connection.heartbeat_tick()

    def _delivered(self, producer: str, message: Any) -> None:
        body = message.body
        self._last_tag = message.delivery_info["delivery_tag"]
        raw = body.encode() if isinstance(body, str) else bytes(body)
        self._arrived.append(Message(producer, message.delivery_info["routing_key"], raw))


class _Pulse:
    """Sends heartbeats while the connection's own thread is busy handling what it received."""

    def __init__(self, connection: Any, writing: Lock) -> None:
        self._connection = connection
        self._writing = writing
        self._stopped = Event()
        self._thread = Thread(target=self._beat, name="broker-heartbeat", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._stopped.wait(max(self._connection.heartbeat or HEARTBEAT_S, 1) / 3):
            with suppress(*_BROKER_ERRORS), self._writing:  # the connection's own thread will meet the same error
                self._connection.send_heartbeat()


def _connect(uri: str, *, heartbeat_s: float, timeout_s: float) -> Any:
    options = {"read_timeout": timeout_s, "write_timeout": timeout_s}
    with _as_unavailable():
        settings: Any = Connection(  # type: ignore[no-untyped-call]
            uri, heartbeat=heartbeat_s, connect_timeout=CONNECT_S, transport_options=options
        )
        return settings.transport.establish_connection()


def _drain(connection: Any, timeout_s: float) -> None:
    """Take what the broker sends next; `TimeoutError` if nothing does. A closed connection would open itself again."""
    if not connection.connected:
        raise BrokerUnavailable("The connection is closed.")
    connection.drain_events(timeout=timeout_s)


def _close(connection: Any) -> None:
    with suppress(*_BROKER_ERRORS):
        if connection.connected:
            connection.sock.settimeout(CLOSING_S)
            connection.close()
    with suppress(*_BROKER_ERRORS):
        connection.collect()


@contextmanager
def _as_unavailable() -> Iterator[None]:
    try:
        yield
    except _BROKER_ERRORS as error:
        raise BrokerUnavailable(f"{type(error).__name__}: {error}") from error


@contextmanager
def _closed_on_error(connection: Any) -> Iterator[None]:
    try:
        with _as_unavailable():
            yield
    except BrokerUnavailable:
        _close(connection)
        raise
