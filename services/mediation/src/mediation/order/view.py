"""Notices and orders, and when they fall due."""

import json

from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.mediation.order.messages import MarkOrder, OrderIssued, OrderMet, OrderOverdue, OrderStatus
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, String, Table, Text, insert, update

from mediation.tables import AGENDA, METADATA

ORDER = Table(
    "order_",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("order", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("to", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("due_on", String, nullable=False),
    Column("status", String, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
    Column("met_at", String),
)

_DUE = "order"


def _issued(connection: Connection, fact: OrderIssued, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "order": fact.order,
        "kind": fact.kind.value,
        "to": fact.to,
        "text": fact.text,
        "due_on": fact.due_on.isoformat(),
        "status": OrderStatus.ISSUED.value,
        "is_overdue": False,
    }
    connection.execute(insert(ORDER).values(row))
    due = Due(
        stream=recorded.stream,
        rung=_DUE,
        due_at=instant_text(fact.due_at),
        command=commands_of("mediation").type_named(MarkOrder),
        document=json.dumps({"unit": fact.unit, "order": fact.order}),
    )
    schedule(connection, AGENDA, due)


def _met(connection: Connection, fact: OrderMet, recorded: Recorded) -> None:
    news = {"status": OrderStatus.MET.value, "met_at": instant_text(fact.met_at)}
    connection.execute(update(ORDER).where(ORDER.c.stream == recorded.stream).values(news))
    strike(connection, AGENDA, recorded.stream, _DUE)


def _overdue(connection: Connection, fact: OrderOverdue, recorded: Recorded) -> None:
    connection.execute(update(ORDER).where(ORDER.c.stream == recorded.stream).values(is_overdue=True))
    strike(connection, AGENDA, recorded.stream, _DUE)


ORDERS = Projection(
    name="orders",
    version=1,
    applies={OrderIssued: _issued, OrderMet: _met, OrderOverdue: _overdue},
)
