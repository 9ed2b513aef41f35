"""Answers about the audits that were made, from the view, and which of a kind was the last."""

from datetime import datetime
from typing import Any

from contracts.auditor.audits.messages import AuditsMade, AuditsMadeAnswer, MadeAudit
from contracts.auditor.words import Audit
from ledger.door import Page, Source
from sqlalchemy import Connection, Row, select

from auditor.asking import number_of
from auditor.audits.view import RUN


def audits_made(source: Source, question: AuditsMade, page: Page) -> AuditsMadeAnswer:
    query = select(RUN).order_by(RUN.c.number.desc()).limit(page.limit + 1)
    if page.after is not None:
        query = query.where(RUN.c.number < number_of(page.after))
    rows = source.connection.execute(query).all()
    shown = rows[: page.limit]
    return AuditsMadeAnswer(
        audits=tuple(_made(row) for row in shown),
        next=str(shown[-1].number) if len(rows) > page.limit else None,
    )


def last_run(connection: Connection, audit: Audit) -> MadeAudit | None:
    query = select(RUN).where(RUN.c.audit == audit.value).order_by(RUN.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _made(row)


def _made(row: Row[Any]) -> MadeAudit:
    return MadeAudit(
        audit=Audit(row.audit),
        ended_at=datetime.fromisoformat(row.ended_at),
        facts=row.facts,
        findings=row.findings,
        left_out=row.left_out,
        through=row.through,
    )
