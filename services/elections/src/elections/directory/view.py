"""Directories of new-term committees, and what falls due of them."""

import json
from typing import Any

from contracts.catalogue import commands_of
from contracts.elections.directory.messages import (
    DirectoryCommitteeEntered,
    DirectoryFiled,
    DirectoryOverdue,
    MarkDirectory,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, Row, String, Table, delete, insert, select, update

from elections.tables import AGENDA, METADATA

OVERDUE = "overdue"

DIRECTORY = Table(
    "directory",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("due_on", String),
    Column("filed_on", String),
    Column("is_filed", Boolean, nullable=False),
    Column("is_late", Boolean, nullable=False),
)

DIRECTORY_COMMITTEE = Table(
    "directory_committee",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("committee", String, primary_key=True),
    Column("election", String, nullable=False),
    Column("elected_on", String, nullable=False),
)


def _entered(connection: Connection, fact: DirectoryCommitteeEntered, recorded: Recorded) -> None:
    """A directory that was filed is open again; that it is overdue is said once."""
    due_on = None if fact.due_on is None else fact.due_on.isoformat()
    known = connection.execute(select(DIRECTORY.c.is_late).where(DIRECTORY.c.stream == recorded.stream)).first()
    if known is None:
        row = {
            "stream": recorded.stream,
            "unit": fact.unit,
            "year": fact.year,
            "due_on": due_on,
            "is_filed": False,
            "is_late": False,
        }
        connection.execute(insert(DIRECTORY).values(row))
    else:
        _change(connection, recorded, due_on=due_on, is_filed=False)
    _list(connection, fact, recorded)
    if fact.due_at is not None and not (known and known.is_late):
        command, document = commands_of("elections").type_named(MarkDirectory), {"unit": fact.unit, "year": fact.year}
        at = instant_text(fact.due_at)
        schedule(connection, AGENDA, Due(recorded.stream, OVERDUE, at, command, json.dumps(document)))


def _list(connection: Connection, fact: DirectoryCommitteeEntered, recorded: Recorded) -> None:
    """Once, by the newest of its elections."""
    table, elected_on = DIRECTORY_COMMITTEE.c, fact.elected_on.isoformat()
    place = (table.stream == recorded.stream) & (table.committee == fact.committee)
    before: Row[Any] | None = connection.execute(select(table.elected_on).where(place)).first()
    if before is not None and before.elected_on > elected_on:
        return
    connection.execute(delete(DIRECTORY_COMMITTEE).where(place))
    row = {
        "stream": recorded.stream,
        "committee": fact.committee,
        "election": fact.election,
        "elected_on": elected_on,
    }
    connection.execute(insert(DIRECTORY_COMMITTEE).values(row))


def _filed(connection: Connection, fact: DirectoryFiled, recorded: Recorded) -> None:
    _change(connection, recorded, filed_on=fact.filed_on.isoformat(), is_filed=True)
    strike(connection, AGENDA, recorded.stream, OVERDUE)


def _overdue(connection: Connection, fact: DirectoryOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_late=True)
    strike(connection, AGENDA, recorded.stream, OVERDUE)


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(DIRECTORY).where(DIRECTORY.c.stream == recorded.stream).values(news))


DIRECTORIES = Projection(
    name="directories",
    version=1,
    applies={DirectoryCommitteeEntered: _entered, DirectoryFiled: _filed, DirectoryOverdue: _overdue},
)
