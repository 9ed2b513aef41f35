"""The results of opinions, one row each, for counting."""

from contracts.disclosure.opinion_results.messages import OpinionResultNoted
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, String, Table, insert

from disclosure.tables import METADATA


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


OPINION_RESULT = Table(
    "opinion_result",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("submission", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("month", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("is_of_item", Boolean, nullable=False),
)

OPINION_RESULTS = Projection(
    name="opinion-results",
    version=1,
    applies={OpinionResultNoted: _noted},
)
