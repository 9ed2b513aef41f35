"""The visits and receptions of each unit."""

from contracts.mediation.visit.messages import VisitRecorded
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, String, Table, insert

from mediation.tables import METADATA

VISIT = Table(
    "visit",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("submission", String, nullable=False),
    Column("activity", String, nullable=False),
    Column("visited_on", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("needs_handling", Boolean, nullable=False),
)


def _recorded(connection: Connection, fact: VisitRecorded, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "submission": fact.submission,
        "activity": fact.activity.value,
        "visited_on": fact.visited_on.isoformat(),
        "subject": fact.subject,
        "needs_handling": fact.needs_handling,
    }
    connection.execute(insert(VISIT).values(row))


VISITS = Projection(name="visits", version=1, applies={VisitRecorded: _recorded})
