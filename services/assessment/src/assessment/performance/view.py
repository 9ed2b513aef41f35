"""What bears on units' performance evaluations, in the order in which it was recorded."""

from contracts.assessment.performance.messages import PerformanceRecorded
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, insert

from assessment.tables import METADATA

PERFORMANCE = Table(
    "performance",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("grade", String),
    Column("clause", String, nullable=False),
    Column("happened_at", String, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""What bears on a unit's performance evaluation, every fact of it."""


def _recorded(connection: Connection, fact: PerformanceRecorded, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "place": recorded.revision,
        "year": fact.year,
        "kind": fact.kind.value,
        "grade": fact.grade,
        "clause": fact.clause,
        "happened_at": instant_text(fact.happened_at),
        "cause_stream": fact.cause.stream,
        "cause": fact.cause.fact,
    }
    connection.execute(insert(PERFORMANCE).values(row))


PERFORMANCES = Projection(
    name="performance",
    version=1,
    applies={PerformanceRecorded: _recorded},
)
