"""Answers to what the auditor is asked, from the views."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from contracts.auditor.audits.messages import AuditsMade, AuditsMadeAnswer, MadeAudit
from contracts.auditor.export.messages import ExportsAnswer, ExportsOfUnit, KnownExport, Series
from contracts.auditor.finding.messages import Answered, FindingsAnswer, FindingsOfRecord, FindingsOfUnit, KnownFinding
from contracts.auditor.words import Audit
from contracts.errors import Malformed
from contracts.units import NATION, area_of
from ledger.door import Answer, Page, Source
from sqlalchemy import ColumnElement, Connection, Row, or_, select

from auditor.projections.tables import ANSWER, EXPORT, FINDING, RUN


def findings_of_unit(source: Source, question: FindingsOfUnit, page: Page) -> FindingsAnswer:
    whose = _is_of(FINDING.c.unit, question.unit)
    return _findings(source, question.unit, whose, page, settled=question.settled)


def findings_of_record(source: Source, question: FindingsOfRecord, page: Page) -> FindingsAnswer:
    return _findings(source, question.unit, FINDING.c.unit == NATION, page, settled=question.settled)


def audits_made(source: Source, question: AuditsMade, page: Page) -> AuditsMadeAnswer:
    query = select(RUN).order_by(RUN.c.number.desc()).limit(page.limit + 1)
    if page.after is not None:
        query = query.where(RUN.c.number < _number(page.after))
    rows = source.connection.execute(query).all()
    shown = rows[: page.limit]
    return AuditsMadeAnswer(
        audits=tuple(_made(row) for row in shown),
        next=str(shown[-1].number) if len(rows) > page.limit else None,
    )


def exports_of_unit(source: Source, question: ExportsOfUnit, page: Page) -> ExportsAnswer:
    query = select(EXPORT).where(_is_of(EXPORT.c.unit, question.unit)).order_by(EXPORT.c.number.desc())
    if page.after is not None:
        query = query.where(EXPORT.c.number < _number(page.after))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return ExportsAnswer(
        unit=question.unit,
        exports=tuple(map(_known_export, shown)),
        next=str(shown[-1].number) if len(rows) > page.limit else None,
    )


def open_exports(connection: Connection) -> list[KnownExport]:
    """What was ordered, and neither made nor given up, in the order in which it was."""
    query = select(EXPORT).where(EXPORT.c.ended_at.is_(None)).order_by(EXPORT.c.number)
    return [_known_export(row) for row in connection.execute(query)]


def open_findings(connection: Connection, audit: Audit) -> list[tuple[str, str, str]]:
    """Check, place and unit of what this audit has met and not settled, in the order in which it was met."""
    still = (FINDING.c.audit == audit.value, FINDING.c.settled_at.is_(None))
    query = select(FINDING.c.check, FINDING.c.place, FINDING.c.unit).where(*still).order_by(FINDING.c.number)
    return [(row.check, row.place, row.unit) for row in connection.execute(query)]


def last_run(connection: Connection, audit: Audit) -> MadeAudit | None:
    query = select(RUN).where(RUN.c.audit == audit.value).order_by(RUN.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _made(row)


def _findings(source: Source, unit: str, whose: ColumnElement[bool], page: Page, *, settled: bool) -> FindingsAnswer:
    query = select(FINDING).where(whose).order_by(FINDING.c.number).limit(page.limit + 1)
    if not settled:
        query = query.where(FINDING.c.settled_at.is_(None))
    if page.after is not None:
        query = query.where(FINDING.c.number > _number(page.after))
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


def _known_export(row: Row[Any]) -> KnownExport:
    return KnownExport(
        unit=row.unit,
        export=row.export,
        series=Series(row.series),
        from_on=date.fromisoformat(row.from_on),
        to_on=date.fromisoformat(row.to_on),
        purpose=row.purpose,
        ordered_by=row.ordered_by,
        ordered_at=datetime.fromisoformat(row.ordered_at),
        digest=row.digest,
        facts=row.facts,
        octets=row.octets,
        log_size=row.log_size,
        ended_at=None if row.ended_at is None else datetime.fromisoformat(row.ended_at),
        reason=row.reason,
    )


def _is_of(column: ColumnElement[str], unit: str) -> ColumnElement[bool]:
    """Of the unit or of one in its area. A department is no area: of `360730-audit` only its own records are meant."""
    own: ColumnElement[bool] = column == unit
    return or_(own, column.op("GLOB")(f"{unit}[0-9-]*")) if unit == area_of(unit) else own


def _number(token: str) -> int:
    if not (token.isascii() and token.isdigit() and len(token) < 16):
        raise Malformed({"page.after": ["Not the token of a page."]})
    return int(token)


def _made(row: Row[Any]) -> MadeAudit:
    return MadeAudit(
        audit=Audit(row.audit),
        ended_at=datetime.fromisoformat(row.ended_at),
        facts=row.facts,
        findings=row.findings,
        left_out=row.left_out,
        through=row.through,
    )


ANSWERS: Mapping[type, Answer] = {
    FindingsOfUnit: findings_of_unit,
    FindingsOfRecord: findings_of_record,
    AuditsMade: audits_made,
    ExportsOfUnit: exports_of_unit,
}
