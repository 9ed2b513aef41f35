"""Who is assessed in rounds, by whom, and what each came to."""

from contracts.assessment.round.messages import RoundBegun, RoundCompleted, SubjectAssessed
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, and_, insert, update

from assessment.documents import document_of
from assessment.tables import METADATA

ROUND_SUBJECT = Table(
    "round_subject",
    METADATA,
    Column("subject", String, primary_key=True),
    Column("scheme", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("assessor", String, primary_key=True),
    Column("result", String),
)
"""Who is assessed in rounds; `result` is the document of what it came to."""


def _begun(connection: Connection, fact: RoundBegun, recorded: Recorded) -> None:
    key = {"assessor": fact.unit, "scheme": fact.scheme.value, "year": fact.year}
    connection.execute(insert(ROUND_SUBJECT), [{**key, "subject": subject} for subject in fact.subjects])


def _assessed(connection: Connection, fact: SubjectAssessed, recorded: Recorded) -> None:
    row = ROUND_SUBJECT.c
    this = and_(row.subject == fact.subject, row.scheme == fact.scheme.value, row.year == fact.year)
    result = document_of(fact)
    connection.execute(update(ROUND_SUBJECT).where(this, row.assessor == fact.unit).values(result=result))


ROUNDS = Projection(
    name="rounds",
    version=1,
    applies={RoundBegun: _begun, SubjectAssessed: _assessed},
    ignores=frozenset({RoundCompleted}),
)
