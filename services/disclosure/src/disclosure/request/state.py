"""What is known of one request for information, and what each fact makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from contracts.cases import CaseFact, DueDateRederived, PolicyRebound
from contracts.disclosure.request.messages import (
    ConsultationBegun,
    ConsultationEnded,
    CorrectionAsked,
    PetitionLinked,
    ReasonsAsked,
    ReasonsJudged,
    ReceiptConfirmed,
    Reply,
    RequestAbandoned,
    RequestAnswered,
    RequestClock,
    RequestClockRederived,
    RequestCorrected,
    RequestExtended,
    RequestFact,
    RequestIsPetition,
    RequestOverdue,
    RequestReceived,
)


class Stage(StrEnum):
    """`unconfirmed`: its receipt is to be confirmed; `correcting`: the organ waits for its correction."""

    NEW = "new"
    UNCONFIRMED = "unconfirmed"
    OPEN = "open"
    CORRECTING = "correcting"
    ANSWERED = "answered"
    PETITION = "petition"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Consultation:
    """One consultation; `reply` None: it goes on."""

    asked_on: date
    reply_by: date
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `asked` is the fact it began with, `clock` None while its receipt or correction is awaited.

    `given`: how many working days of the clock's budget the rules give; the others were granted on the way.
    """

    stage: Stage = Stage.NEW
    asked: RequestReceived | None = None
    received_on: date | None = None
    clock: RequestClock | None = None
    given: int = 0
    correct_by: date | None = None
    consultations: Mapping[int, Consultation] = field(default_factory=dict)
    is_extended: bool = False
    are_reasons_asked: bool = False
    are_reasons_good: bool | None = None
    has_case: bool = False
    is_announced_overdue: bool = False

    @property
    def due_at(self) -> datetime | None:
        return None if self.clock is None else self.clock.due_at

    def has_objection(self) -> bool:
        return any(each.reply is Reply.OBJECTION for each in self.consultations.values())


def evolve(request: Request, fact: RequestFact | CaseFact) -> Request:
    match fact:
        case RequestReceived():
            stage = Stage.UNCONFIRMED if fact.clock is None else Stage.OPEN
            return _begun(Request(stage=stage, asked=fact, received_on=fact.received_on), fact.clock)
        case ReceiptConfirmed() | CorrectionAsked() | RequestCorrected() | RequestAbandoned():
            return _evolve_receipt(request, fact)
        case ConsultationBegun() | ConsultationEnded() | RequestExtended() | ReasonsAsked() | ReasonsJudged():
            return _evolve_handling(request, fact)
        case RequestAnswered() | RequestIsPetition() | PetitionLinked() | RequestOverdue():
            return _evolve_end(request, fact)
        case RequestClockRederived() | DueDateRederived() | PolicyRebound():
            return _evolve_case(request, fact)
        case _:
            assert_never(fact)


def _begun(request: Request, clock: RequestClock | None) -> Request:
    """Its time begins with what the rules give."""
    return replace(request, clock=clock, given=0 if clock is None else clock.budget)


def _evolve_case(request: Request, fact: RequestClockRederived | DueDateRederived | PolicyRebound) -> Request:
    clock = request.clock
    match fact:
        case RequestClockRederived():
            more = fact.clock.budget - (clock.budget if clock is not None else request.given)
            return replace(request, clock=fact.clock, given=request.given + more)
        case DueDateRederived() if clock is not None:
            return replace(request, clock=replace(clock, due_on=fact.after.due_on, due_at=fact.after.due_at))
        case DueDateRederived() | PolicyRebound():
            return request
        case _:
            assert_never(fact)


def _evolve_receipt(
    request: Request, fact: ReceiptConfirmed | CorrectionAsked | RequestCorrected | RequestAbandoned
) -> Request:
    match fact:
        case ReceiptConfirmed():
            return _begun(replace(request, stage=Stage.OPEN, received_on=fact.received_on), fact.clock)
        case CorrectionAsked():
            return replace(request, stage=Stage.CORRECTING, clock=None, correct_by=fact.correct_by)
        case RequestCorrected():
            return _begun(replace(request, stage=Stage.OPEN, received_on=fact.received_on), fact.clock)
        case RequestAbandoned():
            return replace(request, stage=Stage.ABANDONED, clock=None)
        case _:
            assert_never(fact)


def _evolve_handling(
    request: Request,
    fact: ConsultationBegun | ConsultationEnded | RequestExtended | ReasonsAsked | ReasonsJudged,
) -> Request:
    match fact:
        case ConsultationBegun():
            begun = Consultation(fact.asked_on, fact.reply_by)
            known = {**request.consultations, fact.consultation: begun}
            return replace(request, consultations=known, clock=fact.clock)
        case ConsultationEnded():
            ended = replace(request.consultations[fact.consultation], reply=fact.reply)
            known = {**request.consultations, fact.consultation: ended}
            return replace(request, consultations=known, clock=fact.clock)
        case RequestExtended():
            return replace(request, is_extended=True, clock=fact.clock)
        case ReasonsAsked():
            return replace(request, are_reasons_asked=True)
        case ReasonsJudged():
            return replace(request, are_reasons_good=fact.are_good, clock=fact.clock or request.clock)
        case _:
            assert_never(fact)


def _evolve_end(
    request: Request, fact: RequestAnswered | RequestIsPetition | PetitionLinked | RequestOverdue
) -> Request:
    match fact:
        case RequestAnswered():
            return replace(request, stage=Stage.ANSWERED)
        case RequestIsPetition():
            return replace(request, stage=Stage.PETITION)
        case PetitionLinked():
            return replace(request, has_case=True)
        case RequestOverdue():
            return replace(request, is_announced_overdue=True)
        case _:
            assert_never(fact)
