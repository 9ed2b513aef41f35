"""The work funding of communities, year by year, and what falls due of it."""

import json
from typing import Any

from contracts.catalogue import commands_of
from contracts.elections.funding.messages import (
    CommunityFundingMismatched,
    CommunityFundingOverdue,
    CommunityFundingPaid,
    CommunityFundingSet,
    MarkCommunityFunding,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, delete, insert, select, update

from elections.tables import AGENDA, METADATA

OVERDUE = "overdue"

FUNDING = Table(
    "community_funding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("year", Integer, nullable=False),
    Column("households", Integer, nullable=False),
    Column("is_first_year", Boolean, nullable=False),
    Column("standard_yuan", Integer, nullable=False),
    Column("district_yuan", Integer, nullable=False),
    Column("paid_yuan", Integer, nullable=False),
    Column("due_on", String, nullable=False),
    Column("is_mismatched", Boolean, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)


def _set(connection: Connection, fact: CommunityFundingSet, recorded: Recorded) -> None:
    """The newest number of households counts. What was overdue once stays so, and does not fall due again."""
    of_stream = FUNDING.c.stream == recorded.stream
    was_overdue = bool(connection.execute(select(FUNDING.c.is_overdue).where(of_stream)).scalar())
    connection.execute(delete(FUNDING).where(of_stream))
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "year": fact.year,
        "households": fact.households,
        "is_first_year": fact.is_first_year,
        "standard_yuan": fact.standard_yuan,
        "district_yuan": fact.district_yuan,
        "paid_yuan": 0,
        "due_on": fact.due_on.isoformat(),
        "is_mismatched": False,
        "is_overdue": was_overdue,
    }
    connection.execute(insert(FUNDING).values(row))
    if was_overdue:
        return
    command, document = (
        commands_of("elections").type_named(MarkCommunityFunding),
        {"unit": fact.unit, "year": fact.year},
    )
    at = instant_text(fact.due_at)
    schedule(connection, AGENDA, Due(recorded.stream, OVERDUE, at, command, json.dumps(document)))


def _paid(connection: Connection, fact: CommunityFundingPaid, recorded: Recorded) -> None:
    """Nothing falls due of what was paid in full."""
    _change(connection, recorded, paid_yuan=fact.total_yuan)
    of_stream = FUNDING.c.stream == recorded.stream
    asked = connection.execute(select(FUNDING.c.district_yuan).where(of_stream)).scalar_one()
    if fact.total_yuan >= asked:
        strike(connection, AGENDA, recorded.stream, OVERDUE)


def _mismatched(connection: Connection, fact: CommunityFundingMismatched, recorded: Recorded) -> None:
    _change(connection, recorded, is_mismatched=True)


def _overdue(connection: Connection, fact: CommunityFundingOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_overdue=True)
    strike(connection, AGENDA, recorded.stream, OVERDUE)


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(FUNDING).where(FUNDING.c.stream == recorded.stream).values(news))


FUNDINGS = Projection(
    name="funding",
    version=1,
    applies={
        CommunityFundingSet: _set,
        CommunityFundingPaid: _paid,
        CommunityFundingMismatched: _mismatched,
        CommunityFundingOverdue: _overdue,
    },
)
