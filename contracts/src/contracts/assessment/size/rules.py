"""The sizes that are asked of a community, as a decider receives them, made from the packs that are active.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1, §二(二)1). A bound that no pack gives is None.
"""

from dataclasses import dataclass
from fractions import Fraction

from contracts.household_bands import Bands
from contracts.policies import ResolvedPolicy
from contracts.policy_values import exact, words


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both ends belong to what is met; None: there is none on that side."""

    least: Fraction | None = None
    most: Fraction | None = None

    def judge(self, value: Fraction) -> bool | None:
        """None where nothing is asked."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class SizePolicy:
    """`exempt`: kinds of existing communities of which no number of households is asked."""

    existing: Bounds
    exempt: tuple[str, ...]
    new: Bounds
    occupancy: Bounds
    members: Bounds
    full_time: Bounds
    group: Bounds
    steward: Bounds
    funds: Bands

    def funds_for(self, households: int) -> Fraction | None:
        """The standard in yuan a year; None where no pack has one."""
        return self.funds.amount(households)


def size_policy(resolved: ResolvedPolicy) -> SizePolicy:
    return SizePolicy(
        existing=Bounds(exact(resolved, "community.resize.min_households")),
        exempt=words(resolved, "community.resize.exempt_types"),
        new=Bounds(exact(resolved, "community.new.min_households")),
        occupancy=Bounds(exact(resolved, "community.new.occupancy")),
        members=_range(resolved, "committee.size"),
        full_time=Bounds(exact(resolved, "committee.fulltime_share.min")),
        group=_range(resolved, "residents_group.households"),
        steward=_range(resolved, "steward.households"),
        funds=Bands.of(resolved, "community.funding.bands"),
    )


def _range(resolved: ResolvedPolicy, name: str) -> Bounds:
    return Bounds(exact(resolved, f"{name}.min"), exact(resolved, f"{name}.max"))
