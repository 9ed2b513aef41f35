"""Pages of views that are short: the token of a page is how many lines stand before it."""

from collections.abc import Sequence
from typing import Any

from ledger.door import Page, Source
from sqlalchemy import Row, Select


def page_of(source: Source, query: Select[Any], page: Page) -> tuple[Sequence[Row[Any]], str | None]:
    """The lines of a page of an ordered query, and the token of the page after it."""
    before = int(page.after) if page.after is not None and page.after.isdecimal() else 0
    rows = source.connection.execute(query.offset(before).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return shown, str(before + len(shown)) if len(rows) > page.limit else None
