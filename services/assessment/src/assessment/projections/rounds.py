"""Who is assessed in rounds, by whom, and what each came to."""

import json

from contracts.assessment.round.messages import RoundBegun, RoundCompleted, SubjectAssessed
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, and_, insert, update

from assessment.projections.streams import facts_outside
from assessment.projections.tables import ROUND_SUBJECT


def _begun(connection: Connection, fact: RoundBegun, recorded: Recorded) -> None:
    key = {"assessor": fact.unit, "scheme": fact.scheme.value, "year": fact.year}
    connection.execute(insert(ROUND_SUBJECT), [{**key, "subject": subject} for subject in fact.subjects])


def _assessed(connection: Connection, fact: SubjectAssessed, recorded: Recorded) -> None:
    row = ROUND_SUBJECT.c
    this = and_(row.subject == fact.subject, row.scheme == fact.scheme.value, row.year == fact.year)
    result = json.dumps(dump(fact), ensure_ascii=False, sort_keys=True)
    connection.execute(update(ROUND_SUBJECT).where(this, row.assessor == fact.unit).values(result=result))


ROUNDS = Projection(
    name="rounds",
    version=1,
    applies={RoundBegun: _begun, SubjectAssessed: _assessed},
    ignores=facts_outside("round") | {RoundCompleted},
)
