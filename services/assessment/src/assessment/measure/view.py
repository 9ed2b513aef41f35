"""The entries that measures are made of."""

from contracts.assessment.measure.messages import EntryCounted, MeasureAsked
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, and_, delete, insert

from assessment.tables import METADATA

ENTRY = Table(
    "entry",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("term", String, primary_key=True),
    Column("entry", String, primary_key=True),
    Column("hits", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""What each entry of a measure counts, and the fact it rests on."""


def _counted(connection: Connection, fact: EntryCounted, recorded: Recorded) -> None:
    this = and_(
        ENTRY.c.unit == fact.unit,
        ENTRY.c.indicator == fact.indicator,
        ENTRY.c.term == fact.term,
        ENTRY.c.entry == fact.entry,
    )
    row = {
        "unit": fact.unit,
        "indicator": fact.indicator,
        "term": fact.term,
        "entry": fact.entry,
        "hits": fact.hits,
        "of": fact.of,
        "cause_stream": fact.cause.stream,
        "cause": fact.cause.fact,
    }
    connection.execute(delete(ENTRY).where(this))
    connection.execute(insert(ENTRY).values(row))


ENTRIES = Projection(name="entries", version=1, applies={EntryCounted: _counted}, ignores=frozenset({MeasureAsked}))
