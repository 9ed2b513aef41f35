"""How units kept their duties of a year, duty by duty and in counts."""

from datetime import datetime
from typing import Any

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
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select, tuple_

from assessment.evidence.rule import days_late
from assessment.evidence.view import DUTY, STEP, SUMMARY

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
