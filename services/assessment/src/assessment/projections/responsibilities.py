"""Who answers for the creation, year by year, and the issues of districts and sub-districts."""

import json

from contracts.assessment.responsibility.messages import IssueRaised, IssueSolved, ResponsibilitySet
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, and_, delete, insert, update

from assessment.projections.streams import facts_outside
from assessment.projections.tables import ISSUE, RESPONSIBILITY


def _document(fact: object) -> str:
    return json.dumps(dump(fact), ensure_ascii=False, sort_keys=True)


def _set(connection: Connection, fact: ResponsibilitySet, recorded: Recorded) -> None:
    this = and_(RESPONSIBILITY.c.unit == fact.unit, RESPONSIBILITY.c.year == fact.year)
    connection.execute(delete(RESPONSIBILITY).where(this))
    row = {"unit": fact.unit, "year": fact.year, "document": _document(fact)}
    connection.execute(insert(RESPONSIBILITY).values(row))


def _raised(connection: Connection, fact: IssueRaised, recorded: Recorded) -> None:
    row = {"unit": fact.unit, "issue": fact.issue, "raised": _document(fact)}
    connection.execute(insert(ISSUE).values(row))


def _solved(connection: Connection, fact: IssueSolved, recorded: Recorded) -> None:
    this = and_(ISSUE.c.unit == fact.unit, ISSUE.c.issue == fact.issue)
    connection.execute(update(ISSUE).where(this).values(solved=_document(fact)))


RESPONSIBILITIES = Projection(
    name="responsibilities",
    version=1,
    applies={ResponsibilitySet: _set, IssueRaised: _raised, IssueSolved: _solved},
    ignores=facts_outside("responsibility"),
)
