"""The standards that are public."""

from contracts.mining.standards.messages import RulesRegistered, StandardPublished
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, insert

from mining.tables import METADATA

STANDARD = Table(
    "standard",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("standard", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("level", String, nullable=False),
    Column("industry", String, nullable=False),
    Column("in_force_from", String, nullable=False),
    Column("items", Integer, nullable=False),
    Column("published_on", String, nullable=False),
)


def _published(connection: Connection, fact: StandardPublished, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "standard": fact.standard,
        "zh": fact.title.zh,
        "en": fact.title.en,
        "level": fact.level.value,
        "industry": fact.industry,
        "in_force_from": fact.in_force_from.isoformat(),
        "items": fact.items,
        "published_on": fact.published_on.isoformat(),
    }
    connection.execute(insert(STANDARD).values(row))


STANDARDS = Projection(
    name="standards",
    version=1,
    applies={StandardPublished: _published},
    ignores=frozenset({RulesRegistered}),
)
