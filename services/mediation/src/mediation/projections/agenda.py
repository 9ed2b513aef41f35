"""What the service does by itself and when: end a mediation whose time is over, announce what was missed."""

import json
from datetime import datetime

from contracts.calendar import day_ends
from contracts.fields import instant_text
from contracts.impartiality import TIE_FACTS
from contracts.mediation.agreements import (
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    ConfirmationRequested,
    PerformanceOverdue,
    PerformanceRecorded,
)
from contracts.mediation.catalogue import MEDIATION_COMMANDS
from contracts.mediation.commands import MarkDue
from contracts.mediation.events import (
    CaseArchived,
    CaseClosed,
    CaseReclassified,
    CaseReferredExternal,
    CaseRegistered,
    CaseSigned,
    CaseTriaged,
    CaseWithdrawn,
    EffectNotTracked,
    EffectTracked,
    ExternalOutcomeRecorded,
    HandlingOverdue,
    ResultReported,
    RiskReported,
    SubmissionRepeated,
    TransferAccepted,
    TransferReturned,
    UnitDesignated,
)
from contracts.mediation.ladder import (
    AttemptFailed,
    AttemptStarted,
    MediationContinued,
    MediationTerminated,
    MediatorReplaced,
    RoutesTold,
)
from contracts.mediation.petition_facts import (
    AcceptanceTold,
    HandlingExtended,
    HandlingRated,
    HearingBegun,
    HearingEnded,
    MethodSet,
    OpinionResultTold,
    PetitionClassified,
    PetitionOverdue,
    ReviewAnswered,
    ReviewAsked,
    ReviewLate,
)
from contracts.mediation.petitions import PetitionClock, ReviewLevel
from ledger.store import Recorded
from ledger.views import Due, Projection, postpone, schedule, strike
from sqlalchemy import Connection

from mediation.projections.streams import facts_outside
from mediation.projections.tables import AGENDA

FEEDBACK, FINISH, PROMISE = "feedback", "finish", "promise"
TELL, HANDLE, ASK = "tell", "handle", "ask"


_Timed = (
    CaseRegistered
    | CaseTriaged
    | AttemptStarted
    | AgreementReached
    | AcceptanceTold
    | MethodSet
    | HandlingExtended
    | OpinionResultTold
    | ReviewAsked
    | HearingBegun
    | HearingEnded
    | ReviewAnswered
)
"""What begins a time limit."""


def _triaged(connection: Connection, fact: CaseTriaged, recorded: Recorded) -> None:
    _schedule(connection, fact, recorded, FEEDBACK, fact.due_at)


def _fed_back(connection: Connection, fact: HandlingOverdue | ResultReported, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, FEEDBACK)
    if isinstance(fact, ResultReported):
        strike(connection, AGENDA, recorded.stream, HANDLE)


def _started(connection: Connection, fact: AttemptStarted, recorded: Recorded) -> None:
    if fact.finish_by is not None:
        _schedule(connection, fact, recorded, FINISH, fact.finish_by)


def _continued(connection: Connection, fact: MediationContinued, recorded: Recorded) -> None:
    postpone(connection, AGENDA, recorded.stream, FINISH, instant_text(fact.finish_by))


def _failed(connection: Connection, fact: AttemptFailed, recorded: Recorded) -> None:
    if fact.is_last:
        _nothing_more(connection, fact, recorded)


def _registered(connection: Connection, fact: CaseRegistered, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, TELL, fact.tell_by)


def _acceptance_told(connection: Connection, fact: AcceptanceTold, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, TELL)
    _schedule_clock(connection, fact, recorded, HANDLE, fact.clock)


def _method_set(connection: Connection, fact: MethodSet, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, FEEDBACK, fact.due_at)


def _extended(connection: Connection, fact: HandlingExtended, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, HANDLE)
    _schedule_clock(connection, fact, recorded, HANDLE, fact.clock)


def _result_told(connection: Connection, fact: OpinionResultTold, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, ASK, fact.review_by)


def _review_asked(connection: Connection, fact: ReviewAsked, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ASK)
    _schedule_clock(connection, fact, recorded, fact.level.value, fact.clock)


def _heard(connection: Connection, fact: HearingBegun | HearingEnded, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ReviewLevel.RECHECK.value)
    _schedule_clock(connection, fact, recorded, ReviewLevel.RECHECK.value, fact.clock)


def _review_answered(connection: Connection, fact: ReviewAnswered, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.level.value)
    _schedule_at(connection, fact, recorded, ASK, fact.recheck_by)


def _petition_overdue(connection: Connection, fact: PetitionOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.step.value)


def _nothing_more(
    connection: Connection,
    fact: AttemptFailed | MediationTerminated | CaseReferredExternal | CaseClosed | CaseWithdrawn,
    recorded: Recorded,
) -> None:
    """Mediation and handling are over; what was promised stays owed."""
    for rung in (FEEDBACK, FINISH, TELL, HANDLE, ASK):
        strike(connection, AGENDA, recorded.stream, rung)


def _agreed(connection: Connection, fact: AgreementReached, recorded: Recorded) -> None:
    for number, promise in enumerate(fact.promises, start=1):
        _schedule(connection, fact, recorded, f"{PROMISE}-{number}", day_ends(promise.due_on))


def _looked_after(connection: Connection, fact: PerformanceRecorded | PerformanceOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, f"{PROMISE}-{fact.promise}")


def _schedule_clock(
    connection: Connection, fact: _Timed, recorded: Recorded, rung: str, clock: PetitionClock | None
) -> None:
    """A clock that stands still falls due at no moment."""
    _schedule_at(connection, fact, recorded, rung, None if clock is None else clock.due_at)


def _schedule_at(connection: Connection, fact: _Timed, recorded: Recorded, rung: str, due_at: datetime | None) -> None:
    if due_at is not None:
        _schedule(connection, fact, recorded, rung, due_at)


def _schedule(
    connection: Connection,
    fact: _Timed,
    recorded: Recorded,
    rung: str,
    due_at: datetime,
) -> None:
    due = Due(
        stream=recorded.stream,
        rung=rung,
        due_at=instant_text(due_at),
        command=MEDIATION_COMMANDS.type_named(MarkDue),
        document=json.dumps({"unit": fact.unit, "submission": fact.submission}),
    )
    schedule(connection, AGENDA, due)


AGENDA_OF_CASES = Projection(
    name="agenda-of-cases",
    version=1,
    applies={
        CaseTriaged: _triaged,
        HandlingOverdue: _fed_back,
        ResultReported: _fed_back,
        AttemptStarted: _started,
        MediationContinued: _continued,
        AttemptFailed: _failed,
        MediationTerminated: _nothing_more,
        CaseReferredExternal: _nothing_more,
        CaseClosed: _nothing_more,
        CaseWithdrawn: _nothing_more,
        AgreementReached: _agreed,
        PerformanceRecorded: _looked_after,
        PerformanceOverdue: _looked_after,
        CaseRegistered: _registered,
        AcceptanceTold: _acceptance_told,
        MethodSet: _method_set,
        HandlingExtended: _extended,
        OpinionResultTold: _result_told,
        ReviewAsked: _review_asked,
        HearingBegun: _heard,
        HearingEnded: _heard,
        ReviewAnswered: _review_answered,
        PetitionOverdue: _petition_overdue,
    },
    ignores=facts_outside("case")
    | {
        *TIE_FACTS,
        PetitionClassified,
        ReviewLate,
        HandlingRated,
        SubmissionRepeated,
        CaseSigned,
        CaseReclassified,
        TransferAccepted,
        TransferReturned,
        UnitDesignated,
        ExternalOutcomeRecorded,
        EffectTracked,
        EffectNotTracked,
        CaseArchived,
        RiskReported,
        MediatorReplaced,
        RoutesTold,
        AgreementSigned,
        AgreementTookEffect,
        ConfirmationRequested,
    },
)
