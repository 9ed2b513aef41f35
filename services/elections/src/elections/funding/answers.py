"""Answers to what is asked about the work funding of communities."""

from datetime import date
from typing import Any

from contracts.elections.funding.messages import FundingAnswer, FundingLine, FundingOfCommunities
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from elections.funding.view import FUNDING
from elections.paging import page_of


def funding_of_communities(source: Source, question: FundingOfCommunities, page: Page) -> FundingAnswer:
    of_year = select(FUNDING).where(in_area(FUNDING.c.unit, question.unit), FUNDING.c.year == question.year)
    rows, following = page_of(source, of_year.order_by(FUNDING.c.unit), page)
    return FundingAnswer(communities=tuple(map(_line, rows)), next=following)


def _line(row: Row[Any]) -> FundingLine:
    return FundingLine(
        unit=row.unit,
        households=row.households,
        is_first_year=row.is_first_year,
        standard_yuan=row.standard_yuan,
        district_yuan=row.district_yuan,
        paid_yuan=row.paid_yuan,
        due_on=date.fromisoformat(row.due_on),
        is_mismatched=row.is_mismatched,
        is_overdue=row.is_overdue,
    )
