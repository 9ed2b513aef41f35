"""The yearly assessment of a unit as a case with a due date: what a statute that reaches running cases does to it.

Law: annex to the opinion on green mines, art. 8 (document 3 §附8): a day of the calendar, which no notice moves.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contracts.cases import CaseCommand, CaseFact, DueDateRederived, PolicyRebound, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.mining.annual.messages import AnnualCommand, AnnualFact
from contracts.mining.annual.rules import AnnualPolicy
from contracts.rules import Rules
from contracts.running_cases import Running

from mining.domain import annual
from mining.domain.annual_state import OPEN, Assessment
from mining.domain.annual_state import evolve as evolve_assessment

Fact = AnnualFact | CaseFact


def decide(
    command: AnnualCommand | CaseCommand, assessment: Assessment, rules: Rules[AnnualPolicy], now: datetime
) -> Sequence[Fact]:
    return RUNNING.decide(command, assessment, rules, now, annual.decide)


def evolve(assessment: Assessment, fact: Fact) -> Assessment:
    match fact:
        case PolicyRebound():
            return assessment
        case DueDateRederived():
            assert assessment.scheduled is not None
            scheduled = replace(assessment.scheduled, due_on=fact.after.due_on, due_at=fact.after.due_at)
            return replace(assessment, scheduled=scheduled)
        case _:
            return evolve_assessment(assessment, fact)


def _reckoning(assessment: Assessment, policy: AnnualPolicy) -> Reckoning:
    assert assessment.scheduled is not None
    rule = DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=policy.due_source)
    return Reckoning(rule, policy.due_on(assessment.scheduled.year))


RUNNING: Running[Assessment, AnnualPolicy] = Running(
    unit=lambda assessment: None if assessment.scheduled is None else assessment.scheduled.unit,
    due_on=lambda assessment: None if assessment.scheduled is None else assessment.scheduled.due_on,
    is_closed=lambda assessment: assessment.stage not in OPEN,
    is_announced=lambda assessment: assessment.is_announced_overdue,
    reckoning=_reckoning,
    evolve=evolve,
    missed=lambda assessment, _, now: annual.overdue(assessment, now),
)
