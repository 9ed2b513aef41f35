"""A title that a community got or lost is counted in its district."""

from collections.abc import Iterator

from contracts.assessment.community.messages import CommunityTitleConferred, CommunityTitleLost
from contracts.assessment.district.messages import CountTitle
from ledger.reaction import Reaction, Seen

_COUNTY_DIGITS = 6


def count(fact: CommunityTitleConferred | CommunityTitleLost, seen: Seen) -> Iterator[CountTitle]:
    yield CountTitle(
        actor=seen.actor,
        unit=fact.unit[:_COUNTY_DIGITS],
        community=fact.unit,
        title=fact.title,
        is_held=isinstance(fact, CommunityTitleConferred),
    )


COUNT = Reaction(count)
