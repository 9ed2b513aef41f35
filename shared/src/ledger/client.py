"""Calls a service from outside: the CLI, scripts, tests. One connection and one reply queue per client.

Speaks Nameko's protocol without Nameko, whose own caller waits without limit for a broker that keeps silent, and is
of no more use once its connection is lost.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4  # noqa: TID251 - a caller outside the log makes the ids of its commands

import amqp
from amqp.exceptions import AMQPError
from contracts.errors import REFUSALS, InternalError, Unavailable
from contracts.message import Json
from kombu.connection import Connection

from ledger.clock import monotonic

CLOSING_S = 0.3
_EXCHANGE = "nameko-rpc"
_TRANSIENT = 1
_KINDS = {f"{kind.__module__}.{kind.__name__}": kind for kind in (*REFUSALS, InternalError)}

# kombu's own note: its AMQP transport sometimes raises AttributeError when the connection is lost.
_BROKER_ERRORS = (AMQPError, OSError, AttributeError)


class Client:
    """`call` answers within `timeout_s` or raises a refusal of `contracts.errors`. Not for several threads at once.

    After `Unavailable` it may be used again: the next call connects anew.
    """

    def __init__(self, broker_uri: str, token: str, *, timeout_s: float = 20.0) -> None:
        self._uri = broker_uri
        self._headers = {"nameko.token": token}
        self._timeout_s = timeout_s
        self._line: _Line | None = None

    def __enter__(self) -> Self:
        try:
            self._connected()
        except _BROKER_ERRORS as error:
            raise Unavailable(f"The broker does not answer: {error}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def call(self, service: str, method: str, document: Any, **options: Any) -> Json:
        """`options` are the keyword arguments of the method: `command_id`, `if_revision`, `at_least`, `page`."""
        body = json.dumps({"args": [document], "kwargs": options})
        deadline = monotonic() + self._timeout_s
        try:
            reply = self._connected().ask(f"{service}.{method}", body, self._headers, deadline)
        except _NobodyListens as error:
            raise Unavailable(f"No process of {service} is listening.") from error
        except _BROKER_ERRORS as error:
            self._hang_up()
            raise Unavailable(f"No answer from {service} within {self._timeout_s:g} s.") from error
        if reply["error"]:
            raise _refusal(reply["error"])
        answer: Json = reply["result"]
        return answer

    def _connected(self) -> "_Line":
        if self._line is None:
            self._line = _Line(self._uri, self._timeout_s)
        return self._line

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


class _NobodyListens(Exception):
    """No queue takes the call."""


class _Line:
    """A connection with a reply queue that ends with it. After an error it is of no more use but to be closed."""

    def __init__(self, uri: str, timeout_s: float) -> None:
        options = {"read_timeout": timeout_s, "write_timeout": timeout_s}
        settings: Any = Connection(  # type: ignore[no-untyped-call]
            uri, connect_timeout=timeout_s, transport_options=options
        )
        self._reply_to = str(uuid4())
        self._awaited = ""
        self._replies: dict[str, Json] = {}
        self._returned: set[str] = set()
        self._connection: Any = settings.transport.establish_connection()
        self._channel = self._connection.channel()
        self._channel.exchange_declare(_EXCHANGE, "topic", durable=True, auto_delete=False)
        queue = self._channel.queue_declare("", exclusive=True).queue
        self._channel.queue_bind(queue, _EXCHANGE, routing_key=self._reply_to)
        self._channel.basic_consume(queue, no_ack=True, callback=self._replied)
        self._channel.events["basic_return"].add(self._came_back)

    def ask(self, key: str, body: str, headers: Mapping[str, str], deadline: float) -> Json:
        """The service's reply. `TimeoutError` if none comes before the deadline.

        A call that nobody took by then leaves the service's queue: who is away for an hour finds none of that hour.
        It is transient, so that the broker does not write to its disk what is sealed only at the service's door; a
        call that is lost with the broker is asked again, which is harmless because commands are idempotent.
        """
        call_id = self._awaited = str(uuid4())
        call = amqp.Message(
            body.encode(),
            content_type="application/json",
            content_encoding="utf-8",
            application_headers=dict(headers),
            reply_to=self._reply_to,
            correlation_id=call_id,
            delivery_mode=_TRANSIENT,
            expiration=str(max(1, int(1000 * (deadline - monotonic())))),
        )
        self._channel.basic_publish(call, exchange=_EXCHANGE, routing_key=key, mandatory=True)
        while call_id not in self._replies:
            self._connection.drain_events(timeout=max(0.001, deadline - monotonic()))
            if call_id in self._returned:
                self._returned.remove(call_id)
                raise _NobodyListens(key)
        return self._replies.pop(call_id)

    def close(self) -> None:
        """Takes less than a second whether or not the broker answers."""
        with suppress(*_BROKER_ERRORS):
            if self._connection.connected:
                self._connection.sock.settimeout(CLOSING_S)
                self._connection.close()
        with suppress(*_BROKER_ERRORS):
            self._connection.collect()

    def _replied(self, message: Any) -> None:
        """Only what is waited for is kept: a call that was done again is answered again."""
        if message.properties.get("correlation_id") == self._awaited:
            self._replies[self._awaited] = json.loads(message.body)

    def _came_back(self, _error: Exception, _exchange: str, _key: str, message: Any) -> None:
        self._returned.add(message.properties["correlation_id"])


def _refusal(error: Mapping[str, Any]) -> Exception:
    kind = _KINDS.get(error["exc_path"])
    return InternalError(f"{error['exc_type']} {error['value']}") if kind is None else kind(*error["exc_args"])


def fresh_id() -> UUID:
    """A new command id, for callers that have nothing to derive one from."""
    return uuid4()


def refusal_document(refusal: Exception) -> Mapping[str, Any]:
    """A refusal as a document, for people and scripts."""
    document: dict[str, Any] = {"refused": type(refusal).__name__}
    for name in ("code", "detail", "problems", "revision"):
        if hasattr(refusal, name):
            document[name] = getattr(refusal, name)
    if len(document) == 1:
        document["detail"] = str(refusal)
    return document
