"""What the monthly report counts, month by month, from recorded facts and nothing else."""

from datetime import datetime
from typing import get_args

from contracts.calendar import china_day
from contracts.cases import CASE_FACTS
from contracts.impartiality import TIE_FACTS
from contracts.mediation import month_facts
from contracts.mediation.agreements import AGREEMENT_FACTS
from contracts.mediation.events import (
    CaseArchived,
    CaseClosed,
    CaseReferredExternal,
    CaseRegistered,
    CaseWithdrawn,
    EffectNotTracked,
    EffectTracked,
    ExternalOutcomeRecorded,
    RiskReported,
    SubmissionRepeated,
    TransferFact,
)
from contracts.mediation.ladder import (
    AttemptFailed,
    AttemptStarted,
    MediationContinued,
    MediationTerminated,
    MediatorReplaced,
    RoutesTold,
)
from contracts.mediation.petition_facts import PETITION_FACTS
from contracts.mediation.policy import ON_SPOT
from contracts.mediation.vocabulary import CloseCause
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, insert, select, update

from mediation.projections.streams import facts_outside
from mediation.projections.tables import FIGURE


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


def _screened(connection: Connection, fact: month_facts.ScreeningDone, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.recorded_at, "screenings")


def _met(connection: Connection, fact: month_facts.MeetingHeld, recorded: Recorded) -> None:
    _count(connection, fact.unit, fact.recorded_at, "meetings")


def _happened(connection: Connection, fact: month_facts.IncidentRecorded, recorded: Recorded) -> None:
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
        month_facts.ScreeningDone: _screened,
        month_facts.MeetingHeld: _met,
        month_facts.IncidentRecorded: _happened,
    },
    ignores=facts_outside("case", "month")
    | {
        *get_args(TransferFact),
        *AGREEMENT_FACTS,
        *PETITION_FACTS,
        *TIE_FACTS,
        *CASE_FACTS,
        SubmissionRepeated,
        ExternalOutcomeRecorded,
        CaseWithdrawn,
        EffectTracked,
        EffectNotTracked,
        CaseArchived,
        RiskReported,
        AttemptStarted,
        MediatorReplaced,
        RoutesTold,
        MediationContinued,
        month_facts.MonthOpened,
        month_facts.TreatmentScreened,
        month_facts.MonthlyReportSent,
        month_facts.SituationReported,
        month_facts.CircularSent,
        month_facts.PlanMissing,
        month_facts.MeetingOverdue,
        month_facts.ScreeningOverdue,
        month_facts.MonthlyReportOverdue,
        month_facts.SituationOverdue,
    },
)
