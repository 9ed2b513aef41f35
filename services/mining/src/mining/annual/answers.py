"""Answers about the yearly assessments of units."""

from datetime import date, datetime
from typing import Any

from contracts.mining.annual.messages import (
    AnnualStage,
    AssessmentLine,
    AssessmentLines,
    AssessmentsOfUnit,
    OverdueAssessments,
)
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select, tuple_

from mining.annual.view import ASSESSMENT

_OPEN = (AnnualStage.SCHEDULED.value, AnnualStage.MATERIALS_SUBMITTED.value, AnnualStage.IN_ASSESSMENT.value)


def assessments_of_unit(source: Source, question: AssessmentsOfUnit, page: Page) -> AssessmentLines:
    query = select(ASSESSMENT).where(ASSESSMENT.c.unit == question.unit).order_by(ASSESSMENT.c.year.desc())
    if page.after is not None:
        query = query.where(ASSESSMENT.c.year < int(page.after))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = str(shown[-1].year) if len(rows) > page.limit else None
    return AssessmentLines(assessments=tuple(map(_line, shown)), next=following)


def overdue_assessments(source: Source, question: OverdueAssessments, page: Page) -> AssessmentLines:
    order = (ASSESSMENT.c.due_on, ASSESSMENT.c.unit)
    query = (
        select(ASSESSMENT)
        .where(in_area(ASSESSMENT.c.unit, question.unit), ASSESSMENT.c.is_overdue, ASSESSMENT.c.stage.in_(_OPEN))
        .order_by(*order)
    )
    if page.after is not None:
        due_on, _, unit = page.after.partition(" ")
        query = query.where(tuple_(*order) > (due_on, unit))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].due_on} {shown[-1].unit}" if len(rows) > page.limit else None
    return AssessmentLines(assessments=tuple(map(_line, shown)), next=following)


def _line(row: Row[Any]) -> AssessmentLine:
    return AssessmentLine(
        unit=row.unit,
        year=row.year,
        assessor=row.assessor,
        stage=AnnualStage(row.stage),
        due_on=date.fromisoformat(row.due_on),
        is_overdue=row.is_overdue,
        grade=row.grade,
        report=row.report,
        completed_on=_day(row.completed_on),
        notified_on=_day(row.notified_on),
        acknowledged_at=None if row.acknowledged_at is None else datetime.fromisoformat(row.acknowledged_at),
        carried_on=_day(row.carried_on),
        is_found_not_carried=row.is_found_not_carried,
        circulars=row.circulars,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
