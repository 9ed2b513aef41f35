"""Answers about findings, from the view, and which an audit has met and not settled."""

from datetime import datetime
from typing import Any

from contracts.auditor.finding.messages import Answered, FindingsAnswer, FindingsOfRecord, FindingsOfUnit, KnownFinding
from contracts.auditor.words import Audit
from contracts.units import NATION
from ledger.door import Page, Source
from sqlalchemy import ColumnElement, Connection, Row, select

from auditor.asking import is_of, number_of
from auditor.finding.view import ANSWER, FINDING


def findings_of_unit(source: Source, question: FindingsOfUnit, page: Page) -> FindingsAnswer:
    whose = is_of(FINDING.c.unit, question.unit)
    return _findings(source, question.unit, whose, page, settled=question.settled)


def findings_of_record(source: Source, question: FindingsOfRecord, page: Page) -> FindingsAnswer:
    return _findings(source, question.unit, FINDING.c.unit == NATION, page, settled=question.settled)


def open_findings(connection: Connection, audit: Audit) -> list[tuple[str, str, str]]:
    """Check, place and unit of what this audit has met and not settled, in the order in which it was met."""
    still = (FINDING.c.audit == audit.value, FINDING.c.settled_at.is_(None))
    query = select(FINDING.c.check, FINDING.c.place, FINDING.c.unit).where(*still).order_by(FINDING.c.number)
    return [(row.check, row.place, row.unit) for row in connection.execute(query)]


def _findings(source: Source, unit: str, whose: ColumnElement[bool], page: Page, *, settled: bool) -> FindingsAnswer:
    query = select(FINDING).where(whose).order_by(FINDING.c.number).limit(page.limit + 1)
    if not settled:
        query = query.where(FINDING.c.settled_at.is_(None))
    if page.after is not None:
        query = query.where(FINDING.c.number > number_of(page.after))
    rows = source.connection.execute(query).all()
    shown = rows[: page.limit]
    return FindingsAnswer(
        unit=unit,
        findings=tuple(_known(source, row) for row in shown),
        next=str(shown[-1].number) if len(rows) > page.limit else None,
    )


def _known(source: Source, row: Row[Any]) -> KnownFinding:
    said = select(ANSWER).where(ANSWER.c.stream == row.stream).order_by(ANSWER.c.place)
    return KnownFinding(
        unit=row.unit,
        audit=Audit(row.audit),
        check=row.check,
        place=row.place,
        detail=row.detail,
        index=row.log_index,
        met_at=datetime.fromisoformat(row.met_at),
        met_last_at=datetime.fromisoformat(row.met_last_at),
        reopened=row.reopened,
        settled_at=None if row.settled_at is None else datetime.fromisoformat(row.settled_at),
        answers=tuple(_answered(answer) for answer in source.connection.execute(said)),
    )


def _answered(row: Row[Any]) -> Answered:
    return Answered(by=row.by, at=datetime.fromisoformat(row.at), statement=row.statement)
