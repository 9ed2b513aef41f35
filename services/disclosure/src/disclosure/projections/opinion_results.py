"""The results of opinions, one row each, for counting."""

from contracts.disclosure.opinion_results.messages import OpinionResultNoted
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, insert

from disclosure.projections.streams import facts_outside
from disclosure.projections.tables import OPINION_RESULT


def _noted(connection: Connection, fact: OpinionResultNoted, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "submission": fact.submission,
        "unit": fact.unit,
        "month": fact.month,
        "outcome": fact.outcome.value,
        "is_of_item": fact.is_of_item,
    }
    connection.execute(insert(OPINION_RESULT).values(row))


OPINION_RESULTS = Projection(
    name="opinion-results",
    version=1,
    applies={OpinionResultNoted: _noted},
    ignores=facts_outside("opinion-results"),
)
