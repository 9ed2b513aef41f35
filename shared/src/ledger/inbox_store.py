"""What an inbox remembers: one SQLite file, of which only what is in use is held in memory.

Whatever a power failure takes from the progress is read from the store again, and taken again; the file itself stays
whole. What is parked or dropped is on the disk before anything else is done, because an operator was told.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import Any

from contracts.fields import instant_text

from ledger.envelope import Message
from ledger.heap import PAGES_KB
from ledger.store import START

MOST_LISTED = 1000
"""How many parked messages are shown at once; `count_parked` counts all."""

UNREADABLE = "?"
"""The stream under which messages are parked that name none we could trust."""

_TABLES = """
CREATE TABLE IF NOT EXISTS streams (stream TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS producers (producer TEXT PRIMARY KEY, low_water INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parked (
    stream TEXT NOT NULL, revision INTEGER NOT NULL, state TEXT NOT NULL, error TEXT NOT NULL,
    attempts INTEGER NOT NULL, parked_at TEXT NOT NULL,
    producer TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (stream, revision)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dropped (
    stream TEXT NOT NULL, revision INTEGER NOT NULL, error TEXT NOT NULL, reason TEXT NOT NULL,
    dropped_at TEXT NOT NULL, producer TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS running (one INTEGER PRIMARY KEY CHECK (one = 1)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attempts (
    stream TEXT NOT NULL, revision INTEGER NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY (stream, revision)) WITHOUT ROWID;
"""

_PARKED = "SELECT stream, revision, state, error, attempts, parked_at, producer, type, body FROM parked"


class ParkedState(StrEnum):
    PARKED = "parked"
    """Its reaction failed."""
    WAITING = "waiting"
    """It waits behind a parked fact of its stream."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A message that was not handled, why, and how often it was tried. `parked_at` is in the recorded spelling."""

    stream: str
    revision: int
    state: ParkedState
    error: str
    attempts: int
    parked_at: str
    message: Message


class InboxStore:
    """Threads may share it. Progress is gathered in memory and saved together; what is parked is saved at once."""

    def __init__(self, file: Path) -> None:
        self._lock = RLock()
        self._progress: dict[str, int] = {}
        self._low_water: dict[str, int] = {}
        self._may_be_parked = True
        """False only if nothing is, which is so on most days and asked before every reaction."""
        self._connection = sqlite3.connect(file, timeout=10.0, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(f"PRAGMA cache_size = -{PAGES_KB}")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def next_revision(self, stream: str) -> int:
        """The revision that has not been taken yet."""
        with self._lock:
            if stream in self._progress:
                return self._progress[stream]
            row = self._one("SELECT next FROM streams WHERE stream = ?", stream)
            return 0 if row is None else int(row[0])

    def advance(self, stream: str, revision: int) -> None:
        """This revision has been taken. Kept by the next `save`; forgotten by a crash, and then taken again."""
        with self._lock:
            self._progress[stream] = revision + 1

    def save(self, low_water: tuple[str, int] | None = None) -> None:
        """Keep all progress, and up to which position a producer's facts have been read from the store."""
        with self._lock:
            if self._progress or low_water:
                with self._transaction():
                    self._save_progress()
                    if low_water:
                        self._do("INSERT OR REPLACE INTO producers VALUES (?, ?)", *low_water)
                if low_water:
                    self._low_water.update([low_water])

    def low_water(self, producer: str) -> int:
        with self._lock:
            if producer not in self._low_water:
                row = self._one("SELECT low_water FROM producers WHERE producer = ?", producer)
                self._low_water[producer] = START if row is None else int(row[0])
            return self._low_water[producer]

    def park(self, message: Message, place: tuple[str, int], error: str, moment: datetime) -> None:
        """Put a fact aside and go on behind it; without an error it only waits behind an earlier one."""
        state = ParkedState.PARKED if error else ParkedState.WAITING
        attempts = 1 if error else 0
        with self._on_disk(), self._transaction():
            self.advance(*place)
            self._save_progress()
            self._insert_parked(place, state, error, attempts, moment, message)

    def park_unreadable(self, message: Message, error: str, moment: datetime) -> None:
        with self._on_disk(), self._transaction():
            row = self._one("SELECT coalesce(max(revision), -1) + 1 FROM parked WHERE stream = ?", UNREADABLE)
            place = (UNREADABLE, int(row[0]) if row else 0)
            self._insert_parked(place, ParkedState.PARKED, error, 1, moment, message)

    def parked(self) -> list[Parked]:
        """The first `MOST_LISTED`, in order of stream and revision."""
        with self._lock:
            return [_parked(row) for row in self._do(f"{_PARKED} ORDER BY stream, revision LIMIT ?", MOST_LISTED)]

    def first_parked(self, stream: str, *, after: int = -1) -> Parked | None:
        if not self._may_be_parked:
            return None
        with self._lock:
            row = self._one(f"{_PARKED} WHERE stream = ? AND revision > ? ORDER BY revision LIMIT 1", stream, after)
            if row is None:
                self._may_be_parked = self._one("SELECT 1 FROM parked") is not None
            return None if row is None else _parked(row)

    def stranded(self) -> list[str]:
        """Streams whose facts wait behind nothing any more, because a retry was cut short."""
        behind_nothing = "SELECT stream FROM parked GROUP BY stream HAVING max(state = ?) = 0 ORDER BY stream"
        with self._lock:
            return [row[0] for row in self._do(behind_nothing, ParkedState.PARKED.value)]

    def count_parked(self) -> dict[str, int]:
        """By state."""
        if not self._may_be_parked:
            return {state.value: 0 for state in ParkedState}
        with self._lock:
            counted = dict(self._do("SELECT state, count(*) FROM parked GROUP BY state").fetchall())
            self._may_be_parked = bool(counted)
        return {state.value: counted.get(state.value, 0) for state in ParkedState}

    def failed_again(self, parked: Parked, error: str) -> None:
        changed = "UPDATE parked SET state = ?, error = ?, attempts = attempts + 1 WHERE stream = ? AND revision = ?"
        self._do(changed, ParkedState.PARKED.value, error, parked.stream, parked.revision)

    def unpark(self, parked: Parked) -> None:
        self._do("DELETE FROM parked WHERE stream = ? AND revision = ?", parked.stream, parked.revision)

    def drop(self, parked: Parked, reason: str, moment: datetime) -> None:
        """Give a message up; what it was and why stays on file."""
        message = (parked.message.producer, parked.message.type, parked.message.body)
        row = (parked.stream, parked.revision, parked.error, reason, instant_text(moment), *message)
        with self._on_disk(), self._transaction():
            self._do("INSERT INTO dropped VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *row)
            self.unpark(parked)

    def begin(self) -> bool:
        """Mark that a process works on this inbox; whether an earlier one ended without saying so."""
        with self._transaction():
            crashed = self._one("SELECT 1 FROM running") is not None
            self._do("INSERT OR IGNORE INTO running VALUES (1)")
        return crashed

    def end(self) -> None:
        self._do("DELETE FROM running")

    def begin_attempt(self, stream: str, revision: int) -> int:
        """Say what is about to be handled; how often that has been said without `end_attempt`, this time included."""
        counted = "INSERT INTO attempts VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times"
        with self._lock:
            return int(self._do(counted, stream, revision).fetchall()[0][0])

    def end_attempt(self, stream: str, revision: int) -> None:
        self._do("DELETE FROM attempts WHERE stream = ? AND revision = ?", stream, revision)

    def _insert_parked(
        self, place: tuple[str, int], state: ParkedState, error: str, attempts: int, moment: datetime, message: Message
    ) -> None:
        self._may_be_parked = True
        row = (*place, state.value, error, attempts, instant_text(moment), message.producer, message.type, message.body)
        self._do("INSERT OR IGNORE INTO parked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", *row)

    def _save_progress(self) -> None:
        higher = "INSERT INTO streams VALUES (?, ?) ON CONFLICT DO UPDATE SET next = max(next, excluded.next)"
        self._connection.executemany(higher, self._progress.items())
        self._progress.clear()

    def _one(self, statement: str, *values: Any) -> tuple[Any, ...] | None:
        with self._lock:
            row: tuple[Any, ...] | None = self._do(statement, *values).fetchone()
            return row

    def _do(self, statement: str, *values: Any) -> sqlite3.Cursor:
        with self._lock:
            return self._connection.execute(statement, values)

    @contextmanager
    def _on_disk(self) -> Iterator[None]:
        """What is committed within survives a power failure too: it costs a wait for the disk."""
        with self._lock:
            self._connection.execute("PRAGMA synchronous = FULL")
            try:
                yield
            finally:
                self._connection.execute("PRAGMA synchronous = NORMAL")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock, self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            yield


def _parked(row: tuple[Any, ...]) -> Parked:
    stream, revision, state, error, attempts, parked_at, *message = row
    return Parked(stream, revision, ParkedState(state), error, attempts, parked_at, Message(*message))
