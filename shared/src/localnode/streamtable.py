"""What the writer knows of each stream without reading its events."""

import json
import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from localnode.clock import TICKS_PER_SECOND
from localnode.limits import CACHED_STREAMS
from localnode.records import TOMBSTONE

NEVER = -1
"""The last revision of a stream that holds no event."""


@dataclass(slots=True)
class StreamRow:
    """One stream; `last` is the revision of its newest event."""

    id: int
    name: str
    truncated_before: int
    last: int

    @property
    def is_tombstoned(self) -> bool:
        return self.last == TOMBSTONE

    @property
    def is_deleted_softly(self) -> bool:
        return self.truncated_before == TOMBSTONE and not self.is_tombstoned


@dataclass(frozen=True, slots=True)
class Retention:
    """What a stream's metadata says about how much of it may be read."""

    truncated_before: int = 0
    max_count: int | None = None
    max_age: int | None = None


def retention(metadata: bytes) -> Retention:
    """Out of a `$metadata` event; what is not understood is as if not said."""
    try:
        fields = json.loads(metadata)
    except ValueError:
        fields = {}
    if not isinstance(fields, dict):
        fields = {}
    age = _whole(fields.get("$maxAge"))
    return Retention(
        truncated_before=_whole(fields.get("$tb")) or 0,
        max_count=_whole(fields.get("$maxCount")),
        max_age=None if age is None else min(age * TICKS_PER_SECOND, TOMBSTONE),
    )


def _whole(value: Any) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value <= TOMBSTONE else None


class StreamTable:
    """The streams, the most recently used ones in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: OrderedDict[str, StreamRow] = OrderedDict()

    def forget(self) -> None:
        """After a rollback nothing remembered may be trusted."""
        self._rows.clear()

    def find(self, name: str) -> StreamRow | None:
        known = self._rows.get(name)
        if known is not None:
            self._rows.move_to_end(name)
            return known
        row = self._connection.execute(
            "SELECT id, truncated_before, (SELECT max(revision) FROM events WHERE stream = s.id)"
            " FROM streams s WHERE name = ?",
            (name,),
        ).fetchone()
        if row is None:
            return None
        last = NEVER if row[2] is None else row[2]
        return self._remember(StreamRow(row[0], name, row[1], last))

    def find_or_add(self, name: str) -> StreamRow:
        found = self.find(name)
        if found is not None:
            return found
        added = self._connection.execute("INSERT INTO streams (name) VALUES (?)", (name,))
        return self._remember(StreamRow(int(added.lastrowid or 0), name, 0, NEVER))

    def retain(self, name: str, kept: Retention) -> None:
        """Put the metadata of a stream into effect."""
        row = self.find_or_add(name)
        row.truncated_before = kept.truncated_before
        self._connection.execute(
            "UPDATE streams SET truncated_before = ?, max_count = ?, max_age = ? WHERE id = ?",
            (kept.truncated_before, kept.max_count, kept.max_age, row.id),
        )

    def _remember(self, row: StreamRow) -> StreamRow:
        self._rows[row.name] = row
        if len(self._rows) > CACHED_STREAMS:
            self._rows.popitem(last=False)
        return row
