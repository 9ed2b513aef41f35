"""The results of the half-yearly checks, and what followed from them for the year."""

from contracts.mediation.check.messages import CheckNoted, ConsequenceNoted
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, insert

from mediation.projections.streams import facts_outside
from mediation.projections.tables import CHECK, CONSEQUENCE


def _checked(connection: Connection, fact: CheckNoted, recorded: Recorded) -> None:
    for result in fact.results:
        row = {
            "unit": fact.unit,
            "half": fact.half,
            "subject": result.subject,
            "responsible": result.responsible,
            "unmet": result.unmet,
            "score": None if result.score is None else str(result.score),
        }
        connection.execute(insert(CHECK).values(row))


def _followed(connection: Connection, fact: ConsequenceNoted, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "year": str(fact.year),
        "subject": fact.subject,
        "consequence": fact.consequence.value,
        "reason": fact.reason,
    }
    connection.execute(insert(CONSEQUENCE).values(row))


CHECKS = Projection(
    name="checks",
    version=1,
    applies={CheckNoted: _checked, ConsequenceNoted: _followed},
    ignores=facts_outside("check"),
)
