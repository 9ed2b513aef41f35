"""Who answers for the creation, and the issues, as they stand."""

import json
from typing import Any

from contracts.assessment.responsibility.messages import (
    IssueLine,
    IssueRaised,
    IssuesOfArea,
    IssuesOfAreaAnswer,
    IssueSolved,
    ResponsibilitiesOfArea,
    ResponsibilitiesOfAreaAnswer,
    ResponsibilitySet,
)
from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select, tuple_

from assessment.documents import yearly_page
from assessment.responsibility.view import ISSUE, RESPONSIBILITY


def responsibilities_of_area(
    source: Source, question: ResponsibilitiesOfArea, page: Page
) -> ResponsibilitiesOfAreaAnswer:
    found, following = yearly_page(source, RESPONSIBILITY, ResponsibilitySet, question.unit, page)
    return ResponsibilitiesOfAreaAnswer(unit=question.unit, responsibilities=found, next=following)


def issues_of_area(source: Source, question: IssuesOfArea, page: Page) -> IssuesOfAreaAnswer:
    unit, issue = ISSUE.c.unit, ISSUE.c.issue
    query = select(ISSUE).where(in_area(unit, question.unit))
    if page.after is not None:
        code, _, name = page.after.partition(" ")
        query = query.where(tuple_(unit, issue) > (code, name))
    rows = source.connection.execute(query.order_by(unit, issue).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].issue}" if len(rows) > page.limit else None
    return IssuesOfAreaAnswer(unit=question.unit, issues=tuple(map(_line, shown)), next=following)


def _line(row: Row[Any]) -> IssueLine:
    solved = None if row.solved is None else load(IssueSolved, json.loads(row.solved))
    return IssueLine(raised=load(IssueRaised, json.loads(row.raised)), solved=solved)
