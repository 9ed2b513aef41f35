"""Why the plan or the result of a township's year is due when it is, by the rules that were followed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from contracts.assessment.catalogue import ASSESSMENT_FACTS
from contracts.assessment.township_facts import YearOpened
from contracts.calendar import china_day
from contracts.cases import ExplainDeadline, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.policies import ResolvedPolicy
from ledger.door import Answer
from ledger.explaining import Dated, Dates, explained_by


def _opened(fact: YearOpened, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """Days of the calendar."""
    named = (("T.check.due", fact.result_due_at), ("T.plan.due", fact.plan_due_at))
    return tuple(_named(name, due_at, resolved) for name, due_at in named if due_at is not None)


def _named(name: str, due_at: datetime, resolved: ResolvedPolicy) -> Dated:
    due_on = china_day(due_at - timedelta(microseconds=1))
    rule = DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=resolved.parameters[name].source)
    return Dated(due_on, Reckoning(rule, due_on))


DATES: Dates = {YearOpened: _opened}
DEADLINE_ANSWERS: Mapping[type, Answer] = {ExplainDeadline: explained_by(ASSESSMENT_FACTS, DATES)}
