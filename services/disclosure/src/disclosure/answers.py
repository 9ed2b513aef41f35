"""Answers to what disclosure is asked, from the views; a duty's history from its stream."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from contracts.bilingual import Bilingual
from contracts.blobs import BlobPart
from contracts.disclosure.duty.messages import (
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
from contracts.disclosure.words import item_name
from contracts.errors import Rejected, refuse_unless
from contracts.message import Json, recall
from contracts.units import area_of
from ledger.door import Answer, Page, Source
from ledger.recorded import digest_of_fact, metadata_of
from ledger.store import Recorded
from ledger.unit_view import unit_answers
from ledger.upward_report_view import report_answers
from sqlalchemy import Row, Select, and_, or_, select, tuple_

from disclosure.projections.items import Content, is_public, written
from disclosure.projections.tables import DUTY, MERGED, OWING, REPORT, UNIT
from disclosure.replies.annual_report import REPORT_ANSWERS
from disclosure.replies.boards import BOARD_ANSWERS
from disclosure.replies.books import BOOKS_ANSWERS
from disclosure.replies.cases import CASE_ANSWERS
from disclosure.replies.completeness import COMPLETENESS_ANSWERS
from disclosure.replies.objections import OBJECTION_ANSWERS
from disclosure.replies.opinion_results import OPINION_RESULT_ANSWERS
from disclosure.replies.registers import REGISTER_ANSWERS
from disclosure.replies.requests import REQUEST_ANSWERS
from disclosure.replies.withholding import WITHHOLDING_ANSWERS
from disclosure.streams import duty_stream


def duties_of_unit(source: Source, question: DutiesOfUnit, page: Page) -> DutyLines:
    query = _duty_lines().where(DUTY.c.unit == question.unit)
    query = query.order_by(DUTY.c.due_at.desc(), DUTY.c.stream.desc())
    if page.after is not None:
        query = query.where(tuple_(DUTY.c.due_at, DUTY.c.stream) < _place(page.after))
    return _lines(source, query, page)


def overdue_duties(source: Source, question: OverdueDuties, page: Page) -> DutyLines:
    below = DUTY.c.unit.op("GLOB")(f"{area_of(question.unit)}[0-9]*")
    in_area = or_(DUTY.c.unit == question.unit, below)
    query = _duty_lines().where(in_area, OWING)
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
    content = written(source.connection, stream)
    versions = content.versions(question.item) if content and question.item in content.items else ()
    public = {
        attachment["blob"]["digest"]
        for version in filter(is_public, versions)
        for attachment in version["entry"].get("attachments", ())
    }
    refuse_unless(question.digest in public, "disclosure.attachment-not-public", question.digest)
    return source.blob_part(question.digest, question.offset)


def _enrolled(source: Source, code: str) -> Row[Any]:
    unit = source.connection.execute(select(UNIT).where(UNIT.c.code == code)).one_or_none()
    if unit is None:
        raise Rejected("disclosure.unknown-unit", code)
    return unit


def _published_catalogue(source: Source, duty: Row[Any]) -> PublishedCatalogue:
    """What is public, was withdrawn or is withheld."""
    content = written(source.connection, duty.stream)
    assert content is not None, "a duty has content"
    return PublishedCatalogue(
        catalogue=duty.catalogue,
        status=_status(duty),
        due_on=date.fromisoformat(duty.due_on) if duty.due_on else None,
        items=tuple(_published_item(content, code, item) for code, item in content.items.items() if _is_shown(item)),
    )


def _is_shown(item: Json) -> bool:
    was_withdrawn = any("withdrawn" in version for version in item["versions"])
    return item["published"] or item["withheld"] is not None or was_withdrawn


def _published_item(content: Content, code: str, item: Json) -> PublishedItem:
    public = [version for version in reversed(item["versions"]) if is_public(version)]
    return PublishedItem(
        item=code,
        name=item_name(code) if item["name"] is None else recall(Bilingual, item["name"]),
        versions=tuple(_published_version(content, version) for version in public),
        outdated=bool(item["outdated"]) and all(version["version"] <= item["outdated"] for version in public),
        withheld_on=item["withheld"],
    )


def _published_version(content: Content, version: Json) -> PublishedVersion:
    """Its first publication fixes its dates, later ones add channels. Of what was withdrawn the reason is shown."""
    shown, withdrawn = content.shown(version), version.get("withdrawn")
    said = {**_NOTHING, **version["entry"], "correction": version.get("correction")}
    if withdrawn is not None:
        said |= {**_NOTHING, "reason": withdrawn["why"], "since": said["since"]}
    return recall(
        PublishedVersion,
        {
            **{name: said[name] for name in ("kind", *_NOTHING)},
            "version": version["version"],
            "digest": version["digest"],
            "withdrawn_on": None if withdrawn is None else withdrawn["on"],
            "channels": dict.fromkeys(channel for one in shown for channel in one["channels"]),
            "evidence": [evidence for one in shown for evidence in one["evidence"]],
            "claimed_on": shown[0]["claimed_on"],
            "published_at": shown[0]["published_at"],
            "backdated": shown[0].get("backdated", False),
        },
    )


_NOTHING: Mapping[str, Any] = {
    "text": None,
    "table": None,
    "attachments": (),
    "redactions": (),
    "reason": None,
    "since": None,
    "correction": None,
}
"""What is said of the content of a version of which nothing is said."""


def _duty_lines() -> Select[Any]:
    return select(DUTY, UNIT.c.zh, UNIT.c.en).join(UNIT, UNIT.c.code == DUTY.c.unit)


def _lines(source: Source, query: Select[Any], page: Page) -> DutyLines:
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].due_at} {shown[-1].stream}" if len(rows) > page.limit else None
    return DutyLines(duties=tuple(map(_line, shown)), next=following)


def _line(row: Row[Any]) -> DutyLine:
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
        items=row.item_count,
        published=row.published_count,
        withheld=row.withheld_count,
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
    **unit_answers(UNIT, MERGED),
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
    **OPINION_RESULT_ANSWERS,
    **report_answers("disclosure", REPORT),
    **REQUEST_ANSWERS,
    **REPORT_ANSWERS,
    **BOOKS_ANSWERS,
}
