"""Answers to what is asked about requests for information."""

import json
from datetime import date, datetime
from typing import Any

from contracts.disclosure.request.messages import (
    RequestAnswer,
    RequestChannel,
    RequestLine,
    RequestLines,
    RequestReceipt,
    RequestReceiptAnswer,
    RequestsOfUnit,
    RequestStatus,
)
from contracts.disclosure.words import AnswerKind
from contracts.errors import Rejected
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import Row, and_, func, select, tuple_

from disclosure.request.rule import request_stream
from disclosure.request.view import REQUEST

_NO_DAY = "9999"
"""Sorts what has no due day after what has one."""

_OPEN = (RequestStatus.UNCONFIRMED.value, RequestStatus.OPEN.value, RequestStatus.CORRECTING.value)


def request_receipt(source: Source, question: RequestReceipt, page: Page) -> RequestReceiptAnswer:
    stream = request_stream(question.unit, question.request)
    row = source.connection.execute(select(REQUEST).where(REQUEST.c.stream == stream)).one_or_none()
    if row is None:
        raise Rejected("disclosure.no-such-request")
    answer = None if row.content is None else load(RequestAnswer, json.loads(row.content))
    return RequestReceiptAnswer(
        line=_line(row),
        text=None if answer is None else answer.text,
        where=None if answer is None else answer.where,
        contents=() if answer is None else answer.contents,
        ground=None if answer is None else answer.ground,
        reason=None if answer is None else answer.reason,
        fee=None if answer is None else answer.fee,
    )


def requests_of_unit(source: Source, question: RequestsOfUnit, page: Page) -> RequestLines:
    of_unit = REQUEST.c.unit == question.unit
    order = (REQUEST.c.status.not_in(_OPEN), func.coalesce(REQUEST.c.due_on, _NO_DAY), REQUEST.c.stream)
    query = select(REQUEST).where(of_unit).order_by(*order)
    if page.after is not None:
        standing, due_on, stream = (*page.after.split(" "), "", "")[:3]
        query = query.where(tuple_(*order) > (standing == "closed", due_on, stream))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    is_open = and_(of_unit, REQUEST.c.status.in_(_OPEN))
    return RequestLines(
        requests=tuple(map(_line, shown)),
        open=source.connection.execute(select(func.count()).where(is_open)).scalar_one(),
        overdue=source.connection.execute(select(func.count()).where(and_(is_open, REQUEST.c.is_overdue))).scalar_one(),
        next=_token(shown[-1]) if len(rows) > page.limit else None,
    )


def _token(row: Row[Any]) -> str:
    return f"{'open' if row.status in _OPEN else 'closed'} {row.due_on or _NO_DAY} {row.stream}"


def _line(row: Row[Any]) -> RequestLine:
    return RequestLine(
        request=row.request,
        channel=RequestChannel(row.channel),
        subject=row.subject,
        status=RequestStatus(row.status),
        arrived_on=date.fromisoformat(row.arrived_on),
        received_on=_day(row.received_on),
        correct_by=_day(row.correct_by),
        due_on=_day(row.due_on),
        is_extended=row.is_extended,
        consultations=row.consultations,
        is_overdue=row.is_overdue,
        answer=None if row.answer is None else AnswerKind(row.answer),
        answered_at=None if row.answered_at is None else datetime.fromisoformat(row.answered_at),
        case=row.case,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
