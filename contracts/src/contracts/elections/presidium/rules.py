"""The rules of a congress's year as a decider receives them.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 12 and 14; district opinion (document 2 §三(一)1,
§三(二)1).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, number, words


@dataclass(frozen=True, slots=True, kw_only=True)
class PresidiumPolicy:
    """`usual_sessions` is a norm, `least_sessions` the statute's floor; None where no pack gives a number."""

    usual_sessions: int | None
    least_sessions: int | None
    quarters: tuple[int, ...]
    yearly_items: tuple[str, ...]
    meetings_per_quarter: int | None
    stands_in: bool


def presidium_policy(resolved: ResolvedPolicy) -> PresidiumPolicy:
    return PresidiumPolicy(
        usual_sessions=number(resolved, "congress.sessions_per_year"),
        least_sessions=number(resolved, "congress.sessions_per_year.min"),
        quarters=tuple(int(quarter) for quarter in words(resolved, "congress.regular_quarters")),
        yearly_items=words(resolved, "congress.yearly_items"),
        meetings_per_quarter=number(resolved, "presidium.meetings_per_quarter.min"),
        stands_in=given(resolved, "presidium.delegated_convening") == "only_if_chair_vacant_or_unable",
    )
