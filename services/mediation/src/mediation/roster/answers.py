"""Answers to what is asked about rosters."""

from datetime import date

from contracts.mediation.roster.messages import RosterDay, RosterOfMonth, RosterOfMonthAnswer
from ledger.door import Page, Source
from sqlalchemy import select

from mediation.roster.rule import roster_stream
from mediation.roster.view import ROSTER_DAY


def roster_of_month(source: Source, question: RosterOfMonth, page: Page) -> RosterOfMonthAnswer:
    of_month = ROSTER_DAY.c.stream == roster_stream(question.unit, question.month)
    rows = source.connection.execute(select(ROSTER_DAY).where(of_month).order_by(ROSTER_DAY.c.day)).all()
    return RosterOfMonthAnswer(
        days=tuple(
            RosterDay(day=date.fromisoformat(row.day), leaders=row.leaders, staff=row.staff, is_missing=row.is_missing)
            for row in rows
        )
    )
