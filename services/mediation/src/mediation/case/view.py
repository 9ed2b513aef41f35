"""Where each case stands, what was agreed in it and which promises were kept, and what is owed by it."""

from typing import Any

from contracts.cases import DueDateRederived, PolicyRebound
from contracts.fields import instant_text
from contracts.impartiality import TieLifted, TieRecorded
from contracts.mediation.case.messages import (
    AcceptanceTold,
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    AttemptFailed,
    AttemptStarted,
    CaseArchived,
    CaseClosed,
    CaseReclassified,
    CaseReferredExternal,
    CaseRegistered,
    CaseSigned,
    CaseStatus,
    CaseTriaged,
    CaseWithdrawn,
    ConfirmationRequested,
    EffectNotTracked,
    EffectTracked,
    ExternalOutcomeRecorded,
    HandlingExtended,
    HandlingOverdue,
    HandlingRated,
    HearingBegun,
    HearingEnded,
    MediationContinued,
    MediationTerminated,
    MediatorReplaced,
    MethodSet,
    OpinionResultTold,
    PerformanceOverdue,
    PerformanceRecorded,
    PetitionClassified,
    PetitionClock,
    PetitionOverdue,
    ResultReported,
    ReviewAnswered,
    ReviewAsked,
    ReviewLate,
    RiskReported,
    RoutesTold,
    SubmissionRepeated,
    TransferAccepted,
    TransferReturned,
    UnitDesignated,
)
from contracts.mediation.case.rules import ON_SPOT
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, select, update

from mediation.tables import METADATA

CASE = Table(
    "case_",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("submission", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("received_on", String, nullable=False),
    Column("received_outside_centre", Boolean, nullable=False),
    Column("registered_at", String, nullable=False),
    Column("status", String, nullable=False),
    Column("handler", String),
    Column("case_class", String),
    Column("rung", String),
    Column("attempts", Integer, nullable=False),
    Column("tell_on", String),
    Column("due_on", String),
    Column("finish_on", String),
    Column("is_overdue", Boolean, nullable=False),
    Column("level", String),
    Column("cause", String),
    Column("closed_at", String),
    Column("is_tracked", Boolean, nullable=False),
    Column("is_screened", Boolean, nullable=False),
    Column("petition_class", String),
    Column("way", String),
    Column("told_on", String),
    Column("review", String),
    Column("rating", Integer),
)
"""Names, contacts and what was said stay in the facts, sealed."""

PARTY = Table(
    "party",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("party", String, primary_key=True),
)

AGREEMENT = Table(
    "agreement",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("form", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("effective_on", String),
    Column("confirm_on", String),
)

PROMISE = Table(
    "promise",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due_on", String, nullable=False),
    Column("is_performed", Boolean, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)


def _registered(connection: Connection, fact: CaseRegistered, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "submission": fact.submission,
        "kind": fact.kind.value,
        "channel": fact.channel,
        "subject": fact.subject,
        "received_on": fact.received_on.isoformat(),
        "received_outside_centre": fact.received_outside_centre,
        "registered_at": instant_text(fact.registered_at),
        "status": CaseStatus.REGISTERED.value,
        "attempts": 0,
        "tell_on": None if fact.tell_on is None else fact.tell_on.isoformat(),
        "is_overdue": False,
        "is_tracked": False,
        "is_screened": fact.screened,
    }
    connection.execute(insert(CASE).values(row))
    for party in fact.parties:
        connection.execute(insert(PARTY).values(stream=recorded.stream, party=party.party))


def _agreed(connection: Connection, fact: AgreementReached, recorded: Recorded) -> None:
    row = {"stream": recorded.stream, "form": fact.form.value, "kind": fact.kind.value}
    connection.execute(insert(AGREEMENT).values(row))
    for number, promise in enumerate(fact.promises, start=1):
        promised = {"stream": recorded.stream, "number": number, "due_on": promise.due_on.isoformat()}
        connection.execute(insert(PROMISE).values(**promised, is_performed=False, is_overdue=False))


def _took_effect(connection: Connection, fact: AgreementTookEffect, recorded: Recorded) -> None:
    confirm_on = None if fact.confirm_on is None else fact.confirm_on.isoformat()
    of_case = AGREEMENT.c.stream == recorded.stream
    news = {"effective_on": fact.effective_on.isoformat(), "confirm_on": confirm_on}
    connection.execute(update(AGREEMENT).where(of_case).values(news))


def _performed(connection: Connection, fact: PerformanceRecorded, recorded: Recorded) -> None:
    _change_promise(connection, recorded, fact.promise, is_performed=fact.is_performed)


def _unperformed(connection: Connection, fact: PerformanceOverdue, recorded: Recorded) -> None:
    _change_promise(connection, recorded, fact.promise, is_overdue=True)


def _change_promise(connection: Connection, recorded: Recorded, number: int, **news: bool) -> None:
    of_promise = (PROMISE.c.stream == recorded.stream) & (PROMISE.c.number == number)
    connection.execute(update(PROMISE).where(of_promise).values(news))


def _signed(connection: Connection, fact: CaseSigned, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.SIGNED.value)


def _triaged(connection: Connection, fact: CaseTriaged, recorded: Recorded) -> None:
    held = {"handler": fact.handler, "case_class": fact.case_class, "due_on": fact.due_on.isoformat()}
    _change(connection, recorded, status=CaseStatus.TRIAGED.value, **held)


def _reclassified(connection: Connection, fact: CaseReclassified, recorded: Recorded) -> None:
    status = CaseStatus.TRIAGED.value
    _change(connection, recorded, status=status, handler=fact.handler, case_class=fact.case_class)


def _returned(connection: Connection, fact: TransferReturned, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.RETURNED.value)


def _designated(connection: Connection, fact: UnitDesignated, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.TRIAGED.value, handler=fact.handler)


def _overdue(connection: Connection, fact: HandlingOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_overdue=True)


def _started(connection: Connection, fact: AttemptStarted, recorded: Recorded) -> None:
    news: dict[str, Any] = {"rung": fact.rung, "attempts": fact.attempt}
    if fact.rung != ON_SPOT:
        news["status"] = CaseStatus.MEDIATING.value
    if fact.finish_on is not None:
        news["finish_on"] = fact.finish_on.isoformat()
    _change(connection, recorded, **news)


def _failed(connection: Connection, fact: AttemptFailed, recorded: Recorded) -> None:
    if fact.is_last:
        _change(connection, recorded, status=CaseStatus.ENDED.value, finish_on=None)


def _terminated(connection: Connection, fact: MediationTerminated, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.ENDED.value, finish_on=None)


def _continued(connection: Connection, fact: MediationContinued, recorded: Recorded) -> None:
    _change(connection, recorded, finish_on=fact.finish_on.isoformat())


def _referred(connection: Connection, fact: CaseReferredExternal, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.REFERRED.value, finish_on=None)


def _closed(connection: Connection, fact: CaseClosed, recorded: Recorded) -> None:
    how = {"level": fact.level.value, "cause": fact.cause.value, "closed_at": instant_text(fact.closed_at)}
    _change(connection, recorded, status=CaseStatus.CLOSED.value, finish_on=None, **how)


def _withdrawn(connection: Connection, fact: CaseWithdrawn, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.WITHDRAWN.value)


def _tracked(connection: Connection, fact: EffectTracked, recorded: Recorded) -> None:
    _change(connection, recorded, is_tracked=True)


def _archived(connection: Connection, fact: CaseArchived, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.ARCHIVED.value)


def _classified(connection: Connection, fact: PetitionClassified, recorded: Recorded) -> None:
    _change(connection, recorded, petition_class=fact.petition_class.value, way=fact.way.value)


def _acceptance_told(connection: Connection, fact: AcceptanceTold, recorded: Recorded) -> None:
    _change(connection, recorded, tell_on=None, due_on=_due(fact.clock))


def _method_set(connection: Connection, fact: MethodSet, recorded: Recorded) -> None:
    due = {} if fact.due_on is None else {"due_on": fact.due_on.isoformat()}
    _change(connection, recorded, status=CaseStatus.TRIAGED.value, handler=fact.handler, **due)


def _extended(connection: Connection, fact: HandlingExtended, recorded: Recorded) -> None:
    _change(connection, recorded, due_on=_due(fact.clock))


def _reported(connection: Connection, fact: ResultReported, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.HANDLED.value)


def _result_told(connection: Connection, fact: OpinionResultTold, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.TOLD.value, told_on=fact.told_on.isoformat())


def _review_asked(connection: Connection, fact: ReviewAsked, recorded: Recorded) -> None:
    news = {"review": fact.level.value, "closed_at": None, "cause": None, "level": None}
    _change(connection, recorded, status=CaseStatus.IN_REVIEW.value, due_on=_due(fact.clock), **news)


def _heard(connection: Connection, fact: HearingBegun | HearingEnded, recorded: Recorded) -> None:
    _change(connection, recorded, due_on=_due(fact.clock))


def _review_answered(connection: Connection, fact: ReviewAnswered, recorded: Recorded) -> None:
    _change(connection, recorded, status=CaseStatus.TOLD.value, due_on=None)


def _petition_overdue(connection: Connection, fact: PetitionOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_overdue=True)


def _rated(connection: Connection, fact: HandlingRated, recorded: Recorded) -> None:
    _change(connection, recorded, rating=fact.rating)


def _due(clock: PetitionClock | None) -> str | None:
    return None if clock is None or clock.due_on is None else clock.due_on.isoformat()


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """The day that rules set, where it is shown: beside it stands one that somebody named, which stays."""
    before, after = fact.before.due_on.isoformat(), fact.after.due_on.isoformat()
    row = connection.execute(select(CASE).where(CASE.c.stream == recorded.stream)).one()
    shown = next((name for name in ("finish_on", "tell_on", "due_on") if getattr(row, name) == before), None)
    if shown is not None:
        _change(connection, recorded, **{shown: after})


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(CASE).where(CASE.c.stream == recorded.stream).values(news))


CASES = Projection(
    name="cases",
    version=2,
    applies={
        CaseRegistered: _registered,
        CaseSigned: _signed,
        CaseTriaged: _triaged,
        CaseReclassified: _reclassified,
        TransferReturned: _returned,
        UnitDesignated: _designated,
        HandlingOverdue: _overdue,
        AttemptStarted: _started,
        AttemptFailed: _failed,
        MediationTerminated: _terminated,
        MediationContinued: _continued,
        CaseReferredExternal: _referred,
        CaseClosed: _closed,
        CaseWithdrawn: _withdrawn,
        EffectTracked: _tracked,
        CaseArchived: _archived,
        AgreementReached: _agreed,
        AgreementTookEffect: _took_effect,
        PerformanceRecorded: _performed,
        PerformanceOverdue: _unperformed,
        PetitionClassified: _classified,
        AcceptanceTold: _acceptance_told,
        MethodSet: _method_set,
        HandlingExtended: _extended,
        ResultReported: _reported,
        OpinionResultTold: _result_told,
        ReviewAsked: _review_asked,
        HearingBegun: _heard,
        HearingEnded: _heard,
        ReviewAnswered: _review_answered,
        PetitionOverdue: _petition_overdue,
        HandlingRated: _rated,
        DueDateRederived: _rederived,
    },
    ignores=frozenset(
        {
            TieRecorded,
            TieLifted,
            PolicyRebound,
            SubmissionRepeated,
            TransferAccepted,
            ReviewLate,
            MediatorReplaced,
            RoutesTold,
            ExternalOutcomeRecorded,
            EffectNotTracked,
            RiskReported,
            AgreementSigned,
            ConfirmationRequested,
        }
    ),
)
