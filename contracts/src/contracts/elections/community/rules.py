"""The rules of setting up a community as a decider receives them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(3), (4)).
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.elections.community.messages import SetUp
from contracts.errors import Rejected
from contracts.policies import ResolvedPolicy
from contracts.policy_values import exact, given, month_day, number


@dataclass(frozen=True, slots=True)
class Sizes:
    """From how many households on there is a committee, or a group; `occupancy`: the share of them that has moved in.

    `between`: what an area gets that is large enough for a group, lived in, and too small for a committee.
    """

    committee: Fraction
    occupancy: Fraction
    group: Fraction
    between: SetUp

    def result(self, households: int, occupied: int) -> SetUp:
        if households < self.group:
            return SetUp.ATTACHED
        if occupied < self.occupancy * households:
            return SetUp.GROUP_ATTACHED
        return SetUp.ESTABLISH_COMMITTEE if households >= self.committee else self.between


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityPolicy:
    """`sizes` None: no pack has them all. `fields`: how many a filing has. `yearly`: month and day of the filing."""

    sizes: Sizes | None
    formation: DeadlineRule | None
    fields: int | None
    yearly: tuple[int, int] | None

    @property
    def needed_sizes(self) -> Sizes:
        """Raises `Rejected` where no pack has them: nothing can be said of a size then."""
        if self.sizes is None:
            raise Rejected("policy-not-active", "No active pack has the sizes of new communities.")
        return self.sizes

    def filing_due(self, formed_on: date) -> date | None:
        """The first day of the yearly filing that is not before."""
        if self.yearly is None:
            return None
        this_year = date(formed_on.year, *self.yearly)
        return this_year if formed_on <= this_year else date(formed_on.year + 1, *self.yearly)


def community_policy(resolved: ResolvedPolicy) -> CommunityPolicy:
    months = number(resolved, "community.setup.months")
    yearly = given(resolved, "community.yearly_filing.due")
    return CommunityPolicy(
        sizes=_sizes(resolved),
        formation=None
        if months is None
        else DeadlineRule(
            amount=months, unit=TimeUnit.MONTHS, source=resolved.parameters["community.setup.months"].source
        ),
        fields=number(resolved, "community.filing.fields"),
        yearly=None if yearly is None else month_day(yearly),
    )


def _sizes(resolved: ResolvedPolicy) -> Sizes | None:
    committee, occupancy = exact(resolved, "community.new.min_households"), exact(resolved, "community.new.occupancy")
    group, between = exact(resolved, "community.new.group.min_households"), given(resolved, "community.new.gap_result")
    if committee is None or occupancy is None or group is None or between is None:
        return None
    return Sizes(committee, occupancy, group, SetUp(between))
