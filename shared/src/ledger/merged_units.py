"""Merged units in a service's views: nothing more is opened for a unit once its successor stands for it.

What was opened before stays owed under the unit's own code, with its due dates; the successor settles it, as the door
lets it. Why: `docs/decisions/units.md`.
"""

from functools import cache

from contracts.calendar import day_begins
from contracts.fields import instant_text
from contracts.succession import UnitSucceeded
from sqlalchemy import Column, MetaData, String, Table, bindparam, delete, func, insert, select

from ledger.views import Connection, Lookup


def merged_table(metadata: MetaData) -> Table:
    """One row for each merged unit; the successor stands for it from the beginning of `valid_from` on."""
    return Table(
        "merged",
        metadata,
        Column("unit", String, primary_key=True),
        Column("successor", String, nullable=False),
        Column("valid_from", String, nullable=False),
        Column("merged_at", String, nullable=False),
    )


def note_succession(connection: Connection, table: Table, fact: UnitSucceeded) -> None:
    row = {
        "unit": fact.unit,
        "successor": fact.successor,
        "valid_from": fact.valid_from.isoformat(),
        "merged_at": _merged_at(fact),
    }
    connection.execute(insert(table).values(row))


def is_merged(connection: Connection, table: Table, unit: str, at: str) -> bool:
    """Whether another unit stands for it at that moment (recorded instant text), as far as is recorded."""
    return bool(_merged(table)(connection, {"of_unit": unit, "of_moment": at}))


@cache
def _merged(table: Table) -> Lookup:
    of_unit = table.c.unit == bindparam("of_unit")
    return Lookup(select(table.c.unit).where(of_unit, table.c.merged_at <= bindparam("of_moment")))


def strike_openings(connection: Connection, agenda: Table, fact: UnitSucceeded, rung: str) -> None:
    """Take the unit's lines of that rung off the agenda, as far as they fall due once it is merged."""
    is_of_unit = func.json_extract(agenda.c.document, "$.unit") == fact.unit
    line = delete(agenda).where(agenda.c.rung == rung, agenda.c.due_at >= _merged_at(fact), is_of_unit)
    connection.execute(line)


def _merged_at(fact: UnitSucceeded) -> str:
    return instant_text(day_begins(fact.valid_from))
