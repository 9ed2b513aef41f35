"""The gRPC server: the calls by their names, and how each of them ends."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import grpc
import grpc.aio
from esdbclient.protos.Grpc import gossip_pb2, persistent_pb2, shared_pb2, streams_pb2

from localnode.access import Access
from localnode.appending import Appending
from localnode.groupcalls import GroupCalls
from localnode.groups import Groups
from localnode.limits import MAX_MESSAGE_BYTES, STOP_S
from localnode.reading import Damaged, Reader
from localnode.records import Recorded
from localnode.refusals import Refused, damaged, defect
from localnode.requests import decoder
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

    def __init__(self, path: Path, *, access: Access, max_bytes: int | None = None) -> None:
        self._access = access
        self._writer = Writer(
            path,
            loop=asyncio.get_running_loop(),
            publish=self._publish,
            max_bytes=max_bytes,
        )
        self._tail = Tail(self._writer.position)
        self._reader = Reader(path, on_damage=self._writer.give_up)
        self._groups = Groups(path, tail=self._tail, reader=self._reader, writer=self._writer)
        self._server = grpc.aio.server(options=OPTIONS)

    def _publish(self, fresh: Sequence[Recorded]) -> None:
        self._tail.publish(fresh)

    async def start(self, host: str, port: int, credentials: Any | None = None) -> int:
        """The port that was bound; OSError if it cannot be. Encrypted if given credentials."""
        self._server.add_generic_rpc_handlers(self._handlers())
        try:
            bound = self._bind(f"{host}:{port}", credentials)
        except RuntimeError as error:
            raise OSError(str(error)) from error
        if not bound:
            raise OSError(f"{host}:{port} cannot be bound")
        self._address = (host, bound)
        self._writer.start()
        await self._server.start()
        return bound

    def _bind(self, address: str, credentials: Any | None) -> int:
        if credentials is None:
            return int(self._server.add_insecure_port(address))
        return int(self._server.add_secure_port(address, credentials))

    async def stop(self) -> None:
        """End every call, write what is waiting, close the file."""
        self._tail.close()
        await self._server.stop(STOP_S)
        await self._groups.close()
        self._reader.close()
        self._writer.stop()

    def _handlers(self) -> tuple[Any, ...]:
        appending = Appending(self._writer, self._access)
        reading = Reading(self._reader, self._tail, self._access)
        return (
            grpc.method_handlers_generic_handler("event_store.client.streams.Streams", _streams(appending, reading)),
            grpc.method_handlers_generic_handler(
                "event_store.client.gossip.Gossip",
                {"Read": _one_to_one(self._gossip, shared_pb2.Empty)},
            ),
            grpc.method_handlers_generic_handler(
                "event_store.client.persistent_subscriptions.PersistentSubscriptions",
                _persistent(GroupCalls(self._groups, self._access)),
            ),
        )

    async def _gossip(self, _request: Any, _context: Any) -> Any:
        host, port = self._address
        endpoint = gossip_pb2.EndPoint(address=host, port=port)
        member = gossip_pb2.MemberInfo(state=LEADER, is_alive=True, http_end_point=endpoint)
        return gossip_pb2.ClusterInfo(members=[member])


def _streams(appending: Appending, reading: Reading) -> dict[str, Any]:
    return {
        "Read": grpc.unary_stream_rpc_method_handler(
            _ending(reading.read), request_deserializer=decoder(streams_pb2.ReadReq)
        ),
        "Append": grpc.stream_unary_rpc_method_handler(
            _ending(appending.append),
            request_deserializer=decoder(streams_pb2.AppendReq),
            response_serializer=_serialise,
        ),
        "BatchAppend": grpc.stream_stream_rpc_method_handler(
            _ending(appending.batch_append),
            request_deserializer=decoder(streams_pb2.BatchAppendReq),
            response_serializer=_serialise,
        ),
        "Delete": _one_to_one(appending.delete, streams_pb2.DeleteReq),
        "Tombstone": _one_to_one(appending.tombstone, streams_pb2.TombstoneReq),
    }


def _persistent(calls: GroupCalls) -> dict[str, Any]:
    return {
        "Create": _one_to_one(calls.create, persistent_pb2.CreateReq),
        "Update": _one_to_one(calls.update, persistent_pb2.UpdateReq),
        "Delete": _one_to_one(calls.delete, persistent_pb2.DeleteReq),
        "Read": grpc.stream_stream_rpc_method_handler(
            _ending(calls.read), request_deserializer=decoder(persistent_pb2.ReadReq)
        ),
        "GetInfo": _one_to_one(calls.get_info, persistent_pb2.GetInfoReq),
        "ReplayParked": _one_to_one(calls.replay_parked, persistent_pb2.ReplayParkedReq),
        "List": _one_to_one(calls.list, persistent_pb2.ListReq),
    }


def _one_to_one(call: Callable[[Any, Any], Awaitable[Any]], request: Any) -> Any:
    return grpc.unary_unary_rpc_method_handler(
        _ending(call), request_deserializer=decoder(request), response_serializer=_serialise
    )


def _serialise(message: Any) -> bytes:
    return bytes(message.SerializeToString())


def _ending(call: Callable[[Any, Any], Awaitable[Any]]) -> Callable[[Any, Any], Awaitable[Any]]:
    """The call, ended with the right status whatever happens in it."""

    async def handler(request: Any, context: Any) -> Any:
        try:
            return await call(request, context)
        except grpc.aio.AbortError:
            raise
        except Exception as error:  # noqa: BLE001 - the status of every failure is chosen here
            await _abort(context, error)

    return handler


async def _abort(context: Any, error: Exception) -> None:
    match error:
        case Refused():
            refused = error
        case Damaged():
            refused = damaged(str(error))
        case _:
            traceback.print_exception(error)
            refused = defect()
    await context.abort(refused.code, refused.details, refused.metadata)
