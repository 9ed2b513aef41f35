"""The consumers of a group, and which of them is given an event."""

import asyncio
import json
from collections import deque
from collections.abc import Sequence
from hashlib import blake2b

from esdbclient.protos.Grpc import persistent_pb2

from localnode.limits import GROUP_BUFFER_BYTES
from localnode.records import with_structured_id
from localnode.refusals import Refused

CORRELATION = "$correlationId"


class Consumer:
    """One call that reads a group. It has room for so many events, or so many bytes, that it has not answered for."""

    def __init__(self, number: int, *, name: str, account: str, size: int, structured_ids: bool) -> None:
        self.number = number
        self.name = name
        self.account = account
        self.size = size
        self.taken = 0
        self.total = 0
        self.bell = asyncio.Event()
        self.queue: deque[bytes] = deque()
        self.ended: Refused | None = None
        self._taken_bytes = 0
        self._structured_ids = structured_ids

    @property
    def has_room(self) -> bool:
        return self.ended is None and self.taken < self.size and self._taken_bytes < GROUP_BUFFER_BYTES

    def take(self, body: bytes, retries: int) -> None:
        self.taken += 1
        self.total += 1
        self._taken_bytes += len(body)
        self.queue.append((with_structured_id(body) if self._structured_ids else body) + _retry_count(retries))
        self.bell.set()

    def release(self, size: int) -> None:
        self.taken -= 1
        self._taken_bytes -= size

    def end(self, reason: Refused) -> None:
        """The first reason counts."""
        self.ended = self.ended or reason
        self.bell.set()


class Strategy:
    """How a group shares its events; `waits_for_one` if an event is for one consumer alone."""

    def __init__(self, name: str) -> None:
        self._choices = {
            "DispatchToSingle": self._first_with_room,
            "RoundRobin": self._next_with_room,
            "Pinned": self._pinned_to_stream,
            "PinnedByCorrelation": self._pinned_to_correlation,
        }
        self._choose = self._choices[name]
        self._turn = 0
        self.waits_for_one = name.startswith("Pinned")

    def choose(self, consumers: Sequence[Consumer], stream: str, metadata: bytes) -> Consumer | None:
        return self._choose(consumers, stream, metadata)

    def _first_with_room(self, consumers: Sequence[Consumer], stream: str, metadata: bytes) -> Consumer | None:
        return next((consumer for consumer in consumers if consumer.has_room), None)

    def _next_with_room(self, consumers: Sequence[Consumer], stream: str, metadata: bytes) -> Consumer | None:
        for step in range(len(consumers)):
            consumer = consumers[(self._turn + step) % len(consumers)]
            if consumer.has_room:
                self._turn = (self._turn + step + 1) % len(consumers)
                return consumer
        return None

    def _pinned_to_stream(self, consumers: Sequence[Consumer], stream: str, metadata: bytes) -> Consumer | None:
        chosen = _pinned(consumers, stream)
        return chosen if chosen.has_room else None

    def _pinned_to_correlation(self, consumers: Sequence[Consumer], stream: str, metadata: bytes) -> Consumer | None:
        chosen = _pinned(consumers, _correlation(metadata) or stream)
        return chosen if chosen.has_room else None


STRATEGIES = ("DispatchToSingle", "RoundRobin", "Pinned", "PinnedByCorrelation")


def _pinned(consumers: Sequence[Consumer], key: str) -> Consumer:
    """The same one as long as it is there; when one leaves or comes, few keys move.

    By a checksum such as CRC, keys that differ in a letter would often all go to the same one: it is linear.
    """
    return max(consumers, key=lambda consumer: blake2b(f"{key} {consumer.number}".encode(), digest_size=8).digest())


def _correlation(metadata: bytes) -> str:
    try:
        fields = json.loads(metadata)
    except ValueError:
        return ""
    return str(fields.get(CORRELATION, "")) if isinstance(fields, dict) else ""


def _retry_count(retries: int) -> bytes:
    """To follow an event on the wire: two parts of one message are taken together."""
    counted = persistent_pb2.ReadResp.ReadEvent(retry_count=retries)
    return bytes(persistent_pb2.ReadResp(event=counted).SerializeToString()) if retries else b""
