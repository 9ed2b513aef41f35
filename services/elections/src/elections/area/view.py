"""The areas that need a residents' committee, as they are registered."""

import json

from contracts.elections.area.messages import AreaRegistered
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, String, Table, Text, delete, insert

from elections.tables import METADATA

COVERAGE_AREA = Table(
    "coverage_area",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("area", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("community", String),
)


def _registered(connection: Connection, fact: AreaRegistered, recorded: Recorded) -> None:
    """The newest counts."""
    table = COVERAGE_AREA.c
    connection.execute(delete(COVERAGE_AREA).where(table.unit == fact.unit, table.area == fact.area))
    row = {
        "unit": fact.unit,
        "area": fact.area,
        "name": json.dumps(dump(fact.name)),
        "kind": fact.kind,
        "community": fact.community,
    }
    connection.execute(insert(COVERAGE_AREA).values(row))


COVERAGE = Projection(name="coverage", version=1, applies={AreaRegistered: _registered})
