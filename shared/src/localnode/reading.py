"""Reads pages out of the file, in a few threads that do nothing else."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from localnode.clock import ticks
from localnode.file import is_busy, last_position, open_reading
from localnode.filters import Filter
from localnode.heap import Gaps
from localnode.limits import CACHED_STREAMS, PAGE_BYTES, PAGE_EVENTS
from localnode.recorder import METADATA_PREFIX
from localnode.records import TOMBSTONE
from localnode.refusals import too_busy
from localnode.sifting import FEW, AllPage, picked, sifted
from localnode.streamtable import NEVER

T = TypeVar("T")
THREADS = 4
MANY_EVENTS = 100
"""Of a page that leaves gaps worth giving back; who only looks whether there is news leaves none."""

ALL_FORWARDS = "SELECT position, stream, type, body FROM events WHERE position > ? ORDER BY position LIMIT ?"
ALL_BACKWARDS = "SELECT position, stream, type, body FROM events WHERE position < ? ORDER BY position DESC LIMIT ?"
STREAM_FORWARDS = (
    "SELECT revision, body FROM events WHERE stream = ? AND revision BETWEEN ? AND ?"
    " AND created >= ? ORDER BY revision LIMIT ?"
)
STREAM_BACKWARDS = (
    "SELECT revision, body FROM events WHERE stream = ? AND revision BETWEEN ? AND ?"
    " AND created >= ? ORDER BY revision DESC LIMIT ?"
)

PARKED = (
    "SELECT place, body FROM parked JOIN events USING (position)"
    " WHERE consumers = ? AND place > ? ORDER BY place LIMIT ?"
)


class Damaged(Exception):
    """A page of the file cannot be read."""


@dataclass(frozen=True, slots=True)
class StreamPage:
    """Events of one stream; `next_revision` is None where the reading ended."""

    bodies: Sequence[bytes]
    next_revision: int | None
    last: int


class NoStream(Exception):
    """It never existed, or what it held was deleted."""


class StreamGone(Exception):
    """It has a tombstone."""


class Reader:
    """Every method waits for a thread of the pool; the connections are the threads' own."""

    def __init__(self, path: Path, *, on_damage: Callable[[str], None]) -> None:
        self._path = path
        self._on_damage = on_damage
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="reader")
        self._own = threading.local()
        self._names: dict[int, str] = {}
        self._gaps = Gaps()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    async def stream(self, name: str, start: int, limit: int, *, backwards: bool) -> StreamPage:
        """From the revision on, itself included. Raises NoStream, StreamGone, Damaged."""
        return await self._in_pool(
            lambda db: _stream_page(db, name, start, min(limit, PAGE_EVENTS), backwards=backwards)
        )

    async def last_revision(self, name: str) -> int:
        """-1 for a stream that holds nothing. Raises StreamGone, Damaged."""
        return await self._in_pool(lambda db: _last_revision(db, name))

    async def parked(self, group: int, after: int, limit: int) -> list[tuple[int, bytes]]:
        """Place and body of the events that a consumer group parked, after a place."""
        return await self._in_pool(lambda db: db.execute(PARKED, (group, after, limit)).fetchall())

    async def last_position(self) -> int:
        """In the file, which may be a moment ahead of what subscribers were told of."""
        return await self._in_pool(last_position)

    async def all(self, start: int, limit: int, *, backwards: bool, wanted: Filter | None) -> AllPage:
        """Forwards after the position `start`, backwards before it; never itself."""
        if wanted is None or not wanted.wants_few:
            page = await self._in_pool(lambda db: self._all_page(db, start, limit, backwards=backwards, wanted=wanted))
        else:
            page = await self._in_pool(lambda db: self._few(db, start, limit, backwards=backwards, wanted=wanted))
        if wanted is not None and page.considered:
            wanted.wants_few = FEW * len(page.events) < page.considered
        return page

    async def _in_pool(self, task: Callable[[sqlite3.Connection], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, lambda: self._carry_out(task))
        except sqlite3.DatabaseError as error:
            if is_busy(error):
                raise too_busy() from error
            self._on_damage(str(error))
            raise Damaged(str(error)) from error

    def _carry_out(self, task: Callable[[sqlite3.Connection], T]) -> T:
        result = task(self._connection())
        if _events_in(result) >= MANY_EVENTS:
            self._gaps.give_back()
        return result

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._own, "connection"):
            self._own.connection = open_reading(self._path)
        connection: sqlite3.Connection = self._own.connection
        return connection

    def _all_page(
        self,
        db: sqlite3.Connection,
        start: int,
        limit: int,
        *,
        backwards: bool,
        wanted: Filter | None,
    ) -> AllPage:
        rows = db.execute(ALL_BACKWARDS if backwards else ALL_FORWARDS, (start, PAGE_EVENTS))
        events: list[tuple[int, bytes]] = []
        considered = size = 0
        reached = start
        for position, stream, event_type, body in rows:
            considered += 1
            reached = position
            if wanted is None or self._keeps(db, wanted, stream, event_type):
                events.append((position, body))
                size += len(body)
            if len(events) >= limit or size >= PAGE_BYTES:
                return AllPage(events, considered, reached, is_end=False)
        return AllPage(events, considered, reached, is_end=considered < PAGE_EVENTS)

    def _few(self, db: sqlite3.Connection, start: int, limit: int, *, backwards: bool, wanted: Filter) -> AllPage:
        page = None if backwards else picked(db, start, limit, wanted)
        return page or sifted(db, start, limit, partial(self._keeps, db, wanted), backwards=backwards)

    def _keeps(self, db: sqlite3.Connection, wanted: Filter, stream: int, event_type: str) -> bool:
        name = self._name(db, stream) if wanted.by_stream else ""
        return wanted.keeps(name=name, event_type=event_type)

    def _name(self, db: sqlite3.Connection, stream: int) -> str:
        name = self._names.get(stream)
        if name is None:
            row = db.execute("SELECT name FROM streams WHERE id = ?", (stream,)).fetchone()
            name = str(row[0])
            if len(self._names) >= CACHED_STREAMS:
                self._names.clear()
            self._names[stream] = name
        return name


@dataclass(frozen=True, slots=True)
class _Readable:
    """What of a stream may be read now."""

    stream: int
    first: int
    last: int
    created_since: int


def _readable(db: sqlite3.Connection, name: str) -> _Readable:
    row = db.execute(
        "SELECT id, truncated_before, max_count, max_age,"
        " (SELECT max(revision) FROM events WHERE stream = s.id) FROM streams s WHERE name = ?",
        (name,),
    ).fetchone()
    if row is None or row[4] is None:
        raise NoStream(name)
    stream, truncated_before, max_count, max_age, last = row
    if last == TOMBSTONE:
        raise StreamGone(name)
    if truncated_before == TOMBSTONE:
        raise NoStream(name)
    # The server keeps one event of a metadata stream, the one in effect.
    count = 1 if name.startswith(METADATA_PREFIX) else max_count
    first = max(truncated_before, 0 if count is None else last - count + 1)
    return _Readable(stream, first, last, 0 if max_age is None else ticks() - max_age)


def _last_revision(db: sqlite3.Connection, name: str) -> int:
    row = db.execute(
        "SELECT max(revision) FROM events WHERE stream = (SELECT id FROM streams WHERE name = ?)",
        (name,),
    ).fetchone()
    last = NEVER if row[0] is None else int(row[0])
    if last == TOMBSTONE:
        raise StreamGone(name)
    return last


def _stream_page(db: sqlite3.Connection, name: str, start: int, limit: int, *, backwards: bool) -> StreamPage:
    readable = _readable(db, name)
    low = readable.first if backwards else max(start, readable.first)
    high = min(start, readable.last) if backwards else readable.last
    rows = db.execute(
        STREAM_BACKWARDS if backwards else STREAM_FORWARDS,
        (readable.stream, low, high, readable.created_since, limit),
    )
    bodies, reached, is_cut = _bounded(rows)
    step = -1 if backwards else 1
    is_end = not is_cut and len(bodies) < limit
    return StreamPage(bodies, None if is_end else reached + step, readable.last)


def _bounded(rows: Iterable[tuple[int, bytes]]) -> tuple[list[bytes], int, bool]:
    """As many as one page may hold, the last one's revision, and whether more were left."""
    bodies: list[bytes] = []
    size = 0
    reached = 0
    for revision, body in rows:
        bodies.append(body)
        reached = revision
        size += len(body)
        if size >= PAGE_BYTES:
            return bodies, reached, True
    return bodies, reached, False


def _events_in(result: object) -> int:
    match result:
        case AllPage():
            return len(result.events)
        case StreamPage():
            return len(result.bodies)
        case _:
            return 0
