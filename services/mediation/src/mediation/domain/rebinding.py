"""A case as one with a due date: the time of people's mediation, or the open step of a letter, a visit or an opinion.

Law: People's Mediation Law (人民调解法), township opinion on the centre (document 4 §五); Regulation on Petition Work
(信访工作条例), arts 23, 34-36: days of the calendar and months, so that no notice moves them, but a statute may. A day
that somebody was told or has named stays: until when a unit returns a case, review is asked for, the parties go on.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from contracts.calendar import china_day
from contracts.cases import CaseCommand as EveryCaseCommand
from contracts.cases import CaseFact as EveryCaseFact
from contracts.cases import DueDateRederived, PolicyRebound, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.errors import refuse_unless
from contracts.mediation.case.messages import PetitionStep, ReviewLevel
from contracts.mediation.case.rules import MediationPolicy, PetitionRules
from contracts.rules import Rules
from contracts.running_cases import Running

from mediation.domain import case as of_case
from mediation.domain import petition_clock
from mediation.domain.case import CaseCommand, CaseFact
from mediation.domain.due import due_now
from mediation.domain.evolving import evolve as evolve_case
from mediation.domain.petition_due import open_steps
from mediation.domain.state import OPEN, Case, Review, Stage

Fact = CaseFact | EveryCaseFact

_AS_BEFORE = "原定的期限"
"""A day that the parties named, or that no rule gives any more."""
_LEVELS = {PetitionStep.REVIEW: ReviewLevel.REVIEW, PetitionStep.RECHECK: ReviewLevel.RECHECK}


def decide(
    command: CaseCommand | EveryCaseCommand, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> Sequence[Fact]:
    return RUNNING.decide(command, case, rules, now, of_case.decide)


def evolve(case: Case, fact: Fact) -> Case:
    match fact:
        case PolicyRebound():
            return case
        case DueDateRederived():
            return _moved(case, fact)
        case _:
            return evolve_case(case, fact)


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
