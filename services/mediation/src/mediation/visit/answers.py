"""Answers to what is asked about visits and receptions."""

from datetime import date

from contracts.mediation.visit.messages import Activity, VisitLine, VisitLines, VisitsOfUnit
from ledger.door import Page, Source
from sqlalchemy import select, tuple_

from mediation.visit.view import VISIT


def visits_of_unit(source: Source, question: VisitsOfUnit, page: Page) -> VisitLines:
    query = select(VISIT).where(VISIT.c.unit == question.unit)
    if page.after is not None:
        visited_on, _, stream = page.after.partition(" ")
        query = query.where(tuple_(VISIT.c.visited_on, VISIT.c.stream) < (visited_on, stream))
    query = query.order_by(VISIT.c.visited_on.desc(), VISIT.c.stream.desc())
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return VisitLines(
        visits=tuple(
            VisitLine(
                submission=row.submission,
                activity=Activity(row.activity),
                visited_on=date.fromisoformat(row.visited_on),
                subject=row.subject,
                needs_handling=row.needs_handling,
            )
            for row in shown
        ),
        next=f"{shown[-1].visited_on} {shown[-1].stream}" if len(rows) > page.limit else None,
    )
