"""Changes of communities, and what falls due of them."""

import json
from typing import Any

from contracts.catalogue import commands_of
from contracts.elections.community_change.messages import (
    CommunityBelowMinHouseholds,
    CommunityChanged,
    CommunityChangeFiled,
    CommunityChangeNotFiled,
    MarkCommunityChange,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, update

from elections.tables import AGENDA, METADATA

NOT_FILED = "not-filed"

COMMUNITY_CHANGE = Table(
    "community_change",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("decided_on", String, nullable=False),
    Column("change", String, nullable=False),
    Column("households", Integer, nullable=False),
    Column("exemption", String),
    Column("into", String),
    Column("basis", Text, nullable=False),
    Column("due_on", String),
    Column("filed_on", String),
    Column("is_below_min", Boolean, nullable=False),
    Column("is_not_filed", Boolean, nullable=False),
    Column("is_late", Boolean, nullable=False),
)


def _changed(connection: Connection, fact: CommunityChanged, recorded: Recorded) -> None:
    """What no pack gives days is wanting at once: it is to be filed promptly."""
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "decided_on": fact.decided_on.isoformat(),
        "change": fact.change,
        "households": fact.households,
        "exemption": fact.exemption,
        "into": fact.into,
        "basis": fact.basis,
        "due_on": None if fact.filing_due_on is None else fact.filing_due_on.isoformat(),
        "is_below_min": fact.is_below_min,
        "is_not_filed": fact.filing_due_at is None,
        "is_late": False,
    }
    connection.execute(insert(COMMUNITY_CHANGE).values(row))
    if fact.filing_due_at is None:
        return
    command = commands_of("elections").type_named(MarkCommunityChange)
    document = json.dumps({"unit": fact.unit, "decided_on": fact.decided_on.isoformat()})
    schedule(connection, AGENDA, Due(recorded.stream, NOT_FILED, instant_text(fact.filing_due_at), command, document))


def _filed(connection: Connection, fact: CommunityChangeFiled, recorded: Recorded) -> None:
    _change(connection, recorded, filed_on=fact.filed_on.isoformat(), is_not_filed=False, is_late=fact.is_late)
    strike(connection, AGENDA, recorded.stream, NOT_FILED)


def _not_filed(connection: Connection, fact: CommunityChangeNotFiled, recorded: Recorded) -> None:
    _change(connection, recorded, is_not_filed=True)
    strike(connection, AGENDA, recorded.stream, NOT_FILED)


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(COMMUNITY_CHANGE).where(COMMUNITY_CHANGE.c.stream == recorded.stream).values(news))


COMMUNITY_CHANGES = Projection(
    name="community-changes",
    version=1,
    applies={
        CommunityChanged: _changed,
        CommunityChangeFiled: _filed,
        CommunityChangeNotFiled: _not_filed,
    },
    ignores=frozenset({CommunityBelowMinHouseholds}),
)
