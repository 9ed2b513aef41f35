"""The accountability cases, with their decisions."""

from contracts.assessment.accountability.messages import AccountabilityDecided, AccountabilityOpened
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, String, Table, insert, update

from assessment.documents import document_of
from assessment.tables import METADATA

ACCOUNTABILITY = Table(
    "accountability",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("opened", String, nullable=False),
    Column("decided", String),
)
"""The accountability cases, with their decisions."""


def _opened(connection: Connection, fact: AccountabilityOpened, recorded: Recorded) -> None:
    row = {"stream": recorded.stream, "unit": fact.unit, "opened": document_of(fact)}
    connection.execute(insert(ACCOUNTABILITY).values(row))


def _decided(connection: Connection, fact: AccountabilityDecided, recorded: Recorded) -> None:
    this = ACCOUNTABILITY.c.stream == recorded.stream
    connection.execute(update(ACCOUNTABILITY).where(this).values(decided=document_of(fact)))


ACCOUNTABILITY_CASES = Projection(
    name="accountability", version=1, applies={AccountabilityOpened: _opened, AccountabilityDecided: _decided}
)
