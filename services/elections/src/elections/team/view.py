"""How teams have shared their work, and how they speak about it."""

import json

from contracts.elections.team.messages import TeamMeetingRecorded, WorkDivided
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert

from elections.tables import METADATA

TEAM = Table(
    "team",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("shares", Text, nullable=False),
    Column("decided_on", String, nullable=False),
)
"""`shares` is a JSON list."""

TEAM_MEETING = Table(
    "team_meeting",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("held_on", String, nullable=False),
    Column("briefed_by", String),
)


def _divided(connection: Connection, fact: WorkDivided, recorded: Recorded) -> None:
    connection.execute(delete(TEAM).where(TEAM.c.unit == fact.unit, TEAM.c.year == fact.year))
    shares = json.dumps([dump(share) for share in fact.shares])
    row = {"unit": fact.unit, "year": fact.year, "shares": shares, "decided_on": fact.decided_on.isoformat()}
    connection.execute(insert(TEAM).values(row))


def _met(connection: Connection, fact: TeamMeetingRecorded, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "year": fact.year,
        "revision": recorded.revision,
        "kind": fact.kind.value,
        "held_on": fact.held_on.isoformat(),
        "briefed_by": fact.briefed_by,
    }
    connection.execute(insert(TEAM_MEETING).values(row))


TEAMS = Projection(
    name="teams",
    version=1,
    applies={WorkDivided: _divided, TeamMeetingRecorded: _met},
)
