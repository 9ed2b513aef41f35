"""The rules of deputy groups as a decider receives them.

Law: Organic Law of Local Congresses and Governments (组织法), art. 43; district opinion (document 2 §三(二)2).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import number, words


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPolicy:
    """`kinds` and `themes` empty: any word is one. `per_quarter`, `least_deputies`: 0 where no pack gives a number."""

    kinds: tuple[str, ...]
    themes: tuple[str, ...]
    per_quarter: int
    least_deputies: int


def group_policy(resolved: ResolvedPolicy) -> GroupPolicy:
    return GroupPolicy(
        kinds=words(resolved, "deputy_group.activity_kinds"),
        themes=words(resolved, "deputy_group.themes"),
        per_quarter=number(resolved, "deputy_group.activities_per_quarter.min") or 0,
        least_deputies=number(resolved, "deputy_group.min_deputies") or 0,
    )
