"""What centres and stations are said to have in a year, as it was entered last."""

from contracts.mediation.haves.messages import HaveRecorded
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert

from mediation.tables import METADATA

HAVE = Table(
    "have",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("have", String, primary_key=True),
    Column("basis", Text, nullable=False),
    Column("yuan", Integer),
)


def _recorded(connection: Connection, fact: HaveRecorded, recorded: Recorded) -> None:
    key = {"unit": fact.unit, "year": fact.year, "have": fact.have.value}
    connection.execute(delete(HAVE).where(*(HAVE.c[name] == value for name, value in key.items())))
    connection.execute(insert(HAVE).values(**key, basis=fact.basis, yuan=fact.yuan))


HAVES = Projection(name="haves", version=1, applies={HaveRecorded: _recorded})
