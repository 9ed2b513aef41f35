"""The rules of the register of areas as a decider receives them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(2)).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import words


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePolicy:
    """`kinds`: of the areas that all have a committee; empty where no pack says."""

    kinds: tuple[str, ...]


def coverage_policy(resolved: ResolvedPolicy) -> CoveragePolicy:
    return CoveragePolicy(kinds=words(resolved, "coverage.area_types"))
