"""Registers whose entries are numbered and corrected, never removed: their table, written and read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ledger.door import Page, Source
from sqlalchemy import Column, Connection, Integer, Row, Select, String, Table, Text, and_, delete, insert, select

from disclosure.tables import METADATA

REGISTER_ENTRY = Table(
    "register_entry",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("reason", Text),
    Column("recorded_at", String, nullable=False),
)
"""An entry of a seal's book or of a register of documents; `content` is its newest version as JSON."""


def write_entry(
    connection: Connection, stream: str, entry: int, version: int, content: str, reason: str | None, at: str
) -> None:
    this = and_(REGISTER_ENTRY.c.stream == stream, REGISTER_ENTRY.c.entry == entry)
    row = {"stream": stream, "entry": entry, "version": version, "content": content, "reason": reason}
    connection.execute(delete(REGISTER_ENTRY).where(this))
    connection.execute(insert(REGISTER_ENTRY).values({**row, "recorded_at": at}))


def entries_of(source: Source, stream: str, page: Page) -> tuple[Sequence[Row[Any]], str | None]:
    query = select(REGISTER_ENTRY).where(REGISTER_ENTRY.c.stream == stream).order_by(REGISTER_ENTRY.c.entry)
    return page_of_numbers(source, query, REGISTER_ENTRY.c.entry, page)


def page_of_numbers(
    source: Source, query: Select[Any], number: Column[int], page: Page
) -> tuple[Sequence[Row[Any]], str | None]:
    if page.after is not None and page.after.isdecimal():
        query = query.where(number > int(page.after))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return shown, str(shown[-1].entry) if len(rows) > page.limit else None


def day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
