"""An append as one message and one answer. Part of the door to EventStoreDB.

esdbclient opens a stream of messages for every append and gives it a thread of its own, which costs more than the
append. BatchAppend takes a whole append in a single message, and called as a method of one message whose answers are
taken from the wire by the caller (`SingleThreadedUnaryStream`) it needs no thread: the message is on its way when the
call returns, and until the answer is asked for there is time for something else. Only a success is taken from it.
Whatever else comes, a lost race, a refusal, no answer, is left to the client's own call with the same facts, which the
store records once: its answer is exact, and it knows how to connect again. The client's own parts are used as they are
(noqa: SLF001): it is pinned, and there will be no newer one.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import grpc
from esdbclient import EventStoreDBClient, NewEvent, StreamState
from esdbclient.protos.Grpc import streams_pb2
from esdbclient.streams import StreamsService

from ledger.store import NO_STREAM, Draft, Meanwhile

METHOD = "/event_store.client.streams.Streams/BatchAppend"
LEADER = (("requires-leader", "true"),)


def version_of(expected: int) -> int | StreamState:
    """The expected revision as the client has it."""
    return StreamState.NO_STREAM if expected == NO_STREAM else expected


def events_of(drafts: Sequence[Draft]) -> list[NewEvent]:
    return [NewEvent(type=draft.type, data=draft.data, metadata=draft.metadata, id=draft.id) for draft in drafts]


def request_for(stream: str, expected: int | StreamState, events: Sequence[NewEvent], timeout_s: float) -> Any:
    """The whole append as one message."""
    return StreamsService._construct_batch_append_req(  # noqa: SLF001
        stream_name=stream,
        current_version=expected,
        events=events,
        correlation_id=events[0].id,
        timeout=timeout_s,
    )


def position_of(answer: Any) -> int | None:
    """Only of a success."""
    if answer.WhichOneof("result") != "success":
        return None
    return int(answer.success.position.commit_position)


class QuickAppend:
    """The quick way of one client. The client's connection may change; the way to it is then made anew."""

    def __init__(self, client: EventStoreDBClient) -> None:
        self._client = client
        self._made_for: StreamsService | None = None
        self._call: Callable[..., Iterator[Any]] | None = None

    def position(
        self,
        stream: str,
        expected: int | StreamState,
        events: Sequence[NewEvent],
        *,
        timeout_s: float,
        meanwhile: Meanwhile | None = None,
    ) -> int | None:
        """The commit position if the store says that all is recorded; else nothing is known.

        `meanwhile` is done once the message has been sent, before its answer is waited for.
        """
        try:
            answers = self._method()(
                request_for(stream, expected, events, timeout_s),
                timeout=timeout_s,
                metadata=(*self._client._call_metadata, *LEADER),  # noqa: SLF001
                credentials=self._client._call_credentials,  # noqa: SLF001
            )
        except ValueError:  # the connection has been closed
            return None
        if meanwhile is not None:
            meanwhile()
        return _position(answers)

    def _method(self) -> Callable[..., Iterator[Any]]:
        streams = self._client.streams
        if self._call is None or self._made_for is not streams:
            channel = self._client._connection._grpc_channel  # noqa: SLF001
            self._call = channel.unary_stream(
                METHOD,
                request_serializer=streams_pb2.BatchAppendReq.SerializeToString,
                response_deserializer=streams_pb2.BatchAppendResp.FromString,
            )
            self._made_for = streams
        return self._call


def _position(answers: Iterator[Any]) -> int | None:
    """Of the one answer, and only if the call then ends well."""
    try:
        results = list(answers)
    except (grpc.RpcError, ValueError):  # the second: the connection has been closed meanwhile
        return None
    return position_of(results[0]) if len(results) == 1 else None
