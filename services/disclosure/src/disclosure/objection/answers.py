"""Answers to what is asked about comments and objections."""

import json
from datetime import date, datetime
from typing import Any

from contracts.canonical import digest_of
from contracts.disclosure.objection.messages import (
    ObjectionKind,
    ObjectionLine,
    ObjectionLines,
    ObjectionReceipt,
    ObjectionReceiptAnswer,
    ObjectionRecord,
    ObjectionRecords,
    ObjectionsOfUnit,
    ObjectionsOnItem,
    ObjectionStatus,
    Outcome,
)
from contracts.errors import Rejected
from contracts.message import load
from contracts.sealed import Sealed
from ledger.door import Page, Source
from sqlalchemy import Row, and_, func, select, tuple_

from disclosure.objection.rule import objection_stream
from disclosure.objection.view import OBJECTION

_NO_DAY = "9999"
"""Sorts what has no due day after what has one."""


def objection_receipt(source: Source, question: ObjectionReceipt, page: Page) -> ObjectionReceiptAnswer:
    stream = objection_stream(question.unit, question.objection)
    row = source.connection.execute(select(OBJECTION).where(OBJECTION.c.stream == stream)).one_or_none()
    if row is None:
        raise Rejected("disclosure.no-such-objection")
    return ObjectionReceiptAnswer(
        unit=question.unit,
        objection=row.objection,
        line=_line(row),
        answer=row.answer,
        case=row.case,
        told_on=_day(row.told_on),
    )


def objections_of_unit(source: Source, question: ObjectionsOfUnit, page: Page) -> ObjectionRecords:
    of_unit = OBJECTION.c.unit == question.unit
    is_open = OBJECTION.c.answered_at.is_(None)
    order = (OBJECTION.c.answered_at.is_not(None), func.coalesce(OBJECTION.c.due_on, _NO_DAY), OBJECTION.c.stream)
    query = select(OBJECTION).where(of_unit).order_by(*order)
    if page.after is not None:
        is_answered, due_on, stream = (*page.after.split(" "), "", "")[:3]
        query = query.where(tuple_(*order) > (is_answered == "answered", due_on, stream))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    unanswered = source.connection.execute(select(func.count()).where(of_unit, is_open)).scalar_one()
    return ObjectionRecords(
        records=tuple(map(_record, shown)),
        unanswered=unanswered,
        next=_token(shown[-1]) if len(rows) > page.limit else None,
    )


def objections_on_item(source: Source, question: ObjectionsOnItem, page: Page) -> ObjectionLines:
    """The token of a page names its last stream by digest alone: the stream's name holds somebody's receipt."""
    on_item = and_(
        OBJECTION.c.unit == question.unit,
        OBJECTION.c.catalogue == question.catalogue,
        OBJECTION.c.period == question.period,
        OBJECTION.c.item == question.item,
    )
    order = (OBJECTION.c.submitted_at, OBJECTION.c.stream)
    query = select(OBJECTION).where(on_item).order_by(*order)
    if page.after is not None:
        submitted_at, _, mark = page.after.partition(" ")
        at_that_moment = source.connection.execute(query.where(OBJECTION.c.submitted_at == submitted_at)).all()
        stream = next((row.stream for row in at_that_moment if digest_of(row.stream) == mark), "")
        query = query.where(tuple_(*order) > (submitted_at, stream))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].submitted_at} {digest_of(shown[-1].stream)}" if len(rows) > page.limit else None
    return ObjectionLines(objections=tuple(map(_line, shown)), next=following)


def _token(row: Row[Any]) -> str:
    return f"{'open' if row.answered_at is None else 'answered'} {row.due_on or _NO_DAY} {row.stream}"


def _record(row: Row[Any]) -> ObjectionRecord:
    return ObjectionRecord(
        unit=row.unit,
        objection=row.objection,
        stream=row.stream,
        line=_line(row),
        text=load(Sealed, json.loads(row.text)),
        answer=row.answer,
        case=row.case,
        told_on=_day(row.told_on),
    )


def _line(row: Row[Any]) -> ObjectionLine:
    return ObjectionLine(
        kind=ObjectionKind(row.kind),
        catalogue=row.catalogue,
        period=row.period,
        item=row.item,
        version=row.version,
        is_public_version=row.is_public_version,
        status=ObjectionStatus(row.status),
        submitted_at=datetime.fromisoformat(row.submitted_at),
        due_on=_day(row.due_on),
        is_overdue=row.is_overdue,
        outcome=None if row.outcome is None else Outcome(row.outcome),
        answered_at=_instant(row.answered_at),
        correction=row.correction,
        publish_by=_day(row.publish_by),
        order_met_at=_instant(row.order_met_at),
        is_order_overdue=row.is_order_overdue,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
