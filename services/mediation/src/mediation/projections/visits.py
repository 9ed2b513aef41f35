"""The visits and receptions of each unit."""

from contracts.mediation.visit.messages import VisitRecorded
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, insert

from mediation.projections.streams import facts_outside
from mediation.projections.tables import VISIT


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


VISITS = Projection(name="visits", version=1, applies={VisitRecorded: _recorded}, ignores=facts_outside("visit"))
