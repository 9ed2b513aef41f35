"""Why something of a mine or of a unit's year is due when it is, by the rules that were followed."""

from collections.abc import Mapping

from contracts.calendar import china_day
from contracts.cases import ExplainDeadline, Reckoning
from contracts.catalogue import facts_of
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.mining.annual.messages import AnnualAssessmentScheduled
from contracts.mining.mine.messages import CureOrdered, NoticePosted
from contracts.policies import ResolvedPolicy
from ledger.door import Answer
from ledger.explaining import Dated, Dates, explained_by

from mining.deciders import ANNUAL, MINE

_NOTICE, _CURE, _YEAR = "listing.notice.working_days", "mine.scheme.cure_months", "mining.annual.due"
_BY_THE_CASE = "公示本身"
"""Where no rule says how long, the notice itself does."""


def _scheduled(fact: AnnualAssessmentScheduled, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """A day of the calendar."""
    rule = DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=resolved.parameters[_YEAR].source)
    return (Dated(fact.due_on, Reckoning(rule, fact.due_on)),)


def _posted(fact: NoticePosted, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    named = resolved.parameters.get(_NOTICE)
    rule = DeadlineRule(
        amount=fact.working_days,
        unit=TimeUnit.WORKING_DAYS,
        first_day_counts=True,
        source=_BY_THE_CASE if named is None or named.silent else named.source,
    )
    return (Dated(fact.last_on, Reckoning(rule, fact.from_on)),)


def _ordered(fact: CureOrdered, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    months = resolved.parameters[_CURE]
    rule = DeadlineRule(amount=months.value, unit=TimeUnit.MONTHS, source=months.source)
    return (Dated(fact.cure_by, Reckoning(rule, china_day(fact.ordered_at))),)


DATES: Dates = {AnnualAssessmentScheduled: _scheduled, NoticePosted: _posted, CureOrdered: _ordered}
DEADLINE_ANSWERS: Mapping[type, Answer] = {ExplainDeadline: explained_by(facts_of("mining"), DATES, MINE, ANNUAL)}
