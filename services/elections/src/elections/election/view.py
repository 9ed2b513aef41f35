"""The elections as they stand, and which committees all voters of a community elected. Nothing here knows a voter."""

import json
from typing import Any, get_args

from contracts.elections.election.messages import (
    BoxCounted,
    BoxRecounted,
    CandidateFact,
    CommitteeFact,
    ElectionClosed,
    ElectionFact,
    ElectionPlanned,
    FinalListPublished,
    GroupsSetOut,
    KinshipRecorded,
    MeasuresAdopted,
    MeasuresRefused,
    MeasuresSubmitted,
    NominationOpened,
    OathNoted,
    PollVoided,
    ProxyFact,
    RerunOrdered,
    ResidentsCommitteeElected,
    ResultDeclared,
    TurnoutMissed,
    VotingOpened,
    WomensSeatFact,
)
from contracts.elections.words import Basis, ElectionKind
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, insert, select, update

from elections.election.state import Stage
from elections.tables import METADATA

ELECTION = Table(
    "election",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("election", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("basis", String, nullable=False),
    Column("contests", Text, nullable=False),
    Column("held_on", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("open_seats", Text, nullable=False),
    Column("elected", Text, nullable=False),
)
"""`contests` and `elected` are JSON lists; `open_seats` maps a post to the seats of it that nobody has won yet."""


def _planned(connection: Connection, fact: ElectionPlanned, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "election": fact.election,
        "kind": fact.kind.value,
        "basis": fact.basis.value,
        "contests": json.dumps([dump(contest) for contest in fact.contests]),
        "held_on": fact.held_on.isoformat(),
        "stage": Stage.PLANNED.value,
        "rounds": 0,
        "open_seats": json.dumps({contest.post.value: contest.seats for contest in fact.contests}),
        "elected": "[]",
    }
    connection.execute(insert(ELECTION).values(row))


def _set(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(ELECTION).where(ELECTION.c.stream == recorded.stream).values(news))


def _at(stage: Stage) -> Any:
    def apply(connection: Connection, fact: Any, recorded: Recorded) -> None:
        _set(connection, recorded, stage=stage.value)

    return apply


def _opened(connection: Connection, fact: VotingOpened, recorded: Recorded) -> None:
    _set(
        connection,
        recorded,
        stage=Stage.VOTING.value,
        rounds=fact.round,
        held_on=fact.voted_on.isoformat(),
    )


def _declared(connection: Connection, fact: ResultDeclared, recorded: Recorded) -> None:
    row = connection.execute(select(ELECTION).where(ELECTION.c.stream == recorded.stream)).one()
    open_seats = json.loads(row.open_seats)
    for result in fact.results:
        open_seats[result.post.value] -= len(result.elected)
    is_tied = any(result.tied for result in fact.results)
    stage = Stage.VOTING if is_tied else Stage.FAILED if any(open_seats.values()) else Stage.ELECTED
    elected = [*json.loads(row.elected), *map(dump, fact.winners)]
    _set(
        connection,
        recorded,
        stage=stage.value,
        open_seats=json.dumps(open_seats),
        elected=json.dumps(elected, ensure_ascii=False),
    )


def _reordered(connection: Connection, fact: RerunOrdered, recorded: Recorded) -> None:
    stage = Stage.CONFIRMED if fact.ballot else Stage.ADOPTED
    _set(connection, recorded, stage=stage.value, held_on=fact.held_on.isoformat())


_APPLIES = {
    ElectionPlanned: _planned,
    MeasuresSubmitted: _at(Stage.DRAFTED),
    MeasuresAdopted: _at(Stage.ADOPTED),
    MeasuresRefused: _at(Stage.PLANNED),
    NominationOpened: _at(Stage.NOMINATING),
    FinalListPublished: _at(Stage.CONFIRMED),
    VotingOpened: _opened,
    PollVoided: _at(Stage.CONFIRMED),
    TurnoutMissed: _at(Stage.CONFIRMED),
    ResultDeclared: _declared,
    RerunOrdered: _reordered,
    ElectionClosed: _at(Stage.CLOSED),
}

_BESIDE = frozenset(
    {
        BoxCounted,
        GroupsSetOut,
        KinshipRecorded,
        BoxRecounted,
        ResidentsCommitteeElected,
        OathNoted,
        *get_args(CandidateFact),
        *get_args(CommitteeFact),
        *get_args(WomensSeatFact),
        *get_args(ProxyFact),
    }
)

ELECTIONS = Projection(
    name="elections",
    version=1,
    applies=_APPLIES,
    ignores=_BESIDE - frozenset(_APPLIES),
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


def _general_planned(connection: Connection, fact: ElectionPlanned, recorded: Recorded) -> None:
    if fact.kind is ElectionKind.RESIDENTS and fact.basis is Basis.GENERAL and fact.mode is not None:
        row = {"stream": recorded.stream, "unit": fact.unit, "mode": fact.mode.value}
        connection.execute(insert(COMMITTEE_ELECTION).values(row))


def _committee_elected(connection: Connection, fact: ResidentsCommitteeElected, recorded: Recorded) -> None:
    of_election = COMMITTEE_ELECTION.c.stream == recorded.stream
    connection.execute(update(COMMITTEE_ELECTION).where(of_election).values(elected_on=fact.declared_on.isoformat()))


COMMITTEE_ELECTIONS = Projection(
    name="committee-elections",
    version=1,
    applies={ElectionPlanned: _general_planned, ResidentsCommitteeElected: _committee_elected},
    ignores=frozenset(get_args(ElectionFact)) - {ElectionPlanned, ResidentsCommitteeElected},
)
