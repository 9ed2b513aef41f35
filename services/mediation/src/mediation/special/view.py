"""The special periods of each unit, and when they are over."""

import json

from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.mediation.special.messages import (
    MarkSpecialPeriod,
    ScreenedSpecially,
    SpecialPeriodDeclared,
    SpecialScreeningOverdue,
)
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, update

from mediation.tables import AGENDA, METADATA

SPECIAL = Table(
    "special",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("period", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("from_on", String, nullable=False),
    Column("to_on", String, nullable=False),
    Column("screenings", Integer, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)

_DUE = "special"


def _declared(connection: Connection, fact: SpecialPeriodDeclared, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "period": fact.period,
        "reason": fact.reason,
        "from_on": fact.from_on.isoformat(),
        "to_on": fact.to_on.isoformat(),
        "screenings": 0,
        "is_overdue": False,
    }
    connection.execute(insert(SPECIAL).values(row))
    due = Due(
        stream=recorded.stream,
        rung=_DUE,
        due_at=instant_text(fact.due_at),
        command=commands_of("mediation").type_named(MarkSpecialPeriod),
        document=json.dumps({"unit": fact.unit, "period": fact.period}),
    )
    schedule(connection, AGENDA, due)


def _screened(connection: Connection, fact: ScreenedSpecially, recorded: Recorded) -> None:
    of_period = SPECIAL.c.stream == recorded.stream
    connection.execute(update(SPECIAL).where(of_period).values(screenings=SPECIAL.c.screenings + 1))
    strike(connection, AGENDA, recorded.stream, _DUE)


def _overdue(connection: Connection, fact: SpecialScreeningOverdue, recorded: Recorded) -> None:
    connection.execute(update(SPECIAL).where(SPECIAL.c.stream == recorded.stream).values(is_overdue=True))
    strike(connection, AGENDA, recorded.stream, _DUE)


SPECIALS = Projection(
    name="specials",
    version=1,
    applies={SpecialPeriodDeclared: _declared, ScreenedSpecially: _screened, SpecialScreeningOverdue: _overdue},
)
