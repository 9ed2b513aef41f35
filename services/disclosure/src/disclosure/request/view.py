"""Requests for information as they stand, and when the service has to do something about them."""

import json
from datetime import date, datetime
from typing import Any

from contracts.calendar import day_ends
from contracts.cases import DueDateRederived, PolicyRebound
from contracts.catalogue import commands_of
from contracts.disclosure.request.messages import (
    ConsultationBegun,
    ConsultationEnded,
    CorrectionAsked,
    MarkRequestOverdue,
    PetitionLinked,
    ReasonsAsked,
    ReasonsJudged,
    ReceiptConfirmed,
    RequestAbandoned,
    RequestAnswered,
    RequestClock,
    RequestClockRederived,
    RequestCorrected,
    RequestExtended,
    RequestIsPetition,
    RequestOverdue,
    RequestReceived,
    RequestStatus,
)
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Due, Projection, postpone, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, delete, insert, update

from disclosure.request.rule import request_stream
from disclosure.tables import AGENDA, METADATA

ANSWER, CONSULTATION = "answer", "consultation"

REQUEST = Table(
    "request",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("request", String, nullable=False),
    Column("unit", String, nullable=False, index=True),
    Column("channel", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("arrived_on", String, nullable=False),
    Column("received_on", String),
    Column("correct_by", String),
    Column("due_on", String),
    Column("is_extended", Boolean, nullable=False),
    Column("consultations", Integer, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
    Column("answer", String),
    Column("content", Text),
    Column("answered_at", String),
    Column("case", String),
    Column("recorded_at", String, nullable=False),
)
"""Names, contacts and words stay in the facts, sealed; `content` is the answer as JSON."""


def _received(connection: Connection, fact: RequestReceived, recorded: Recorded) -> None:
    status = RequestStatus.UNCONFIRMED if fact.clock is None else RequestStatus.OPEN
    row = {
        "stream": recorded.stream,
        "request": fact.request,
        "unit": fact.unit,
        "channel": fact.channel.value,
        "subject": fact.subject,
        "status": status.value,
        "arrived_on": fact.arrived_on.isoformat(),
        "received_on": _text(fact.received_on),
        "due_on": _due(fact.clock),
        "is_extended": False,
        "consultations": 0,
        "is_overdue": False,
        "recorded_at": instant_text(fact.recorded_at),
    }
    connection.execute(insert(REQUEST).values(row))


def _confirmed(connection: Connection, fact: ReceiptConfirmed, recorded: Recorded) -> None:
    status, received_on = RequestStatus.OPEN.value, fact.received_on.isoformat()
    _change(connection, recorded, status=status, received_on=received_on, due_on=_due(fact.clock))


def _correction_asked(connection: Connection, fact: CorrectionAsked, recorded: Recorded) -> None:
    status = RequestStatus.CORRECTING.value
    _change(connection, recorded, status=status, correct_by=fact.correct_by.isoformat(), due_on=None)


def _corrected(connection: Connection, fact: RequestCorrected, recorded: Recorded) -> None:
    news = {"status": RequestStatus.OPEN.value, "subject": fact.subject, "due_on": _due(fact.clock)}
    _change(connection, recorded, **news, received_on=fact.received_on.isoformat())


def _abandoned(connection: Connection, fact: RequestAbandoned, recorded: Recorded) -> None:
    _change(connection, recorded, status=RequestStatus.ABANDONED.value)


def _consulted(connection: Connection, fact: ConsultationBegun, recorded: Recorded) -> None:
    _change(connection, recorded, consultations=fact.consultation, due_on=_due(fact.clock))


def _replied(connection: Connection, fact: ConsultationEnded, recorded: Recorded) -> None:
    _change(connection, recorded, due_on=_due(fact.clock))


def _extended(connection: Connection, fact: RequestExtended, recorded: Recorded) -> None:
    _change(connection, recorded, is_extended=True, due_on=_due(fact.clock))


def _judged(connection: Connection, fact: ReasonsJudged, recorded: Recorded) -> None:
    if fact.clock is not None:
        _change(connection, recorded, due_on=_due(fact.clock))


def _answered(connection: Connection, fact: RequestAnswered, recorded: Recorded) -> None:
    _change(
        connection,
        recorded,
        status=RequestStatus.ANSWERED.value,
        answer=fact.answer.kind.value,
        content=json.dumps(dump(fact.answer)),
        answered_at=instant_text(fact.answered_at),
    )


def _is_petition(connection: Connection, fact: RequestIsPetition, recorded: Recorded) -> None:
    status = RequestStatus.PETITION.value
    _change(connection, recorded, status=status, answered_at=instant_text(fact.recorded_at))


def _linked(connection: Connection, fact: PetitionLinked, recorded: Recorded) -> None:
    _change(connection, recorded, case=fact.case)


def _overdue(connection: Connection, fact: RequestOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_overdue=True)


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """Of a request: no other case has a row here."""
    _change(connection, recorded, due_on=fact.after.due_on.isoformat())


def _reckoned_anew(connection: Connection, fact: RequestClockRederived, recorded: Recorded) -> None:
    _change(connection, recorded, due_on=_due(fact.clock))


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(REQUEST).where(REQUEST.c.stream == recorded.stream).values(news))


def _due(clock: RequestClock | None) -> str | None:
    return None if clock is None else _text(clock.due_on)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


REQUESTS = Projection(
    name="requests",
    version=1,
    applies={
        RequestReceived: _received,
        ReceiptConfirmed: _confirmed,
        CorrectionAsked: _correction_asked,
        RequestCorrected: _corrected,
        RequestAbandoned: _abandoned,
        ConsultationBegun: _consulted,
        ConsultationEnded: _replied,
        RequestExtended: _extended,
        ReasonsJudged: _judged,
        RequestAnswered: _answered,
        RequestIsPetition: _is_petition,
        PetitionLinked: _linked,
        RequestOverdue: _overdue,
        RequestClockRederived: _reckoned_anew,
        DueDateRederived: _rederived,
    },
    ignores=frozenset({ReasonsAsked, PolicyRebound}),
)


# What the service does by itself

_Timed = (
    RequestReceived
    | ReceiptConfirmed
    | RequestCorrected
    | ConsultationBegun
    | ConsultationEnded
    | RequestExtended
    | ReasonsJudged
    | RequestClockRederived
)


def _timed(connection: Connection, fact: _Timed, recorded: Recorded) -> None:
    if isinstance(fact, ConsultationBegun):
        _schedule(connection, fact, recorded, f"{CONSULTATION}-{fact.consultation}", day_ends(fact.reply_by))
    if isinstance(fact, ConsultationEnded):
        strike(connection, AGENDA, recorded.stream, f"{CONSULTATION}-{fact.consultation}")
    if fact.clock is None:
        return
    strike(connection, AGENDA, recorded.stream, ANSWER)
    if fact.clock.due_at is not None:
        _schedule(connection, fact, recorded, ANSWER, fact.clock.due_at)


def _put_off(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """Of a request: other cases have other rungs."""
    if recorded.stream.startswith(request_stream.prefix):
        postpone(connection, AGENDA, recorded.stream, ANSWER, instant_text(fact.after.due_at))


def _announced(connection: Connection, fact: RequestOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ANSWER)


def _nothing_more(
    connection: Connection,
    fact: CorrectionAsked | RequestAbandoned | RequestAnswered | RequestIsPetition,
    recorded: Recorded,
) -> None:
    connection.execute(delete(AGENDA).where(AGENDA.c.stream == recorded.stream))


def _schedule(connection: Connection, fact: _Timed, recorded: Recorded, rung: str, due_at: datetime) -> None:
    due = Due(
        stream=recorded.stream,
        rung=rung,
        due_at=instant_text(due_at),
        command=commands_of("disclosure").type_named(MarkRequestOverdue),
        document=json.dumps({"unit": fact.unit, "request": fact.request}),
    )
    schedule(connection, AGENDA, due)


AGENDA_OF_REQUESTS = Projection(
    name="agenda-of-requests",
    version=1,
    applies={
        RequestReceived: _timed,
        ReceiptConfirmed: _timed,
        RequestCorrected: _timed,
        ConsultationBegun: _timed,
        ConsultationEnded: _timed,
        RequestExtended: _timed,
        ReasonsJudged: _timed,
        RequestClockRederived: _timed,
        DueDateRederived: _put_off,
        RequestOverdue: _announced,
        CorrectionAsked: _nothing_more,
        RequestAbandoned: _nothing_more,
        RequestAnswered: _nothing_more,
        RequestIsPetition: _nothing_more,
    },
    ignores=frozenset({ReasonsAsked, PetitionLinked, PolicyRebound}),
)
