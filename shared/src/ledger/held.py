"""Rows of a view that change fact after fact: held while a batch is projected, written at its end or to make room.

What a batch changes ten times is read and written once; a rebuild, whose batches are large, writes most rows once for
all. What the next batch changes again it need not read: some rows stay on a shelf. Whoever needs such a row while facts
are projected asks here, not the table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection

from ledger.store import START

R = TypeVar("R")

_HOLDING = "ledger.holding"

MOST = 200
"""Rows of a view that are held: a large one takes 50 kB. The half that was not asked for the longest makes room."""

MOST_FILLING = 2_000
"""While a generation is filled that nobody reads yet: in a large batch hardly a row is then read and written twice."""

SHELVED = 128
"""Rows of a view that are kept for the next batch, as they were written; they make room first."""

_Rows = dict[str, Any]


@dataclass(slots=True)
class Shelf:
    """What one file's rows were when its bookmark was moved to `at`, the least recently used first.

    Whoever takes them leaves it empty: what becomes of a batch that fails is not on it.
    """

    at: int = START
    rows: "dict[Held[Any], _Rows]" = field(default_factory=dict)

    def taken(self, at: int) -> "dict[Held[Any], _Rows]":
        """Nothing, if somebody else has written meanwhile."""
        rows, self.rows = self.rows, {}
        return rows if at == self.at else {}


@dataclass(slots=True)
class _Holding:
    """Of one batch: what it has asked for, and what was left by the one before."""

    most: int
    left: "dict[Held[Any], _Rows]"
    rows: "dict[Held[Any], _Rows]" = field(default_factory=dict)


class Held(Generic[R]):
    """The rows of one view by key. `load` reads a row, None if there is none; `save` writes all that were touched."""

    def __init__(
        self,
        load: Callable[[Connection, str], R | None],
        save: Callable[[Connection, Mapping[str, R]], None],
    ) -> None:
        self._load = load
        self._save = save

    def find(self, connection: Connection, key: str) -> R | None:
        """The row as this batch has left it; it may be changed in place until some others have been asked for."""
        holding = _of(connection)
        for rows in (holding.rows.get(self), holding.left.get(self)):
            if rows is not None and key in rows:
                row: R | None = rows.pop(key)
                break
        else:
            row = self._load(connection, key)
        if row is not None:
            self.put(connection, key, row)
        return row

    def get(self, connection: Connection, key: str) -> R:
        found = self.find(connection, key)
        if found is None:
            raise LookupError(f"no row {key}")
        return found

    def put(self, connection: Connection, key: str, row: R) -> None:
        holding = _of(connection)
        rows, left = holding.rows.setdefault(self, {}), holding.left.setdefault(self, {})
        if key not in rows and len(rows) + len(left) >= holding.most:
            self._make_room(connection, rows, left, holding.most // 2)
        rows[key] = row

    def save(self, connection: Connection) -> _Rows:
        """What the batch has asked for; returned is what may be kept for the next one."""
        holding = _of(connection)
        rows = holding.rows[self]
        if rows:
            self._save(connection, rows)
        held = {**holding.left.get(self, {}), **rows}
        return dict(islice(held.items(), max(0, len(held) - SHELVED), None))

    def _make_room(self, connection: Connection, rows: _Rows, left: _Rows, count: int) -> None:
        """What is left of the batch before is written already."""
        if left:
            del left[next(iter(left))]
            return
        older = dict(islice(rows.items(), count))
        self._save(connection, older)
        for key in older:
            del rows[key]


def begin_holding(connection: Connection, shelf: Shelf, *, at: int, is_filled: bool) -> None:
    """Whatever became of the batch before; `at` is the bookmark. More is held where a generation is still filled."""
    connection.info[_HOLDING] = _Holding(MOST if is_filled else MOST_FILLING, shelf.taken(at))


def save_held(connection: Connection, shelf: Shelf, *, at: int) -> None:
    """At the end of the batch that moves the bookmark there."""
    holding = _of(connection)
    shelf.rows = {one: one.save(connection) for one in holding.rows} | {
        one: left for one, left in holding.left.items() if one not in holding.rows
    }
    shelf.at = at
    del connection.info[_HOLDING]


def _of(connection: Connection) -> _Holding:
    return cast(_Holding, connection.info[_HOLDING])
