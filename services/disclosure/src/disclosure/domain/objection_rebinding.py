"""An objection as a case among others: by when it is answered, and what moves that while it is open.

Law: neither document 1 nor the Organic Law sets a day (AMB-03): a rule of a county may, and whoever takes it on may
name an earlier one. A day that was named stays unless a rule gives less time; one that an order names is its own.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from contracts.calendar import china_day
from contracts.cases import CaseCommand, CaseFact, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.objection.messages import ObjectionCommand, ObjectionFact
from contracts.disclosure.objection.rules import ObjectionPolicy
from contracts.rules import Rules
from contracts.running_cases import Running

from disclosure.domain import objection as of_objection
from disclosure.domain.objection_state import Objection, evolve

Fact = ObjectionFact | CaseFact

_AS_NAMED = "原定的期限"
"""The day that was named when it was taken on, or that was due before, where no rule gives less time."""


def decide(
    command: ObjectionCommand | CaseCommand, objection: Objection, rules: Rules[ObjectionPolicy], now: datetime
) -> Sequence[Fact]:
    return RUNNING.decide(command, objection, rules, now, of_objection.decide)


def _due_on(objection: Objection) -> date | None:
    return None if objection.due_at is None else china_day(objection.due_at - timedelta.resolution)


def _reckoning(objection: Objection, policy: ObjectionPolicy) -> Reckoning:
    """By the rule from the day it was said, or the day that was named, whichever is earlier."""
    assert objection.said is not None
    rule, said_on = policy.answer, china_day(objection.said.submitted_at)
    named_on = objection.named_on if rule is not None else _due_on(objection)
    if rule is not None and (named_on is None or said_on + timedelta(days=rule.amount) < named_on):
        return Reckoning(rule, said_on)
    assert named_on is not None, "asked of what is due"
    return Reckoning(DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=_AS_NAMED), named_on)


RUNNING: Running[Objection, ObjectionPolicy] = Running(
    unit=lambda objection: None if objection.said is None else objection.said.unit,
    due_on=_due_on,
    is_closed=lambda objection: objection.is_answered,
    is_announced=lambda objection: objection.is_announced_overdue,
    reckoning=_reckoning,
    evolve=evolve,
    missed=lambda objection, _, now: of_objection.overdue(objection, now),
)
