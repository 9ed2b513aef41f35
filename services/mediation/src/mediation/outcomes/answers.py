"""Answers to what is asked about the outcomes of a centre."""

from contracts.mediation.outcomes.messages import OutcomeLine, OutcomeLines, OutcomesOfUnit
from ledger.door import Page, Source
from sqlalchemy import or_, select

from mediation.outcomes.view import OUTCOME


def outcomes_of_unit(source: Source, question: OutcomesOfUnit, page: Page) -> OutcomeLines:
    figure = OUTCOME.c["count"].label("figure")
    columns = (OUTCOME.c.half, OUTCOME.c.indicator, figure, OUTCOME.c.has_risen)
    query = select(*columns).where(OUTCOME.c.unit == question.unit)
    if page.after is not None:
        half, _, indicator = page.after.partition(" ")
        later = (OUTCOME.c.half == half) & (OUTCOME.c.indicator > indicator)
        query = query.where(or_(OUTCOME.c.half < half, later))
    query = query.order_by(OUTCOME.c.half.desc(), OUTCOME.c.indicator)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return OutcomeLines(
        figures=tuple(
            OutcomeLine(half=row.half, indicator=row.indicator, count=row.figure, has_risen=row.has_risen)
            for row in shown
        ),
        next=f"{shown[-1].half} {shown[-1].indicator}" if len(rows) > page.limit else None,
    )
