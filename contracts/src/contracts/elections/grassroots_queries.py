"""What can be asked about villages' representatives, a team's work and the direct election of residents' committees."""

from contracts.elections.congress_year import Quarter, Year
from contracts.elections.teams import TeamMeetingKind, WorkShare
from contracts.elections.villagers import MeetingNumber
from contracts.message import answer, question, shape
from contracts.vocabulary import Actor, Count, Day, Name, Ref, Share, UnitCode


@question
class RepresentativesOfVillage:
    """The representatives of a village, term by term, the newest first, and the meetings of its groups."""

    unit: UnitCode


@shape
class QuarterMissed:
    """A quarter without the meeting that the law wants."""

    year: Year
    quarter: Quarter


@shape
class GroupMeetingLine:
    """One meeting of a group, and what the group was told of it."""

    number: MeetingNumber
    group: Name
    held_on: Day
    is_adopted: bool
    decision_told_on: Day | None
    implementation_told_on: Day | None


@shape
class RepresentativesLine:
    """One term; `groups` are the newest meetings of groups."""

    term: Ref
    representatives: Count
    members: Count
    women: Count
    meetings: Count
    missed: tuple[QuarterMissed, ...]
    groups: tuple[GroupMeetingLine, ...]
    is_over: bool


@answer
class RepresentativesLines:
    """One page of terms."""

    terms: tuple[RepresentativesLine, ...]
    next: str | None


@question
class TeamOfUnit:
    """How a township's team has shared its work in a year, and how it spoke about it."""

    unit: UnitCode
    year: Year


@shape
class TeamMeetingLine:
    """How often the team met for one reason, and the last time."""

    kind: TeamMeetingKind
    meetings: Count
    last_on: Day


@answer
class TeamAnswer:
    """`never_briefed`: who leads work and has not told the others of it this year."""

    shares: tuple[WorkShare, ...]
    decided_on: Day | None
    meetings: tuple[TeamMeetingLine, ...]
    never_briefed: tuple[Actor, ...]


@question
class DirectElectionCoverage:
    """How many communities of an area have a residents' committee that all voters elected (直选覆盖率)."""

    unit: UnitCode


@answer
class CoverageAnswer:
    """`communities` on the register; `share` of them elected directly, None where there is no community.

    `least` and `due_on` are what the active rules want; None where no pack says it.
    """

    communities: Count
    directly: Count
    share: Share | None
    least: Share | None
    due_on: Day | None
    is_reached: bool
