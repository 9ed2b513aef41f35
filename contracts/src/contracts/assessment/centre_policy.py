"""The rules of a centre's year of checks as a decider receives them, made from the packs that are active.

Law: township opinion on the governance centre, part 3 (7) (document 4 §三(七)); M-041: by the last day of each half,
that day included. A day that no pack gives makes nothing overdue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contracts.assessment.centres import CentreMissed
from contracts.assessment.scheme_policy import SchemePolicy, scheme_policy
from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, words

_HALVES = (CentreMissed.FIRST_HALF, CentreMissed.SECOND_HALF)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentrePolicy:
    """`due`: what has to be there, to month and day of every year; the named day belongs to what is in time."""

    schemes: SchemePolicy
    due: Mapping[CentreMissed, tuple[int, int]]

    def due_on(self, missed: CentreMissed, year: int) -> date | None:
        day = self.due.get(missed)
        return None if day is None else date(year, *day)


def centre_policy(resolved: ResolvedPolicy) -> CentrePolicy:
    halves = dict(zip(_HALVES, words(resolved, "centre.assessment.due"), strict=False))
    decision = given(resolved, "Z.year.due")
    named = halves if decision is None else {**halves, CentreMissed.DECISION: decision}
    return CentrePolicy(
        schemes=scheme_policy(resolved),
        due={missed: _month_day(text) for missed, text in named.items()},
    )


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)
