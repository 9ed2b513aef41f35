"""The rules of the directory of committees as a decider receives them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4)).
"""

from dataclasses import dataclass
from datetime import date

from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, month_day


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPolicy:
    """`due`: month and day of the filing; None where no pack says."""

    due: tuple[int, int] | None

    def due_in(self, year: int) -> date | None:
        return None if self.due is None else date(year, *self.due)


def directory_policy(resolved: ResolvedPolicy) -> DirectoryPolicy:
    due = given(resolved, "community.directory.due")
    return DirectoryPolicy(due=None if due is None else month_day(due))
