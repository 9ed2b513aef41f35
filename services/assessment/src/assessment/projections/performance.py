"""What bears on units' performance evaluations, in the order in which it was recorded."""

from contracts.assessment.performance.messages import PerformanceRecorded
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, insert

from assessment.projections.streams import facts_outside
from assessment.projections.tables import PERFORMANCE


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
    ignores=facts_outside("performance"),
)
