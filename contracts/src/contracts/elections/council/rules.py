"""The rules of consultative councils as a decider receives them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(2)).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import words


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPolicy:
    """`categories`: as what a member may sit; empty where no pack says."""

    categories: tuple[str, ...]


def council_policy(resolved: ResolvedPolicy) -> CouncilPolicy:
    return CouncilPolicy(categories=words(resolved, "consult_council.categories"))
