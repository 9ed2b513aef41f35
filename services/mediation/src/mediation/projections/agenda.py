"""What the service does by itself and when: end a mediation whose time is over, announce what was missed."""

import json
from datetime import datetime

from contracts.calendar import day_ends
from contracts.cases import DueDateRederived, PolicyRebound
from contracts.fields import instant_text
from contracts.impartiality import TIE_FACTS
from contracts.mediation import agreements, events, ladder, petition_facts
from contracts.mediation.catalogue import MEDIATION_COMMANDS
from contracts.mediation.commands import MarkDue
from contracts.mediation.petitions import PetitionClock, ReviewLevel
from ledger.store import Recorded
from ledger.views import Due, Projection, postpone, schedule, strike
from sqlalchemy import Connection, select

from mediation.projections.streams import facts_outside
from mediation.projections.tables import AGENDA

FEEDBACK, FINISH, PROMISE = "feedback", "finish", "promise"
TELL, HANDLE, ASK = "tell", "handle", "ask"
_BY_RULES = (FINISH, TELL, HANDLE, *(level.value for level in ReviewLevel))


_Timed = (
    events.CaseRegistered
    | events.CaseTriaged
    | ladder.AttemptStarted
    | agreements.AgreementReached
    | petition_facts.AcceptanceTold
    | petition_facts.MethodSet
    | petition_facts.HandlingExtended
    | petition_facts.OpinionResultTold
    | petition_facts.ReviewAsked
    | petition_facts.HearingBegun
    | petition_facts.HearingEnded
    | petition_facts.ReviewAnswered
)
"""What begins a time limit."""


def _triaged(connection: Connection, fact: events.CaseTriaged, recorded: Recorded) -> None:
    _schedule(connection, fact, recorded, FEEDBACK, fact.due_at)


def _fed_back(connection: Connection, fact: events.HandlingOverdue | events.ResultReported, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, FEEDBACK)
    if isinstance(fact, events.ResultReported):
        strike(connection, AGENDA, recorded.stream, HANDLE)


def _started(connection: Connection, fact: ladder.AttemptStarted, recorded: Recorded) -> None:
    if fact.finish_by is not None:
        _schedule(connection, fact, recorded, FINISH, fact.finish_by)


def _continued(connection: Connection, fact: ladder.MediationContinued, recorded: Recorded) -> None:
    postpone(connection, AGENDA, recorded.stream, FINISH, instant_text(fact.finish_by))


def _failed(connection: Connection, fact: ladder.AttemptFailed, recorded: Recorded) -> None:
    if fact.is_last:
        _nothing_more(connection, fact, recorded)


def _registered(connection: Connection, fact: events.CaseRegistered, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, TELL, fact.tell_by)


def _acceptance_told(connection: Connection, fact: petition_facts.AcceptanceTold, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, TELL)
    _schedule_clock(connection, fact, recorded, HANDLE, fact.clock)


def _method_set(connection: Connection, fact: petition_facts.MethodSet, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, FEEDBACK, fact.due_at)


def _extended(connection: Connection, fact: petition_facts.HandlingExtended, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, HANDLE)
    _schedule_clock(connection, fact, recorded, HANDLE, fact.clock)


def _result_told(connection: Connection, fact: petition_facts.OpinionResultTold, recorded: Recorded) -> None:
    _schedule_at(connection, fact, recorded, ASK, fact.review_by)


def _review_asked(connection: Connection, fact: petition_facts.ReviewAsked, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ASK)
    _schedule_clock(connection, fact, recorded, fact.level.value, fact.clock)


def _heard(
    connection: Connection, fact: petition_facts.HearingBegun | petition_facts.HearingEnded, recorded: Recorded
) -> None:
    strike(connection, AGENDA, recorded.stream, ReviewLevel.RECHECK.value)
    _schedule_clock(connection, fact, recorded, ReviewLevel.RECHECK.value, fact.clock)


def _review_answered(connection: Connection, fact: petition_facts.ReviewAnswered, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.level.value)
    _schedule_at(connection, fact, recorded, ASK, fact.recheck_by)


def _petition_overdue(connection: Connection, fact: petition_facts.PetitionOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.step.value)


def _nothing_more(
    connection: Connection,
    fact: ladder.AttemptFailed
    | ladder.MediationTerminated
    | events.CaseReferredExternal
    | events.CaseClosed
    | events.CaseWithdrawn,
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


def _agreed(connection: Connection, fact: agreements.AgreementReached, recorded: Recorded) -> None:
    for number, promise in enumerate(fact.promises, start=1):
        _schedule(connection, fact, recorded, f"{PROMISE}-{number}", day_ends(promise.due_on))


def _looked_after(
    connection: Connection, fact: agreements.PerformanceRecorded | agreements.PerformanceOverdue, recorded: Recorded
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
        command=MEDIATION_COMMANDS.type_named(MarkDue),
        document=json.dumps({"unit": fact.unit, "submission": fact.submission}),
    )
    schedule(connection, AGENDA, due)


AGENDA_OF_CASES = Projection(
    name="agenda-of-cases",
    version=1,
    applies={
        events.CaseTriaged: _triaged,
        events.HandlingOverdue: _fed_back,
        events.ResultReported: _fed_back,
        ladder.AttemptStarted: _started,
        ladder.MediationContinued: _continued,
        ladder.AttemptFailed: _failed,
        ladder.MediationTerminated: _nothing_more,
        events.CaseReferredExternal: _nothing_more,
        events.CaseClosed: _nothing_more,
        events.CaseWithdrawn: _nothing_more,
        agreements.AgreementReached: _agreed,
        agreements.PerformanceRecorded: _looked_after,
        agreements.PerformanceOverdue: _looked_after,
        events.CaseRegistered: _registered,
        petition_facts.AcceptanceTold: _acceptance_told,
        petition_facts.MethodSet: _method_set,
        petition_facts.HandlingExtended: _extended,
        petition_facts.OpinionResultTold: _result_told,
        petition_facts.ReviewAsked: _review_asked,
        petition_facts.HearingBegun: _heard,
        petition_facts.HearingEnded: _heard,
        petition_facts.ReviewAnswered: _review_answered,
        petition_facts.PetitionOverdue: _petition_overdue,
        DueDateRederived: _rederived,
    },
    ignores=facts_outside("case")
    | {
        *TIE_FACTS,
        PolicyRebound,
        petition_facts.PetitionClassified,
        petition_facts.ReviewLate,
        petition_facts.HandlingRated,
        events.SubmissionRepeated,
        events.CaseSigned,
        events.CaseReclassified,
        events.TransferAccepted,
        events.TransferReturned,
        events.UnitDesignated,
        events.ExternalOutcomeRecorded,
        events.EffectTracked,
        events.EffectNotTracked,
        events.CaseArchived,
        events.RiskReported,
        ladder.MediatorReplaced,
        ladder.RoutesTold,
        agreements.AgreementSigned,
        agreements.AgreementTookEffect,
        agreements.ConfirmationRequested,
    },
)
