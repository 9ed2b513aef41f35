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
from disclosure.domain.matters import reckoning_of
from disclosure.domain.periods import due_by, read_period
from disclosure.domain.state import Duty, Stage

Fact = DutyFact | CaseFact

_AT_ONCE = "1 §四4"
"""Temporary work is disclosed as it arises (随时公开); a pack may give it hours."""


def decide(
    command: DutyCommand | CaseCommand, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime
) -> Sequence[Fact]:
    """Before anything else a provisional due date that has passed is settled: no result depends on who settled it."""
    is_waiting = duty.is_overdue(now) and not duty.is_announced_overdue
    if isinstance(command, RebindPolicy):
        refuse_unless(not is_waiting, "due-date-passed", "It is judged first by what the duty was opened under.")
        return decide_case(command, standing(duty), lambda: reckoning(duty, rules.policy), rules, now)
    moved = settled_late(standing(duty), reckoning(duty, rules.policy), rules, now) if is_waiting else []
    after = reduce(evolve, moved, duty)
    if isinstance(command, CaseCommand):
        overdue = of_duty.overdue_now(after, now)
        settled = decide_case(command, standing(after), lambda: reckoning(after, rules.policy), rules, now)
        return [*moved, *overdue, *settled]
    return [*moved, *of_duty.decide(command, after, rules, now)]


def evolve(duty: Duty, fact: Fact) -> Duty:
    match fact:
        case DueDateRederived():
            return replace(duty, due=fact.after)
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
        found = reckoning_of(duty.matter, rules.rhythm, policy.matters)
        assert duty.due is not None, "asked of what is due"
        return found or Reckoning(DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=_AT_ONCE), duty.due.due_on)
    return due_by(read_period(duty.period, rules), rules)


def standing(duty: Duty) -> Standing | None:
    """None if it was never opened. Closed once it was fulfilled: what is missing of a reopened duty has no due date."""
    if duty.stage is Stage.NEW:
        return None
    return Standing(duty.unit, duty.due, is_closed=duty.was_fulfilled)
