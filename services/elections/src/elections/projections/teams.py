"""How teams have shared their work, how they speak about it; and which committees all voters of a community elected."""

import json

from contracts.elections.election.messages import ElectionPlanned, ResidentsCommitteeElected
from contracts.elections.team.messages import TeamMeetingRecorded, WorkDivided
from contracts.elections.words import Basis, ElectionKind
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, update

from elections.projections.streams import STREAMS, facts_outside
from elections.projections.tables import METADATA

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

COMMITTEE_ELECTION = Table(
    "committee_election",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("mode", String, nullable=False),
    Column("elected_on", String),
)
"""General elections of residents' committees; `mode` is who elects."""


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
    ignores=facts_outside("team"),
)


def _planned(connection: Connection, fact: ElectionPlanned, recorded: Recorded) -> None:
    if fact.kind is ElectionKind.RESIDENTS and fact.basis is Basis.GENERAL and fact.mode is not None:
        row = {"stream": recorded.stream, "unit": fact.unit, "mode": fact.mode.value}
        connection.execute(insert(COMMITTEE_ELECTION).values(row))


def _elected(connection: Connection, fact: ResidentsCommitteeElected, recorded: Recorded) -> None:
    of_election = COMMITTEE_ELECTION.c.stream == recorded.stream
    connection.execute(update(COMMITTEE_ELECTION).where(of_election).values(elected_on=fact.declared_on.isoformat()))


COMMITTEE_ELECTIONS = Projection(
    name="committee-elections",
    version=1,
    applies={ElectionPlanned: _planned, ResidentsCommitteeElected: _elected},
    ignores=facts_outside("election") | (STREAMS["election"] - {ElectionPlanned, ResidentsCommitteeElected}),
)
