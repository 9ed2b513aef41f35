"""Answers to what is asked about appraisals of departments and the execution of resolutions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.elections.appraisals.messages import AppraisalLine, AppraisalsAnswer, AppraisalsOfTerm
from contracts.elections.execution.messages import ExecutionLine, ExecutionLines, ExecutionStatus, ResolutionsOfCongress
from ledger.door import Answer, Page, Source
from sqlalchemy import Row, select, tuple_

from elections.deciders import appraisals_stream
from elections.projections.supervision import APPRAISAL, APPRAISED_DEPARTMENT, EXECUTION

_NUMBERS = 3


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


def resolutions_of_congress(source: Source, question: ResolutionsOfCongress, page: Page) -> ExecutionLines:
    """The token of a page is `term session number` of its last line."""
    line = EXECUTION.c
    query = select(EXECUTION).where(line.congress == question.unit)
    query = query.order_by(line.term.desc(), line.session.desc(), line.number.desc())
    numbers = (page.after or "").split(" ")
    if len(numbers) == _NUMBERS and all(number.isdecimal() for number in numbers):
        query = query.where(tuple_(line.term, line.session, line.number) < tuple(map(int, numbers)))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    last = shown[-1] if len(rows) > page.limit else None
    return ExecutionLines(
        resolutions=tuple(map(_execution, shown)),
        next=None if last is None else f"{last.term} {last.session} {last.number}",
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


def _execution(row: Row[Any]) -> ExecutionLine:
    return ExecutionLine(
        term=row.term,
        session=row.session,
        number=row.number,
        title=row.title,
        responsible=row.responsible,
        status=None if row.status is None else ExecutionStatus(row.status),
        on=None if row.on is None else date.fromisoformat(row.on),
        text=row.text,
    )


SUPERVISION_ANSWERS: Mapping[type, Answer] = {
    AppraisalsOfTerm: appraisals_of_term,
    ResolutionsOfCongress: resolutions_of_congress,
}
