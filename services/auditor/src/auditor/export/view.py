"""Exports of archives as they stand."""

from contracts.auditor.export.messages import ExportMade, ExportNotMade, ExportOrdered
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select, update

from auditor.tables import METADATA

EXPORT = Table(
    "export",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, nullable=False, index=True),
    Column("unit", String, nullable=False, index=True),
    Column("export", String, nullable=False),
    Column("series", String, nullable=False),
    Column("from_on", String, nullable=False),
    Column("to_on", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("ordered_by", String, nullable=False),
    Column("ordered_at", String, nullable=False),
    Column("digest", String),
    Column("facts", Integer),
    Column("octets", Integer),
    Column("log_size", Integer),
    Column("ended_at", String),
    Column("reason", String),
)
"""Every export of archives as it stands; `number` counts the orders."""


def _ordered(connection: Connection, fact: ExportOrdered, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "number": connection.execute(select(func.count()).select_from(EXPORT)).scalar_one(),
        "unit": fact.unit,
        "export": fact.export,
        "series": fact.series.value,
        "from_on": fact.from_on.isoformat(),
        "to_on": fact.to_on.isoformat(),
        "purpose": fact.purpose,
        "ordered_by": fact.ordered_by,
        "ordered_at": instant_text(fact.ordered_at),
    }
    connection.execute(insert(EXPORT).values(row))


def _made(connection: Connection, fact: ExportMade, recorded: Recorded) -> None:
    row = {
        "digest": fact.digest,
        "facts": fact.facts,
        "octets": fact.octets,
        "log_size": fact.log_size,
        "ended_at": instant_text(fact.made_at),
    }
    connection.execute(update(EXPORT).where(EXPORT.c.stream == recorded.stream).values(row))


def _not_made(connection: Connection, fact: ExportNotMade, recorded: Recorded) -> None:
    row = {"reason": fact.reason, "ended_at": instant_text(fact.given_up_at)}
    connection.execute(update(EXPORT).where(EXPORT.c.stream == recorded.stream).values(row))


EXPORTS = Projection(
    name="exports",
    version=1,
    applies={ExportOrdered: _ordered, ExportMade: _made, ExportNotMade: _not_made},
)
