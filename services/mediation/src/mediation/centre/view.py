"""The centres of each township, who leads them and works in them, and who is sent to them in rotation."""

import json

from contracts.mediation.centre.messages import (
    CentreClosed,
    CentreDeputyAppointed,
    CentreDeputyRelieved,
    CentreDirectorAppointed,
    CentreEstablished,
    CentreFact,
    CentreRosterEntered,
    RotationEntered,
    StaffOutOfRange,
    UnitsWithoutStaff,
)
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, ColumnElement, Connection, Integer, String, Table, Text, delete, insert, update

from mediation.tables import METADATA

CENTRE = Table(
    "centre",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("centre", String, primary_key=True),
    Column("established_on", String, nullable=False),
    Column("closed_on", String),
    Column("director", String),
    Column("office", String),
    Column("staff", Text, nullable=False),
    Column("full_time", Integer, nullable=False),
    Column("is_out_of_range", Boolean),
    Column("without_staff", Text, nullable=False),
)
"""`staff` and `without_staff` as JSON."""

CENTRE_DEPUTY = Table(
    "centre_deputy",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("centre", String, primary_key=True),
    Column("person", String, primary_key=True),
)

ROTATION = Table(
    "rotation",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("centre", String, primary_key=True),
    Column("from_on", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("to_on", String, nullable=False),
    Column("from_unit", String, nullable=False),
    Column("is_listed", Boolean, nullable=False),
)


def _established(connection: Connection, fact: CentreEstablished, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "centre": fact.centre,
        "established_on": fact.established_on.isoformat(),
        "staff": "[]",
        "full_time": 0,
        "without_staff": json.dumps(fact.to_move_in),
    }
    connection.execute(insert(CENTRE).values(row))


def _closed(connection: Connection, fact: CentreClosed, recorded: Recorded) -> None:
    connection.execute(update(CENTRE).where(_of(fact)).values(closed_on=fact.closed_on.isoformat()))


def _director(connection: Connection, fact: CentreDirectorAppointed, recorded: Recorded) -> None:
    news = {"director": fact.person, "office": fact.office.value}
    connection.execute(update(CENTRE).where(_of(fact)).values(news))


def _deputy(connection: Connection, fact: CentreDeputyAppointed, recorded: Recorded) -> None:
    row = {"unit": fact.unit, "centre": fact.centre, "person": fact.person}
    connection.execute(insert(CENTRE_DEPUTY).values(row))


def _relieved(connection: Connection, fact: CentreDeputyRelieved, recorded: Recorded) -> None:
    of_centre = (CENTRE_DEPUTY.c.unit == fact.unit) & (CENTRE_DEPUTY.c.centre == fact.centre)
    connection.execute(delete(CENTRE_DEPUTY).where(of_centre & (CENTRE_DEPUTY.c.person == fact.person)))


def _roster(connection: Connection, fact: CentreRosterEntered, recorded: Recorded) -> None:
    news = {
        "staff": json.dumps(dump(fact)["staff"]),
        "full_time": fact.full_time,
        "is_out_of_range": fact.is_out_of_range,
        "without_staff": json.dumps(fact.without_staff),
    }
    connection.execute(update(CENTRE).where(_of(fact)).values(news))


def _rotation(connection: Connection, fact: RotationEntered, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "centre": fact.centre,
        "from_on": fact.from_on.isoformat(),
        "person": fact.person,
        "to_on": fact.to_on.isoformat(),
        "from_unit": fact.from_unit,
        "is_listed": fact.is_listed,
    }
    connection.execute(insert(ROTATION).values(row))


def _of(fact: CentreFact) -> ColumnElement[bool]:
    return (CENTRE.c.unit == fact.unit) & (CENTRE.c.centre == fact.centre)


CENTRES = Projection(
    name="centres",
    version=1,
    applies={
        CentreEstablished: _established,
        CentreClosed: _closed,
        CentreDirectorAppointed: _director,
        CentreDeputyAppointed: _deputy,
        CentreDeputyRelieved: _relieved,
        CentreRosterEntered: _roster,
        RotationEntered: _rotation,
    },
    ignores=frozenset({StaffOutOfRange, UnitsWithoutStaff}),
)
