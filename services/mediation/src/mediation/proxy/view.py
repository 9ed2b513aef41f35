"""What is handled for people, and when it falls due."""

import json
from typing import Any

from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.mediation.proxy.messages import (
    MarkProxy,
    ProxyAccepted,
    ProxyAdvanced,
    ProxyDone,
    ProxyOverdue,
    ProxyRequested,
    ProxyReturned,
    ProxyStatus,
)
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, String, Table, insert, update

from mediation.tables import AGENDA, METADATA

PROXY = Table(
    "proxy",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("request", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("level", String, nullable=False),
    Column("business", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("status", String, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)

_DUE = "proxy"


def _requested(connection: Connection, fact: ProxyRequested, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "request": fact.request,
        "kind": fact.kind,
        "level": fact.level.value,
        "business": fact.business,
        "due_on": fact.due_on.isoformat(),
        "status": ProxyStatus.REQUESTED.value,
        "is_overdue": False,
    }
    connection.execute(insert(PROXY).values(row))
    due = Due(
        stream=recorded.stream,
        rung=_DUE,
        due_at=instant_text(fact.due_at),
        command=commands_of("mediation").type_named(MarkProxy),
        document=json.dumps({"unit": fact.unit, "request": fact.request}),
    )
    schedule(connection, AGENDA, due)


def _accepted(connection: Connection, fact: ProxyAccepted, recorded: Recorded) -> None:
    _change(connection, recorded, status=ProxyStatus.ACCEPTED.value)


def _advanced(connection: Connection, fact: ProxyAdvanced, recorded: Recorded) -> None:
    _change(connection, recorded, status=ProxyStatus.IN_PROGRESS.value)


def _done(connection: Connection, fact: ProxyDone, recorded: Recorded) -> None:
    _change(connection, recorded, status=ProxyStatus.DONE.value)
    strike(connection, AGENDA, recorded.stream, _DUE)


def _returned(connection: Connection, fact: ProxyReturned, recorded: Recorded) -> None:
    _change(connection, recorded, status=ProxyStatus.RETURNED.value)
    strike(connection, AGENDA, recorded.stream, _DUE)


def _overdue(connection: Connection, fact: ProxyOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_overdue=True)
    strike(connection, AGENDA, recorded.stream, _DUE)


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(PROXY).where(PROXY.c.stream == recorded.stream).values(news))


PROXIES = Projection(
    name="proxies",
    version=1,
    applies={
        ProxyRequested: _requested,
        ProxyAccepted: _accepted,
        ProxyAdvanced: _advanced,
        ProxyDone: _done,
        ProxyReturned: _returned,
        ProxyOverdue: _overdue,
    },
)
