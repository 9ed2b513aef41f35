"""Changes of a view that are made fact after fact: what there is to know of a statement is found out once."""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Update
from sqlalchemy.dialects import sqlite

Row = Mapping[str, Any]


class Prepared:
    """An insert, update or delete. Its named parameters are the columns of an insert, and what the others bind.

    Values go to SQLite as they are: text, whole numbers, truth, None.
    """

    def __init__(self, statement: Insert | Update | Delete) -> None:
        compiled = statement.compile(dialect=sqlite.dialect())
        order = tuple(compiled.positiontup or ())
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._sql = str(compiled)
        self._values = _taken(order) if fixed.keys().isdisjoint(order) else _taken_beside(order, fixed)

    def __call__(self, connection: Connection, *rows: Row) -> None:
        """For each row, in order; nothing for none."""
        if rows:
            connection.exec_driver_sql(self._sql, list(map(self._values, rows)))


def _taken(order: tuple[str, ...]) -> Callable[[Row], tuple[Any, ...]]:
    if len(order) == 1:
        return lambda row: (row[order[0]],)
    return itemgetter(*order)


def _taken_beside(order: tuple[str, ...], fixed: Row) -> Callable[[Row], tuple[Any, ...]]:
    """The statement has values of its own between the named ones."""
    return lambda row: tuple(row[name] if name in row else fixed[name] for name in order)
