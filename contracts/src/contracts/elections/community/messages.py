"""Setting up a community (社区设立): what its size asks for, the approval, three months for its committee, the filing.

`unit` is the code that the community has, or is to have.

Law: Organic Law of the Urban Residents' Committees (城市居民委员会组织法), art. 6; draft opinion on residents'
committees, part 2 (document 5 §二(一)1(3), (4)).
"""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.elections.words import AreaKind
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@command
class ProposeCommunity:
    """Say how large an area is; the rules say what it gets. Again, as long as nothing was approved.

    `occupied`: of the households, those that have moved in. `neighbour`: the community that manages the area where it
    gets no committee. Refused: `community-established-already`, `invalid-households`, `neighbour-required`,
    `policy-not-active`.
    """

    actor: Actor
    unit: UnitCode
    name: Bilingual
    area: AreaKind
    households: Count
    occupied: Count
    neighbour: UnitCode | None = None


@command
class ApproveCommunity:
    """The district's government has approved the community (批准设立); `basis`: by which paper.

    Refused: `no-such-community`, `community-established-already`, `not-to-be-established`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    approved_on: Day
    basis: Text


@command
class NoteCommitteeOfCommunity:
    """Its committee was elected. Sent by the service itself; of a community not being set up nothing follows."""

    actor: Actor
    unit: UnitCode
    election: Ref
    elected_on: Day
    members: Count


@shape
class CommunityFiling:
    """What is filed with the municipal civil affairs bureau of a new community (备案内容)."""

    name: Name | None
    households: Count | None
    members: Count | None
    full_time_workers: Count | None
    address: Text | None
    telephone: Name | None


@command
class FileCommunity:
    """The district's civil affairs bureau files the new community with the municipal one, at once or with the year's.

    Refused: `no-such-community`, `community-not-formed`, `community-filed-already`, `filing-incomplete`,
    `date-in-future`, `day-too-early` (before its committee was elected).
    """

    actor: Actor
    unit: UnitCode
    filed_on: Day
    filing: CommunityFiling


@command
class MarkCommunity:
    """Announce that its committee, or its filing, is overdue. Sent by the service itself."""

    actor: Actor
    unit: UnitCode


CommunityCommand = ProposeCommunity | ApproveCommunity | NoteCommitteeOfCommunity | FileCommunity | MarkCommunity


class SetUp(StrEnum):
    """What an area of such a size gets: a committee of its own, a residents' group that the community beside it manages
    (成立居民小组并纳入邻近社区管理), or neither (直接纳入邻近社区管理).
    """

    ESTABLISH_COMMITTEE = "establish_committee"
    GROUP_ATTACHED = "group_attached"
    ATTACHED = "attached"


@fact
class CommunityProposed:
    """How large an area is, and what it gets by the rules (`result`)."""

    unit: UnitCode
    name: Bilingual
    area: AreaKind
    households: Count
    occupied: Count
    result: SetUp
    neighbour: UnitCode | None
    proposed_by: Actor
    proposed_at: Instant


@fact
class CommunityEstablished:
    """The community was approved. Disclosure enrols it by itself (event flow 36)."""

    unit: UnitCode
    name: Bilingual
    households: Count
    approved_on: Day
    basis: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class FormationBegun:
    """The time for setting up its committee runs; in time is every moment before `due_at`. None where no pack says."""

    unit: UnitCode
    due_on: Day | None
    due_at: Instant | None
    begun_at: Instant


@fact
class CommunityFormed:
    """Its committee is elected; it is to be filed before `filing_due_at`. None where no pack says."""

    unit: UnitCode
    election: Ref
    members: Count
    formed_on: Day
    is_late: bool
    filing_due_on: Day | None
    filing_due_at: Instant | None
    recorded_at: Instant


@fact
class FormationOverdue:
    """The time for setting up its committee passed without one."""

    unit: UnitCode
    due_at: Instant
    announced_at: Instant


@fact
class CommunityFiled:
    """It was filed with the municipal bureau (备案); assessment counts it (event flow 37)."""

    unit: UnitCode
    filing: CommunityFiling
    filed_on: Day
    is_late: bool
    filed_by: Actor
    recorded_at: Instant


@fact
class FilingOverdue:
    """The day of the yearly filing passed without it; assessment counts it (event flow 37)."""

    unit: UnitCode
    due_on: Day
    due_at: Instant
    announced_at: Instant


CommunityFact = (
    CommunityProposed
    | CommunityEstablished
    | FormationBegun
    | CommunityFormed
    | FormationOverdue
    | CommunityFiled
    | FilingOverdue
)


@question
class CommunitiesSetUp:
    """The areas below a unit whose size was recorded, and what became of them."""

    unit: UnitCode


class SetUpStep(StrEnum):
    """How far it is. That it is late stays recorded beside it."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    FORMING = "forming"
    FORMED = "formed"
    FILED = "filed"


@shape
class CommunityLine:
    """One area; `neighbour` manages it where it gets no committee. `due_on`: of its committee, then of its filing."""

    unit: UnitCode
    name: Bilingual
    area: AreaKind
    households: Count
    occupied: Count
    result: SetUp
    neighbour: UnitCode | None
    step: SetUpStep
    approved_on: Day | None
    formed_on: Day | None
    filed_on: Day | None
    due_on: Day | None
    is_late: bool


@answer
class CommunitiesAnswer:
    """One page in the order of the codes."""

    communities: tuple[CommunityLine, ...]
    next: str | None
