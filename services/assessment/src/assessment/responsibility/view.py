"""Who answers for the creation, year by year, and the issues of districts and sub-districts."""

from contracts.assessment.responsibility.messages import IssueRaised, IssueSolved, ResponsibilitySet
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, and_, delete, insert, update

from assessment.documents import document_of
from assessment.tables import METADATA

RESPONSIBILITY = Table(
    "responsibility",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("document", String, nullable=False),
)
"""Who answers for the creation in a district or sub-district, as it stands for each year."""

ISSUE = Table(
    "issue",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("issue", String, primary_key=True),
    Column("raised", String, nullable=False),
    Column("solved", String),
)
"""The issues of districts and sub-districts, with their solutions."""


def _set(connection: Connection, fact: ResponsibilitySet, recorded: Recorded) -> None:
    this = and_(RESPONSIBILITY.c.unit == fact.unit, RESPONSIBILITY.c.year == fact.year)
    connection.execute(delete(RESPONSIBILITY).where(this))
    row = {"unit": fact.unit, "year": fact.year, "document": document_of(fact)}
    connection.execute(insert(RESPONSIBILITY).values(row))


def _raised(connection: Connection, fact: IssueRaised, recorded: Recorded) -> None:
    row = {"unit": fact.unit, "issue": fact.issue, "raised": document_of(fact)}
    connection.execute(insert(ISSUE).values(row))


def _solved(connection: Connection, fact: IssueSolved, recorded: Recorded) -> None:
    this = and_(ISSUE.c.unit == fact.unit, ISSUE.c.issue == fact.issue)
    connection.execute(update(ISSUE).where(this).values(solved=document_of(fact)))


RESPONSIBILITIES = Projection(
    name="responsibilities",
    version=1,
    applies={ResponsibilitySet: _set, IssueRaised: _raised, IssueSolved: _solved},
)
