"""What the auditor found on the records of a unit."""

from datetime import datetime
from typing import Any

from contracts.assessment.audit_finding.messages import AuditFindingsOfUnit, AuditFindingsOfUnitAnswer, UnitFinding
from contracts.assessment.words import Cause
from contracts.units import area_of
from ledger.door import Page, Source
from sqlalchemy import ColumnElement, Row, or_, select

from assessment.audit_finding.view import AUDIT_FINDING


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
