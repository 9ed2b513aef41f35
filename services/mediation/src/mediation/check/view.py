"""The results of the half-yearly checks, and what followed from them for the year."""

from contracts.mediation.check.messages import CheckNoted, ConsequenceNoted
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, insert

from mediation.tables import METADATA

CHECK = Table(
    "check_",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("half", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("responsible", String, nullable=False),
    Column("unmet", Integer, nullable=False),
    Column("score", String),
)

CONSEQUENCE = Table(
    "consequence",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("consequence", String, nullable=False),
    Column("reason", Text, nullable=False),
)


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
)
