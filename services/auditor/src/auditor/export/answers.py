"""Answers about exports of archives, from the view, and which are still to be made."""

from datetime import date, datetime
from typing import Any

from contracts.auditor.export.messages import ExportsAnswer, ExportsOfUnit, KnownExport, Series
from ledger.door import Page, Source
from sqlalchemy import Connection, Row, select

from auditor.asking import is_of, number_of
from auditor.export.view import EXPORT


def exports_of_unit(source: Source, question: ExportsOfUnit, page: Page) -> ExportsAnswer:
    query = select(EXPORT).where(is_of(EXPORT.c.unit, question.unit)).order_by(EXPORT.c.number.desc())
    if page.after is not None:
        query = query.where(EXPORT.c.number < number_of(page.after))
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
