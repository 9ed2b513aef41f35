"""Is the file whole? Finds what a crash could not have caused but a bad disk could."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from esdbclient.protos.Grpc import streams_pb2
from google.protobuf.message import DecodeError

from localnode.file import back_up, open_reading
from localnode.records import TOMBSTONE

MOST = 100
"""Problems reported at most."""


def problems(path: Path) -> list[str]:
    """One sentence each; none if the file is whole. Works while the node runs."""
    if not path.exists():
        raise FileNotFoundError(path)
    connection = open_reading(path)
    try:
        connection.execute("BEGIN")
        found: list[str] = []
        for problem in _all_problems(connection):
            found.append(problem)
            if len(found) == MOST:
                break
    except sqlite3.DatabaseError as error:
        found.append(f"the file cannot be read: {error}")
    finally:
        connection.close()
    return found


class NotWhole(Exception):
    """A backup that the check found problems in."""


def restore(backup: Path, target: Path) -> None:
    """Make a new event file out of a backup that is whole; refuses to overwrite."""
    for left_over in (target, target.with_name(f"{target.name}-wal")):
        if left_over.exists():
            raise FileExistsError(left_over)
    found = problems(backup)
    if found:
        raise NotWhole(f"{backup}: {found[0]}")
    back_up(backup, target)


def _all_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({MOST})"):
        if line != "ok":
            yield f"the database is damaged: {line}"
    yield from _gaps(connection)
    yield from _other_events(connection)


def _gaps(connection: sqlite3.Connection) -> Iterator[str]:
    first, last, count = connection.execute(
        "SELECT coalesce(min(position), 1), coalesce(max(position), 0), count(*) FROM events"
    ).fetchone()
    if first != 1 or last != count:
        yield f"positions {first} to {last} hold {count} events: some are missing"
    rows = connection.execute(
        "SELECT name, min(revision), max(revision), count(*) FROM events"
        " JOIN streams ON streams.id = stream WHERE revision < ? GROUP BY stream",
        (TOMBSTONE,),
    )
    for name, low, high, held in rows:
        if low != 0 or high != held - 1:
            yield f"stream {name}: revisions {low} to {high} hold {held} events: some are missing"


def _other_events(connection: sqlite3.Connection) -> Iterator[str]:
    """The kept bytes must say what the columns say."""
    rows = connection.execute(
        "SELECT position, name, revision, type, events.id, created, body FROM events"
        " LEFT JOIN streams ON streams.id = stream ORDER BY position"
    )
    for position, name, revision, event_type, event_id, created, body in rows:
        try:
            event = streams_pb2.ReadResp.FromString(body).event.event
        except DecodeError:
            yield f"position {position}: the event cannot be decoded"
            continue
        said = (
            event.commit_position,
            event.stream_identifier.stream_name,
            event.stream_revision,
            event.metadata["type"],
            event.id.string,
            event.metadata["created"],
        )
        stored = (position, (name or "").encode(), revision, event_type)
        if said != (*stored, str(UUID(bytes=event_id)), str(created)):
            yield f"position {position}: the event and its row differ"
