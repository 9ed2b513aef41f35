"""Pages of `$all` for filters that want few: what they do not want is hardly looked at."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from localnode.file import last_position
from localnode.filters import Filter
from localnode.limits import MAX_NAME_CHARS, PAGE_BYTES, SIFTED_EVENTS

FEW = 4
"""A filter that keeps less than one in so many wants few."""

SIFT_FORWARDS = "SELECT position, stream, type FROM events WHERE position > ? ORDER BY position LIMIT ?"
SIFT_BACKWARDS = "SELECT position, stream, type FROM events WHERE position < ? ORDER BY position DESC LIMIT ?"
PICK = (
    "SELECT s.name, e.position FROM streams s CROSS JOIN events e INDEXED BY events_by_revision ON e.stream = s.id"
    " WHERE s.name >= ? AND s.name <= ? LIMIT ?"
)
BODY = "SELECT body FROM events WHERE position = ?"
REST_OF_LAST = chr(0x10FFFF) * MAX_NAME_CHARS
"""No name that begins with a prefix comes after the prefix with this."""


@dataclass(frozen=True, slots=True)
class AllPage:
    """Events of `$all`; `considered` counts those the filter left out as well."""

    events: Sequence[tuple[int, bytes]]
    considered: int
    reached: int
    is_end: bool


def sifted(
    db: sqlite3.Connection, start: int, limit: int, keeps: Callable[[int, str], bool], *, backwards: bool
) -> AllPage:
    """Of everything in order, by stream and type alone; bodies are read of what is kept."""
    rows = db.execute(SIFT_BACKWARDS if backwards else SIFT_FORWARDS, (start, SIFTED_EVENTS))
    events: list[tuple[int, bytes]] = []
    considered = size = 0
    reached = start
    for position, stream, event_type in rows:
        considered += 1
        reached = position
        if not keeps(stream, event_type):
            continue
        events.append(_event(db, position))
        size += len(events[-1][1])
        if len(events) >= limit or size >= PAGE_BYTES:
            return AllPage(events, considered, reached, is_end=False)
    return AllPage(events, considered, reached, is_end=considered < SIFTED_EVENTS)


def picked(db: sqlite3.Connection, start: int, limit: int, wanted: Filter) -> AllPage | None:
    """Forwards, by the names of streams alone: what others recorded is not even passed over.

    None where that is not less than sifting. The end is looked for first: what comes meanwhile is the next page's.
    """
    end = last_position(db)
    if not wanted.by_stream or not wanted.prefixes or end - start <= SIFTED_EVENTS:
        return None
    places: set[int] = set()
    for prefix in wanted.prefixes:
        rows = db.execute(PICK, (prefix, prefix + REST_OF_LAST, SIFTED_EVENTS)).fetchall()
        if len(rows) == SIFTED_EVENTS:
            return None
        places.update(at for name, at in rows if start < at <= end and wanted.keeps(name=name, event_type=""))
    events = _bounded(_event(db, position) for position in sorted(places)[:limit])
    if len(events) < len(places):
        return AllPage(events, len(events), events[-1][0], is_end=False)
    return AllPage(events, end - start, end, is_end=True)


def _bounded(found: Iterable[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """As many as one page may hold."""
    events: list[tuple[int, bytes]] = []
    size = 0
    for event in found:
        events.append(event)
        size += len(event[1])
        if size >= PAGE_BYTES:
            break
    return events


def _event(db: sqlite3.Connection, position: int) -> tuple[int, bytes]:
    (body,) = db.execute(BODY, (position,)).fetchone()
    return position, body
