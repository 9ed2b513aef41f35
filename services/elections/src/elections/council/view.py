"""Consultative councils and what they did."""

import json

from contracts.elections.council.messages import CouncilActionRecorded, CouncilSet
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert

from elections.tables import METADATA

COUNCIL = Table(
    "council",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("since", String, nullable=False),
    Column("members", Text, nullable=False),
)
"""`members` is a JSON list."""

COUNCIL_ACTION = Table(
    "council_action",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("work", String, nullable=False),
    Column("acted_on", String, nullable=False),
    Column("title", String, nullable=False),
    Column("outcome", Text, nullable=False),
)


def _set(connection: Connection, fact: CouncilSet, recorded: Recorded) -> None:
    """The newest members count."""
    connection.execute(delete(COUNCIL).where(COUNCIL.c.unit == fact.unit))
    members = json.dumps([dump(member) for member in fact.members])
    connection.execute(insert(COUNCIL).values(unit=fact.unit, since=fact.since.isoformat(), members=members))


def _acted(connection: Connection, fact: CouncilActionRecorded, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "number": fact.number,
        "work": fact.work.value,
        "acted_on": fact.acted_on.isoformat(),
        "title": fact.title,
        "outcome": fact.outcome,
    }
    connection.execute(insert(COUNCIL_ACTION).values(row))


COUNCILS = Projection(
    name="councils",
    version=1,
    applies={CouncilSet: _set, CouncilActionRecorded: _acted},
)
