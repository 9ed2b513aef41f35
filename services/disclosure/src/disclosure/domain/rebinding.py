"""A duty as a case among others: its due date, and what moves it while it is open. The rest is `duty`'s.

Law: a statute that reaches running cases, and holiday notices that come after a due date was set; see
`contracts.rebinding`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contracts.cases import CaseCommand, CaseFact, DueDateRederived, PolicyRebound, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.duty.messages import DutyCommand, DutyFact
from contracts.disclosure.duty.rules import DisclosurePolicy
from contracts.rules import Rules
from contracts.running_cases import Running

from disclosure.domain import duty as of_duty
from disclosure.domain.ladder import reminders
from disclosure.domain.matters import reckoning_of
from disclosure.domain.occasions import reckoning_of_occasion
from disclosure.domain.periods import due_by, read_period
from disclosure.domain.state import Duty, Stage

Fact = DutyFact | CaseFact

_AT_ONCE = "1 §四4"
"""Temporary work is disclosed as it arises (随时公开); a pack may give it hours."""


def decide(
    command: DutyCommand | CaseCommand, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime
) -> Sequence[Fact]:
    """Before anything else reminders are recorded, and a provisional due date that has passed is settled.

    No result depends on who settled it. A rebound case is reminded of by what it is bound to now.
    """
    return RUNNING.decide(command, duty, rules, now, of_duty.decide)


def evolve(duty: Duty, fact: Fact) -> Duty:
    match fact:
        case DueDateRederived():
            next_at = duty.next_notice_at
            shift = fact.after.due_on - fact.before.due_on
            return replace(duty, due=fact.after, next_notice_at=None if next_at is None else next_at + shift)
        case PolicyRebound():
            return duty
        case _:
            return of_duty.evolve(duty, fact)


def reckoning(duty: Duty, policy: DisclosurePolicy) -> Reckoning:
    """How an opened duty's due date is reckoned by these rules."""
    rules = policy.catalogue(duty.catalogue)
    if duty.matter is not None:
        found = reckoning_of_occasion(duty, policy) or reckoning_of(duty.matter, rules.rhythm, policy.matters)
        assert duty.due is not None, "asked of what is due"
        return found or Reckoning(DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=_AT_ONCE), duty.due.due_on)
    return due_by(read_period(duty.period, rules), rules)


RUNNING: Running[Duty, DisclosurePolicy] = Running(
    unit=lambda duty: None if duty.stage is Stage.NEW else duty.unit,
    due_on=lambda duty: None if duty.due is None else duty.due.due_on,
    is_closed=lambda duty: duty.was_fulfilled,
    is_announced=lambda duty: duty.is_announced_overdue,
    reckoning=reckoning,
    evolve=evolve,
    lapsed=lambda duty, rules, now: reminders(duty, rules.policy.ladder, now),
    missed=lambda duty, rules, now: of_duty.due_now(duty, rules.policy.ladder, now),
    recorded=lambda duty: duty.due,
)
"""A duty is closed once it was fulfilled: what is missing of a reopened duty has no due date."""
