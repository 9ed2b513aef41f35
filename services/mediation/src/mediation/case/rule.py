"""One matter that came in, from its registration to its file: a dispute (矛盾纠纷, S9) or a petition (来信来访, S10).

It is a case with a due date: the time of people's mediation, or the open step of a letter, a visit or an opinion.

Law: township opinion on the centre (document 4 §二(二), §四(一), §五); People's Mediation Law (人民调解法);
Regulation on Petition Work (信访工作条例), arts 23, 34-36: days of the calendar and months, so that no notice moves
them, but a statute may. A day that somebody was told or has named stays: until when a unit returns a case, review is
asked for, the parties go on.

What a command may do stands with its kind: intake, transfer, mediating, agreement, petition, review, closing. Here
stands what holds of all: a case is registered first, and what has fallen due is recorded before anything else.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import assert_never

from contracts.calendar import china_day
from contracts.cases import CaseCommand as EveryCaseCommand
from contracts.cases import CaseFact as EveryCaseFact
from contracts.cases import DueDateRederived, PolicyRebound, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.errors import refuse_unless
from contracts.impartiality import LiftTie, RecordTie, TieFact, decide_tie
from contracts.mediation.case.messages import (
    AcceptTransfer,
    AgreementCommand,
    AgreementFact,
    ArchiveCase,
    CloseCause,
    ClosingCommand,
    DesignateUnit,
    GeneralCommand,
    GeneralFact,
    LadderCommand,
    LadderFact,
    MarkDue,
    PetitionCommand,
    PetitionFact,
    PetitionStep,
    ReachAgreement,
    ReclassifyCase,
    RecordExternalOutcome,
    ReferExternal,
    RegisterCase,
    ReportResult,
    ReportRisk,
    ReturnTransfer,
    ReviewLevel,
    SignCase,
    TrackEffect,
    TransferCommand,
    TriageCase,
    WithdrawCase,
)
from contracts.mediation.case.rules import MediationPolicy, PetitionRules
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import key_of

from mediation.case import clock as petition_clock
from mediation.case.agreement import agree
from mediation.case.closing import closed, end
from mediation.case.due import due_now, open_steps
from mediation.case.intake import register
from mediation.case.mediating import mediate
from mediation.case.petition import handle_petition
from mediation.case.state import OPEN, Case, Review, Stage, evolved
from mediation.case.transfer import report_result, transfer

case_stream = key_of(__name__, "unit", "submission")

CaseCommand = GeneralCommand | LadderCommand | AgreementCommand | PetitionCommand | RecordTie | LiftTie
CaseFact = GeneralFact | LadderFact | AgreementFact | PetitionFact | TieFact

Fact = CaseFact | EveryCaseFact

_Later = TransferCommand | ReportResult | ClosingCommand | MarkDue | LadderCommand | AgreementCommand | PetitionCommand

_AS_BEFORE = "原定的期限"
"""A day that the parties named, or that no rule gives any more."""

_LEVELS = {PetitionStep.REVIEW: ReviewLevel.REVIEW, PetitionStep.RECHECK: ReviewLevel.RECHECK}


def decide(
    command: CaseCommand | EveryCaseCommand, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> Sequence[Fact]:
    return RUNNING.decide(command, case, rules, now, _decide)


def _decide(command: CaseCommand, case: Case, rules: Rules[MediationPolicy], now: datetime) -> Sequence[CaseFact]:
    if isinstance(command, RecordTie | LiftTie):
        return decide_tie(command, None if case.registered is None else case.registered.unit, case.impartial, now)
    if isinstance(command, RegisterCase):
        return register(command, case, rules, now)
    refuse_unless(case.stage is not Stage.NEW, "mediation.no-such-case", command.submission)
    fallen_due = due_now(case, now)
    return [*fallen_due, *_decide_on(command, reduce(evolved, fallen_due, case), rules, now)]


def _decide_on(command: _Later, case: Case, rules: Rules[MediationPolicy], now: datetime) -> Sequence[CaseFact]:
    if isinstance(command, LadderCommand):
        return [mediate(command, case, rules, now)]
    if isinstance(command, PetitionCommand):
        return handle_petition(command, case, rules, now)
    if isinstance(command, AgreementCommand):
        agreed = agree(command, case, rules, now)
        return [*agreed, closed(case, CloseCause.AGREED, now)] if isinstance(command, ReachAgreement) else agreed
    match command:
        case SignCase() | TriageCase() | ReclassifyCase() | AcceptTransfer() | ReturnTransfer() | DesignateUnit():
            return [transfer(command, case, rules, now)]
        case ReportResult():
            return report_result(command, case, rules.policy, now)
        case ReferExternal() | RecordExternalOutcome() | WithdrawCase() | TrackEffect() | ArchiveCase() | ReportRisk():
            return end(command, case, now)
        case MarkDue():
            return []
        case _:
            assert_never(command)


def evolve(case: Case, fact: Fact) -> Case:
    match fact:
        case PolicyRebound():
            return case
        case DueDateRederived():
            return _moved(case, fact)
        case _:
            return evolved(case, fact)


def _moved(case: Case, fact: DueDateRederived) -> Case:
    step, petition = _step(case), case.petition
    if step is None:
        return replace(case, finish_by=fact.after.due_at)
    if step is PetitionStep.TELL:
        return replace(case, tell_by=fact.after.due_at)
    if step is PetitionStep.HANDLE:
        assert petition.clock is not None
        clock = petition_clock.moved(petition.clock, fact.before.due_on, fact.after)
        return replace(case, petition=replace(petition, clock=clock))
    asked = petition.reviews[_LEVELS[step]]
    moved = replace(asked, clock=petition_clock.moved(asked.clock, fact.before.due_on, fact.after))
    return replace(case, petition=replace(petition, reviews={**petition.reviews, _LEVELS[step]: moved}))


def _step(case: Case) -> PetitionStep | None:
    """The step of a petition that is open; None of a dispute, and between steps."""
    return None if case.is_dispute else next((step for step, _ in open_steps(case)), None)


def _due_on(case: Case) -> date | None:
    if case.stage not in OPEN:
        return None
    due_at = next((moment for _, moment in open_steps(case)), None)
    if case.is_dispute:
        due_at = case.finish_by if case.stage is Stage.MEDIATING else None
    return None if due_at is None else china_day(due_at - timedelta.resolution)


def _reckoning(case: Case, policy: MediationPolicy) -> Reckoning:
    step = _step(case)
    found = _of_mediation(case, policy) if step is None else _of_step(step, case, policy.petition)
    if found is not None:
        return found
    due_on = _due_on(case)
    assert due_on is not None, "asked of what is due"
    return Reckoning(DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=_AS_BEFORE), due_on)


def _of_mediation(case: Case, policy: MediationPolicy) -> Reckoning | None:
    if policy.finish is None or case.mediated_from is None or case.is_continued:
        return None
    return Reckoning(policy.finish, case.mediated_from)


def _of_step(step: PetitionStep, case: Case, rules: PetitionRules) -> Reckoning | None:
    if step is PetitionStep.TELL:
        return None if rules.tell is None else Reckoning(rules.tell, case.opened.received_on)
    if step is PetitionStep.HANDLE:
        clock = case.petition.clock
        assert clock is not None, "it runs"
        assert clock.running_since is not None, "nothing stops it"
        days = None if rules.finish_days is None else rules.finish_days + case.petition.extended_days
        return _clocked(step, days, clock.running_since, rules)
    asked = case.petition.reviews[_LEVELS[step]]
    days = rules.review_days if step is PetitionStep.REVIEW else rules.recheck_days
    reckoning = _clocked(step, days, asked.asked_on, rules)
    return None if reckoning is None else replace(reckoning, stops=asked.clock.stops)


def _clocked(step: PetitionStep, days: int | None, after: date, rules: PetitionRules) -> Reckoning | None:
    if days is None:
        return None
    return Reckoning(DeadlineRule(amount=days, unit=TimeUnit.DAYS, source=rules.clauses[step]), after)


def _refuse_used_up(case: Case, rules: Rules[MediationPolicy], now: datetime) -> list[Fact]:
    """A recheck whose clock stands still in a hearing has time left after it, by other rules as well."""
    recheck: Review | None = case.petition.reviews.get(ReviewLevel.RECHECK)
    days = rules.policy.petition.recheck_days
    if recheck is not None and recheck.in_hearing and days is not None:
        refuse_unless(recheck.clock.consumed < days, "due-date-passed", "What the rules give is used up already.")
    return []


RUNNING: Running[Case, MediationPolicy] = Running(
    unit=lambda case: None if case.registered is None else case.registered.unit,
    due_on=_due_on,
    is_closed=lambda case: case.stage not in OPEN,
    is_announced=lambda case: _step(case) in case.petition.announced,
    reckoning=_reckoning,
    evolve=evolve,
    missed=lambda case, _, now: due_now(case, now),
    beside=_refuse_used_up,
)
