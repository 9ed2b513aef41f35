"""What was said about published items, what became of it, and when it falls due."""

import json
from datetime import datetime
from typing import Any

from contracts.cases import DueDateRederived, PolicyRebound
from contracts.catalogue import commands_of
from contracts.disclosure.objection.messages import (
    CaseLinked,
    MarkObjectionOverdue,
    ObjectionAccepted,
    ObjectionAnswered,
    ObjectionOverdue,
    ObjectionStatus,
    ObjectionSubmitted,
    OrderMet,
    OrderOverdue,
    PublicationOrdered,
    ResultTold,
)
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Due, Projection, postpone, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, update

from disclosure.duty.rule import duty_stream
from disclosure.duty.view import DUTY_ROWS, is_public
from disclosure.objection.rule import objection_stream
from disclosure.tables import AGENDA, METADATA

ANSWER, ORDER = "answer", "order"

OBJECTION = Table(
    "objection",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("objection", String, nullable=False),
    Column("unit", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("catalogue", String, nullable=False),
    Column("period", String, nullable=False),
    Column("item", String, nullable=False, index=True),
    Column("version", Integer),
    Column("is_public_version", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("submitted_at", String, nullable=False),
    Column("due_on", String),
    Column("is_overdue", Boolean, nullable=False),
    Column("outcome", String),
    Column("answer", Text),
    Column("answered_at", String),
    Column("correction", Integer),
    Column("case", String),
    Column("told_on", String),
    Column("publish_by", String),
    Column("order_met_at", String),
    Column("is_order_overdue", Boolean, nullable=False),
)


def _submitted(connection: Connection, fact: ObjectionSubmitted, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "objection": fact.objection,
        "unit": fact.unit,
        "kind": fact.kind.value,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "item": fact.item,
        "version": fact.version,
        "is_public_version": _is_public(connection, fact),
        "text": json.dumps(dump(fact.text)),
        "status": ObjectionStatus.SUBMITTED.value,
        "submitted_at": instant_text(fact.submitted_at),
        "due_on": None if fact.due_on is None else fact.due_on.isoformat(),
        "is_overdue": False,
        "is_order_overdue": False,
    }
    connection.execute(insert(OBJECTION).values(row))


def _is_public(connection: Connection, fact: ObjectionSubmitted) -> bool:
    """Whether the version it names is public at this place of the log."""
    duty = DUTY_ROWS.find(connection, duty_stream(fact.unit, fact.catalogue, fact.period))
    if duty is None or fact.item not in duty.content.items or fact.version is None:
        return False
    version = duty.content.version(fact.item, fact.version)
    return version is not None and is_public(version)


def _accepted(connection: Connection, fact: ObjectionAccepted, recorded: Recorded) -> None:
    _change(connection, recorded, status=ObjectionStatus.ACCEPTED.value, due_on=fact.due_on.isoformat())


def _linked(connection: Connection, fact: CaseLinked, recorded: Recorded) -> None:
    _change(connection, recorded, case=fact.case)


def _answered(connection: Connection, fact: ObjectionAnswered, recorded: Recorded) -> None:
    _change(
        connection,
        recorded,
        status=ObjectionStatus.ANSWERED.value,
        outcome=fact.outcome.value,
        answer=fact.text,
        answered_at=instant_text(fact.answered_at),
        correction=fact.correction,
    )


def _overdue(connection: Connection, fact: ObjectionOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_overdue=True)


def _ordered(connection: Connection, fact: PublicationOrdered, recorded: Recorded) -> None:
    _change(connection, recorded, publish_by=fact.due_on.isoformat())


def _order_overdue(connection: Connection, fact: OrderOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_order_overdue=True)


def _order_met(connection: Connection, fact: OrderMet, recorded: Recorded) -> None:
    _change(connection, recorded, correction=fact.version, order_met_at=instant_text(fact.met_at))


def _told(connection: Connection, fact: ResultTold, recorded: Recorded) -> None:
    _change(connection, recorded, status=ObjectionStatus.TOLD.value, told_on=fact.told_on.isoformat())


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """Of an objection: no other case has a row here."""
    _change(connection, recorded, due_on=fact.after.due_on.isoformat())


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(OBJECTION).where(OBJECTION.c.stream == recorded.stream).values(news))


OBJECTIONS = Projection(
    name="objections",
    version=1,
    applies={
        ObjectionSubmitted: _submitted,
        ObjectionAccepted: _accepted,
        CaseLinked: _linked,
        ObjectionAnswered: _answered,
        ObjectionOverdue: _overdue,
        PublicationOrdered: _ordered,
        OrderOverdue: _order_overdue,
        OrderMet: _order_met,
        ResultTold: _told,
        DueDateRederived: _rederived,
    },
    ignores=frozenset({PolicyRebound}),
)


# What the service does by itself


def _answer_due(connection: Connection, fact: ObjectionSubmitted | ObjectionAccepted, recorded: Recorded) -> None:
    if fact.due_at is not None:
        _schedule(connection, fact, recorded, ANSWER, fact.due_at)


def _put_off(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """Of an objection: other cases have other rungs."""
    if recorded.stream.startswith(objection_stream.prefix):
        postpone(connection, AGENDA, recorded.stream, ANSWER, instant_text(fact.after.due_at))


def _order_due(connection: Connection, fact: PublicationOrdered, recorded: Recorded) -> None:
    _schedule(connection, fact, recorded, ORDER, fact.due_at)


def _answer_settled(connection: Connection, fact: ObjectionAnswered | ObjectionOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ANSWER)


def _order_settled(connection: Connection, fact: OrderMet | OrderOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ORDER)


def _schedule(
    connection: Connection,
    fact: ObjectionSubmitted | ObjectionAccepted | PublicationOrdered,
    recorded: Recorded,
    rung: str,
    due_at: datetime,
) -> None:
    due = Due(
        stream=recorded.stream,
        rung=rung,
        due_at=instant_text(due_at),
        command=commands_of("disclosure").type_named(MarkObjectionOverdue),
        document=json.dumps({"unit": fact.unit, "objection": fact.objection}),
    )
    schedule(connection, AGENDA, due)


AGENDA_OF_OBJECTIONS = Projection(
    name="agenda-of-objections",
    version=1,
    applies={
        ObjectionSubmitted: _answer_due,
        ObjectionAccepted: _answer_due,
        DueDateRederived: _put_off,
        ObjectionAnswered: _answer_settled,
        ObjectionOverdue: _answer_settled,
        PublicationOrdered: _order_due,
        OrderMet: _order_settled,
        OrderOverdue: _order_settled,
    },
    ignores=frozenset({CaseLinked, ResultTold, PolicyRebound}),
)
