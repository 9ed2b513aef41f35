"""Facts that a view keeps as they are, as documents: how one is written, and a page of those of each year."""

import json
from typing import TypeVar

from contracts.message import dump, load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Table, select, tuple_

M = TypeVar("M")


def document_of(fact: object) -> str:
    return json.dumps(dump(fact), ensure_ascii=False, sort_keys=True)


def yearly_page(source: Source, table: Table, kind: type[M], area: str, page: Page) -> tuple[tuple[M, ...], str | None]:
    """Those of an area by unit and year; the token of the page after it is `unit year`."""
    unit, year = table.c.unit, table.c.year
    query = select(table).where(in_area(unit, area))
    if page.after is not None:
        code, _, number = page.after.partition(" ")
        query = query.where(tuple_(unit, year) > (code, int(number)))
    rows = source.connection.execute(query.order_by(unit, year).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].year}" if len(rows) > page.limit else None
    return tuple(load(kind, json.loads(row.document)) for row in shown), following
