"""Who is linked with a unit."""

from contracts.disclosure.supporters.messages import SupportEnded, SupporterNamed
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, and_, insert, update

from disclosure.tables import METADATA

SUPPORTER = Table(
    "supporter",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("supporter", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("valid_from", String, nullable=False),
    Column("valid_to", String),
)


def _named(connection: Connection, fact: SupporterNamed, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "entry": fact.entry,
        "supporter": fact.supporter,
        "kind": fact.kind.value,
        "valid_from": fact.valid_from.isoformat(),
    }
    connection.execute(insert(SUPPORTER).values(row))


def _ended(connection: Connection, fact: SupportEnded, recorded: Recorded) -> None:
    this = and_(SUPPORTER.c.unit == fact.unit, SUPPORTER.c.entry == fact.entry)
    connection.execute(update(SUPPORTER).where(this).values(valid_to=fact.valid_to.isoformat()))


SUPPORTERS = Projection(name="supporters", version=1, applies={SupporterNamed: _named, SupportEnded: _ended})
