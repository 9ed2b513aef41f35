"""What can be asked about changes of communities, and what is answered."""

from contracts.elections.community_changes import CommunityChangeKind, ResizeExemption
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Text, UnitCode


@question
class ChangesOfCommunities:
    """The changes of communities in the area of a unit."""

    unit: UnitCode


@shape
class CommunityChangeLine:
    """One change. `is_not_filed`: not filed, though its time has passed, or though no pack gives it any: what is to be
    filed promptly (及时) is wanting until it is. `is_late`: filed after its time.
    """

    unit: UnitCode
    decided_on: Day
    change: CommunityChangeKind
    households: Count
    exemption: ResizeExemption | None
    into: UnitCode | None
    basis: Text
    due_on: Day | None
    filed_on: Day | None
    is_below_min: bool
    is_not_filed: bool
    is_late: bool


@answer
class CommunityChangesAnswer:
    """One page in the order of the codes, of each community in the order of the days."""

    changes: tuple[CommunityChangeLine, ...]
    next: str | None
