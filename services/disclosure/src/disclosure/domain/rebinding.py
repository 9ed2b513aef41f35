"""A duty as a case among others: its due date, and what moves it while it is open. The rest is `duty`'s.

Law: a statute that reaches running cases, and holiday notices that come after a due date was set; see
`contracts.rebinding`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce

from contracts.cases import CaseCommand, CaseFact, DueDateRederived, PolicyRebound, RebindPolicy, Reckoning
from contracts.deadlines import Deadline, DeadlineRule, TimeUnit
from contracts.disclosure.commands import DutyCommand
from contracts.disclosure.events import DutyFact
from contracts.disclosure.policy import DisclosurePolicy
from contracts.errors import refuse_unless
from contracts.rebinding import Standing, decide_case, settled_late
from contracts.rules import Rules

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
    is_waiting = duty.is_overdue(now) and not duty.is_announced_overdue
    if isinstance(command, RebindPolicy):
        refuse_unless(not is_waiting, "due-date-passed", "It is judged first by what the duty was opened under.")
        rebound = decide_case(command, standing(duty), lambda: reckoning(duty, rules.policy), rules, now)
        return [*of_duty.due_now(duty, rules.policy.ladder, now), *rebound]
    moved: list[Fact] = [*reminders(duty, rules.policy.ladder, now)]
    if is_waiting:
        moved += settled_late(standing(duty), reckoning(duty, rules.policy), rules, now)
    after = reduce(evolve, moved, duty)
    if isinstance(command, CaseCommand):
        fallen_due = of_duty.due_now(after, rules.policy.ladder, now)
        settled = decide_case(command, standing(after), lambda: reckoning(after, rules.policy), rules, now)
        return [*moved, *fallen_due, *settled]
    return [*moved, *of_duty.decide(command, after, rules, now)]


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


def due(duty: Duty) -> Deadline | None:
    """What is recorded of an opened duty; None if it is owed without a day."""
    return duty.due


def reckoning(duty: Duty, policy: DisclosurePolicy) -> Reckoning:
    """How an opened duty's due date is reckoned by these rules."""
    rules = policy.catalogue(duty.catalogue)
    if duty.matter is not None:
        found = reckoning_of_occasion(duty, policy) or reckoning_of(duty.matter, rules.rhythm, policy.matters)
        assert duty.due is not None, "asked of what is due"
        return found or Reckoning(DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=_AT_ONCE), duty.due.due_on)
    return due_by(read_period(duty.period, rules), rules)


def standing(duty: Duty) -> Standing | None:
    """None if it was never opened. Closed once it was fulfilled: what is missing of a reopened duty has no due date."""
    if duty.stage is Stage.NEW:
        return None
    return Standing(duty.unit, duty.due, is_closed=duty.was_fulfilled)
