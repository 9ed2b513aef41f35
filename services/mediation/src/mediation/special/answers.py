"""Answers to what is asked about special periods."""

from datetime import date

from contracts.mediation.special.messages import SpecialPeriodLine, SpecialPeriodLines, SpecialPeriodsOfUnit
from ledger.door import Page, Source
from sqlalchemy import select, tuple_

from mediation.special.view import SPECIAL


def special_periods_of_unit(source: Source, question: SpecialPeriodsOfUnit, page: Page) -> SpecialPeriodLines:
    query = select(SPECIAL).where(SPECIAL.c.unit == question.unit)
    if page.after is not None:
        to_on, _, stream = page.after.partition(" ")
        query = query.where(tuple_(SPECIAL.c.to_on, SPECIAL.c.stream) < (to_on, stream))
    query = query.order_by(SPECIAL.c.to_on.desc(), SPECIAL.c.stream.desc())
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return SpecialPeriodLines(
        periods=tuple(
            SpecialPeriodLine(
                period=row.period,
                reason=row.reason,
                from_on=date.fromisoformat(row.from_on),
                to_on=date.fromisoformat(row.to_on),
                screenings=row.screenings,
                is_overdue=row.is_overdue,
            )
            for row in shown
        ),
        next=f"{shown[-1].to_on} {shown[-1].stream}" if len(rows) > page.limit else None,
    )
