"""What is known of a community's work funding of one year."""

from dataclasses import dataclass, replace
from typing import assert_never

from contracts.elections.funding.messages import (
    CommunityFundingMismatched,
    CommunityFundingOverdue,
    CommunityFundingPaid,
    CommunityFundingSet,
    FundingFact,
)


@dataclass(frozen=True, slots=True)
class Funding:
    """`asked` None: nothing was set. `paid`: in yuan, None before the first payment. `is_said`: it was overdue once."""

    asked: CommunityFundingSet | None = None
    paid: int | None = None
    is_said: bool = False

    @property
    def lacks(self) -> bool:
        return self.asked is not None and (self.paid or 0) < self.asked.district_yuan


def evolve(funding: Funding, fact: FundingFact) -> Funding:
    match fact:
        case CommunityFundingSet():
            return replace(funding, asked=fact)
        case CommunityFundingPaid():
            return replace(funding, paid=fact.total_yuan)
        case CommunityFundingOverdue():
            return replace(funding, is_said=True)
        case CommunityFundingMismatched():
            return funding
        case _:
            assert_never(fact)
