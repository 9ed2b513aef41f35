"""What is known of one case, and what each fact makes of it: where it stands, who has it, what was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict, assert_never

from contracts.calendar import china_day
from contracts.impartiality import NOTHING_KNOWN, Impartiality, TieFact, TieLifted, TieRecorded
from contracts.mediation.case.messages import (
    MEDIATED,
    AcceptanceTold,
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
    HandlingExtended,
    HandlingOverdue,
    HandlingRated,
    HearingBegun,
    HearingEnded,
    HostKind,
    LadderFact,
    MediationContinued,
    MediationTerminated,
    MediatorReplaced,
    MethodSet,
    OpinionResultTold,
    PerformanceOverdue,
    PerformanceRecorded,
    PetitionClassified,
    PetitionClock,
    PetitionFact,
    PetitionOverdue,
    PetitionStep,
    ResultReported,
    ReviewAnswered,
    ReviewAsked,
    ReviewLate,
    ReviewLevel,
    RiskReported,
    RoutesTold,
    SignerKind,
    Standing,
    StopCause,
    SubmissionRepeated,
    TransferAccepted,
    TransferFact,
    TransferReturned,
    UnitDesignated,
    WayOf,
)
from contracts.mediation.words import Level
from contracts.units import area_of

OTHER = "other"
"""The class of what is handled and not mediated (AMB-38)."""

_HANDLING = "handling"
"""The level below review and recheck."""

_VILLAGE_DIGITS = 12
_NO_PRINCIPALS = frozenset({Standing.COMMITTEE, Standing.PARTY_ORGANISATION})
"""They coordinate a dispute; it is not theirs."""


class Stage(StrEnum):
    """Where a case stands. `ended`: mediation is over without agreement, and the parties may go elsewhere."""

    NEW = "new"
    REGISTERED = "registered"
    SIGNED = "signed"
    TRIAGED = "triaged"
    MEDIATING = "mediating"
    ENDED = "ended"
    REFERRED = "referred"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


OPEN = frozenset({Stage.REGISTERED, Stage.SIGNED, Stage.TRIAGED, Stage.MEDIATING})
"""The centre still works on it."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """To whom the case was handed. `due_at` is the person's time: it goes on whoever has the case."""

    handler: str
    case_class: str
    return_by: datetime
    due_at: datetime | None
    is_accepted: bool = False
    is_returned: bool = False
    was_returned: bool = False
    is_binding: bool = False
    is_announced_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to mediate, on this rung."""

    number: int
    rung: str
    host_kind: HostKind
    organiser: str
    mediator: str
    runs: bool = True


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed. `signed`: signer and party; `performed`: number of a promise to whether it was kept."""

    reached: AgreementReached
    signed: frozenset[tuple[SignerKind, str | None]] = frozenset()
    last_signed_on: date | None = None
    effective_on: date | None = None
    confirm_on: date | None = None
    is_confirmation_requested: bool = False
    performed: Mapping[int, bool] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Review:
    """One level of review. `clock` stands still during a hearing; `answered_on` None: it goes on."""

    body: str | None
    clock: PetitionClock
    asked_on: date
    answered_on: date | None = None
    in_hearing: bool = False
    is_announced_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Petition:
    """What is known of a letter, a visit or an opinion beside its transfer.

    `clock` is that of the written opinion; `ask_until` and `ask_by` end the time to ask for review of the last answer.
    """

    way: WayOf | None = None
    accused: str | None = None
    is_acceptance_told: bool = False
    accepted_on: date | None = None
    clock: PetitionClock | None = None
    extended_days: int = 0
    reported_on: date | None = None
    told_on: date | None = None
    ask_until: date | None = None
    ask_by: datetime | None = None
    reviews: Mapping[ReviewLevel, Review] = field(default_factory=dict)
    is_rated: bool = False
    announced: frozenset[PetitionStep] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `registered` is the fact it began with; `tell_by` ends the time to tell the person of acceptance.

    `finish_by` ends the time of people's mediation, which began after `mediated_from`; `is_continued`: all parties have
    named the day themselves.
    """

    stage: Stage = Stage.NEW
    registered: CaseRegistered | None = None
    channels: frozenset[str] = frozenset()
    transfer: Transfer | None = None
    was_reclassified: bool = False
    attempts: tuple[Attempt, ...] = ()
    tell_by: datetime | None = None
    mediated_from: date | None = None
    finish_by: datetime | None = None
    is_continued: bool = False
    are_routes_told: bool = False
    is_refused: bool = False
    agreement: Agreement | None = None
    has_result: bool = False
    referred_on: date | None = None
    closed_on: date | None = None
    is_tracked: bool = False
    petition: Petition = Petition()
    impartial: Impartiality = NOTHING_KNOWN

    @property
    def opened(self) -> CaseRegistered:
        """The fact it began with, of a case that is registered."""
        assert self.registered is not None
        return self.registered

    @property
    def is_dispute(self) -> bool:
        return self.opened.kind in MEDIATED

    @property
    def principals(self) -> frozenset[str]:
        """The parties whose consent and signature count."""
        return frozenset(each.party for each in self.opened.parties if each.standing not in _NO_PRINCIPALS)

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(each.party for each in self.opened.parties)

    @property
    def concerned(self) -> frozenset[str]:
        """Whom it concerns: nobody bound to one of them handles it."""
        accused = self.petition.accused
        return self.parties if accused is None else self.parties | {accused}

    @property
    def running(self) -> Attempt | None:
        """The attempt that goes on."""
        return self.attempts[-1] if self.attempts and self.attempts[-1].runs else None

    @property
    def level(self) -> Level:
        """The level it had reached: that of its own unit until it was handed over (M-085)."""
        if self.transfer is not None or len(area_of(self.opened.unit)) < _VILLAGE_DIGITS:
            return Level.TOWNSHIP
        return Level.GROUP if "-" in self.opened.unit else Level.VILLAGE


class Key(TypedDict):
    unit: str
    submission: str


def key(case: Case) -> Key:
    return {"unit": case.opened.unit, "submission": case.opened.submission}


def evolved(case: Case, fact: GeneralFact | LadderFact | AgreementFact | PetitionFact | TieFact) -> Case:
    """Return the case after a fact that is told of a matter only, and not of every case with a due date."""
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
        return _evolve_petition(case, fact)
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


_ReviewFact = ReviewAsked | ReviewLate | ReviewAnswered | HearingBegun | HearingEnded


def _evolve_petition(case: Case, fact: PetitionFact) -> Case:
    if isinstance(fact, _ReviewFact):
        return _evolve_review(case, fact)
    petition = case.petition
    match fact:
        case MethodSet():
            held = Transfer(fact.handler, OTHER, fact.return_by, fact.due_at)
            return replace(case, stage=Stage.TRIAGED, transfer=held)
        case PetitionClassified():
            news = replace(petition, way=fact.way, accused=fact.accused)
        case AcceptanceTold():
            accepted_on = fact.told_on if fact.ground is None else None
            news = replace(petition, is_acceptance_told=True, accepted_on=accepted_on, clock=fact.clock)
        case HandlingExtended():
            news = replace(petition, clock=fact.clock, extended_days=petition.extended_days + fact.days)
        case OpinionResultTold():
            news = replace(petition, told_on=fact.told_on, ask_until=fact.review_on, ask_by=fact.review_by)
        case PetitionOverdue() | HandlingRated():
            news = _noted(petition, fact)
        case _:
            assert_never(fact)
    return replace(case, petition=news)


def _noted(petition: Petition, fact: PetitionOverdue | HandlingRated) -> Petition:
    if isinstance(fact, HandlingRated):
        return replace(petition, is_rated=True)
    return replace(petition, announced=petition.announced | {fact.step})


def _evolve_review(case: Case, fact: _ReviewFact) -> Case:
    petition = case.petition
    match fact:
        case ReviewAsked():
            asked = Review(None, fact.clock, fact.asked_on)
            news = replace(petition, reviews={**petition.reviews, fact.level: asked}, ask_by=None)
            return replace(case, stage=Stage.TRIAGED, petition=news)
        case ReviewAnswered():
            answered = replace(petition.reviews[fact.level], body=fact.body, answered_on=fact.answered_on)
            news = replace(
                petition,
                reviews={**petition.reviews, fact.level: answered},
                ask_until=fact.recheck_on,
                ask_by=fact.recheck_by,
            )
            return replace(case, petition=news, impartial=case.impartial.acting(fact.level, fact.answered_by))
        case HearingBegun() | HearingEnded():
            return replace(case, petition=_heard(petition, fact))
        case ReviewLate():
            return case
        case _:
            assert_never(fact)


def _heard(petition: Petition, fact: HearingBegun | HearingEnded) -> Petition:
    in_hearing = isinstance(fact, HearingBegun)
    heard = replace(petition.reviews[ReviewLevel.RECHECK], clock=fact.clock, in_hearing=in_hearing)
    return replace(petition, reviews={**petition.reviews, ReviewLevel.RECHECK: heard})
