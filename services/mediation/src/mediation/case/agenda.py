"""What the service does by itself and when: end a mediation whose time is over, announce what was missed."""

import json
from datetime import datetime

from contracts.calendar import day_ends
from contracts.cases import DueDateRederived, PolicyRebound
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.impartiality import TieLifted, TieRecorded
from contracts.mediation.case import messages
from contracts.mediation.case.messages import MarkDue, PetitionClock, ReviewLevel
from ledger.store import Recorded
from ledger.views import Due, Projection, postpone, schedule, strike
from sqlalchemy import Connection, select

from mediation.tables import AGENDA

FEEDBACK, FINISH, PROMISE = "feedback", "finish", "promise"
TELL, HANDLE, ASK = "tell", "handle", "ask"
_BY_RULES = (FINISH, TELL, HANDLE, *(level.value for level in ReviewLevel))


_Timed = (
    messages.CaseRegistered
    | messages.CaseTriaged
    | messages.AttemptStarted
    | messages.AgreementReached
    | messages.AcceptanceTold
    | messages.MethodSet
    | messages.HandlingExtended
    | messages.OpinionResultTold
    | messages.ReviewAsked
    | messages.HearingBegun
    | messages.HearingEnded
    | messages.ReviewAnswered
)
"""What begins a time limit."""


def _triaged(connection: Connection, fact: messages.CaseTriaged, recorded: Recorded) -> None:
    _schedule(connection, fact, recorded, FEEDBACK, fact.due_at)


def _fed_back(
    connection: Connection, fact: messages.HandlingOverdue | messages.ResultReported, recorded: Recorded
) -> None:
    strike(connection, AGENDA, recorded.stream, FEEDBACK)
    if isinstance(fact, messages.ResultReported):
        strike(connection, AGENDA, recorded.stream, HANDLE)


def _started(connection: Connection, fact: messages.AttemptStarted, recorded: Recorded) -> None:
    if fact.finish_by is not None:
        _schedule(connection, fact, recorded, FINISH, fact.finish_by)


def _continued(connection: Connection, fact: messages.MediationContinued, recorded: Recorded) -> None:
    postpone(connection, AGENDA, recorded.stream, FINISH, instant_text(fact.finish_by))


def _failed(connection: Connection, fact: messages.AttemptFailed, recorded: Recorded) -> None:
    if fact.is_last:
        _nothing_more(connection, fact, recorded)


def _registered(connection: Connection, fact: messages.CaseRegistered, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, TELL, fact.tell_by)


def _acceptance_told(connection: Connection, fact: messages.AcceptanceTold, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, TELL)
    _schedule_clock(connection, fact, recorded, HANDLE, fact.clock)


def _method_set(connection: Connection, fact: messages.MethodSet, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, FEEDBACK, fact.due_at)


def _extended(connection: Connection, fact: messages.HandlingExtended, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, HANDLE)
    _schedule_clock(connection, fact, recorded, HANDLE, fact.clock)


def _result_told(connection: Connection, fact: messages.OpinionResultTold, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, ASK, fact.review_by)


def _review_asked(connection: Connection, fact: messages.ReviewAsked, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ASK)
    _schedule_clock(connection, fact, recorded, fact.level.value, fact.clock)


def _heard(connection: Connection, fact: messages.HearingBegun | messages.HearingEnded, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ReviewLevel.RECHECK.value)
    _schedule_clock(connection, fact, recorded, ReviewLevel.RECHECK.value, fact.clock)


def _review_answered(connection: Connection, fact: messages.ReviewAnswered, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.level.value)
    _schedule_at(connection, fact, recorded, ASK, fact.recheck_by)


def _petition_overdue(connection: Connection, fact: messages.PetitionOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.step.value)


def _nothing_more(
    connection: Connection,
    fact: messages.AttemptFailed
    | messages.MediationTerminated
    | messages.CaseReferredExternal
    | messages.CaseClosed
    | messages.CaseWithdrawn,
    recorded: Recorded,
) -> None:
    """Mediation and handling are over; what was promised stays owed."""
    for rung in (FEEDBACK, FINISH, TELL, HANDLE, ASK):
        strike(connection, AGENDA, recorded.stream, rung)


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """Of the rungs that rules set, the one that fell due then: one is open at a time."""
    of_case = (AGENDA.c.stream == recorded.stream) & (AGENDA.c.due_at == instant_text(fact.before.due_at))
    for rung in connection.execute(select(AGENDA.c.rung).where(of_case, AGENDA.c.rung.in_(_BY_RULES))).scalars().all():
        postpone(connection, AGENDA, recorded.stream, rung, instant_text(fact.after.due_at))


def _agreed(connection: Connection, fact: messages.AgreementReached, recorded: Recorded) -> None:
    for number, promise in enumerate(fact.promises, start=1):
        _schedule(connection, fact, recorded, f"{PROMISE}-{number}", day_ends(promise.due_on))


def _looked_after(
    connection: Connection, fact: messages.PerformanceRecorded | messages.PerformanceOverdue, recorded: Recorded
) -> None:
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
        command=commands_of("mediation").type_named(MarkDue),
        document=json.dumps({"unit": fact.unit, "submission": fact.submission}),
    )
    schedule(connection, AGENDA, due)


AGENDA_OF_CASES = Projection(
    name="agenda-of-cases",
    version=1,
    applies={
        messages.CaseTriaged: _triaged,
        messages.HandlingOverdue: _fed_back,
        messages.ResultReported: _fed_back,
        messages.AttemptStarted: _started,
        messages.MediationContinued: _continued,
        messages.AttemptFailed: _failed,
        messages.MediationTerminated: _nothing_more,
        messages.CaseReferredExternal: _nothing_more,
        messages.CaseClosed: _nothing_more,
        messages.CaseWithdrawn: _nothing_more,
        messages.AgreementReached: _agreed,
        messages.PerformanceRecorded: _looked_after,
        messages.PerformanceOverdue: _looked_after,
        messages.CaseRegistered: _registered,
        messages.AcceptanceTold: _acceptance_told,
        messages.MethodSet: _method_set,
        messages.HandlingExtended: _extended,
        messages.OpinionResultTold: _result_told,
        messages.ReviewAsked: _review_asked,
        messages.HearingBegun: _heard,
        messages.HearingEnded: _heard,
        messages.ReviewAnswered: _review_answered,
        messages.PetitionOverdue: _petition_overdue,
        DueDateRederived: _rederived,
    },
    ignores=frozenset(
        {
            TieRecorded,
            TieLifted,
            PolicyRebound,
            messages.PetitionClassified,
            messages.ReviewLate,
            messages.HandlingRated,
            messages.SubmissionRepeated,
            messages.CaseSigned,
            messages.CaseReclassified,
            messages.TransferAccepted,
            messages.TransferReturned,
            messages.UnitDesignated,
            messages.ExternalOutcomeRecorded,
            messages.EffectTracked,
            messages.EffectNotTracked,
            messages.CaseArchived,
            messages.RiskReported,
            messages.MediatorReplaced,
            messages.RoutesTold,
            messages.AgreementSigned,
            messages.AgreementTookEffect,
            messages.ConfirmationRequested,
        }
    ),
)
