"""Answers about the standards of authorities."""

from datetime import date
from typing import Any

from contracts.bilingual import Bilingual
from contracts.mining.standards.messages import StandardLine, StandardLines, StandardsOfUnit
from contracts.mining.words import MineLevel
from ledger.door import Page, Source
from sqlalchemy import Row, select

from mining.standards.view import STANDARD


def standards_of_unit(source: Source, question: StandardsOfUnit, page: Page) -> StandardLines:
    query = select(STANDARD).where(STANDARD.c.unit == question.unit).order_by(STANDARD.c.standard)
    if page.after is not None:
        query = query.where(STANDARD.c.standard > page.after)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = shown[-1].standard if len(rows) > page.limit else None
    return StandardLines(standards=tuple(map(_standard, shown)), next=following)


def _standard(row: Row[Any]) -> StandardLine:
    return StandardLine(
        standard=row.standard,
        title=Bilingual(zh=row.zh, en=row.en),
        level=MineLevel(row.level),
        industry=row.industry,
        in_force_from=date.fromisoformat(row.in_force_from),
        items=row.items,
        published_on=date.fromisoformat(row.published_on),
    )
