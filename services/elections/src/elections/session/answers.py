"""Answers to what is asked about the sessions of congresses."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

from contracts.elections.session.messages import (
    FindingLine,
    InquiryLine,
    ItemLine,
    Outcome,
    ResolutionLine,
    SessionFinding,
    SessionLine,
    SessionLines,
    SessionRecord,
    SessionRecordAnswer,
    SessionsOfUnit,
    SessionStage,
)
from contracts.elections.words import Matter, SessionKind
from contracts.errors import Rejected
from ledger.door import Page, Source
from sqlalchemy import Column, Row, Table, func, select, tuple_

from elections.session.rule import session_stream
from elections.session.view import INQUIRY, RESOLUTION, SESSION, SESSION_FINDING, SESSION_ITEM


def sessions_of_unit(source: Source, question: SessionsOfUnit, page: Page) -> SessionLines:
    """The token of a page is `term session` of its last line."""
    order = (SESSION.c.term, SESSION.c.session)
    query = select(SESSION).where(SESSION.c.unit == question.unit)
    query = query.order_by(SESSION.c.term.desc(), SESSION.c.session.desc())
    numbers = (page.after or "").split(" ")
    if len(numbers) == len(order) and all(number.isdecimal() for number in numbers):
        query = query.where(tuple_(*order) < (int(numbers[0]), int(numbers[1])))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return SessionLines(
        sessions=tuple(_line(source, row) for row in shown),
        next=f"{shown[-1].term} {shown[-1].session}" if len(rows) > page.limit else None,
    )


def session_record(source: Source, question: SessionRecord, page: Page) -> SessionRecordAnswer:
    stream = session_stream(question.unit, question.term, question.session)
    row = source.connection.execute(select(SESSION).where(SESSION.c.stream == stream)).one_or_none()
    if row is None:
        raise Rejected("elections.no-such-session")
    return SessionRecordAnswer(
        unit=question.unit,
        line=_line(source, row),
        agenda=tuple(map(_item, _of(source, SESSION_ITEM, SESSION_ITEM.c.place, stream))),
        inquiries=tuple(map(_inquiry, _of(source, INQUIRY, INQUIRY.c.number, stream))),
        resolutions=tuple(map(_resolution, _of(source, RESOLUTION, RESOLUTION.c.number, stream))),
        findings=tuple(map(_finding, _of(source, SESSION_FINDING, SESSION_FINDING.c.place, stream))),
    )


def _of(source: Source, table: Table, order: Column[int], stream: str) -> list[Row[Any]]:
    return list(source.connection.execute(select(table).where(table.c.stream == stream).order_by(order)))


def _line(source: Source, row: Row[Any]) -> SessionLine:
    of_session = select(func.count()).where(SESSION_FINDING.c.stream == row.stream)
    return SessionLine(
        term=row.term,
        session=row.session,
        kind=SessionKind(row.kind),
        stage=SessionStage(row.stage),
        begins_on=_day(row.begins_on),
        ends_on=_day(row.ends_on),
        days=None if row.days is None else Fraction(row.days),
        all_deputies=row.all_deputies,
        attending=row.attending,
        findings=source.connection.execute(of_session).scalar_one(),
        is_announced=row.is_announced,
        is_reported=row.is_reported,
        is_archived=row.is_archived,
    )


def _item(row: Row[Any]) -> ItemLine:
    return ItemLine(
        item=row.item,
        matter=Matter(row.matter),
        title=row.title,
        deliberations=row.deliberations,
        minutes=row.minutes,
        outcome=Outcome(row.outcome),
    )


def _inquiry(row: Row[Any]) -> InquiryLine:
    return InquiryLine(
        number=row.number, deputy=row.deputy, addressee=row.addressee, question=row.question, reply=row.reply
    )


def _resolution(row: Row[Any]) -> ResolutionLine:
    return ResolutionLine(number=row.number, title=row.title, responsible=row.responsible)


def _finding(row: Row[Any]) -> FindingLine:
    return FindingLine(
        finding=SessionFinding(row.finding),
        deputies=tuple(json.loads(row.deputies)),
        matters=tuple(json.loads(row.matters)),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
