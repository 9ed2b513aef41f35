"""The door to Nameko: a service's methods, and an RPC entrypoint that no message can kill.

As shipped, a message without reply address ends the service for good, broken JSON gets no answer, and a reply that
cannot be sent while the broker is away ends the process. Here the first two are acknowledged, logged and, where there
is an address, answered with a code. A reply goes out on the channel that its request came in on, and the
acknowledgement behind it: the broker takes them in this order, so a request whose reply was lost on the way is
delivered again, which is harmless because commands are idempotent (docs/decisions/command-path.md).
"""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

from contracts.blobs import PutBlobPart
from contracts.errors import REFUSALS, InternalError, Malformed
from contracts.message import Json, Role, contract_of
from nameko.exceptions import (
    ContainerBeingKilled,
    IncorrectSignature,
    MalformedRequest,
    MethodNotFound,
    deserialize_to_instance,
    serialize,
)
from nameko.extensions import DependencyProvider
from nameko.rpc import Rpc, RpcConsumer
from nameko.runners import ServiceRunner

from ledger.door import Call, Door
from ledger.opening import OpenDoor
from ledger.rpc_queue import SafeQueueConsumer
from ledger.service import Service
from ledger.settings import Settings

HEARTBEAT_S = 10

MOST_BYTES = 1_000_000
"""The largest request; the store takes no larger append."""

F = TypeVar("F", bound=Callable[..., Any])

_EXCHANGE = "nameko-rpc"
_TRANSIENT = 1
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))

_log = logging.getLogger(__name__)

for _refusal in (*REFUSALS, InternalError):
    deserialize_to_instance(_refusal)


class SafeRpcConsumer(RpcConsumer):  # type: ignore[misc]
    """Turns whatever is wrong with a request into an answer."""

    queue_consumer = SafeQueueConsumer()

    def handle_message(self, body: Any, message: Any) -> None:
        try:
            _refuse_unanswerable(body, message)
            provider = self.get_provider_for_method(message.delivery_info["routing_key"])
            provider.handle_message(body, message)
        except Exception as error:  # noqa: BLE001 - every request gets an answer
            self.handle_result(message, None, (type(error), _refusal_for(error), None))

    def handle_result(self, message: Any, result: Any, exc_info: Any) -> Any:
        if not message.properties.get("reply_to"):
            _log.warning("A request without reply address was dropped: %s", message.delivery_info["routing_key"])
            self.queue_consumer.ack_message(message)
            return result, exc_info
        answer = answer_of(result, exc_info)
        try:
            with _written_at_once(message.channel.connection):
                _reply(message, answer)
                message.channel.basic_ack(message.delivery_tag)
        except Exception as error:  # noqa: BLE001 - the broker is away; it will deliver the request again
            _log.warning("A reply could not be sent: %s", type(error).__name__)
            self.queue_consumer.requeue_message(message)
        return result, exc_info


class SafeRpc(Rpc):  # type: ignore[misc]
    """The entrypoint of every method."""

    rpc_consumer = SafeRpcConsumer()

    def setup(self) -> None:
        """A caller who leaves out an argument is told so of the method that he called."""
        getattr(self.container.service_cls, self.method_name).__name__ = self.method_name
        self._fitting: set[tuple[int, frozenset[str]]] = set()
        super().setup()

    def check_signature(self, args: Any, kwargs: Any) -> None:
        """What fits is remembered: it depends on how many arguments there are, and on the names of the others."""
        form = (len(args), frozenset(kwargs))
        if form not in self._fitting:
            super().check_signature(args, kwargs)
            self._fitting.add(form)

    def handle_message(self, body: Any, message: Any) -> None:
        self.check_signature(body["args"], body["kwargs"])
        context = self.unpack_message_headers(message)
        _refuse_unjoinable(context.get("call_id_stack", []))
        try:
            self.container.spawn_worker(
                self,
                body["args"],
                body["kwargs"],
                context_data=context,
                handle_result=partial(self.handle_result, message),
            )
        except ContainerBeingKilled:
            self.rpc_consumer.requeue_message(message)


def runner_of(service: type) -> ServiceRunner:
    """Runs a service with JSON as its only language."""
    settings = Settings.read()
    config = {"AMQP_URI": settings.broker_uri, "HEARTBEAT": HEARTBEAT_S, "serializer": "json", "ACCEPT": ["json"]}
    runner = ServiceRunner(config)
    runner.add_service(service)
    return runner


_rpc: Callable[[F], F] = SafeRpc.decorator(expected_exceptions=REFUSALS)
"""Marks a method of a service as callable."""


def nameko_class(service: Service, opened: Callable[[], OpenDoor]) -> type:
    """The service as Nameko runs it: one method for each message that somebody may send.

    Commands answer with what is recorded, questions from the views; acts open sealed particulars, or erase them.
    """
    methods = {name: _method_for(kind) for name, kind in service.methods.items()}
    return type(service.name, (), {"name": service.name, "door": ServiceDoor(opened), **methods})


def _method_for(kind: type) -> Callable[..., Json]:
    if kind is PutBlobPart:
        return _put_blob_part()
    return {Role.COMMAND: _command, Role.QUESTION: _query, Role.ACT: _act}[contract_of(kind).role](kind)


def _command(kind: type) -> Callable[..., Json]:
    @_rpc
    def method(self: Any, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return cast(Json, self.door.command(kind, document, command_id, if_revision))

    return method


def _query(kind: type) -> Callable[..., Json]:
    @_rpc
    def method(self: Any, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return cast(Json, self.door.query(kind, document, at_least, page))

    return method


def _act(kind: type) -> Callable[..., Json]:
    @_rpc
    def method(self: Any, document: Json, *, command_id: str) -> Json:
        return cast(Json, self.door.particulars(kind, document, command_id))

    return method


def _put_blob_part() -> Callable[..., Json]:
    @_rpc
    def method(self: Any, document: Json) -> Json:
        return cast(Json, self.door.put_blob_part(document))

    return method


class ServiceDoor(DependencyProvider):  # type: ignore[misc]
    """Gives each call its door: `self.door.command(...)`, `self.door.query(...)`."""

    def __init__(self, open_door: Callable[[], OpenDoor]) -> None:
        self._open_door = open_door
        self._opened: OpenDoor | None = None

    def setup(self) -> None:
        self._opened = self._open_door()

    def stop(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def get_dependency(self, worker_ctx: Any) -> "DoorOfCall":
        assert self._opened is not None
        call = Call(worker_ctx.entrypoint.method_name, worker_ctx.context_data)
        return DoorOfCall(self._opened.door, call)


@dataclass(frozen=True, slots=True)
class DoorOfCall:
    """The door as one call sees it."""

    door: Door
    call: Call

    def command(self, kind: type, document: Any, command_id: Any, if_revision: Any) -> Json:
        return self.door.command(self.call, kind, document, command_id, if_revision)

    def particulars(self, kind: type, document: Any, command_id: Any) -> Json:
        return self.door.particulars(self.call, kind, document, command_id)

    def query(self, kind: type, document: Any, at_least: Any, page: Any) -> Json:
        return self.door.query(self.call, kind, document, at_least, page)

    def put_blob_part(self, document: Any) -> Json:
        return self.door.put_blob_part(self.call, document)


def answer_of(result: Any, exc_info: Any) -> str:
    """The answer in Nameko's form. What is no JSON is our own defect, and told as such."""
    error = None if exc_info is None else serialize(exc_info[1])
    try:
        return _JSON.encode({"result": result, "error": error})
    except (TypeError, ValueError):
        _log.exception("an answer is not JSON")
        return _JSON.encode({"result": None, "error": serialize(InternalError("The answer is not JSON."))})


def _reply(message: Any, body: str) -> None:
    """Not kept by the broker over its restart: the caller asks again."""
    channel, properties = message.channel, message.properties
    answer = channel.prepare_message(
        body,
        content_type="application/json",
        content_encoding="utf-8",
        properties={"correlation_id": properties.get("correlation_id"), "delivery_mode": _TRANSIENT},
    )
    channel.basic_publish(answer, exchange=_EXCHANGE, routing_key=properties["reply_to"])


@contextmanager
def _written_at_once(connection: Any) -> Iterator[None]:
    """What is sent meanwhile goes to the socket in one piece, or not at all: half of the writing is waking the broker.

    Nothing in between may wait: another green thread would write into the middle.
    """
    transport, parts = connection.transport, list[bytes]()
    write = transport._write  # noqa: SLF001 - amqp has no way to say this
    transport._write = lambda part: parts.append(bytes(part))  # noqa: SLF001 - the part is a view that is used again
    try:
        yield
    finally:
        transport._write = write  # noqa: SLF001
    transport.write(b"".join(parts))


def _refuse_unanswerable(body: Any, message: Any) -> None:
    if len(message.body) > MOST_BYTES:
        raise Malformed({"body": [f"Larger than {MOST_BYTES} bytes."]})
    if not isinstance(body, dict) or set(body) != {"args", "kwargs"}:
        raise Malformed({"body": ["Not an object of args and kwargs."]})
    if not isinstance(body["args"], list) or not isinstance(body["kwargs"], dict):
        raise Malformed({"body": ["args is a list and kwargs an object."]})


def _refuse_unjoinable(stack: Any) -> None:
    """Nameko joins the ids of the calls before this one where nothing would catch its error: the service would end."""
    if not isinstance(stack, list) or not all(isinstance(call_id, str) for call_id in stack):
        raise Malformed({"call_id_stack": ["Not a list of texts."]})


def _refusal_for(error: Exception) -> Exception:
    if isinstance(error, REFUSALS):
        return error
    if isinstance(error, MethodNotFound):
        return Malformed({"method": [f"No method {error}."]})
    if isinstance(error, IncorrectSignature | MalformedRequest):
        return Malformed({"arguments": [str(error)]})
    _log.error("A request failed before its method", exc_info=sys.exc_info())
    return InternalError("The request failed before its method was called.")
