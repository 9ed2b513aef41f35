"""Answers to what is asked about the registers."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from contracts.disclosure.documents.messages import DocumentLine, DocumentLines, DocumentsOfUnit, RegisteredDocument
from contracts.disclosure.regulations.messages import (
    RegulationLine,
    RegulationLines,
    RegulationsOfUnit,
    RegulationStatus,
    VolumeAnswer,
    VolumeCompiled,
    VolumeOfUnit,
)
from contracts.disclosure.seal_book.messages import SealBook, SealBookAnswer, SealLine, SealUse
from contracts.disclosure.supporters.messages import SupporterLine, SupporterLines, SupportersOfUnit, SupportKind
from contracts.errors import Rejected
from contracts.message import load
from ledger.door import Answer, Page, Source
from sqlalchemy import Column, Row, Select, select

from disclosure.projections.registers import REGISTER_ENTRY, REGULATION, REVIEW_INTERVAL, SUPPORTER, VOLUME
from disclosure.streams import document_stream, seal_stream


def seal_book(source: Source, question: SealBook, page: Page) -> SealBookAnswer:
    stream = seal_stream(question.unit, question.seal, question.month)
    rows, following = _entries(source, stream, page)
    return SealBookAnswer(entries=tuple(map(_seal_line, rows)), next=following)


def documents_of_unit(source: Source, question: DocumentsOfUnit, page: Page) -> DocumentLines:
    rows, following = _entries(source, document_stream(question.unit, question.year), page)
    return DocumentLines(documents=tuple(map(_document_line, rows)), next=following)


def regulations_of_unit(source: Source, question: RegulationsOfUnit, page: Page) -> RegulationLines:
    query = select(REGULATION).where(REGULATION.c.unit == question.unit).order_by(REGULATION.c.code)
    if page.after is not None:
        query = query.where(REGULATION.c.code > page.after)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    of_unit = select(REVIEW_INTERVAL.c.months).where(REVIEW_INTERVAL.c.unit == question.unit)
    return RegulationLines(
        regulations=tuple(map(_regulation_line, shown)),
        review_months=source.connection.execute(of_unit).scalar_one_or_none(),
        next=shown[-1].code if len(rows) > page.limit else None,
    )


def volume_of_unit(source: Source, question: VolumeOfUnit, page: Page) -> VolumeAnswer:
    of_set = select(VOLUME.c.content).where(VOLUME.c.unit == question.unit, VOLUME.c.set == question.set)
    content = source.connection.execute(of_set).scalar_one_or_none()
    if content is None:
        raise Rejected("disclosure.no-such-volume", f"{question.unit}: {question.set}")
    volume = load(VolumeCompiled, json.loads(content))
    return VolumeAnswer(
        unit=volume.unit,
        set=volume.set,
        on=volume.on,
        rules=volume.rules,
        missing=volume.missing,
        unreviewed=volume.unreviewed,
    )


def supporters_of_unit(source: Source, question: SupportersOfUnit, page: Page) -> SupporterLines:
    query = select(SUPPORTER).where(SUPPORTER.c.unit == question.unit).order_by(SUPPORTER.c.entry)
    rows, following = _page_of_numbers(source, query, SUPPORTER.c.entry, page)
    return SupporterLines(supporters=tuple(map(_supporter_line, rows)), next=following)


def _entries(source: Source, stream: str, page: Page) -> tuple[Sequence[Row[Any]], str | None]:
    query = select(REGISTER_ENTRY).where(REGISTER_ENTRY.c.stream == stream).order_by(REGISTER_ENTRY.c.entry)
    return _page_of_numbers(source, query, REGISTER_ENTRY.c.entry, page)


def _page_of_numbers(
    source: Source, query: Select[Any], number: Column[int], page: Page
) -> tuple[Sequence[Row[Any]], str | None]:
    if page.after is not None and page.after.isdecimal():
        query = query.where(number > int(page.after))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return shown, str(shown[-1].entry) if len(rows) > page.limit else None


def _seal_line(row: Row[Any]) -> SealLine:
    use = load(SealUse, json.loads(row.content))
    return SealLine(
        entry=row.entry, version=row.version, use=use, reason=row.reason, recorded_at=_instant(row.recorded_at)
    )


def _document_line(row: Row[Any]) -> DocumentLine:
    document = load(RegisteredDocument, json.loads(row.content))
    return DocumentLine(
        entry=row.entry,
        version=row.version,
        document=document,
        reason=row.reason,
        recorded_at=_instant(row.recorded_at),
    )


def _regulation_line(row: Row[Any]) -> RegulationLine:
    bound = RegulationStatus.DRAFT if row.is_draft else RegulationStatus.IN_FORCE
    return RegulationLine(
        code=row.code,
        version=row.version,
        title=row.title,
        scope=row.scope,
        owner=row.owner,
        status=RegulationStatus.REPEALED if row.repealed_on else bound,
        adopted_by=row.adopted_by,
        adopted_on=_day(row.adopted_on),
        repealed_on=_day(row.repealed_on),
        reviewed_on=_day(row.reviewed_on),
        text=row.text,
    )


def _supporter_line(row: Row[Any]) -> SupporterLine:
    return SupporterLine(
        entry=row.entry,
        supporter=row.supporter,
        kind=SupportKind(row.kind),
        valid_from=date.fromisoformat(row.valid_from),
        valid_to=_day(row.valid_to),
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


REGISTER_ANSWERS: Mapping[type, Answer] = {
    SealBook: seal_book,
    DocumentsOfUnit: documents_of_unit,
    RegulationsOfUnit: regulations_of_unit,
    VolumeOfUnit: volume_of_unit,
    SupportersOfUnit: supporters_of_unit,
}
