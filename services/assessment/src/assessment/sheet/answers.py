"""What a sheet says of each indicator."""

import json
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from contracts.assessment.sheet.messages import (
    LateMeasureNoted,
    ResultAnnotated,
    ResultRecorded,
    SheetOfUnit,
    SheetOfUnitAnswer,
)
from contracts.errors import Rejected
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import Row, select

from assessment.sheet.rule import sheet_stream
from assessment.sheet.view import ANNOTATED, LATE, RECORDED, RESULT, SHEET


def sheet_of_unit(source: Source, question: SheetOfUnit, page: Page) -> SheetOfUnitAnswer:
    stream = sheet_stream(question.unit, question.scheme, question.term)
    sheet = source.connection.execute(select(SHEET).where(SHEET.c.stream == stream)).one_or_none()
    if sheet is None:
        raise Rejected("assessment.no-such-sheet", f"{question.scheme} {question.term}")
    query = select(RESULT).where(RESULT.c.stream == stream)
    if page.after is not None:
        query = query.where(RESULT.c.place > int(page.after))
    rows = source.connection.execute(query.order_by(RESULT.c.place).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return SheetOfUnitAnswer(
        unit=question.unit,
        scheme=question.scheme,
        term=question.term,
        digest=sheet.digest,
        opened_at=datetime.fromisoformat(sheet.opened_at),
        closed_at=None if sheet.closed_at is None else datetime.fromisoformat(sheet.closed_at),
        met=sheet.met,
        not_met=sheet.not_met,
        not_applicable=sheet.not_applicable,
        unmet_mandatory=tuple(sheet.unmet_mandatory.split()),
        vetoed=tuple(sheet.vetoed.split()),
        score=None if sheet.score is None else Fraction(sheet.score),
        results=_said(shown, RECORDED, ResultRecorded),
        annotations=_said(shown, ANNOTATED, ResultAnnotated),
        late=_said(shown, LATE, LateMeasureNoted),
        next=str(shown[-1].place) if len(rows) > page.limit else None,
    )


def _said(rows: Sequence[Row[Any]], kind: str, message: type[Any]) -> tuple[Any, ...]:
    return tuple(load(message, json.loads(row.document)) for row in rows if row.kind == kind)
