"""Consumer groups as the file keeps them: their settings, how far each is, and what it parked."""

import json
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from localnode.records import Keep

ALL = "$all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a group was created with; `filter` is the serialised request for it, in hexadecimal."""

    resolve_links: bool
    extra_statistics: bool
    message_timeout_ms: int
    max_retry_count: int
    min_checkpoint_count: int
    max_checkpoint_count: int
    checkpoint_after_ms: int
    max_subscriber_count: int
    live_buffer_size: int
    read_batch_size: int
    history_buffer_size: int
    strategy: str
    start_from: str
    filter: str = ""

    @property
    def message_timeout_s(self) -> float:
        return self.message_timeout_ms / 1000 or math.inf

    @property
    def checkpoint_after_s(self) -> float:
        return self.checkpoint_after_ms / 1000


@dataclass(slots=True)
class GroupRow:
    """One group. Places are revisions of its stream, or positions for a group on `$all`.

    `start` is the last place it was not to be given; `handled`, once there is one, the last place before which nothing
    needs to be given again.
    """

    id: int
    stream: str
    name: str
    settings: Settings
    start: int
    handled: int | None = None
    parked: int = 0

    @property
    def reached(self) -> int:
        return self.start if self.handled is None else self.handled


def with_filter_of(settings: Settings, others: Settings) -> Settings:
    """A group keeps its filter for life."""
    return replace(settings, filter=others.filter)


def load(connection: sqlite3.Connection) -> list[GroupRow]:
    rows = connection.execute(
        "SELECT id, stream, name, settings, start, handled,"
        " (SELECT count(*) FROM parked WHERE consumers = groups.id) FROM groups ORDER BY id"
    )
    return [
        GroupRow(number, stream, name, Settings(**json.loads(settings)), start, handled, parked)
        for number, stream, name, settings, start, handled, parked in rows
    ]


def saved(row: GroupRow) -> Keep:
    values = (row.id, row.stream, row.name, json.dumps(asdict(row.settings)), row.start, row.handled)
    return Keep((("INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?, ?)", values),))


def removed(row: GroupRow) -> Keep:
    return Keep(
        (("DELETE FROM parked WHERE consumers = ?", (row.id,)), ("DELETE FROM groups WHERE id = ?", (row.id,))),
    )


def handled(row: GroupRow, place: int) -> Keep:
    return Keep((("UPDATE groups SET handled = ? WHERE id = ?", (place, row.id)),))


def parked(row: GroupRow, places: Sequence[tuple[int, int, str]]) -> Keep:
    """Place, position and reason of each."""
    insert = "INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?)"
    return Keep(tuple((insert, (row.id, place, position, reason)) for place, position, reason in places))


def unparked(row: GroupRow, places: Sequence[int]) -> Keep:
    delete = "DELETE FROM parked WHERE consumers = ? AND place = ?"
    return Keep(tuple((delete, (row.id, place)) for place in places))
