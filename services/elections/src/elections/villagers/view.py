"""The representatives of villages, the meetings of groups, and when a quarter is over."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from contracts.catalogue import commands_of
from contracts.elections.villagers.messages import (
    CheckRepresentatives,
    GroupDecided,
    GroupTold,
    RepresentativesChecked,
    RepresentativesEntered,
    RepresentativesMeetingMissed,
    RepresentativesMet,
    RepresentativesTermEnded,
    Told,
    VillagersFact,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, insert, select, update

from elections.tables import AGENDA, METADATA

CHECK = "check"

VILLAGE_TERM = Table(
    "village_term",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", String, nullable=False),
    Column("representatives", Integer, nullable=False),
    Column("members", Integer, nullable=False),
    Column("women", Integer, nullable=False),
    Column("meetings", Integer, nullable=False),
    Column("is_over", Boolean, nullable=False),
)

VILLAGE_MISSED = Table(
    "village_quarter_missed",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("quarter", Integer, nullable=False),
)

GROUP_MEETING = Table(
    "village_group_meeting",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("group", String, nullable=False),
    Column("held_on", String, nullable=False),
    Column("is_adopted", Boolean, nullable=False),
    Column("decision_told_on", String),
    Column("implementation_told_on", String),
)


def _entered(connection: Connection, fact: RepresentativesEntered, recorded: Recorded) -> None:
    news = {
        "representatives": fact.representatives,
        "members": fact.representatives + fact.committee_members,
        "women": fact.women,
        "is_over": False,
    }
    key = {"stream": recorded.stream, "unit": fact.unit, "term": fact.term}
    known = select(VILLAGE_TERM.c.stream).where(VILLAGE_TERM.c.stream == recorded.stream)
    if connection.execute(known).first() is None:
        connection.execute(insert(VILLAGE_TERM).values({**key, **news, "meetings": 0}))
    else:
        _change(connection, recorded, **news)


def _met(connection: Connection, fact: RepresentativesMet, recorded: Recorded) -> None:
    _change(connection, recorded, meetings=VILLAGE_TERM.c.meetings + 1)


def _over(connection: Connection, fact: RepresentativesTermEnded, recorded: Recorded) -> None:
    _change(connection, recorded, is_over=True)


def _missed(connection: Connection, fact: RepresentativesMeetingMissed, recorded: Recorded) -> None:
    row = {"stream": recorded.stream, "revision": recorded.revision, "year": fact.year, "quarter": fact.quarter}
    connection.execute(insert(VILLAGE_MISSED).values(row))


def _decided(connection: Connection, fact: GroupDecided, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "number": fact.number,
        "group": fact.group,
        "held_on": fact.held_on.isoformat(),
        "is_adopted": fact.is_adopted,
    }
    connection.execute(insert(GROUP_MEETING).values(row))


def _told(connection: Connection, fact: GroupTold, recorded: Recorded) -> None:
    column = "decision_told_on" if fact.told is Told.DECISION else "implementation_told_on"
    of_meeting = (GROUP_MEETING.c.stream == recorded.stream, GROUP_MEETING.c.number == fact.number)
    connection.execute(update(GROUP_MEETING).where(*of_meeting).values({column: fact.told_on.isoformat()}))


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(VILLAGE_TERM).where(VILLAGE_TERM.c.stream == recorded.stream).values(news))


_SHOWN: Mapping[type, Apply] = {
    RepresentativesEntered: _entered,
    RepresentativesMet: _met,
    RepresentativesTermEnded: _over,
    RepresentativesMeetingMissed: _missed,
    GroupDecided: _decided,
    GroupTold: _told,
}

VILLAGERS_VIEW = Projection(
    name="villagers",
    version=1,
    applies=_SHOWN,
    ignores=frozenset(get_args(VillagersFact)) - frozenset(_SHOWN),
)


# What falls due


def _goes_on(connection: Connection, fact: RepresentativesEntered | RepresentativesChecked, recorded: Recorded) -> None:
    _schedule(connection, fact, recorded, fact.next_check_at)


def _ended(connection: Connection, fact: RepresentativesTermEnded, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, CHECK)


def _schedule(
    connection: Connection, fact: RepresentativesEntered | RepresentativesChecked, recorded: Recorded, at: datetime
) -> None:
    due = Due(
        stream=recorded.stream,
        rung=CHECK,
        due_at=instant_text(at),
        command=commands_of("elections").type_named(CheckRepresentatives),
        document=json.dumps({"unit": fact.unit, "term": fact.term}),
    )
    schedule(connection, AGENDA, due)


_DUE: Mapping[type, Apply] = {
    RepresentativesEntered: _goes_on,
    RepresentativesChecked: _goes_on,
    RepresentativesTermEnded: _ended,
}

AGENDA_OF_VILLAGERS = Projection(
    name="agenda-of-villagers",
    version=1,
    applies=_DUE,
    ignores=frozenset(get_args(VillagersFact)) - frozenset(_DUE),
)
