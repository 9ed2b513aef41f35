"""Rows of a view that change fact after fact: held while a batch is projected, written at its end or to make room.

What a batch changes ten times is read and written once; a rebuild, whose batches are large, writes most rows once for
all. Whoever needs such a row while facts are projected asks here, not the table.
"""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection

R = TypeVar("R")

_HELD, _MOST = "ledger.held", "ledger.most-held"

MOST = 200
"""Rows of a view that are held: a large one takes 50 kB. The half that was not asked for the longest makes room."""

MOST_FILLING = 2_000
"""While a generation is filled that nobody reads yet: in a large batch hardly a row is then read and written twice."""


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
        rows = self._rows(connection)
        row = rows.pop(key) if key in rows else self._load(connection, key)
        if row is not None:
            self.put(connection, key, row)
        return row

    def get(self, connection: Connection, key: str) -> R:
        found = self.find(connection, key)
        if found is None:
            raise LookupError(f"no row {key}")
        return found

    def put(self, connection: Connection, key: str, row: R) -> None:
        rows = self._rows(connection)
        most: int = connection.info[_MOST]
        if key not in rows and len(rows) >= most:
            self._make_room(connection, rows, most // 2)
        rows[key] = row

    def save(self, connection: Connection) -> None:
        rows = self._rows(connection)
        if rows:
            self._save(connection, rows)

    def _make_room(self, connection: Connection, rows: dict[str, R], count: int) -> None:
        older = dict(islice(rows.items(), count))
        self._save(connection, older)
        for key in older:
            del rows[key]

    def _rows(self, connection: Connection) -> dict[str, R]:
        held: dict[Held[Any], dict[str, Any]] = connection.info[_HELD]
        return cast(dict[str, R], held.setdefault(self, {}))


def begin_holding(connection: Connection, *, is_filled: bool) -> None:
    """Nothing is held yet, whatever became of the batch before; more will be where a generation is still filled."""
    connection.info.update({_HELD: {}, _MOST: MOST if is_filled else MOST_FILLING})


def save_held(connection: Connection) -> None:
    for one in tuple(connection.info[_HELD]):
        one.save(connection)
    del connection.info[_HELD]
