"""The file of a service's data keys: one SQLite file beside its views, never part of the log or of the store's backups.

A key is only ever in it wrapped under the master key. A destroyed key leaves a line that says so and no byte of itself:
deleted content is written over, and the write-ahead log is cut off at once.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import date, datetime
from pathlib import Path

from contracts.errors import Unavailable
from contracts.fields import instant_text

from ledger.clock import monotonic, sleep

FILE = "keys.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS keys (
    subject TEXT PRIMARY KEY, key_id TEXT NOT NULL UNIQUE, master TEXT NOT NULL, wrapped BLOB NOT NULL,
    made_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS uses (
    subject TEXT NOT NULL, unit TEXT NOT NULL, used_on TEXT NOT NULL, PRIMARY KEY (subject, unit)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS destroyed (
    subject TEXT PRIMARY KEY, key_id TEXT NOT NULL UNIQUE, destroyed_at TEXT NOT NULL);
"""
_ROW = "SELECT subject, key_id, master, wrapped, made_at FROM keys"
_USED = "INSERT INTO uses VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET used_on = max(used_on, excluded.used_on)"
_PATIENCE_S = 10.0


class KeyDestroyed(Exception):
    """The key was destroyed; what was sealed under it cannot be opened by anybody."""


class NoSuchKey(Exception):
    """No key of this id was ever in the file: it was made elsewhere, or the file has been lost."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A key as it lies in the file; `made_at` is in the recorded spelling."""

    subject: str
    key_id: str
    master: str
    wrapped: bytes
    made_at: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What is known of a subject's key: the units whose records it sealed, and the last day it did."""

    key_id: str
    units: tuple[str, ...]
    used_on: date


class KeyFile:
    """Several processes may use it at once; each call has a connection of its own, and no key stays in memory."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def key_of(self, subject: str, unit: str, today: str, make: Callable[[], WrappedKey]) -> WrappedKey:
        """The subject's key, made and committed if there is none yet. `KeyDestroyed` if there was one.

        That it seals for a record of `unit` on this day is noted with it.
        """
        with self._open() as connection:
            key = _found(connection, subject)
            if key is not None and _is_noted(connection, subject, unit, today):
                return key
            with _transaction(connection):
                key = _found(connection, subject)
                if key is None:
                    key = make()
                    connection.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?)", astuple(key))
                connection.execute(_USED, (subject, unit, today))
        return key

    def holding(self, subject: str) -> Holding | None:
        """None if nothing was ever sealed for the subject. What is known stays known after the key's destruction."""
        with self._open() as connection:
            known = "SELECT key_id FROM {} WHERE subject = ?"
            rows = [connection.execute(known.format(table), (subject,)).fetchone() for table in ("keys", "destroyed")]
            uses = connection.execute("SELECT unit, used_on FROM uses WHERE subject = ?", (subject,)).fetchall()
        key_id = next((row[0] for row in rows if row), None)
        if key_id is None or not uses:
            return None
        units, days = zip(*sorted(uses), strict=True)
        return Holding(key_id, units, date.fromisoformat(max(days)))

    def destroy(self, subject: str, key_id: str, now: datetime) -> None:
        """Delete the key and leave a line that says so; nothing of it is in any file when this returns.

        A key that is not here is marked all the same, so that no backup brings it back.
        """
        with self._open() as connection:
            with _transaction(connection):
                connection.execute("DELETE FROM keys WHERE key_id = ?", (key_id,))
                line = (subject, key_id, instant_text(now))
                connection.execute("INSERT OR IGNORE INTO destroyed VALUES (?, ?, ?)", line)
            self._cut_off(connection)

    def rewrap(self, wrapped_again: Callable[[WrappedKey], WrappedKey]) -> int:
        """Replace how each key is wrapped, all or none; how many keys that was."""
        with self._open() as connection:
            with _transaction(connection):
                keys = [WrappedKey(*row) for row in connection.execute(_ROW).fetchall()]
                for key in keys:
                    again = wrapped_again(key)
                    row = (again.master, again.wrapped, key.key_id)
                    connection.execute("UPDATE keys SET master = ?, wrapped = ? WHERE key_id = ?", row)
            self._cut_off(connection)
        return len(keys)

    def copy_to(self, file: Path) -> int:
        """A copy that only its owner reads; how many keys are in it."""
        beside = file.with_suffix(".new")
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)
        with self._open() as connection, closing(sqlite3.connect(beside)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            count: int = copy.execute("SELECT count(*) FROM keys").fetchone()[0]
        beside.replace(file)
        return count

    def take_from(self, backup: Path, masters: frozenset[str]) -> tuple[str, ...]:
        """Take the keys of a backup that are neither here nor marked as destroyed here; their subjects.

        `Unavailable`, and nothing taken, if one of them is wrapped under none of these master keys.
        """
        with closing(sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)) as copy:
            keys = [WrappedKey(*row) for row in copy.execute(_ROW)]
            uses = copy.execute("SELECT subject, unit, used_on FROM uses").fetchall()
        if any(key.master not in masters for key in keys):
            raise Unavailable(f"{backup.name} is from before a rotation: its master key is not in the file.")
        with self._open() as connection, _transaction(connection):
            gone = {row[0] for row in connection.execute("SELECT key_id FROM destroyed")}
            here = {row[0] for row in connection.execute("SELECT subject FROM keys")}
            taken = [key for key in keys if key.key_id not in gone and key.subject not in here]
            connection.executemany("INSERT INTO keys VALUES (?, ?, ?, ?, ?)", map(astuple, taken))
            connection.executemany(_USED, uses)
        return tuple(sorted(key.subject for key in taken))

    def _cut_off(self, connection: sqlite3.Connection) -> None:
        """Write over what was deleted and truncate the write-ahead log; `Unavailable` while somebody reads in it."""
        deadline = monotonic() + _PATIENCE_S
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if monotonic() > deadline:
                raise Unavailable(f"{self._file.name} is being read; the key's destruction is finished later.")
            sleep(0.02)

    def key_named(self, key_id: str) -> WrappedKey:
        """`KeyDestroyed` or `NoSuchKey` if it cannot be had."""
        with self._open() as connection:
            row = connection.execute(f"{_ROW} WHERE key_id = ?", (key_id,)).fetchone()
            destroyed = connection.execute("SELECT 1 FROM destroyed WHERE key_id = ?", (key_id,)).fetchone()
        if destroyed:
            raise KeyDestroyed(key_id)
        if row is None:
            raise NoSuchKey(key_id)
        return WrappedKey(*row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self._file.exists():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch(mode=0o600)
        with closing(sqlite3.connect(self._file, timeout=_PATIENCE_S, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.executescript(_TABLES)
            yield connection


def _found(connection: sqlite3.Connection, subject: str) -> WrappedKey | None:
    if connection.execute("SELECT 1 FROM destroyed WHERE subject = ?", (subject,)).fetchone():
        raise KeyDestroyed(subject)
    row = connection.execute(f"{_ROW} WHERE subject = ?", (subject,)).fetchone()
    return None if row is None else WrappedKey(*row)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """On disk when it ends."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def _is_noted(connection: sqlite3.Connection, subject: str, unit: str, today: str) -> bool:
    noted = "SELECT 1 FROM uses WHERE subject = ? AND unit = ? AND used_on >= ?"
    return connection.execute(noted, (subject, unit, today)).fetchone() is not None
