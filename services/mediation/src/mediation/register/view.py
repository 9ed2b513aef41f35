"""The registers of the centres, entry by entry as they stand now."""

import json

from contracts.mediation.register.messages import RegisterCorrected, RegisterEntered
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, insert, update

from mediation.tables import METADATA

REGISTER_ENTRY = Table(
    "register_entry",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("entry", Text, nullable=False),
    Column("corrections", Integer, nullable=False),
)
"""`entry` is the entry as JSON."""


def _entered(connection: Connection, fact: RegisterEntered, recorded: Recorded) -> None:
    row = {"stream": recorded.stream, "number": fact.number, "entry": json.dumps(dump(fact.entry)), "corrections": 0}
    connection.execute(insert(REGISTER_ENTRY).values(row))


def _corrected(connection: Connection, fact: RegisterCorrected, recorded: Recorded) -> None:
    place = (REGISTER_ENTRY.c.stream == recorded.stream) & (REGISTER_ENTRY.c.number == fact.number)
    news = {"entry": json.dumps(dump(fact.entry)), "corrections": REGISTER_ENTRY.c.corrections + 1}
    connection.execute(update(REGISTER_ENTRY).where(place).values(news))


REGISTERS = Projection(
    name="registers",
    version=1,
    applies={RegisterEntered: _entered, RegisterCorrected: _corrected},
)
