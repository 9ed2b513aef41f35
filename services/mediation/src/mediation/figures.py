"""What the monthly report counts, month by month, from recorded facts of cases and months and nothing else."""

from datetime import datetime

from contracts.calendar import china_day
from contracts.mediation.case.messages import (
    AttemptFailed,
    CaseClosed,
    CaseReferredExternal,
    CaseRegistered,
    CloseCause,
    MediationTerminated,
)
from contracts.mediation.case.rules import ON_SPOT
from contracts.mediation.month import messages
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, insert, select, update

from mediation.tables import METADATA

FIGURE = Table(
    "figure",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("month", String, primary_key=True),
    Column("figure", String, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often something was recorded of a unit in a month."""


def _registered(connection: Connection, fact: CaseRegistered, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.registered_at, "registered")


def _closed(connection: Connection, fact: CaseClosed, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.closed_at, "closed")
    if fact.cause is CloseCause.AGREED and fact.rung == ON_SPOT:
        _count(connection, fact.unit, fact.closed_at, "on_spot")


def _failed(connection: Connection, fact: AttemptFailed, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.failed_at, "failed_attempts")


def _terminated(connection: Connection, fact: MediationTerminated, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.terminated_at, "terminated")


def _referred(connection: Connection, fact: CaseReferredExternal, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.recorded_at, "referred")


def _screened(connection: Connection, fact: messages.ScreeningDone, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.recorded_at, "screenings")


def _met(connection: Connection, fact: messages.MeetingHeld, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.recorded_at, "meetings")


def _happened(connection: Connection, fact: messages.IncidentRecorded, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.recorded_at, f"{fact.kind}_incidents")


def _count(connection: Connection, unit: str, moment: datetime, figure: str) -> None:
    month = china_day(moment).isoformat()[:7]
    place = (FIGURE.c.unit == unit) & (FIGURE.c.month == month) & (FIGURE.c.figure == figure)
    if connection.execute(select(FIGURE).where(place)).first() is None:
        connection.execute(insert(FIGURE).values(unit=unit, month=month, figure=figure, count=1))
    else:
        connection.execute(update(FIGURE).where(place).values(count=FIGURE.c["count"] + 1))


FIGURES = Projection(
    name="figures",
    version=1,
    applies={
        CaseRegistered: _registered,
        CaseClosed: _closed,
        AttemptFailed: _failed,
        MediationTerminated: _terminated,
        CaseReferredExternal: _referred,
        messages.ScreeningDone: _screened,
        messages.MeetingHeld: _met,
        messages.IncidentRecorded: _happened,
    },
)
