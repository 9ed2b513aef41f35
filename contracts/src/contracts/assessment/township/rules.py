"""The rules of a township's year as a decider receives them, made from the packs that are active.

Law: county opinion on township standardisation, part 5 (document 1 §五1, §五4). A plan's day is of the year the source
names; where no rule names one nothing becomes overdue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contracts.assessment.sheet.rules import SchemePolicy, scheme_policy
from contracts.assessment.township.messages import Missed
from contracts.owing import NamedDay
from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, month_day

_DUE = {Missed.PLAN: "T.plan.due", Missed.RESULT: "T.check.due"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipPolicy:
    """`plan_due` is one day; `check_due` a month and day of every year; both belong to what is in time.

    `sources`: the clauses of those that are named.
    """

    schemes: SchemePolicy
    plan_due: date | None
    check_due: tuple[int, int] | None
    sources: Mapping[Missed, str]

    def plan_due_on(self, year: int) -> date | None:
        return self.plan_due if self.plan_due is not None and self.plan_due.year == year else None

    def check_due_on(self, year: int) -> date | None:
        return None if self.check_due is None else date(year, *self.check_due)

    def named(self, missed: Missed, year: int) -> NamedDay | None:
        day = self.plan_due_on(year) if missed is Missed.PLAN else self.check_due_on(year)
        return None if day is None else NamedDay(day, self.sources[missed])


def township_policy(resolved: ResolvedPolicy) -> TownshipPolicy:
    plan, check = (given(resolved, name) for name in _DUE.values())
    return TownshipPolicy(
        schemes=scheme_policy(resolved),
        plan_due=None if plan is None else date.fromisoformat(plan),
        check_due=None if check is None else month_day(check),
        sources={missed: resolved.parameters[name].source for missed, name in _DUE.items() if given(resolved, name)},
    )
