"""What each fact makes of a case."""

from dataclasses import replace
from typing import assert_never

from contracts.calendar import china_day
from contracts.impartiality import TieFact, TieLifted, TieRecorded
from contracts.mediation.case.messages import (
    AgreementFact,
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
    CaseTriaged,
    CaseWithdrawn,
    ClosingFact,
    ConfirmationRequested,
    EffectNotTracked,
    EffectTracked,
    ExternalOutcomeRecorded,
    GeneralFact,
    HandlingOverdue,
    LadderFact,
    MediationContinued,
    MediationTerminated,
    MediatorReplaced,
    PerformanceOverdue,
    PerformanceRecorded,
    PetitionFact,
    ResultReported,
    RiskReported,
    RoutesTold,
    StopCause,
    SubmissionRepeated,
    TransferAccepted,
    TransferFact,
    TransferReturned,
    UnitDesignated,
)

from mediation.domain.petition_evolving import evolve_petition
from mediation.domain.state import Agreement, Attempt, Case, Stage, Transfer

_HANDLING = "handling"
"""The level below review and recheck."""


def evolve(case: Case, fact: GeneralFact | LadderFact | AgreementFact | PetitionFact | TieFact) -> Case:
    if isinstance(fact, PetitionFact | LadderFact | AgreementFact):
        return _evolve_on_its_way(case, fact)
    match fact:
        case TieRecorded() | TieLifted():
            return replace(case, impartial=case.impartial.after(fact))
        case CaseRegistered():
            channels = frozenset({fact.channel})
            return Case(stage=Stage.REGISTERED, registered=fact, channels=channels, tell_by=fact.tell_by)
        case SubmissionRepeated():
            return replace(case, channels=case.channels | {fact.channel})
        case (
            CaseSigned()
            | CaseTriaged()
            | CaseReclassified()
            | TransferAccepted()
            | TransferReturned()
            | UnitDesignated()
            | HandlingOverdue()
            | ResultReported()
        ):
            return _evolve_transfer(case, fact)
        case (
            CaseClosed()
            | CaseReferredExternal()
            | ExternalOutcomeRecorded()
            | CaseWithdrawn()
            | EffectTracked()
            | EffectNotTracked()
            | CaseArchived()
            | RiskReported()
        ):
            return _evolve_end(case, fact)
        case _:
            assert_never(fact)


def _evolve_on_its_way(case: Case, fact: PetitionFact | LadderFact | AgreementFact) -> Case:
    if isinstance(fact, PetitionFact):
        return evolve_petition(case, fact)
    return _evolve_ladder(case, fact) if isinstance(fact, LadderFact) else _evolve_agreement(case, fact)


def _evolve_transfer(case: Case, fact: TransferFact) -> Case:
    match fact:
        case CaseSigned():
            return replace(case, stage=Stage.SIGNED)
        case CaseTriaged():
            held = Transfer(fact.handler, fact.case_class, fact.return_by, fact.due_at)
            return replace(case, stage=Stage.TRIAGED, transfer=held)
        case ResultReported():
            reported = replace(case.petition, reported_on=china_day(fact.reported_at))
            acting = case.impartial.acting(_HANDLING, fact.reported_by)
            return replace(case, has_result=True, petition=reported, impartial=acting)
        case _:
            return _held_after(case, fact)


def _held_after(
    case: Case, fact: CaseReclassified | TransferAccepted | TransferReturned | UnitDesignated | HandlingOverdue
) -> Case:
    held = case.transfer
    assert held is not None
    match fact:
        case CaseReclassified():
            news = Transfer(fact.handler, fact.case_class, fact.return_by, held.due_at)
            return replace(case, transfer=news, was_reclassified=True)
        case TransferAccepted():
            return replace(case, transfer=replace(held, is_accepted=True))
        case TransferReturned():
            return replace(case, transfer=replace(held, is_returned=True, was_returned=True))
        case UnitDesignated():
            news = replace(held, handler=fact.handler, is_returned=False, is_binding=True, is_accepted=False)
            return replace(case, transfer=news)
        case HandlingOverdue():
            return replace(case, transfer=replace(held, is_announced_overdue=True))
        case _:
            assert_never(fact)


def _evolve_ladder(case: Case, fact: LadderFact) -> Case:
    match fact:
        case AttemptStarted():
            return _started(case, fact)
        case MediatorReplaced():
            running = replace(case.attempts[-1], mediator=fact.mediator)
            return replace(case, attempts=(*case.attempts[:-1], running))
        case AttemptFailed():
            stage = Stage.ENDED if fact.is_last else case.stage
            ended = _without_running(case)
            closed_on = china_day(fact.failed_at) if fact.is_last else None
            return replace(ended, stage=stage, are_routes_told=fact.is_last, closed_on=closed_on)
        case MediationTerminated():
            is_refused = fact.cause is not StopCause.EXPIRED
            news = replace(_without_running(case), stage=Stage.ENDED, is_refused=is_refused)
            return replace(news, are_routes_told=bool(fact.routes_told), closed_on=china_day(fact.terminated_at))
        case RoutesTold():
            return replace(case, are_routes_told=True)
        case MediationContinued():
            return replace(case, finish_by=fact.finish_by, is_continued=True)
        case _:
            assert_never(fact)


def _started(case: Case, fact: AttemptStarted) -> Case:
    attempt = Attempt(fact.attempt, fact.rung, fact.host_kind, fact.organiser, fact.mediator)
    held = None if case.transfer is None else replace(case.transfer, is_accepted=True)
    stage = case.stage if case.transfer is None else Stage.MEDIATING
    news = replace(case, stage=stage, attempts=(*case.attempts, attempt), transfer=held)
    if fact.finish_by is None:
        return news
    return replace(news, mediated_from=china_day(fact.started_at), finish_by=fact.finish_by)


def _without_running(case: Case) -> Case:
    if case.running is None:
        return case
    return replace(case, attempts=(*case.attempts[:-1], replace(case.attempts[-1], runs=False)))


def _evolve_agreement(case: Case, fact: AgreementFact) -> Case:
    if isinstance(fact, AgreementReached):
        return replace(_without_running(case), agreement=Agreement(fact))
    agreed = case.agreement
    assert agreed is not None
    match fact:
        case AgreementSigned():
            last = max(fact.signed_on, agreed.last_signed_on or fact.signed_on)
            news = replace(agreed, signed=agreed.signed | {(fact.signer, fact.party)}, last_signed_on=last)
        case AgreementTookEffect():
            news = replace(agreed, effective_on=fact.effective_on, confirm_on=fact.confirm_on)
        case PerformanceRecorded():
            news = replace(agreed, performed={**agreed.performed, fact.promise: fact.is_performed})
        case PerformanceOverdue():
            news = replace(agreed, announced=agreed.announced | {fact.promise})
        case ConfirmationRequested():
            news = replace(agreed, is_confirmation_requested=True)
        case _:
            assert_never(fact)
    return replace(case, agreement=news)


def _evolve_end(case: Case, fact: ClosingFact) -> Case:
    match fact:
        case CaseClosed():
            return replace(case, stage=Stage.CLOSED, closed_on=china_day(fact.closed_at))
        case CaseReferredExternal():
            return replace(_without_running(case), stage=Stage.REFERRED, referred_on=fact.went_on)
        case CaseWithdrawn():
            return replace(case, stage=Stage.WITHDRAWN)
        case EffectTracked():
            return replace(case, is_tracked=True)
        case CaseArchived():
            return replace(case, stage=Stage.ARCHIVED)
        case ExternalOutcomeRecorded() | EffectNotTracked() | RiskReported():
            return case
        case _:
            assert_never(fact)
