"""Carries out one request inside the writer's open transaction."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from localnode.clock import ticks
from localnode.expectation import Gone, Repeated, Verdict, Write, WrongVersion, judge
from localnode.file import last_created, last_position
from localnode.records import JSON, TOMBSTONE, Append, Delete, Keep, Proposed, Recorded, Request, data_of, encode
from localnode.streamtable import NEVER, StreamRow, StreamTable, retention

METADATA_PREFIX = "$$"
METADATA_TYPE = "$metadata"
TOMBSTONE_TYPE = "$streamDeleted"
OWN_IDS = UUID("6d3f2a35-3b8f-5a52-9d44-2f9f6f0b1c11")
"""Events the node writes itself get ids derived from where they stand."""


@dataclass(frozen=True, slots=True)
class Written:
    """The stream's new last revision; position 0 means that nothing had to be written."""

    revision: int
    position: int


Answer = Written | Verdict


class Recorder:
    """The state of the file's end, and the rules by which it grows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._streams = StreamTable(connection)
        self._fresh: list[Recorded] = []
        self._position = last_position(connection)
        self._created = last_created(connection)

    @property
    def position(self) -> int:
        return self._position

    def taken_back(self) -> None:
        """The transaction was rolled back: forget what it wrote."""
        self._streams.forget()
        self._fresh = []
        self._position = last_position(self._connection)

    def take_fresh(self) -> Sequence[Recorded]:
        """What was recorded since the last call, in order."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def carry_out(self, request: Request) -> Answer:
        match request:
            case Append():
                return self._append(request)
            case Delete():
                return self._delete(request)
            case Keep():
                return self._keep(request)

    def _append(self, request: Append) -> Answer:
        verdict = self._judge(request.name, request.expected, [e.id for e in request.events])
        if not isinstance(verdict, Write):
            return verdict
        if not request.events:
            row = self._streams.find(request.name)
            return Written(NEVER if row is None else row.last, 0)
        stream = self._streams.find_or_add(request.name)
        if stream.is_deleted_softly:
            self._retain(request.name, truncated_before=stream.last + 1)
        return self._write(stream, request.events)

    def _delete(self, request: Delete) -> Answer:
        verdict = self._judge(request.name, request.expected, ())
        if not isinstance(verdict, Write):
            return verdict
        if request.hard:
            return self._write_tombstone(self._streams.find_or_add(request.name))
        stream = self._streams.find(request.name)
        if stream is None or stream.last == NEVER:
            return WrongVersion(NEVER)
        if stream.is_deleted_softly:
            return Written(stream.last, 0)
        return self._retain(request.name, truncated_before=TOMBSTONE)

    def _keep(self, request: Keep) -> Written:
        for statement, values in request.statements:
            self._connection.execute(statement, values)
        return Written(NEVER, 0)

    def _judge(self, name: str, expected: int, ids: Sequence[bytes]) -> Verdict:
        if name.startswith(METADATA_PREFIX):
            described = self._streams.find(name.removeprefix(METADATA_PREFIX))
            if described is not None and described.is_tombstoned:
                return Gone()
        return judge(name, self._streams.find(name), expected, ids, self)

    def _retain(self, name: str, *, truncated_before: int) -> Written:
        """Write the stream's metadata anew with another beginning of what is readable."""
        metadata = self._streams.find_or_add(METADATA_PREFIX + name)
        fields = {**self._metadata(metadata), "$tb": truncated_before}
        event_id = uuid5(OWN_IDS, f"{metadata.name}@{metadata.last + 1}").bytes
        data = json.dumps(fields, separators=(",", ":")).encode()
        return self._write(metadata, [Proposed(event_id, METADATA_TYPE, JSON, data, b"")])

    def _metadata(self, metadata: StreamRow) -> dict[str, object]:
        row = self._connection.execute(
            "SELECT body FROM events WHERE stream = ? AND revision = ?",
            (metadata.id, metadata.last),
        ).fetchone()
        try:
            fields = json.loads(data_of(row[0])) if row else {}
        except ValueError:
            fields = {}
        return fields if isinstance(fields, dict) else {}

    def _write_tombstone(self, stream: StreamRow) -> Written:
        event_id = uuid5(OWN_IDS, f"{stream.name}@tombstone").bytes
        stream.last = TOMBSTONE - 1
        return self._write(stream, [Proposed(event_id, TOMBSTONE_TYPE, JSON, b"", b"")])

    def _write(self, stream: StreamRow, events: Sequence[Proposed]) -> Written:
        # Time never runs backwards within a file's life, or $maxAge would hide newer events first.
        self._created = max(self._created, ticks())
        rows = []
        for event in events:
            self._position += 1
            stream.last += 1
            body = encode(
                event,
                name=stream.name,
                revision=stream.last,
                position=self._position,
                created=self._created,
            )
            rows.append((self._position, stream.id, stream.last, event.type, event.id, self._created, body))
            self._fresh.append(Recorded(self._position, stream.id, stream.name, stream.last, event.type, body))
        self._connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        if stream.name.startswith(METADATA_PREFIX):
            kept = retention(events[-1].data)
            self._streams.retain(stream.name.removeprefix(METADATA_PREFIX), kept)
        return Written(stream.last, self._position)

    def has_metadata(self, name: str) -> bool:
        metadata = self._streams.find(METADATA_PREFIX + name)
        return metadata is not None and metadata.last != NEVER

    def by_id(self, stream: StreamRow, event_id: bytes) -> tuple[int, int] | None:
        row = self._connection.execute(
            "SELECT revision, position FROM events WHERE stream = ? AND id = ? AND revision >= ?"
            " ORDER BY revision DESC LIMIT 1",
            (stream.id, event_id, stream.truncated_before),
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def ids_after(self, stream: StreamRow, revision: int, count: int) -> Sequence[tuple[bytes, int, int]]:
        if revision + 1 < stream.truncated_before:
            return ()
        return self._connection.execute(
            "SELECT id, revision, position FROM events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?",
            (stream.id, revision, count),
        ).fetchall()


def describes(verdict: Answer) -> Written | None:
    """Where the events stand, whether they were written now or before."""
    match verdict:
        case Written():
            return verdict
        case Repeated(revision, position):
            return Written(revision, position)
        case _:
            return None
