"""The file of a service's data keys: one SQLite file beside its views, never part of the log or of the store's backups.

A key is only ever in it wrapped under the master key. A destroyed key leaves a line that says so and no byte of itself:
deleted content is written over, and the write-ahead log is cut off at once.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

FILE = "keys.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS keys (
    subject TEXT PRIMARY KEY, key_id TEXT NOT NULL UNIQUE, master TEXT NOT NULL, wrapped BLOB NOT NULL,
    made_at TEXT NOT NULL, used_on TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS destroyed (
    subject TEXT PRIMARY KEY, key_id TEXT NOT NULL UNIQUE, destroyed_at TEXT NOT NULL);
"""
_ROW = "SELECT subject, key_id, master, wrapped, made_at, used_on FROM keys"
_PATIENCE_S = 10.0


class KeyDestroyed(Exception):
    """The key was destroyed; what was sealed under it cannot be opened by anybody."""


class NoSuchKey(Exception):
    """No key of this id was ever in the file: it was made elsewhere, or the file has been lost."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A key as it lies in the file. `made_at` as recorded; `used_on` is the last day something was sealed under it."""

    subject: str
    key_id: str
    master: str
    wrapped: bytes
    made_at: str
    used_on: str


class KeyFile:
    """Several processes may use it at once; each call has a connection of its own, and no key stays in memory."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def key_of(self, subject: str, today: str, make: Callable[[], WrappedKey]) -> WrappedKey:
        """The subject's key, made and committed if there is none yet. `KeyDestroyed` if there was one."""
        with self._open() as connection:
            key = _found(connection, subject)
            if key is not None and key.used_on >= today:
                return key
            with _transaction(connection):
                key = _found(connection, subject)
                if key is None:
                    key = make()
                    connection.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?)", _values(key))
                else:
                    connection.execute("UPDATE keys SET used_on = ? WHERE subject = ?", (today, subject))
        return key

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


def _values(key: WrappedKey) -> tuple[str, str, str, bytes, str, str]:
    return key.subject, key.key_id, key.master, key.wrapped, key.made_at, key.used_on
