"""The rules of a community's work funding as a decider receives them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4), (5)).
"""

from dataclasses import dataclass
from fractions import Fraction

from contracts.errors import Rejected
from contracts.household_bands import Bands
from contracts.policies import ResolvedPolicy
from contracts.policy_values import exact


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingPolicy:
    """`share`: what the district pays of the standard; `first_year`: in the year in which a community is approved."""

    standard: Bands
    share: Fraction | None
    first_year: Fraction | None

    def amounts(self, households: int, *, is_first_year: bool) -> tuple[int, int]:
        """The standard, and of it what the district pays, rounded down. Raises `Rejected` where no pack says."""
        standard, share = self.standard.amount(households), self.first_year if is_first_year else self.share
        if standard is None or share is None:
            raise Rejected("policy-not-active", "No active pack says what a community gets and who pays it.")
        return int(standard), int(standard * share)


def funding_policy(resolved: ResolvedPolicy) -> FundingPolicy:
    return FundingPolicy(
        standard=Bands.of(resolved, "community.funding.bands"),
        share=exact(resolved, "community.funding.district_share"),
        first_year=exact(resolved, "community.funding.first_year.district_share"),
    )
