"""The rules of sub-committees as a decider receives them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(3)).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import number, words


@dataclass(frozen=True, slots=True, kw_only=True)
class SubcommitteePolicy:
    """`kinds`: what a community is to have; empty where no pack says. The numbers are None where none does."""

    kinds: tuple[str, ...]
    leaders: int | None
    least: int | None
    most: int | None

    def fits(self, leaders: int, representatives: int) -> bool:
        are_led = self.leaders is None or leaders == self.leaders
        are_enough = self.least is None or representatives >= self.least
        return are_led and are_enough and (self.most is None or representatives <= self.most)


def subcommittee_policy(resolved: ResolvedPolicy) -> SubcommitteePolicy:
    return SubcommitteePolicy(
        kinds=words(resolved, "subcommittees"),
        leaders=number(resolved, "subcommittee.leaders"),
        least=number(resolved, "subcommittee.reps.min"),
        most=number(resolved, "subcommittee.reps.max"),
    )
