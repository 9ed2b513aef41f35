"""Why a case is due when it is: what each fact names, reckoned by the rules that it followed."""

from collections.abc import Mapping
from datetime import date, timedelta

from contracts.calendar import china_day
from contracts.cases import ExplainDeadline, Reckoning
from contracts.catalogue import facts_of
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.mediation.case.messages import (
    AcceptanceTold,
    AgreementTookEffect,
    AttemptStarted,
    CaseReclassified,
    CaseRegistered,
    CaseTriaged,
    HandlingExtended,
    HearingEnded,
    MethodSet,
    OpinionResultTold,
    PetitionClock,
    ReviewAnswered,
    ReviewAsked,
    ReviewLevel,
)
from contracts.mediation.case.rules import mediation_policy
from contracts.policies import ResolvedPolicy
from ledger.door import Answer
from ledger.explaining import Dated, Dates, explained_by

from mediation.deciders import CASE

_HANDLING = "petition.finish.days"
_REVIEWS = {ReviewLevel.REVIEW: "petition.review.answer_days", ReviewLevel.RECHECK: "petition.recheck.answer_days"}


def _ruled(rule: DeadlineRule | None, start: date, due_on: date | None) -> tuple[Dated, ...]:
    return () if rule is None or due_on is None else (Dated(due_on, Reckoning(rule, start)),)


def _registered(fact: CaseRegistered, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).petition.tell, fact.received_on, fact.tell_on)


def _triaged(fact: CaseTriaged, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """The day of the person is named by whoever hands over, not by a rule."""
    return _ruled(mediation_policy(resolved).returning, china_day(fact.triaged_at), fact.return_on)


def _reclassified(fact: CaseReclassified, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).returning, china_day(fact.reclassified_at), fact.return_on)


def _method(fact: MethodSet, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).returning, china_day(fact.set_at), fact.return_on)


def _started(fact: AttemptStarted, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).finish, china_day(fact.started_at), fact.finish_on)


def _took_effect(fact: AgreementTookEffect, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).confirmation, fact.effective_on, fact.confirm_on)


def _told(fact: OpinionResultTold, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).petition.ask_review, fact.told_on, fact.review_on)


def _answered(fact: ReviewAnswered, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).petition.ask_recheck, fact.answered_on, fact.recheck_on)


def _handling(fact: AcceptanceTold | HandlingExtended, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _clocked(fact.clock, _HANDLING, resolved)


def _asked(fact: ReviewAsked, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _clocked(fact.clock, _REVIEWS[fact.level], resolved)


def _heard(fact: HearingEnded, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _clocked(fact.clock, _REVIEWS[ReviewLevel.RECHECK], resolved)


def _clocked(clock: PetitionClock | None, name: str, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """Calendar days, without those on which the clock stood still."""
    if clock is None or clock.due_on is None or name not in resolved.parameters:
        return ()
    rule = DeadlineRule(amount=clock.budget, unit=TimeUnit.DAYS, source=resolved.parameters[name].source)
    return (Dated(clock.due_on, Reckoning(rule, _began(clock), clock.stops)),)


def _began(clock: PetitionClock) -> date:
    """The day after which it first ran: what it had used up when it last stood still lies between its stops."""
    if not clock.stops:
        assert clock.running_since is not None
        return clock.running_since
    between = sum(
        (later.after - earlier.until).days for earlier, later in zip(clock.stops, clock.stops[1:], strict=False)
    )
    return clock.stops[0].after - timedelta(days=clock.consumed - between)


DATES: Dates = {
    CaseRegistered: _registered,
    CaseTriaged: _triaged,
    CaseReclassified: _reclassified,
    MethodSet: _method,
    AttemptStarted: _started,
    AgreementTookEffect: _took_effect,
    AcceptanceTold: _handling,
    HandlingExtended: _handling,
    OpinionResultTold: _told,
    ReviewAsked: _asked,
    ReviewAnswered: _answered,
    HearingEnded: _heard,
}
DEADLINE_ANSWERS: Mapping[type, Answer] = {ExplainDeadline: explained_by(facts_of("mediation"), DATES, CASE)}
