"""The yearly assessments of units, and when each falls due."""

import json
from typing import Any

from contracts.cases import DueDateRederived, PolicyRebound
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    AnnualFact,
    AnnualStage,
    AssessmentBegun,
    AssessmentClosed,
    ExperienceCommended,
    FalsificationFound,
    MarkAssessmentOverdue,
    MaterialsSubmitted,
    ResultAcknowledged,
    ResultCarriedOver,
    ResultNotCarriedOver,
    ResultNotified,
    UnderperformanceCircular,
)
from ledger.store import Recorded
from ledger.views import Due, Projection, postpone, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, insert, update

from mining.annual.rule import annual_stream
from mining.tables import AGENDA, METADATA

ASSESSMENT = Table(
    "assessment",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("assessor", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("due_on", String, nullable=False, index=True),
    Column("is_overdue", Boolean, nullable=False),
    Column("grade", String),
    Column("report", String),
    Column("completed_on", String),
    Column("notified_on", String),
    Column("acknowledged_at", String),
    Column("carried_on", String),
    Column("is_found_not_carried", Boolean, nullable=False),
    Column("circulars", Integer, nullable=False),
)


def _scheduled(connection: Connection, fact: AnnualAssessmentScheduled, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "year": fact.year,
        "assessor": fact.assessor,
        "stage": AnnualStage.SCHEDULED.value,
        "due_on": fact.due_on.isoformat(),
        "is_overdue": False,
        "is_found_not_carried": False,
        "circulars": 0,
    }
    connection.execute(insert(ASSESSMENT).values(row))


def _submitted(connection: Connection, fact: MaterialsSubmitted, recorded: Recorded) -> None:
    _change(connection, fact, stage=AnnualStage.MATERIALS_SUBMITTED.value)


def _begun(connection: Connection, fact: AssessmentBegun, recorded: Recorded) -> None:
    _change(connection, fact, stage=AnnualStage.IN_ASSESSMENT.value)


def _completed(connection: Connection, fact: AnnualAssessmentCompleted, recorded: Recorded) -> None:
    _change(
        connection,
        fact,
        stage=AnnualStage.COMPLETED.value,
        grade=fact.grade,
        report=fact.report,
        completed_on=fact.completed_on.isoformat(),
    )


def _overdue(connection: Connection, fact: AnnualAssessmentOverdue, recorded: Recorded) -> None:
    _change(connection, fact, is_overdue=True)


def _moved(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    if recorded.stream.startswith(annual_stream.prefix):
        of_year = (ASSESSMENT.c.unit == fact.unit, ASSESSMENT.c.year == int(recorded.stream.rpartition("-")[2]))
        connection.execute(update(ASSESSMENT).where(*of_year).values(due_on=fact.after.due_on.isoformat()))


def _notified(connection: Connection, fact: ResultNotified, recorded: Recorded) -> None:
    _change(connection, fact, stage=AnnualStage.NOTIFIED.value, notified_on=fact.notified_on.isoformat())


def _acknowledged(connection: Connection, fact: ResultAcknowledged, recorded: Recorded) -> None:
    acknowledged_at = instant_text(fact.acknowledged_at)
    _change(connection, fact, stage=AnnualStage.ACKNOWLEDGED.value, acknowledged_at=acknowledged_at)


def _carried(connection: Connection, fact: ResultCarriedOver, recorded: Recorded) -> None:
    _change(connection, fact, carried_on=fact.carried_on.isoformat())


def _not_carried(connection: Connection, fact: ResultNotCarriedOver, recorded: Recorded) -> None:
    _change(connection, fact, is_found_not_carried=True)


def _closed(connection: Connection, fact: AssessmentClosed, recorded: Recorded) -> None:
    _change(connection, fact, stage=AnnualStage.CLOSED.value)


def _found(connection: Connection, fact: FalsificationFound, recorded: Recorded) -> None:
    """A result that rests on what is false is not shown as one."""
    _change(connection, fact, stage=AnnualStage.VOID.value, grade=None, circulars=ASSESSMENT.c.circulars + 1)


def _criticised(connection: Connection, fact: UnderperformanceCircular, recorded: Recorded) -> None:
    _change(connection, fact, circulars=ASSESSMENT.c.circulars + 1)


def _change(connection: Connection, fact: AnnualFact, **news: Any) -> None:
    of_year = (ASSESSMENT.c.unit == fact.unit, ASSESSMENT.c.year == fact.year)
    connection.execute(update(ASSESSMENT).where(*of_year).values(news))


ASSESSMENTS = Projection(
    name="assessments",
    version=3,
    applies={
        AnnualAssessmentScheduled: _scheduled,
        MaterialsSubmitted: _submitted,
        AssessmentBegun: _begun,
        AnnualAssessmentCompleted: _completed,
        AnnualAssessmentOverdue: _overdue,
        DueDateRederived: _moved,
        ResultNotified: _notified,
        ResultAcknowledged: _acknowledged,
        ResultCarriedOver: _carried,
        ResultNotCarriedOver: _not_carried,
        AssessmentClosed: _closed,
        FalsificationFound: _found,
        UnderperformanceCircular: _criticised,
    },
    ignores=frozenset({ExperienceCommended, PolicyRebound}),
)

_COMPLETION = "assessment"


def _completion_due(connection: Connection, fact: AnnualAssessmentScheduled, recorded: Recorded) -> None:
    due = Due(
        stream=recorded.stream,
        rung=_COMPLETION,
        due_at=instant_text(fact.due_at),
        command=commands_of("mining").type_named(MarkAssessmentOverdue),
        document=json.dumps({"unit": fact.unit, "year": fact.year}),
    )
    schedule(connection, AGENDA, due)


def _settled(
    connection: Connection,
    fact: AnnualAssessmentCompleted | AnnualAssessmentOverdue | FalsificationFound,
    recorded: Recorded,
) -> None:
    strike(connection, AGENDA, recorded.stream, _COMPLETION)


def _completion_moved(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    postpone(connection, AGENDA, recorded.stream, _COMPLETION, instant_text(fact.after.due_at))


AGENDA_OF_ASSESSMENTS = Projection(
    name="agenda-of-assessments",
    version=2,
    applies={
        AnnualAssessmentScheduled: _completion_due,
        AnnualAssessmentCompleted: _settled,
        AnnualAssessmentOverdue: _settled,
        FalsificationFound: _settled,
        DueDateRederived: _completion_moved,
    },
    ignores=frozenset(
        {
            PolicyRebound,
            MaterialsSubmitted,
            AssessmentBegun,
            ResultNotified,
            ResultAcknowledged,
            ResultCarriedOver,
            ResultNotCarriedOver,
            AssessmentClosed,
            UnderperformanceCircular,
            ExperienceCommended,
        }
    ),
)
