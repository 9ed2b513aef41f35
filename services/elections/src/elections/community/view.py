"""Communities that are set up, as they stand, and what falls due of them."""

import json
from collections.abc import Mapping
from typing import Any, get_args

from contracts.catalogue import commands_of
from contracts.elections.community.messages import (
    CommunityEstablished,
    CommunityFact,
    CommunityFiled,
    CommunityFormed,
    CommunityProposed,
    FilingOverdue,
    FormationBegun,
    FormationOverdue,
    MarkCommunity,
    SetUpStep,
)
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, delete, insert, update

from elections.tables import AGENDA, METADATA

OVERDUE = "overdue"

COMMUNITY = Table(
    "community",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("area", String, nullable=False),
    Column("households", Integer, nullable=False),
    Column("occupied", Integer, nullable=False),
    Column("result", String, nullable=False),
    Column("neighbour", String),
    Column("step", String, nullable=False),
    Column("approved_on", String),
    Column("formed_on", String),
    Column("filed_on", String),
    Column("due_on", String),
    Column("is_late", Boolean, nullable=False),
)


def _proposed(connection: Connection, fact: CommunityProposed, recorded: Recorded) -> None:
    """The newest size counts."""
    connection.execute(delete(COMMUNITY).where(COMMUNITY.c.unit == fact.unit))
    row = {
        "unit": fact.unit,
        "name": json.dumps(dump(fact.name)),
        "area": fact.area,
        "households": fact.households,
        "occupied": fact.occupied,
        "result": fact.result,
        "neighbour": fact.neighbour,
        "step": SetUpStep.PROPOSED,
        "is_late": False,
    }
    connection.execute(insert(COMMUNITY).values(row))


def _established(connection: Connection, fact: CommunityEstablished, recorded: Recorded) -> None:
    _change(connection, fact.unit, step=SetUpStep.APPROVED, approved_on=fact.approved_on.isoformat())


def _begun(connection: Connection, fact: FormationBegun, recorded: Recorded) -> None:
    due_on = None if fact.due_on is None else fact.due_on.isoformat()
    _change(connection, fact.unit, step=SetUpStep.FORMING, due_on=due_on)
    if fact.due_at is not None:
        _schedule(connection, fact.unit, recorded, instant_text(fact.due_at))


def _formed(connection: Connection, fact: CommunityFormed, recorded: Recorded) -> None:
    due_on = None if fact.filing_due_on is None else fact.filing_due_on.isoformat()
    _change(connection, fact.unit, step=SetUpStep.FORMED, formed_on=fact.formed_on.isoformat(), due_on=due_on)
    strike(connection, AGENDA, recorded.stream, OVERDUE)
    if fact.filing_due_at is not None:
        _schedule(connection, fact.unit, recorded, instant_text(fact.filing_due_at))


def _late(connection: Connection, fact: FormationOverdue | FilingOverdue, recorded: Recorded) -> None:
    _change(connection, fact.unit, is_late=True)
    strike(connection, AGENDA, recorded.stream, OVERDUE)


def _filed(connection: Connection, fact: CommunityFiled, recorded: Recorded) -> None:
    _change(connection, fact.unit, step=SetUpStep.FILED, filed_on=fact.filed_on.isoformat(), due_on=None)
    strike(connection, AGENDA, recorded.stream, OVERDUE)


def _schedule(connection: Connection, unit: str, recorded: Recorded, at: str) -> None:
    command = commands_of("elections").type_named(MarkCommunity)
    schedule(connection, AGENDA, Due(recorded.stream, OVERDUE, at, command, json.dumps({"unit": unit})))


def _change(connection: Connection, unit: str, **news: Any) -> None:
    connection.execute(update(COMMUNITY).where(COMMUNITY.c.unit == unit).values(news))


_SHOWN: Mapping[type, Apply] = {
    CommunityProposed: _proposed,
    CommunityEstablished: _established,
    FormationBegun: _begun,
    CommunityFormed: _formed,
    FormationOverdue: _late,
    CommunityFiled: _filed,
    FilingOverdue: _late,
}

COMMUNITIES = Projection(
    name="communities",
    version=1,
    applies=_SHOWN,
    ignores=frozenset(get_args(CommunityFact)) - frozenset(_SHOWN),
)
