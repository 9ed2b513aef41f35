"""Appraisals of departments, as they stand."""

from contracts.elections.appraisals.messages import (
    AppraisalClosed,
    DepartmentAppraised,
    DepartmentsChanged,
    DepartmentsNotAppraised,
)
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, update

from elections.tables import METADATA

APPRAISED_DEPARTMENT = Table(
    "appraised_department",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("department", String, primary_key=True),
    Column("is_listed", Boolean, nullable=False),
)

APPRAISAL = Table(
    "appraisal",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("department", String, nullable=False),
    Column("appraised_on", String, nullable=False),
    Column("deputies", Integer, nullable=False),
    Column("rating", String, nullable=False),
    Column("opinions", Text, nullable=False),
    Column("reported_on", String),
)


def _changed(connection: Connection, fact: DepartmentsChanged, recorded: Recorded) -> None:
    of_stream = APPRAISED_DEPARTMENT.c.stream == recorded.stream
    connection.execute(update(APPRAISED_DEPARTMENT).where(of_stream).values(is_listed=False))
    for department in fact.departments:
        this = of_stream & (APPRAISED_DEPARTMENT.c.department == department)
        if not connection.execute(update(APPRAISED_DEPARTMENT).where(this).values(is_listed=True)).rowcount:
            row = {"stream": recorded.stream, "department": department, "is_listed": True}
            connection.execute(insert(APPRAISED_DEPARTMENT).values(row))


def _appraised(connection: Connection, fact: DepartmentAppraised, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "number": fact.number,
        "department": fact.department,
        "appraised_on": fact.appraised_on.isoformat(),
        "deputies": len(fact.deputies),
        "rating": fact.rating,
        "opinions": fact.opinions,
    }
    connection.execute(insert(APPRAISAL).values(row))


def _closed(connection: Connection, fact: AppraisalClosed, recorded: Recorded) -> None:
    this = (APPRAISAL.c.stream == recorded.stream) & (APPRAISAL.c.number == fact.number)
    connection.execute(update(APPRAISAL).where(this).values(reported_on=fact.reported_on.isoformat()))


APPRAISALS = Projection(
    name="appraisals",
    version=1,
    applies={DepartmentsChanged: _changed, DepartmentAppraised: _appraised, AppraisalClosed: _closed},
    ignores=frozenset({DepartmentsNotAppraised}),
)
