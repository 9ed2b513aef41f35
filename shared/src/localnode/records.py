"""What is written, and how an event is kept: as the very bytes a reader will be sent."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from esdbclient.protos.Grpc import shared_pb2, streams_pb2

TOMBSTONE = 2**63 - 1
"""The revision of the event that ends a stream, and the `$tb` of one that was deleted softly."""

JSON = "application/json"
BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Proposed:
    """An event as its writer proposed it."""

    id: bytes
    type: str
    content_type: str
    data: bytes
    metadata: bytes

    @property
    def size(self) -> int:
        """What counts against the limit of an append."""
        return len(self.data) + len(self.metadata) + 2 * len(self.type)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event that is in the file; `body` is the serialised ReadResp."""

    position: int
    stream: int
    name: str
    revision: int
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Append:
    """Add the events, if the stream is as expected; `expires` is on the monotonic clock."""

    name: str
    expected: int
    events: Sequence[Proposed]
    expires: float

    @property
    def size(self) -> int:
        return sum(event.size for event in self.events)


@dataclass(frozen=True, slots=True)
class Delete:
    """Hide what the stream holds; it may be written again (`hard`: never again)."""

    name: str
    expected: int
    hard: bool
    expires: float

    @property
    def size(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Keep:
    """What the node keeps beside the events, as statements and their values; never refused for what is there."""

    statements: Sequence[tuple[str, Sequence[object]]]
    expires: float = math.inf

    @property
    def size(self) -> int:
        return 200 * len(self.statements)


Request = Append | Delete | Keep


def encode(event: Proposed, *, name: str, revision: int, position: int, created: int) -> bytes:
    """The event as a reader of the stream or of `$all` will be sent it."""
    recorded = streams_pb2.ReadResp.ReadEvent.RecordedEvent(
        id=shared_pb2.UUID(string=str(UUID(bytes=event.id))),
        stream_identifier=shared_pb2.StreamIdentifier(stream_name=name.encode()),
        stream_revision=revision,
        prepare_position=position,
        commit_position=position,
        metadata={
            "type": event.type,
            "content-type": event.content_type,
            "created": str(created),
        },
        custom_metadata=event.metadata,
        data=event.data,
    )
    read = streams_pb2.ReadResp.ReadEvent(event=recorded, commit_position=position)
    return bytes(streams_pb2.ReadResp(event=read).SerializeToString())


def data_of(body: bytes) -> bytes:
    """The writer's own data out of a kept event."""
    return bytes(streams_pb2.ReadResp.FromString(body).event.event.data)


def with_structured_id(body: bytes) -> bytes:
    """The same event for a client that did not ask for ids as strings."""
    answer: Any = streams_pb2.ReadResp.FromString(body)
    number = UUID(answer.event.event.id.string).int
    most, least = number >> 64, number & (2**64 - 1)
    answer.event.event.id.structured.most_significant_bits = _signed(most)
    answer.event.event.id.structured.least_significant_bits = _signed(least)
    return bytes(answer.SerializeToString())


def _signed(number: int) -> int:
    return number - 2**64 if number >= 2**63 else number
