"""Deputy groups as they stand, and when a quarter of theirs is over."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from contracts.catalogue import commands_of
from contracts.elections.group.messages import (
    CheckGroup,
    GroupActivityHeld,
    GroupActivityMissed,
    GroupChecked,
    GroupClosed,
    GroupFact,
    GroupMembersChanged,
    GroupPlanMissing,
    GroupSetUp,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, insert, update

from elections.tables import AGENDA, METADATA

CHECK = "check"

GROUP = Table(
    "deputy_group",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("group", String, nullable=False),
    Column("name", String, nullable=False),
    Column("members", Integer, nullable=False),
    Column("activities", Integer, nullable=False),
    Column("is_closed", Boolean, nullable=False),
)

GROUP_FINDING = Table(
    "deputy_group_finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("quarter", Integer),
)
"""A quarter without its activity, or, without a quarter, a year without its plan."""


def _set_up(connection: Connection, fact: GroupSetUp, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "term": fact.term,
        "group": fact.group,
        "name": fact.name,
        "members": len(fact.members),
        "activities": 0,
        "is_closed": False,
    }
    connection.execute(insert(GROUP).values(row))


def _changed(connection: Connection, fact: GroupMembersChanged, recorded: Recorded) -> None:
    _change(connection, recorded, members=len(fact.members))


def _held(connection: Connection, fact: GroupActivityHeld, recorded: Recorded) -> None:
    _change(connection, recorded, activities=fact.number)


def _closed(connection: Connection, fact: GroupClosed, recorded: Recorded) -> None:
    _change(connection, recorded, is_closed=True)


def _missed(connection: Connection, fact: GroupActivityMissed, recorded: Recorded) -> None:
    row = {"stream": recorded.stream, "revision": recorded.revision, "year": fact.year, "quarter": fact.quarter}
    connection.execute(insert(GROUP_FINDING).values(row))


def _unplanned(connection: Connection, fact: GroupPlanMissing, recorded: Recorded) -> None:
    row = {"stream": recorded.stream, "revision": recorded.revision, "year": fact.year}
    connection.execute(insert(GROUP_FINDING).values(row))


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(GROUP).where(GROUP.c.stream == recorded.stream).values(news))


_SHOWN: Mapping[type, Apply] = {
    GroupSetUp: _set_up,
    GroupMembersChanged: _changed,
    GroupActivityHeld: _held,
    GroupClosed: _closed,
    GroupActivityMissed: _missed,
    GroupPlanMissing: _unplanned,
}

GROUPS = Projection(
    name="deputy-groups",
    version=1,
    applies=_SHOWN,
    ignores=frozenset(get_args(GroupFact)) - frozenset(_SHOWN),
)


# What falls due


def _begun(connection: Connection, fact: GroupSetUp, recorded: Recorded) -> None:
    _schedule(connection, fact, recorded, fact.next_check_at)


def _went_on(connection: Connection, fact: GroupChecked, recorded: Recorded) -> None:
    _schedule(connection, fact, recorded, fact.next_check_at)


def _ended(connection: Connection, fact: GroupClosed, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, CHECK)


def _schedule(connection: Connection, fact: GroupSetUp | GroupChecked, recorded: Recorded, at: datetime) -> None:
    due = Due(
        stream=recorded.stream,
        rung=CHECK,
        due_at=instant_text(at),
        command=commands_of("elections").type_named(CheckGroup),
        document=json.dumps({"unit": fact.unit, "term": fact.term, "group": fact.group}),
    )
    schedule(connection, AGENDA, due)


_DUE: Mapping[type, Apply] = {GroupSetUp: _begun, GroupChecked: _went_on, GroupClosed: _ended}

AGENDA_OF_GROUPS = Projection(
    name="agenda-of-deputy-groups",
    version=1,
    applies=_DUE,
    ignores=frozenset(get_args(GroupFact)) - frozenset(_DUE),
)
