"""The sub-committees of communities, those that are missing, and when a community owes them first."""

import json
from collections.abc import Mapping
from typing import Any

from contracts.calendar import day_begins
from contracts.catalogue import commands_of
from contracts.elections.subcommittees.messages import (
    OpenSubcommittees,
    SubcommitteeDissolved,
    SubcommitteeSet,
    SubcommitteesOwed,
)
from contracts.fields import instant_text
from contracts.succession import UnitSucceeded
from contracts.unit_register import UnitEnrolled
from contracts.units import UnitKind
from ledger.merged_units import is_merged, strike_openings
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, String, Table, Text, delete, insert, select

from elections.subcommittees.rule import subcommittees_stream
from elections.tables import AGENDA, MERGED, METADATA

OPEN = "open-subcommittees"

SUBCOMMITTEE = Table(
    "subcommittee",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String),
    Column("since", String, nullable=False),
    Column("leaders", Text, nullable=False),
    Column("representatives", Text, nullable=False),
    Column("is_missing", Boolean, nullable=False),
)
"""`leaders` and `representatives` are JSON lists."""

SUBCOMMITTEES_OWED = Table(
    "subcommittees_owed",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("kinds", Text, nullable=False),
)
"""`kinds` is a JSON list."""


def _enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
    """A community owes them once it is one; of one that has some already it is said with the first of them."""
    at = instant_text(max(fact.enrolled_at, day_begins(fact.valid_from)))
    is_known = _kinds(connection, fact.unit) is not None
    if fact.kind is not UnitKind.COMMUNITY or is_known or is_merged(connection, MERGED, fact.unit, at):
        return
    command, document = commands_of("elections").type_named(OpenSubcommittees), {"unit": fact.unit}
    schedule(connection, AGENDA, Due(subcommittees_stream(fact.unit), OPEN, at, command, json.dumps(document)))


def _owed(connection: Connection, fact: SubcommitteesOwed, recorded: Recorded) -> None:
    """What is owed and not there is missing, what is owed no more is not; what was missing before is so since then."""
    strike(connection, AGENDA, recorded.stream, OPEN)
    connection.execute(delete(SUBCOMMITTEES_OWED).where(SUBCOMMITTEES_OWED.c.unit == fact.unit))
    connection.execute(insert(SUBCOMMITTEES_OWED).values(unit=fact.unit, kinds=json.dumps(fact.kinds)))
    table = SUBCOMMITTEE.c
    gone = (table.unit == fact.unit) & table.is_missing & table.kind.not_in(fact.kinds)
    connection.execute(delete(SUBCOMMITTEE).where(gone))
    known = set(connection.execute(select(table.kind).where(table.unit == fact.unit)).scalars())
    for kind in fact.kinds:
        if kind not in known:
            _insert(connection, fact.unit, kind, since=fact.since.isoformat(), is_missing=True)


def _set(connection: Connection, fact: SubcommitteeSet, recorded: Recorded) -> None:
    """The newest people count."""
    _delete(connection, fact)
    people = {"leaders": json.dumps(fact.leaders), "representatives": json.dumps(fact.representatives)}
    since = fact.since.isoformat()
    _insert(connection, fact.unit, fact.kind, name=fact.name, since=since, is_missing=False, **people)


def _dissolved(connection: Connection, fact: SubcommitteeDissolved, recorded: Recorded) -> None:
    _delete(connection, fact)
    if fact.kind in (_kinds(connection, fact.unit) or ()):
        _insert(connection, fact.unit, fact.kind, since=fact.dissolved_on.isoformat(), is_missing=True)


def _insert(connection: Connection, unit: str, kind: str, **row: Any) -> None:
    nobody = {"name": None, "leaders": "[]", "representatives": "[]"}
    connection.execute(insert(SUBCOMMITTEE).values({"unit": unit, "kind": kind, **nobody, **row}))


def _delete(connection: Connection, fact: SubcommitteeSet | SubcommitteeDissolved) -> None:
    table = SUBCOMMITTEE.c
    connection.execute(delete(SUBCOMMITTEE).where(table.unit == fact.unit, table.kind == fact.kind))


def _kinds(connection: Connection, unit: str) -> list[str] | None:
    table = SUBCOMMITTEES_OWED.c
    text = connection.execute(select(table.kinds).where(table.unit == unit)).scalar()
    return None if text is None else json.loads(text)


def _succeeded(connection: Connection, fact: UnitSucceeded, recorded: Recorded) -> None:
    strike_openings(connection, AGENDA, fact, OPEN)


_APPLIES: Mapping[type, Apply] = {
    UnitEnrolled: _enrolled,
    UnitSucceeded: _succeeded,
    SubcommitteesOwed: _owed,
    SubcommitteeSet: _set,
    SubcommitteeDissolved: _dissolved,
}

SUBCOMMITTEES = Projection(
    name="subcommittees",
    version=1,
    applies=_APPLIES,
)
