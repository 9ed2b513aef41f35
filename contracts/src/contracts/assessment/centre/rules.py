"""The rules of a centre's year of checks as a decider receives them, made from the packs that are active.

Law: township opinion on the governance centre, part 3 (7) (document 4 §三(七)); M-041: by the last day of each half,
that day included. A day that no pack gives makes nothing overdue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contracts.assessment.centre.messages import CentreMissed
from contracts.assessment.sheet.rules import SchemePolicy, scheme_policy
from contracts.owing import NamedDay
from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, month_day, words

_HALVES_DUE, _DECISION_DUE = "centre.assessment.due", "Z.year.due"
_HALVES = (CentreMissed.FIRST_HALF, CentreMissed.SECOND_HALF)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentrePolicy:
    """`due`: what has to be there, to month and day of every year; the named day belongs to what is in time.

    `sources`: the clauses of these days.
    """

    schemes: SchemePolicy
    due: Mapping[CentreMissed, tuple[int, int]]
    sources: Mapping[CentreMissed, str]

    def due_on(self, missed: CentreMissed, year: int) -> date | None:
        day = self.due.get(missed)
        return None if day is None else date(year, *day)

    def named(self, missed: CentreMissed, year: int) -> NamedDay | None:
        day = self.due_on(missed, year)
        return None if day is None else NamedDay(day, self.sources[missed])


def centre_policy(resolved: ResolvedPolicy) -> CentrePolicy:
    halves = dict(zip(_HALVES, words(resolved, _HALVES_DUE), strict=False))
    decision = given(resolved, _DECISION_DUE)
    named = halves if decision is None else {**halves, CentreMissed.DECISION: decision}
    return CentrePolicy(
        schemes=scheme_policy(resolved),
        due={missed: month_day(text) for missed, text in named.items()},
        sources={missed: resolved.parameters[_parameter(missed)].source for missed in named},
    )


def _parameter(missed: CentreMissed) -> str:
    return _HALVES_DUE if missed in _HALVES else _DECISION_DUE
