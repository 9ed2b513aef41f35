"""Changes of communities that exist (调整、撤并): what was decided on a day, and its filing with the municipal bureau.

`unit` is the community that is changed; a change is known by it and the day on which it was decided.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(1), (4)).
"""

from enum import StrEnum

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Text, UnitCode


class CommunityChangeKind(StrEnum):
    """The community's area was adjusted (调整), or the community ended and another one has its area (撤并)."""

    ADJUSTED = "adjusted"
    MERGED = "merged"


class ResizeExemption(StrEnum):
    """Why a community may stay small: of a single unit (单位型社区), or a market town's only one (集镇型社区)."""

    UNIT_TYPE = "unit_type"
    SOLE_MARKET_TOWN = "sole_market_town"


@command
class ChangeCommunity:
    """The change of a community was decided; `basis`: by which paper. One change of a community a day.

    `into`: the community that has its area from now on, named exactly when it is merged. `households`, `exemption`: of
    the community that remains. Refused: `changed-already`, `invalid-successor`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    decided_on: Day
    change: CommunityChangeKind
    households: Count
    exemption: ResizeExemption | None = None
    into: UnitCode | None = None
    basis: Text


@command
class FileCommunityChange:
    """The district's civil affairs bureau files the change with the municipal one.

    Refused: `no-such-change`, `change-filed-already`, `date-in-future`, `day-too-early` (before it was decided).
    """

    actor: Actor
    unit: UnitCode
    decided_on: Day
    filed_on: Day


@command
class MarkCommunityChange:
    """Announce that the change was not filed in time. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    decided_on: Day


CommunityChangeCommand = ChangeCommunity | FileCommunityChange | MarkCommunityChange


@fact
class CommunityChanged:
    """A community was adjusted or merged; the change is to be filed before `filing_due_at`.

    That is None where no pack says how many days "promptly" (及时) are. `is_below_min`: the community that remains has
    fewer households than the rules ask for, and is not exempt.
    """

    unit: UnitCode
    decided_on: Day
    change: CommunityChangeKind
    households: Count
    exemption: ResizeExemption | None
    into: UnitCode | None
    basis: Text
    is_below_min: bool
    filing_due_on: Day | None
    filing_due_at: Instant | None
    recorded_by: Actor
    recorded_at: Instant


@fact
class CommunityBelowMinHouseholds:
    """What remains after a change has fewer households than `least`, and is not exempt; `community`: that one."""

    unit: UnitCode
    decided_on: Day
    community: UnitCode
    households: Count
    least: Count
    noted_at: Instant


@fact
class CommunityChangeFiled:
    """The change was filed with the municipal bureau (备案)."""

    unit: UnitCode
    decided_on: Day
    filed_on: Day
    is_late: bool
    filed_by: Actor
    recorded_at: Instant


@fact
class CommunityChangeNotFiled:
    """The time for filing the change passed without it."""

    unit: UnitCode
    decided_on: Day
    due_on: Day
    due_at: Instant
    announced_at: Instant


CommunityChangeFact = CommunityChanged | CommunityBelowMinHouseholds | CommunityChangeFiled | CommunityChangeNotFiled


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
