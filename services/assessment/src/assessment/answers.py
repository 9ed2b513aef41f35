"""Answers to what assessment is asked, from the views."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contracts.assessment.audit_finding.messages import AuditFindingsOfUnit, AuditFindingsOfUnitAnswer, UnitFinding
from contracts.assessment.evidence.messages import (
    DutyEvidence,
    EvidenceOfUnit,
    EvidenceOfUnitAnswer,
    EvidenceStep,
    EvidenceSummary,
    EvidenceSummaryAnswer,
    Outcome,
    UnitSummary,
)
from contracts.assessment.words import Cause
from contracts.units import area_of
from ledger.door import Answer, Page, Source
from ledger.open_cases import open_case_answers
from ledger.unit_view import in_area, unit_answers
from sqlalchemy import ColumnElement, Row, or_, select, tuple_

from assessment.domain.evidence import days_late
from assessment.projections.open_cases import OPEN_CASE
from assessment.projections.tables import AUDIT_FINDING, DUTY, MERGED, STEP, SUMMARY, UNIT
from assessment.replies.cadres import CADRE_ANSWERS
from assessment.replies.centres import CENTRE_ANSWERS
from assessment.replies.conduct import CONDUCT_ANSWERS
from assessment.replies.deadlines import DEADLINE_ANSWERS
from assessment.replies.performance import PERFORMANCE_ANSWERS
from assessment.replies.programmes import PROGRAMME_ANSWERS
from assessment.replies.responsibilities import RESPONSIBILITY_ANSWERS
from assessment.replies.rounds import ROUND_ANSWERS
from assessment.replies.sheets import SHEET_ANSWERS
from assessment.replies.sizes import SIZE_ANSWERS
from assessment.replies.titles import TITLE_ANSWERS
from assessment.replies.townships import TOWNSHIP_ANSWERS

_FULFILLED = (Outcome.ON_TIME, Outcome.LATE)


def evidence_of_unit(source: Source, question: EvidenceOfUnit, page: Page) -> EvidenceOfUnitAnswer:
    place = tuple_(DUTY.c.due_at, DUTY.c.catalogue, DUTY.c.period)
    query = select(DUTY).where(DUTY.c.unit == question.unit, DUTY.c.year == question.year)
    if page.after is not None:
        query = query.where(place > _place(page.after))
    query = query.order_by(DUTY.c.due_at, DUTY.c.catalogue, DUTY.c.period).limit(page.limit + 1)
    rows = source.connection.execute(query).all()
    shown = rows[: page.limit]
    last = shown[-1] if len(rows) > page.limit else None
    return EvidenceOfUnitAnswer(
        unit=question.unit,
        year=question.year,
        duties=tuple(_duty(source, row) for row in shown),
        next=None if last is None else f"{last.due_at} {last.catalogue} {last.period}",
    )


def evidence_summary(source: Source, question: EvidenceSummary, page: Page) -> EvidenceSummaryAnswer:
    query = select(SUMMARY).where(SUMMARY.c.year == question.year, in_area(SUMMARY.c.unit, question.unit))
    if page.after is not None:
        query = query.where(SUMMARY.c.unit > page.after)
    rows = source.connection.execute(query.order_by(SUMMARY.c.unit).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return EvidenceSummaryAnswer(
        unit=question.unit,
        year=question.year,
        units=tuple(_summary(row) for row in shown),
        next=shown[-1].unit if len(rows) > page.limit else None,
    )


def audit_findings_of_unit(source: Source, question: AuditFindingsOfUnit, page: Page) -> AuditFindingsOfUnitAnswer:
    whose: ColumnElement[bool] = AUDIT_FINDING.c.unit == question.unit
    if question.unit == area_of(question.unit):
        whose = or_(whose, AUDIT_FINDING.c.unit.op("GLOB")(f"{question.unit}[0-9-]*"))
    query = select(AUDIT_FINDING).where(whose)
    if not question.settled:
        query = query.where(AUDIT_FINDING.c.is_open == 1)
    if page.after is not None:
        query = query.where(AUDIT_FINDING.c.stream > page.after)
    rows = source.connection.execute(query.order_by(AUDIT_FINDING.c.stream).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return AuditFindingsOfUnitAnswer(
        unit=question.unit,
        findings=tuple(_finding(row) for row in shown),
        next=shown[-1].stream if len(rows) > page.limit else None,
    )


def _finding(row: Row[Any]) -> UnitFinding:
    return UnitFinding(
        unit=row.unit,
        check=row.check,
        place=row.place,
        detail=row.detail,
        is_open=bool(row.is_open),
        recorded_at=datetime.fromisoformat(row.recorded_at),
        cause=Cause(stream=row.cause_stream, fact=row.cause),
    )


def _duty(source: Source, duty: Row[Any]) -> DutyEvidence:
    of_duty = (STEP.c.unit == duty.unit, STEP.c.catalogue == duty.catalogue, STEP.c.period == duty.period)
    steps = source.connection.execute(select(STEP).where(*of_duty).order_by(STEP.c.place)).all()
    outcome = Outcome(duty.outcome)
    due_at, happened_at = datetime.fromisoformat(duty.due_at), datetime.fromisoformat(duty.happened_at)
    return DutyEvidence(
        catalogue=duty.catalogue,
        period=duty.period,
        indicator=duty.indicator,
        outcome=outcome,
        due_at=due_at,
        happened_at=happened_at,
        days_late=days_late(due_at, happened_at) if outcome in _FULFILLED else None,
        steps=tuple(_step(row) for row in steps),
    )


def _step(row: Row[Any]) -> EvidenceStep:
    return EvidenceStep(
        outcome=Outcome(row.outcome),
        happened_at=datetime.fromisoformat(row.happened_at),
        cause=Cause(stream=row.cause_stream, fact=row.cause),
    )


def _summary(row: Row[Any]) -> UnitSummary:
    return UnitSummary(unit=row.unit, expected=row.expected, overdue=row.overdue, on_time=row.on_time, late=row.late)


def _place(token: str) -> tuple[str, str, str]:
    due_at, _, duty = token.partition(" ")
    catalogue, _, period = duty.partition(" ")
    return due_at, catalogue, period


ANSWERS: Mapping[type, Answer] = {
    EvidenceOfUnit: evidence_of_unit,
    EvidenceSummary: evidence_summary,
    AuditFindingsOfUnit: audit_findings_of_unit,
    **SHEET_ANSWERS,
    **TITLE_ANSWERS,
    **TOWNSHIP_ANSWERS,
    **unit_answers(UNIT, MERGED),
    **CENTRE_ANSWERS,
    **PERFORMANCE_ANSWERS,
    **PROGRAMME_ANSWERS,
    **CADRE_ANSWERS,
    **RESPONSIBILITY_ANSWERS,
    **SIZE_ANSWERS,
    **ROUND_ANSWERS,
    **CONDUCT_ANSWERS,
    **DEADLINE_ANSWERS,
    **open_case_answers(OPEN_CASE),
}
