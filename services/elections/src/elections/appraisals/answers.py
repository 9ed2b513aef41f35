"""Answers to what is asked about appraisals of departments."""

from datetime import date
from typing import Any

from contracts.elections.appraisals.messages import AppraisalLine, AppraisalsAnswer, AppraisalsOfTerm
from ledger.door import Page, Source
from sqlalchemy import Row, select

from elections.appraisals.rule import appraisals_stream
from elections.appraisals.view import APPRAISAL, APPRAISED_DEPARTMENT


def appraisals_of_term(source: Source, question: AppraisalsOfTerm, page: Page) -> AppraisalsAnswer:
    stream = appraisals_stream(question.unit, question.term)
    of_term = select(APPRAISAL).where(APPRAISAL.c.stream == stream).order_by(APPRAISAL.c.number)
    appraisals = tuple(map(_appraisal, source.connection.execute(of_term)))
    department = APPRAISED_DEPARTMENT.c
    listed = select(department.department).where(department.stream == stream, department.is_listed)
    departments = source.connection.execute(listed.order_by(department.department)).scalars().all()
    met = {line.department for line in appraisals}
    return AppraisalsAnswer(
        unit=question.unit,
        term=question.term,
        appraisals=appraisals,
        covered=tuple(name for name in departments if name in met),
        uncovered=tuple(name for name in departments if name not in met),
    )


def _appraisal(row: Row[Any]) -> AppraisalLine:
    return AppraisalLine(
        number=row.number,
        department=row.department,
        appraised_on=date.fromisoformat(row.appraised_on),
        deputies=row.deputies,
        rating=row.rating,
        opinions=row.opinions,
        reported_on=None if row.reported_on is None else date.fromisoformat(row.reported_on),
    )
