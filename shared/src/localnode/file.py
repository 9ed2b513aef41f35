"""The one file: its tables, and how it is opened, checked and copied."""

import sqlite3
from contextlib import closing
from pathlib import Path

APPLICATION_ID = 0x534C4E44
FORMAT = 1

SCHEMA = """
CREATE TABLE IF NOT EXISTS streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    truncated_before INTEGER NOT NULL DEFAULT 0,
    max_count INTEGER,
    max_age INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    type TEXT NOT NULL,
    id BLOB NOT NULL,
    created INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS events_by_revision ON events (stream, revision);
CREATE INDEX IF NOT EXISTS events_by_id ON events (stream, id);
CREATE TABLE IF NOT EXISTS groups (
    id INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    start INTEGER NOT NULL,
    handled INTEGER,
    UNIQUE (stream, name)
) STRICT;
CREATE TABLE IF NOT EXISTS parked (
    consumers INTEGER NOT NULL REFERENCES groups (id),
    place INTEGER NOT NULL,
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (consumers, place)
) STRICT, WITHOUT ROWID;
"""


class NotAnEventFile(Exception):
    """The file belongs to another program, or to a later version of this one."""


def open_writing(path: Path, *, max_bytes: int | None = None) -> sqlite3.Connection:
    """The one connection that writes; the tables are made if the file is new."""
    connection = _connect(f"{path.absolute().as_uri()}?mode=rwc")
    _check_kind(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    connection.execute("PRAGMA cache_size = -12000")
    if max_bytes is not None:
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute(f"PRAGMA max_page_count = {max(1, max_bytes // page_size)}")
    connection.executescript(
        f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT}; COMMIT;"
    )
    return connection


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read; each reading thread has its own."""
    connection = _connect(f"{path.absolute().as_uri()}?mode=ro")
    _check_kind(connection)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cache_size = -1000")
    return connection


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5.0, check_same_thread=False)


def _check_kind(connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION_ID:
        raise NotAnEventFile("the file is a database of another program")
    if version > FORMAT:
        raise NotAnEventFile(f"the file has format {version}, this program knows {FORMAT}")


def is_busy(error: sqlite3.Error) -> bool:
    """Another program held the file for too long; nothing is wrong with it."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def last_position(connection: sqlite3.Connection) -> int:
    """Of the whole file; 0 while it is empty, so that 0 always means 'before everything'."""
    (position,) = connection.execute("SELECT max(position) FROM events").fetchone()
    return int(position or 0)


def last_created(connection: sqlite3.Connection) -> int:
    """When the last event was recorded, in the node's ticks; 0 while the file is empty."""
    row = connection.execute("SELECT created FROM events ORDER BY position DESC LIMIT 1").fetchone()
    return 0 if row is None else int(row[0])


def back_up(source: Path, target: Path) -> None:
    """A consistent copy while the node runs; refuses to overwrite."""
    if target.exists():
        raise FileExistsError(target)
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    with closing(open_reading(source)) as reading, closing(sqlite3.connect(partial)) as writing:
        reading.backup(writing)
    partial.rename(target)
