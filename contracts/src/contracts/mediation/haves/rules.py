"""The rule of the eight haves as a decider receives it: which they are.

Law: township opinion on the centre (document 4 §六(一)).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import words


@dataclass(frozen=True, slots=True)
class HavePolicy:
    """`haves` empty: no active pack has any."""

    haves: tuple[str, ...]


def have_policy(resolved: ResolvedPolicy) -> HavePolicy:
    return HavePolicy(words(resolved, "eight_haves"))
