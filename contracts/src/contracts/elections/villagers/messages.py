"""The villagers' representatives of one term, and the meetings of the villagers' groups.

The stream of a village's term is `elections_villagers-<unit>-<term>`. What representatives resolve are resolutions.

Law: Organic Law of the Villagers' Committees, arts. 25, 26 and 28 (村民委员会组织法 第二十五、二十六、二十八条).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range

from contracts.elections.words import Quarter, Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


class ChosenBy(StrEnum):
    """How the representatives were chosen (推选): by so many households each, or by the groups."""

    HOUSEHOLDS = "households"
    GROUPS = "groups"


@command
class EnterRepresentatives:
    """Say who the representatives' meeting (村民代表会议) consists of: representatives, women among all members, and
    the members of the committee. After a by-election it is entered anew.

    Refused: `too-few-representatives`, `too-few-women`, `representatives-per-households`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: Ref
    representatives: Count
    committee_members: Count
    women: Count
    households: Count
    chosen_by: ChosenBy
    chosen_on: Day


class CalledBy(StrEnum):
    """Who called a meeting: the committee, or representatives who proposed it."""

    COMMITTEE = "committee"
    REPRESENTATIVES = "representatives"


@command
class HoldRepresentativesMeeting:
    """The representatives met. `proposers`: how many asked for it, where representatives did.

    Refused: `no-such-term`, `quorum-not-met`, `not-enough-signers`, `attendance-exceeds-entitled`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: Ref
    held_on: Day
    attended: Count
    called_by: CalledBy
    proposers: Count | None = None
    agenda: Text


@shape
class Attendance:
    """How many were entitled and how many came."""

    entitled: Count
    attended: Count


@command
class HoldGroupMeeting:
    """A villagers' group (村民小组) met and decided. `adults` of the group, or `households`, or both.

    Refused: `no-such-term`, `quorum-not-met`, `attendance-exceeds-entitled`, `votes-exceed-attendance`,
    `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: Ref
    group: Name
    held_on: Day
    adults: Attendance | None = None
    households: Attendance | None = None
    agreed: Count
    matter: Text


MeetingNumber = Annotated[int, Range(min=1, max=9999)]


class Told(StrEnum):
    """What a group was told after it had decided (及时公布)."""

    DECISION = "decision"
    IMPLEMENTATION = "implementation"


@command
class TellGroup:
    """The group was told what it decided, or what came of it. Refused: `no-such-meeting`, `told-already`,
    `invalid-transition`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: Ref
    number: MeetingNumber
    told: Told
    told_on: Day
    text: Text


@command
class EndRepresentativesTerm:
    """The term of the representatives is over. Refused: `no-such-term`."""

    actor: Actor
    unit: UnitCode
    term: Ref


@command
class CheckRepresentatives:
    """Check the quarters that are over. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: Ref


VillagersCommand = (
    EnterRepresentatives
    | HoldRepresentativesMeeting
    | HoldGroupMeeting
    | TellGroup
    | EndRepresentativesTerm
    | CheckRepresentatives
)


@fact
class RepresentativesEntered:
    """The representatives' meeting has its members (村民代表会议组成); `next_check_at` ends the running quarter."""

    unit: UnitCode
    term: Ref
    representatives: Count
    committee_members: Count
    women: Count
    households: Count
    chosen_by: ChosenBy
    chosen_on: Day
    next_check_at: Instant
    entered_by: Actor
    entered_at: Instant


@fact
class RepresentativesMet:
    """The representatives met (召开村民代表会议)."""

    unit: UnitCode
    term: Ref
    held_on: Day
    members: Count
    attended: Count
    called_by: CalledBy
    proposers: Count | None
    agenda: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class RepresentativesMeetingMissed:
    """Finding: fewer meetings of the representatives in a quarter than the law wants."""

    unit: UnitCode
    term: Ref
    year: Year
    quarter: Quarter
    held: Count
    least: Count
    announced_at: Instant


@fact
class RepresentativesChecked:
    """A quarter that is over was looked at."""

    unit: UnitCode
    term: Ref
    year: Year
    quarter: Quarter
    next_check_at: Instant
    checked_at: Instant


@fact
class GroupDecided:
    """A villagers' group decided (村民小组会议决定); `needed`: votes that it took, of those who attended."""

    unit: UnitCode
    term: Ref
    number: MeetingNumber
    group: Name
    held_on: Day
    adults: Attendance | None
    households: Attendance | None
    agreed: Count
    needed: Count
    is_adopted: bool
    matter: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class GroupTold:
    """The group was told (向本组村民公布)."""

    unit: UnitCode
    term: Ref
    number: MeetingNumber
    told: Told
    told_on: Day
    text: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class RepresentativesTermEnded:
    """The term of the representatives is over (任期届满)."""

    unit: UnitCode
    term: Ref
    ended_by: Actor
    ended_at: Instant


VillagersFact = (
    RepresentativesEntered
    | RepresentativesMet
    | RepresentativesMeetingMissed
    | RepresentativesChecked
    | GroupDecided
    | GroupTold
    | RepresentativesTermEnded
)


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
