"""The yearly assessment of a unit and the public notice of a mine: which are open, and why something is due."""

from datetime import date

from contracts.calendar import china_day
from contracts.cases import Reckoning
from contracts.catalogue import facts_of
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    FalsificationFound,
)
from contracts.mining.mine.messages import CureOrdered, MineCertified, MineRejected, NoticePosted
from contracts.policies import ResolvedPolicy
from ledger.explaining import Dated, Dates, explained_by
from ledger.open_cases import open_cases_table, open_cases_view

from mining import annual, mine
from mining.annual.rule import annual_stream
from mining.mine.rule import mine_stream
from mining.tables import METADATA

OPEN_CASE = open_cases_table(METADATA)
_Due = tuple[date | None, bool]


def _scheduled(fact: AnnualAssessmentScheduled) -> _Due:
    """A day of the calendar."""
    return fact.due_on, False


def _posted(fact: NoticePosted) -> _Due:
    return fact.last_on, True


OPEN_CASES = open_cases_view(
    OPEN_CASE,
    {AnnualAssessmentScheduled: _scheduled, NoticePosted: _posted},
    (AnnualAssessmentCompleted, AnnualAssessmentOverdue, FalsificationFound, MineCertified, MineRejected),
    rederived=(mine_stream.prefix, annual_stream.prefix),
)

_NOTICE, _CURE, _YEAR = "listing.notice.working_days", "mine.scheme.cure_months", "mining.annual.due"
_BY_THE_CASE = "公示本身"
"""Where no rule says how long, the notice itself does."""


def _of_year(fact: AnnualAssessmentScheduled, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """A day of the calendar."""
    rule = DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=resolved.parameters[_YEAR].source)
    return (Dated(fact.due_on, Reckoning(rule, fact.due_on)),)


def _of_notice(fact: NoticePosted, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    named = resolved.parameters.get(_NOTICE)
    rule = DeadlineRule(
        amount=fact.working_days,
        unit=TimeUnit.WORKING_DAYS,
        first_day_counts=True,
        source=_BY_THE_CASE if named is None or named.silent else named.source,
    )
    return (Dated(fact.last_on, Reckoning(rule, fact.from_on)),)


def _of_cure(fact: CureOrdered, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    months = resolved.parameters[_CURE]
    rule = DeadlineRule(amount=months.value, unit=TimeUnit.MONTHS, source=months.source)
    return (Dated(fact.cure_by, Reckoning(rule, china_day(fact.ordered_at))),)


DATES: Dates = {AnnualAssessmentScheduled: _of_year, NoticePosted: _of_notice, CureOrdered: _of_cure}
explain_deadline = explained_by(facts_of("mining"), DATES, mine.STREAM, annual.STREAM)
