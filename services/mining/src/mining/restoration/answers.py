"""Answers about restoration."""

from datetime import date

from contracts.mining.restoration.messages import RestorationLine, RestorationLines, RestorationsOfArea
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import select

from mining.restoration.view import RESTORATION


def restorations_of_area(source: Source, question: RestorationsOfArea, page: Page) -> RestorationLines:
    query = select(RESTORATION).where(in_area(RESTORATION.c.unit, question.unit)).order_by(RESTORATION.c.unit)
    if page.after is not None:
        query = query.where(RESTORATION.c.unit > page.after)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    lines = tuple(
        RestorationLine(
            unit=row.unit,
            posted_on=None if row.posted_on is None else date.fromisoformat(row.posted_on),
            is_approved=row.approved,
            phases=row.phases,
            is_finished=row.finished,
            open_breaches=row.open_breaches,
        )
        for row in shown
    )
    return RestorationLines(restorations=lines, next=shown[-1].unit if len(rows) > page.limit else None)
