"""The stations of villages that work, with who heads them and who does their work."""

import json

from contracts.mediation.station.messages import StationClosed, StationFact, StationSetUp, StationStaffed
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, ColumnElement, Connection, String, Table, Text, delete, insert, update

from mediation.tables import METADATA

STATION = Table(
    "station",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("station", String, primary_key=True),
    Column("set_up_on", String, nullable=False),
    Column("head", String, nullable=False),
    Column("workers", Text, nullable=False),
)
"""Those that work; `workers` as JSON."""


def _set_up(connection: Connection, fact: StationSetUp, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "station": fact.station,
        "set_up_on": fact.set_up_on.isoformat(),
        "head": fact.head,
        "workers": json.dumps(fact.workers),
    }
    connection.execute(insert(STATION).values(row))


def _staffed(connection: Connection, fact: StationStaffed, recorded: Recorded) -> None:
    connection.execute(update(STATION).where(_of(fact)).values(head=fact.head, workers=json.dumps(fact.workers)))


def _closed(connection: Connection, fact: StationClosed, recorded: Recorded) -> None:
    connection.execute(delete(STATION).where(_of(fact)))


def _of(fact: StationFact) -> ColumnElement[bool]:
    return (STATION.c.unit == fact.unit) & (STATION.c.station == fact.station)


STATIONS = Projection(
    name="stations",
    version=1,
    applies={StationSetUp: _set_up, StationStaffed: _staffed, StationClosed: _closed},
)
