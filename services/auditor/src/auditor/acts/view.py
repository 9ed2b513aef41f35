"""The index of acts: who did what in whose record, and when, made from all services' facts and nothing else.

It may be removed at any time: it is made anew from the store.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from threading import Event
from typing import Any

from audit.acts import Act, acts_in
from ledger.feed import Feed
from ledger.store import START, Recorded
from ledger.window import Window

DATABASE = "acts.sqlite"
EVERYTHING = ("",)

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS acts (
    position INTEGER PRIMARY KEY, service TEXT NOT NULL, unit TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
    role TEXT NOT NULL, acting_unit TEXT NOT NULL, what TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    code TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS acts_of_unit ON acts (unit, position);
CREATE INDEX IF NOT EXISTS acts_of_actor ON acts (actor, position);
CREATE TABLE IF NOT EXISTS reached (only INTEGER PRIMARY KEY CHECK (only = 1), position INTEGER NOT NULL) STRICT;
"""
_ADD = "INSERT OR REPLACE INTO acts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COLUMNS = "position, service, unit, at, actor, role, acting_unit, what, stream, revision, code"


class ActsIndex:
    """One file; acts and how far it goes are one transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def reached(self) -> int:
        """The position up to which acts are in the index; `START` before the first."""
        if not self._path.exists():
            return START
        with closing(sqlite3.connect(self._path)) as connection:
            connection.executescript(_SCHEMA)
            row = connection.execute("SELECT position FROM reached").fetchone()
        return START if row is None else int(row[0])

    def add(self, batches: Iterable[Sequence[Recorded]]) -> None:
        """All of them, as they come, in a transaction each."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path)) as connection:
            connection.executescript(_SCHEMA)
            for facts in batches:
                if facts:
                    self._put(connection, facts)

    def _put(self, connection: sqlite3.Connection, facts: Sequence[Recorded]) -> None:
        with connection:
            connection.executemany(_ADD, [astuple(act) for act in acts_in(facts)])
            connection.execute("INSERT OR REPLACE INTO reached VALUES (1, ?)", (facts[-1].position,))

    def asked(self, conditions: Mapping[str, Any], *, most: int) -> list[Act]:
        """The newest first. `conditions`: SQL comparison with one placeholder to its value; None is no condition."""
        held = {text: value for text, value in conditions.items() if value is not None}
        where = " AND ".join(held) or "1"
        query = f"SELECT {_COLUMNS} FROM acts WHERE {where} ORDER BY position DESC LIMIT ?"  # noqa: S608 - our own texts
        if not self._path.exists():
            return []
        with closing(sqlite3.connect(self._path)) as connection:
            return [Act(*row) for row in connection.execute(query, (*held.values(), most))]


class Indexing:
    """The loop of `auditor follow` that keeps the index."""

    def __init__(self, window: Window, folder: Path) -> None:
        self._window = window
        self._index = ActsIndex(folder / DATABASE)
        self._reached = self._index.reached()

    def run(self, stop: Event) -> None:
        self._index.add(self._batches(stop))

    def status(self) -> Mapping[str, Any]:
        return {"position": self._reached}

    def _batches(self, stop: Event) -> Iterator[Sequence[Recorded]]:
        """What comes after what is in the index, which is where it stands when the next batch is asked for."""
        for batch in Feed(self._window, EVERYTHING, after=self._index.reached(), stop=stop):
            yield batch.facts
            self._reached = batch.through
