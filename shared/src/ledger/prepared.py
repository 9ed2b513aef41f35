"""Changes of a view that are made fact after fact, and questions that are asked page after page: what there is to know
of a statement is found out once.

A statement goes to SQLite itself, in SQLAlchemy's transaction: what SQLAlchemy prepares anew for each run of a
statement costs more than most of them.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.dialects import sqlite

Row = Mapping[str, Any]


class Prepared:
    """An insert, update or delete. Its named parameters are the columns of an insert, and what the others bind.

    Values go to SQLite as they are: text, whole numbers, truth, None.
    """

    def __init__(self, statement: Insert | Update | Delete) -> None:
        self._sql, self._values = _compiled(statement)

    def __call__(self, connection: Connection, *rows: Row) -> None:
        """For each row, in order; nothing for none."""
        if rows:
            _raw(connection).executemany(self._sql, map(self._values, rows))


class Lookup:
    """A select whose named parameters are what it binds. Values come from SQLite as they are."""

    def __init__(self, statement: Select[Any]) -> None:
        self._sql, self._values = _compiled(statement)

    def __call__(self, connection: Connection, row: Row) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = _raw(connection).execute(self._sql, self._values(row)).fetchall()
        return found


class NamedLookup:
    """The same, with rows whose values have the names of the columns: for what people read."""

    def __init__(self, statement: Select[Any]) -> None:
        self._lookup = Lookup(statement)
        self._named = NamedTuple("Row", [(name, Any) for name, _ in statement.selected_columns.items()])._make

    def __call__(self, connection: Connection, row: Row) -> list[Any]:
        return list(map(self._named, self._lookup(connection, row)))


def _raw(connection: Connection) -> Any:
    """SQLite's own connection. Its transactions begin by themselves with the first change."""
    return connection.connection.driver_connection


def _compiled(statement: Insert | Update | Delete | Select[Any]) -> tuple[str, Callable[[Row], tuple[Any, ...]]]:
    compiled = statement.compile(dialect=sqlite.dialect())
    order = tuple(compiled.positiontup or ())
    fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    taken = _taken(order) if fixed.keys().isdisjoint(order) else _taken_beside(order, fixed)
    return str(compiled), taken


def _taken(order: tuple[str, ...]) -> Callable[[Row], tuple[Any, ...]]:
    if not order:
        return lambda _: ()
    if len(order) == 1:
        return lambda row: (row[order[0]],)
    return itemgetter(*order)


def _taken_beside(order: tuple[str, ...], fixed: Row) -> Callable[[Row], tuple[Any, ...]]:
    """The statement has values of its own between the named ones."""
    return lambda row: tuple(row[name] if name in row else fixed[name] for name in order)
