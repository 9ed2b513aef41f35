"""Answers to what is asked about the periodic work of a centre."""

from datetime import date

from contracts.mediation.month.messages import (
    MonthLine,
    MonthLines,
    MonthlyFigures,
    MonthlyFiguresAnswer,
    MonthsOfUnit,
    PeriodicDuty,
)
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import func, or_, select

from mediation.figures import FIGURE
from mediation.month.view import MONTH_DUTY

_FIGURES = (
    "registered",
    "closed",
    "on_spot",
    "failed_attempts",
    "terminated",
    "referred",
    "screenings",
    "meetings",
    "sudden_incidents",
    "mass_incidents",
)


def months_of_unit(source: Source, question: MonthsOfUnit, page: Page) -> MonthLines:
    query = select(MONTH_DUTY).where(MONTH_DUTY.c.unit == question.unit)
    if page.after is not None:
        month, _, place = page.after.partition(" ")
        later = or_(MONTH_DUTY.c.month < month, (MONTH_DUTY.c.month == month) & (MONTH_DUTY.c.place > int(place)))
        query = query.where(later)
    query = query.order_by(MONTH_DUTY.c.month.desc(), MONTH_DUTY.c.place)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return MonthLines(
        duties=tuple(
            MonthLine(
                month=row.month,
                duty=PeriodicDuty(row.duty),
                needed=row.needed,
                done=row.done,
                due_on=date.fromisoformat(row.due_on),
                is_overdue=row.is_overdue,
            )
            for row in shown
        ),
        next=f"{shown[-1].month} {shown[-1].place}" if len(rows) > page.limit else None,
    )


def monthly_figures(source: Source, question: MonthlyFigures, page: Page) -> MonthlyFiguresAnswer:
    query = select(FIGURE.c.figure, func.sum(FIGURE.c["count"]))
    query = query.where(FIGURE.c.month == question.month, in_area(FIGURE.c.unit, question.unit))
    counted = {row[0]: row[1] for row in source.connection.execute(query.group_by(FIGURE.c.figure))}
    return MonthlyFiguresAnswer(month=question.month, **{figure: counted.get(figure, 0) for figure in _FIGURES})
