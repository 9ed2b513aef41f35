"""A page of facts, straight from the wire. Part of the door to EventStoreDB.

esdbclient makes of each fact an object of its own, of which ours is made: that is a third of what a fact costs to read,
and a rebuild reads every fact there is. Only a whole page is taken from here. Whatever comes instead, a refusal, no
answer, a connection that was closed, is left to the client's own call, which knows how to connect again. The client's
own parts are used as they are (noqa: SLF001): it is pinned, and there will be no newer one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

import grpc
from esdbclient import EventStoreDBClient, RecordedEvent
from esdbclient.client import autoreconnect, retrygrpc
from esdbclient.common import AbstractCatchupSubscription
from esdbclient.protos.Grpc import streams_pb2
from esdbclient.streams import StreamsService

from ledger.leaf import Placed, leaf_of_parts
from ledger.store import START, CaughtUp, Checkpoint, Delivery, Recorded

_METHOD = "/event_store.client.streams.Streams/Read"

_SPELT = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
"""An id as a leaf has it."""

Answers = Iterator[streams_pb2.ReadResp]
Made = TypeVar("Made")

SCAN_S = 30.0
"""How long one page of `read_all` may take: the store looks at every fact to find the few that are asked for."""


def pattern_of(prefixes: Sequence[str]) -> str:
    """One group, because the client anchors only the outer ones of several. `""` is every stream but the system's."""
    if not prefixes:
        raise ValueError("Name at least one prefix.")
    return f"(?:{'|'.join(re.escape(prefix) or '[^$]' for prefix in prefixes)}).*"


EVERYTHING = pattern_of(("",))


def quick_page(client: EventStoreDBClient, pattern: str, after: int | None, most: int) -> list[Recorded] | None:
    """Facts of the streams that match from the position on, itself included; None: ask the client."""
    return _answered(client, _all_request(pattern, after, most), SCAN_S, _facts)


def quick_stream(
    client: EventStoreDBClient, stream: str, first: int, most: int, timeout_s: float
) -> list[Recorded] | None:
    """Facts of the stream from this revision on, none if there is no such stream; None: ask the client."""
    request = StreamsService._construct_read_request(  # noqa: SLF001
        stream_name=stream, stream_position=first, limit=most
    )
    return _answered(client, request, timeout_s, _facts)


def quick_leaves(client: EventStoreDBClient, after: int | None, most: int) -> list[Placed] | None:
    """Of every stream, each fact as its position and its leaf of the audit log: no object is made of it."""
    return _answered(client, _all_request(EVERYTHING, after, most), SCAN_S, _placed)


def _answered(
    client: EventStoreDBClient,
    request: streams_pb2.ReadReq,
    timeout_s: float,
    made: Callable[[Answers], Iterator[Made]],
) -> list[Made] | None:
    try:
        call = client._connection._grpc_channel.unary_stream(  # noqa: SLF001
            _METHOD,
            request_serializer=streams_pb2.ReadReq.SerializeToString,
            response_deserializer=streams_pb2.ReadResp.FromString,
        )
        answers = call(
            request,
            timeout=timeout_s,
            metadata=client._call_metadata,  # noqa: SLF001
            credentials=client._call_credentials,  # noqa: SLF001
        )
        return list(made(answers))
    except (grpc.RpcError, ValueError):  # the second: the connection has been closed meanwhile
        return None


def _facts(answers: Answers) -> Iterator[Recorded]:
    for answer in answers:
        if answer.HasField("event"):
            yield _fact(answer.event)


def _fact(read: streams_pb2.ReadResp.ReadEvent) -> Recorded:
    event = read.event
    return Recorded(
        event.stream_identifier.stream_name.decode(),
        event.stream_revision,
        read.commit_position,
        UUID(event.id.string),
        event.metadata["type"],
        event.data,
        event.custom_metadata,
    )


def delivering(subscription: AbstractCatchupSubscription) -> Iterator[Delivery]:
    """The client's own subscription, which makes of each answer what comes of it here, and nothing in between."""
    quick: Any = subscription
    quick._convert_read_resp = _delivery  # noqa: SLF001
    quick._filter_recorded_event = _as_it_is  # noqa: SLF001
    return iter(quick)


def _delivery(answer: streams_pb2.ReadResp) -> Delivery | None:
    """None for what is no concern of ours: the client then waits for the next one."""
    match answer.WhichOneof("content"):
        case "event":
            return _fact(answer.event)
        case "checkpoint":
            return Checkpoint(answer.checkpoint.commit_position)
        case "caught_up":
            return CaughtUp()
    return None


def _as_it_is(delivery: Delivery | None) -> Delivery | None:
    return delivery


def _placed(answers: Answers) -> Iterator[Placed]:
    for answer in answers:
        if answer.HasField("event"):
            event = answer.event.event
            identity = event.id.string
            if _SPELT(identity) is None:
                identity = str(UUID(identity))
            yield (
                answer.event.commit_position,
                leaf_of_parts(
                    event.stream_identifier.stream_name,
                    event.stream_revision,
                    identity.encode(),
                    event.metadata["type"].encode(),
                    event.data,
                    event.custom_metadata,
                ),
            )


def _all_request(pattern: str, after: int | None, most: int) -> streams_pb2.ReadReq:
    return StreamsService._construct_read_request(  # noqa: SLF001
        commit_position=after, filter_include=(pattern,), filter_by_stream_name=True, limit=most
    )


@retrygrpc
@autoreconnect
def events_of_all(client: EventStoreDBClient, pattern: str, after: int | None, most: int) -> Sequence[RecordedEvent]:
    """From `after` on, itself included where it matches; None: backwards from the end. Repeated as its other calls."""
    with client.read_all(
        commit_position=None if after == START else after,
        backwards=after is None,
        filter_include=(pattern,),
        filter_by_stream_name=True,
        limit=most,
        timeout=SCAN_S,
    ) as events:
        return tuple(events)
