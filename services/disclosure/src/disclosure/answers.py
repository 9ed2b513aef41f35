"""Answers to what disclosure is asked, from the views; a duty's history from its stream."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from contracts.bilingual import Bilingual
from contracts.blobs import BlobPart
from contracts.disclosure.names import item_name
from contracts.disclosure.queries import (
    DutiesOfUnit,
    DutyHistory,
    DutyHistoryAnswer,
    DutyLine,
    DutyLines,
    DutyStatus,
    HistoryLine,
    OverdueDuties,
    PublishedCatalogue,
    PublishedItem,
    PublishedPage,
    PublishedPageAnswer,
    PublishedVersion,
    ReadAttachment,
)
from contracts.disclosure.vocabulary import Attachment, EntryKind, Evidence, Redaction, Table
from contracts.errors import Rejected, refuse_unless
from contracts.message import load
from contracts.units import area_of
from ledger.door import Answer, Page, Source
from ledger.recorded import digest_of_fact, metadata_of
from ledger.store import Recorded
from sqlalchemy import Row, Select, and_, func, or_, select, tuple_

from disclosure.deciders import duty_stream
from disclosure.projections.tables import DUTY, ITEM, UNIT, VERSION
from disclosure.replies.annual_report import REPORT_ANSWERS
from disclosure.replies.boards import BOARD_ANSWERS
from disclosure.replies.books import BOOKS_ANSWERS
from disclosure.replies.cases import CASE_ANSWERS
from disclosure.replies.completeness import COMPLETENESS_ANSWERS
from disclosure.replies.objections import OBJECTION_ANSWERS
from disclosure.replies.registers import REGISTER_ANSWERS
from disclosure.replies.requests import REQUEST_ANSWERS
from disclosure.replies.withholding import WITHHOLDING_ANSWERS


def duties_of_unit(source: Source, question: DutiesOfUnit, page: Page) -> DutyLines:
    query = _duty_lines().where(DUTY.c.unit == question.unit)
    query = query.order_by(DUTY.c.due_at.desc(), DUTY.c.stream.desc())
    if page.after is not None:
        query = query.where(tuple_(DUTY.c.due_at, DUTY.c.stream) < _place(page.after))
    return _lines(source, query, page)


def overdue_duties(source: Source, question: OverdueDuties, page: Page) -> DutyLines:
    below = DUTY.c.unit.op("GLOB")(f"{area_of(question.unit)}[0-9]*")
    in_area = or_(DUTY.c.unit == question.unit, below)
    query = _duty_lines().where(in_area, DUTY.c.overdue, DUTY.c.fulfilled_at.is_(None))
    query = query.order_by(DUTY.c.due_at, DUTY.c.stream)
    if page.after is not None:
        query = query.where(tuple_(DUTY.c.due_at, DUTY.c.stream) > _place(page.after))
    return _lines(source, query, page)


def duty_history(source: Source, question: DutyHistory, page: Page) -> DutyHistoryAnswer:
    stream = duty_stream(question.unit, question.catalogue, question.period)
    return DutyHistoryAnswer(stream=stream, facts=tuple(_history_line(fact) for fact in source.read(stream)))


def published_page(source: Source, question: PublishedPage, page: Page) -> PublishedPageAnswer:
    unit = _enrolled(source, question.unit)
    of_period = and_(DUTY.c.unit == question.unit, DUTY.c.period == question.period)
    duties = source.connection.execute(select(DUTY).where(of_period).order_by(DUTY.c.catalogue)).all()
    return PublishedPageAnswer(
        unit=question.unit,
        unit_name=Bilingual(zh=unit.zh, en=unit.en),
        period=question.period,
        catalogues=tuple(_published_catalogue(source, duty) for duty in duties),
    )


def read_attachment(source: Source, question: ReadAttachment, page: Page) -> BlobPart:
    """Of an entry that was made public and of nothing else."""
    stream = duty_stream(question.unit, question.catalogue, question.period)
    of_item = and_(VERSION.c.stream == stream, VERSION.c.item == question.item, VERSION.c.published_at.is_not(None))
    versions = map(_published_version, source.connection.execute(select(VERSION).where(of_item)))
    public = {attachment.blob.digest for version in versions for attachment in version.attachments}
    refuse_unless(question.digest in public, "disclosure.attachment-not-public", question.digest)
    return source.blob_part(question.digest, question.offset)


def _enrolled(source: Source, code: str) -> Row[Any]:
    unit = source.connection.execute(select(UNIT).where(UNIT.c.code == code)).one_or_none()
    if unit is None:
        raise Rejected("disclosure.unknown-unit", code)
    return unit


def _published_catalogue(source: Source, duty: Row[Any]) -> PublishedCatalogue:
    versions = source.connection.execute(
        select(VERSION)
        .where(VERSION.c.stream == duty.stream, VERSION.c.published_at.is_not(None))
        .order_by(VERSION.c.version.desc())
    ).all()
    withdrawn = [row.item for row in versions if row.withdrawn_on is not None]
    shown = or_(ITEM.c.published, ITEM.c.withheld_on.is_not(None), ITEM.c.item.in_(withdrawn))
    items = source.connection.execute(
        select(ITEM).where(ITEM.c.stream == duty.stream, shown).order_by(ITEM.c.place)
    ).all()
    return PublishedCatalogue(
        catalogue=duty.catalogue,
        status=_status(duty),
        due_on=date.fromisoformat(duty.due_on) if duty.due_on else None,
        items=tuple(_published_item(item, versions) for item in items),
    )


def _published_item(item: Row[Any], versions: Sequence[Row[Any]]) -> PublishedItem:
    own = [row for row in versions if row.item == item.item]
    return PublishedItem(
        item=item.item,
        name=item_name(item.item) if item.zh is None else Bilingual(zh=item.zh, en=item.en),
        versions=tuple(map(_published_version, own)),
        outdated=bool(item.outdated_version) and all(row.version <= item.outdated_version for row in own),
        withheld_on=item.withheld_on,
    )


def _published_version(row: Row[Any]) -> PublishedVersion:
    if row.withdrawn_on is not None:
        return replace(_with_content(row), **_NOTHING, withdrawn_on=row.withdrawn_on, reason=row.withdrawn_for)
    return _with_content(row)


_NOTHING: Mapping[str, Any] = {"text": None, "table": None, "attachments": (), "redactions": (), "correction": None}
"""What is shown of the content of a version that was withdrawn."""


def _with_content(row: Row[Any]) -> PublishedVersion:
    content = json.loads(row.content) if row.content else {"table": None, "attachments": [], "redactions": []}
    return PublishedVersion(
        version=row.version,
        digest=row.digest,
        withdrawn_on=None,
        kind=EntryKind(row.kind),
        text=row.text,
        table=None if content["table"] is None else load(Table, content["table"]),
        attachments=tuple(load(Attachment, attachment) for attachment in content["attachments"]),
        redactions=tuple(load(Redaction, redaction) for redaction in content["redactions"]),
        reason=row.reason,
        since=row.since,
        correction=row.correction,
        channels=tuple(json.loads(row.channels)),
        evidence=tuple(load(Evidence, evidence) for evidence in json.loads(row.evidence)),
        claimed_on=date.fromisoformat(row.claimed_on),
        published_at=datetime.fromisoformat(row.published_at),
        backdated=row.backdated,
    )


def _duty_lines() -> Select[Any]:
    return select(DUTY, UNIT.c.zh, UNIT.c.en).join(UNIT, UNIT.c.code == DUTY.c.unit)


def _lines(source: Source, query: Select[Any], page: Page) -> DutyLines:
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].due_at} {shown[-1].stream}" if len(rows) > page.limit else None
    counts = _counts(source, [row.stream for row in shown])
    return DutyLines(duties=tuple(_line(row, *counts.get(row.stream, (0, 0, 0))) for row in shown), next=following)


def _counts(source: Source, streams: Sequence[str]) -> Mapping[str, tuple[int, int, int]]:
    """How many items each duty has, how many of them are public, and how many withheld."""
    query = select(
        ITEM.c.stream,
        func.count(),
        func.count().filter(ITEM.c.published),
        func.count(ITEM.c.withheld_on),
    )
    found = source.connection.execute(query.where(ITEM.c.stream.in_(streams)).group_by(ITEM.c.stream))
    return {stream: (items, published, withheld) for stream, items, published, withheld in found}


def _line(row: Row[Any], items: int, published: int, withheld: int) -> DutyLine:
    return DutyLine(
        stream=row.stream,
        unit=row.unit,
        unit_name=Bilingual(zh=row.zh, en=row.en),
        catalogue=row.catalogue,
        period=row.period,
        status=_status(row),
        due_on=date.fromisoformat(row.due_on) if row.due_on else None,
        due_at=datetime.fromisoformat(row.due_at) if row.due_at else None,
        fulfilled_at=None if row.fulfilled_at is None else datetime.fromisoformat(row.fulfilled_at),
        items=items,
        published=published,
        withheld=withheld,
    )


def _status(duty: Row[Any]) -> DutyStatus:
    if duty.reopened:
        return DutyStatus.REOPENED
    if duty.fulfilled_at is not None:
        return DutyStatus.PUBLISHED if not duty.due_at or duty.fulfilled_at < duty.due_at else DutyStatus.PUBLISHED_LATE
    if duty.overdue:
        return DutyStatus.OVERDUE
    return DutyStatus.IN_REVIEW if duty.submitted else DutyStatus.OPEN


def _history_line(fact: Recorded) -> HistoryLine:
    metadata = metadata_of(fact)
    unit = metadata["actor_unit"]
    return HistoryLine(
        revision=fact.revision,
        type=fact.type,
        data=fact.data.decode(),
        actor=metadata["actor"],
        role=metadata["role"],
        actor_unit=unit,
        decided_at=datetime.fromisoformat(metadata["decided_at"]),
        digest=digest_of_fact(fact),
    )


def _place(token: str) -> tuple[str, str]:
    due_at, _, stream = token.partition(" ")
    return due_at, stream


ANSWERS: Mapping[type, Answer] = {
    DutiesOfUnit: duties_of_unit,
    OverdueDuties: overdue_duties,
    DutyHistory: duty_history,
    PublishedPage: published_page,
    **CASE_ANSWERS,
    **OBJECTION_ANSWERS,
    ReadAttachment: read_attachment,
    **WITHHOLDING_ANSWERS,
    **COMPLETENESS_ANSWERS,
    **BOARD_ANSWERS,
    **REGISTER_ANSWERS,
    **REQUEST_ANSWERS,
    **REPORT_ANSWERS,
    **BOOKS_ANSWERS,
}
