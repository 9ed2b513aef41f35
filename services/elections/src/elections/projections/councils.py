"""Consultative councils and what they did; consultation meetings; the matters that are executed after them."""

import json
from collections.abc import Mapping
from typing import Any

from contracts.elections.community_matter.messages import CommunityMatterExecuted, ConsultationMissing
from contracts.elections.council.messages import CouncilActionRecorded, CouncilSet
from contracts.elections.residents_meeting.messages import (
    MeetingForm,
    ResidentsMeetingClosed,
    ResidentsMeetingHeld,
    ResidentsMinutesKept,
)
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, delete, insert, update

from elections.projections.streams import facts_outside
from elections.projections.tables import METADATA

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

CONSULTATION = Table(
    "consultation",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("meeting", String, primary_key=True),
    Column("held_on", String, nullable=False),
    Column("entitled", Integer, nullable=False),
    Column("attended", Integer, nullable=False),
    Column("place", String),
    Column("topics", Text),
    Column("opinions", Text),
    Column("result", Text),
    Column("is_closed", Boolean, nullable=False),
)

COMMUNITY_MATTER = Table(
    "community_matter",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("matter", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("executed_on", String, nullable=False),
    Column("consultation", String),
    Column("consulted_on", String),
    Column("lack", String),
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


def _held(connection: Connection, fact: ResidentsMeetingHeld, recorded: Recorded) -> None:
    if fact.form is not MeetingForm.CONSULTATION:
        return
    row = {
        "unit": fact.unit,
        "meeting": fact.meeting,
        "held_on": fact.held_on.isoformat(),
        "entitled": fact.entitled,
        "attended": fact.attended,
        "is_closed": False,
    }
    connection.execute(insert(CONSULTATION).values(row))


def _kept(connection: Connection, fact: ResidentsMinutesKept, recorded: Recorded) -> None:
    texts = {"place": fact.place, "topics": fact.topics, "opinions": fact.opinions, "result": fact.result}
    _change(connection, fact, **texts)


def _closed(connection: Connection, fact: ResidentsMeetingClosed, recorded: Recorded) -> None:
    _change(connection, fact, is_closed=True)


def _change(connection: Connection, fact: ResidentsMinutesKept | ResidentsMeetingClosed, **news: Any) -> None:
    """Nothing of a meeting of another form, which has no row here."""
    table = CONSULTATION.c
    this = (table.unit == fact.unit) & (table.meeting == fact.meeting)
    connection.execute(update(CONSULTATION).where(this).values(news))


def _executed(connection: Connection, fact: CommunityMatterExecuted, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "matter": fact.matter,
        "kind": fact.kind.value,
        "title": fact.title,
        "executed_on": fact.executed_on.isoformat(),
        "consultation": fact.consultation,
        "consulted_on": None if fact.consulted is None else fact.consulted.held_on.isoformat(),
    }
    connection.execute(insert(COMMUNITY_MATTER).values(row))


def _missing(connection: Connection, fact: ConsultationMissing, recorded: Recorded) -> None:
    table = COMMUNITY_MATTER.c
    this = (table.unit == fact.unit) & (table.matter == fact.matter)
    connection.execute(update(COMMUNITY_MATTER).where(this).values(lack=fact.lack.value))


_APPLIES: Mapping[type, Apply] = {
    CouncilSet: _set,
    CouncilActionRecorded: _acted,
    ResidentsMeetingHeld: _held,
    ResidentsMinutesKept: _kept,
    ResidentsMeetingClosed: _closed,
    CommunityMatterExecuted: _executed,
    ConsultationMissing: _missing,
}

COUNCILS = Projection(
    name="councils", version=1, applies=_APPLIES, ignores=facts_outside("council", "residents", "matter")
)
