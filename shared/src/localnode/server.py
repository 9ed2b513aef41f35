"""The gRPC server: the calls by their names, and how each of them ends."""

import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from esdbclient.protos.Grpc import gossip_pb2, persistent_pb2, shared_pb2, streams_pb2

from localnode.access import Access
from localnode.appending import Appending
from localnode.core import CallerGone, CoreLoop, Exchange, Handler, Server, messages
from localnode.groupcalls import GroupCalls
from localnode.groups import Groups
from localnode.limits import MAX_MESSAGE_BYTES, STOP_S
from localnode.reading import Damaged, Reader
from localnode.records import Recorded
from localnode.refusals import Refused, damaged, defect
from localnode.requests import MALFORMED, decoder
from localnode.serving import Reading
from localnode.tail import Tail
from localnode.writer import Writer

OPTIONS = (
    ("grpc.so_reuseport", 0),
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
    ("grpc.http2.min_ping_interval_without_data_ms", 5_000),
    ("grpc.keepalive_permit_without_calls", 1),
)
LEADER: Any = gossip_pb2.MemberInfo.Leader


class Node:
    """One file, served on one address."""

    def __init__(self, path: Path, *, loop: CoreLoop, access: Access, max_bytes: int | None = None) -> None:
        self._access = access
        self._writer = Writer(
            path,
            loop=loop,
            publish=self._publish,
            max_bytes=max_bytes,
        )
        self._tail = Tail(self._writer.position)
        self._reader = Reader(path, on_damage=self._writer.give_up)
        self._groups = Groups(path, tail=self._tail, reader=self._reader, writer=self._writer)
        self._server = Server(loop, self._handlers(), OPTIONS)

    def _publish(self, fresh: Sequence[Recorded]) -> None:
        self._tail.publish(fresh)

    async def start(self, host: str, port: int, credentials: Any | None = None) -> int:
        """The port that was bound; OSError if it cannot be. Encrypted if given credentials."""
        bound = self._server.bind(f"{host}:{port}", credentials)
        self._address = (host, bound)
        self._writer.start()
        self._server.start()
        return bound

    async def stop(self) -> None:
        """End every call, write what is waiting, close the file."""
        self._tail.close()
        await self._server.stop(STOP_S)
        await self._groups.close()
        self._reader.close()
        self._writer.stop()

    def _handlers(self) -> dict[str, Handler]:
        appending = Appending(self._writer, self._access)
        reading = Reading(self._reader, self._tail, self._access)
        services = {
            "event_store.client.streams.Streams": _streams(appending, reading),
            "event_store.client.gossip.Gossip": {"Read": _one_to_one(self._gossip, shared_pb2.Empty)},
            "event_store.client.persistent_subscriptions.PersistentSubscriptions": _persistent(
                GroupCalls(self._groups, self._access)
            ),
        }
        return {f"/{service}/{name}": call for service, calls in services.items() for name, call in calls.items()}

    async def _gossip(self, _request: Any, _context: Any) -> Any:
        host, port = self._address
        endpoint = gossip_pb2.EndPoint(address=host, port=port)
        member = gossip_pb2.MemberInfo(state=LEADER, is_alive=True, http_end_point=endpoint)
        return gossip_pb2.ClusterInfo(members=[member])


def _streams(appending: Appending, reading: Reading) -> dict[str, Handler]:
    return {
        "Read": _one_to_many(reading.read, streams_pb2.ReadReq),
        "Append": _many_to_one(appending.append, streams_pb2.AppendReq),
        "BatchAppend": _many_to_many(appending.batch_append, streams_pb2.BatchAppendReq),
        "Delete": _one_to_one(appending.delete, streams_pb2.DeleteReq),
        "Tombstone": _one_to_one(appending.tombstone, streams_pb2.TombstoneReq),
    }


def _persistent(calls: GroupCalls) -> dict[str, Handler]:
    return {
        "Create": _one_to_one(calls.create, persistent_pb2.CreateReq),
        "Update": _one_to_one(calls.update, persistent_pb2.UpdateReq),
        "Delete": _one_to_one(calls.delete, persistent_pb2.DeleteReq),
        "Read": _many_to_many(calls.read, persistent_pb2.ReadReq),
        "GetInfo": _one_to_one(calls.get_info, persistent_pb2.GetInfoReq),
        "ReplayParked": _one_to_one(calls.replay_parked, persistent_pb2.ReplayParkedReq),
        "List": _one_to_one(calls.list, persistent_pb2.ListReq),
    }


def _one_to_one(call: Callable[[Any, Exchange], Awaitable[Any]], message: Any) -> Handler:
    decode = decoder(message)

    async def handler(exchange: Exchange) -> None:
        answer = await call(await _only(exchange, decode), exchange)
        exchange.end(answer.SerializeToString())

    return _ending(handler)


def _one_to_many(call: Callable[[Any, Exchange], Awaitable[None]], message: Any) -> Handler:
    decode = decoder(message)

    async def handler(exchange: Exchange) -> None:
        await call(await _only(exchange, decode), exchange)
        exchange.end()

    return _ending(handler)


def _many_to_one(call: Callable[[AsyncIterator[Any], Exchange], Awaitable[Any]], message: Any) -> Handler:
    decode = decoder(message)

    async def handler(exchange: Exchange) -> None:
        answer = await call(messages(exchange, decode), exchange)
        exchange.end(answer.SerializeToString())

    return _ending(handler)


def _many_to_many(call: Callable[[AsyncIterator[Any], Exchange], Awaitable[None]], message: Any) -> Handler:
    decode = decoder(message)

    async def handler(exchange: Exchange) -> None:
        await call(messages(exchange, decode), exchange)
        exchange.end()

    return _ending(handler)


async def _only(exchange: Exchange, decode: Callable[[bytes], Any]) -> Any:
    message = await exchange.receive()
    return MALFORMED if message is None else decode(message)


def _ending(handler: Handler) -> Handler:
    """The call, ended with the right status whatever happens in it."""

    async def ended(exchange: Exchange) -> None:
        try:
            await handler(exchange)
        except CallerGone:
            return
        except Exception as error:  # noqa: BLE001 - the status of every failure is chosen here
            refused = _refusal(error)
            exchange.end(code=refused.code, details=refused.details, trailers=refused.metadata)

    return ended


def _refusal(error: Exception) -> Refused:
    match error:
        case Refused():
            return error
        case Damaged():
            return damaged(str(error))
        case _:
            traceback.print_exception(error)
            return defect()
