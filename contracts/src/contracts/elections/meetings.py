"""Who meets and decides, and how a meeting voted: words that village resolutions and team decisions share.

Law: county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1, §四2); Organic Law of the
Villagers' Committees, arts. 21-26 (村民委员会组织法 第二十一条至第二十六条).
"""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.message import fact, shape
from contracts.vocabulary import Count, Day, Instant, Name, UnitCode


class Body(StrEnum):
    """Who decided (议事机构)."""

    PARTY_BRANCH = "party_branch"
    TWO_COMMITTEES = "two_committees"
    PARTY_MEMBERS = "party_members"
    REPRESENTATIVES = "representatives_meeting"
    ASSEMBLY = "villagers_assembly"
    PARTY_COMMITTEE = "party_committee"
    JOINT_MEETING = "joint_meeting"
    TEAM = "team_meeting"
    ONE_PERSON = "one_person"


@shape
class Meeting:
    """A meeting (会议) and its vote; who attended may give none. `by_ballot`: in writing, without names (票决)."""

    body: Body
    held_on: Day
    entitled: Count
    attended: Count
    agreed: Count
    against: Count
    abstained: Count
    by_ballot: bool


@fact
class BallotDecided:
    """A matter was decided by ballot (民主票决); the result is owed to the public on the affairs board.

    `case` is what the ballot was about, by its reference in the unit.
    """

    unit: UnitCode
    case: Name
    title: Bilingual
    body: Body
    agreed: Count
    against: Count
    abstained: Count
    is_adopted: bool
    held_on: Day
    decided_at: Instant
