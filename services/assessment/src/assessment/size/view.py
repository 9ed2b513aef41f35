"""What the figures of each community came to, year by year."""

from contracts.assessment.size.messages import SizesJudged
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, and_, delete, insert

from assessment.documents import document_of
from assessment.tables import METADATA

SIZES_OF_COMMUNITY = Table(
    "sizes_of_community",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("document", String, nullable=False),
)
"""What the figures of a community came to, as they stand for each year."""


def _judged(connection: Connection, fact: SizesJudged, recorded: Recorded) -> None:
    this = and_(SIZES_OF_COMMUNITY.c.unit == fact.unit, SIZES_OF_COMMUNITY.c.year == fact.year)
    connection.execute(delete(SIZES_OF_COMMUNITY).where(this))
    row = {"unit": fact.unit, "year": fact.year, "document": document_of(fact)}
    connection.execute(insert(SIZES_OF_COMMUNITY).values(row))


SIZES = Projection(name="sizes", version=1, applies={SizesJudged: _judged})
