"""A page of the documents that stand for each year of each unit of an area."""

import json
from typing import TypeVar

from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Table, select, tuple_

M = TypeVar("M")


def yearly_page(source: Source, table: Table, kind: type[M], area: str, page: Page) -> tuple[tuple[M, ...], str | None]:
    """By unit and year; the token of the page after it is `unit year`."""
    unit, year = table.c.unit, table.c.year
    query = select(table).where(in_area(unit, area))
    if page.after is not None:
        code, _, number = page.after.partition(" ")
        query = query.where(tuple_(unit, year) > (code, int(number)))
    rows = source.connection.execute(query.order_by(unit, year).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].year}" if len(rows) > page.limit else None
    return tuple(load(kind, json.loads(row.document)) for row in shown), following
