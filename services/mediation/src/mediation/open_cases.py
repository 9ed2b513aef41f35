"""A matter as a case with a due date: which are open, and why one is due.

Open is the time of people's mediation, or the open step of a letter, a visit or an opinion. Why a case is due follows
from what each fact names, reckoned by the rules that it followed.
"""

from datetime import date, timedelta

from contracts.calendar import china_day
from contracts.cases import Reckoning
from contracts.catalogue import facts_of
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.mediation.case.messages import (
    AcceptanceTold,
    AgreementTookEffect,
    AttemptFailed,
    AttemptStarted,
    CaseClosed,
    CaseReclassified,
    CaseReferredExternal,
    CaseRegistered,
    CaseTriaged,
    CaseWithdrawn,
    HandlingExtended,
    HearingBegun,
    HearingEnded,
    MediationContinued,
    MediationTerminated,
    MethodSet,
    OpinionResultTold,
    PetitionClock,
    PetitionOverdue,
    ResultReported,
    ReviewAnswered,
    ReviewAsked,
    ReviewLevel,
)
from contracts.mediation.case.rules import mediation_policy
from contracts.policies import ResolvedPolicy
from ledger.explaining import Dated, Dates, explained_by
from ledger.open_cases import open_cases_table, open_cases_view

from mediation import case
from mediation.case.rule import case_stream
from mediation.tables import METADATA

OPEN_CASE = open_cases_table(METADATA)

_Due = tuple[date | None, bool]
_Clocked = AcceptanceTold | HandlingExtended | ReviewAsked | HearingBegun | HearingEnded


def _registered(fact: CaseRegistered) -> _Due:
    return fact.tell_on, False


def _clocked(fact: _Clocked) -> _Due:
    """Days of the calendar; none while a hearing goes on, or where the rules give none."""
    return None if fact.clock is None else fact.clock.due_on, False


def _started(fact: AttemptStarted) -> _Due | None:
    """Only the first attempt on the ladder begins the time."""
    return None if fact.finish_on is None else (fact.finish_on, False)


def _continued(fact: MediationContinued) -> _Due:
    return fact.finish_on, False


def _failed(fact: AttemptFailed) -> _Due | None:
    return (None, False) if fact.is_last else None


OPEN_CASES = open_cases_view(
    OPEN_CASE,
    {
        CaseRegistered: _registered,
        AttemptStarted: _started,
        AttemptFailed: _failed,
        MediationContinued: _continued,
        AcceptanceTold: _clocked,
        HandlingExtended: _clocked,
        ReviewAsked: _clocked,
        HearingBegun: _clocked,
        HearingEnded: _clocked,
    },
    (
        CaseClosed,
        CaseReferredExternal,
        CaseWithdrawn,
        MediationTerminated,
        PetitionOverdue,
        ResultReported,
        ReviewAnswered,
    ),
    rederived=(case_stream.prefix,),
)

_HANDLING = "petition.finish.days"
_REVIEWS = {ReviewLevel.REVIEW: "petition.review.answer_days", ReviewLevel.RECHECK: "petition.recheck.answer_days"}


def _ruled(rule: DeadlineRule | None, start: date, due_on: date | None) -> tuple[Dated, ...]:
    return () if rule is None or due_on is None else (Dated(due_on, Reckoning(rule, start)),)


def _of_telling(fact: CaseRegistered, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).petition.tell, fact.received_on, fact.tell_on)


def _of_triage(fact: CaseTriaged, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """The day of the person is named by whoever hands over, not by a rule."""
    return _ruled(mediation_policy(resolved).returning, china_day(fact.triaged_at), fact.return_on)


def _of_reclassifying(fact: CaseReclassified, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).returning, china_day(fact.reclassified_at), fact.return_on)


def _of_method(fact: MethodSet, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).returning, china_day(fact.set_at), fact.return_on)


def _of_mediation(fact: AttemptStarted, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).finish, china_day(fact.started_at), fact.finish_on)


def _of_confirmation(fact: AgreementTookEffect, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).confirmation, fact.effective_on, fact.confirm_on)


def _of_asking_review(fact: OpinionResultTold, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).petition.ask_review, fact.told_on, fact.review_on)


def _of_asking_recheck(fact: ReviewAnswered, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _ruled(mediation_policy(resolved).petition.ask_recheck, fact.answered_on, fact.recheck_on)


def _of_handling(fact: AcceptanceTold | HandlingExtended, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _of_clock(fact.clock, _HANDLING, resolved)


def _of_review(fact: ReviewAsked, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _of_clock(fact.clock, _REVIEWS[fact.level], resolved)


def _of_hearing(fact: HearingEnded, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _of_clock(fact.clock, _REVIEWS[ReviewLevel.RECHECK], resolved)


def _of_clock(clock: PetitionClock | None, name: str, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
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
    CaseRegistered: _of_telling,
    CaseTriaged: _of_triage,
    CaseReclassified: _of_reclassifying,
    MethodSet: _of_method,
    AttemptStarted: _of_mediation,
    AgreementTookEffect: _of_confirmation,
    AcceptanceTold: _of_handling,
    HandlingExtended: _of_handling,
    OpinionResultTold: _of_asking_review,
    ReviewAsked: _of_review,
    ReviewAnswered: _of_asking_recheck,
    HearingEnded: _of_hearing,
}

explain_deadline = explained_by(facts_of("mediation"), DATES, case.STREAM)
