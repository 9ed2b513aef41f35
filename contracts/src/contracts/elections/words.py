"""Words of several streams of elections: congresses and their sessions, who elects whom to what, who meets and votes.

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 12-30;
Electoral Law (选举法), arts. 30-45; Organic Law of the Villagers' Committees (村民委员会组织法), arts. 11-16, 21-26;
Organic Law of the Urban Residents' Committees (城市居民委员会组织法), art. 8; district opinion on township people's
congresses (document 2 §三(一)); county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1,
§四2).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.message import shape
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Count, Day, Ref

TermNumber = Annotated[int, Range(min=1, max=99)]
"""Which congress since the first one (第几届)."""

SessionNumber = Annotated[int, Range(min=1, max=60)]
"""Which session of its term (第几次会议); the first one is number 1."""

Number = Annotated[int, Range(min=1, max=999)]
"""The number of a meeting, a deliberation, an inquiry within its session."""

Persons = Annotated[tuple[Ref, ...], Length(max=200)]
"""Deputies or other persons by their pseudonymous references; a congress has at most 160 deputies and few guests."""

Word = Annotated[str, Regexp(r"[a-z][a-z0-9_]{0,62}\Z", error="Not a word of the policy.")]
"""A word of a list that the policy holds, as `budget_adjustment`."""


@shape
class HeldSession:
    """A session as it is on record; read from there by the service's door, never sent.

    `opened_on` None: it has not opened; `closed_on` None: it sits still. `all_deputies`: how many there were in its
    course (AMB-51): one number, unless a mandate ended or began meanwhile.
    """

    opened_on: Day | None
    closed_on: Day | None
    all_deputies: Annotated[tuple[Count, ...], Length(max=200)]


class SessionKind(StrEnum):
    """A regular session, or one that is called besides (增开会议)."""

    REGULAR = "regular"
    EXTRA = "extra"


class Matter(StrEnum):
    """What an item of the agenda (议程) is about."""

    GOVERNMENT_WORK_REPORT = "government_work_report"
    PRESIDIUM_REPORT = "presidium_report"
    BUDGET = "budget"
    BUDGET_EXECUTION = "budget_execution"
    FINAL_ACCOUNTS = "final_accounts"
    BUDGET_ADJUSTMENT = "budget_adjustment"
    RESOLUTION_CHECK = "resolution_check"
    SPECIAL_SUPERVISION = "special_supervision"
    HALF_YEAR_PROGRESS_REPORT = "half_year_progress_report"
    SUGGESTION_HANDLING = "suggestion_handling"
    DEPUTY_CHANGES = "deputy_changes"
    ELECTION = "election"
    BY_ELECTION = "by_election"
    RECALL = "recall"
    RESIGNATION = "resignation"
    MOTION = "motion"
    OTHER = "other"


@shape
class Votes:
    """Votes by show of hands or by machine: how many, never whose."""

    agree: Count
    against: Count
    abstain: Count

    @property
    def cast(self) -> int:
        return self.agree + self.against + self.abstain


class ConvenedAs(StrEnum):
    """In which capacity somebody convened the presidium."""

    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    CHOSEN_MEMBER = "chosen-member"


class StandsIn(StrEnum):
    """Why another than the chairperson convened the presidium (AMB-52)."""

    CHAIR_VACANT = "chair-vacant"
    CHAIR_UNABLE = "chair-unable"


@shape
class PresidiumMeeting:
    """A meeting of the presidium (主席团会议): who convened it, and who was present."""

    held_on: Day
    convened_by: Ref
    convened_as: ConvenedAs
    stands_in: StandsIn | None = None
    present: Persons


class Standing(StrEnum):
    """How a deputy stands (代表资格): the mandate of the last three is valid.

    `confirmed`: credentials confirmed, not yet on a published list; `listed`: published, waiting for the first session
    of the term; a `suspended` deputy remains one of all deputies.
    """

    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    LISTED = "listed"
    ACTIVE = "active"
    SUSPENDED = "suspended"


@shape
class RollEntry:
    """One deputy on the roll (代表名册) of the congress."""

    deputy: Ref
    standing: Standing


Roll = Annotated[tuple[RollEntry, ...], Length(max=200)]


class SeatKind(StrEnum):
    """The chair and the vice-chairs are members of the presidium by office."""

    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    MEMBER = "member"


@shape
class PresidiumSeat:
    """One member of the presidium."""

    person: Ref
    seat: SeatKind


Presidium = Annotated[tuple[PresidiumSeat, ...], Length(max=60)]

Year = Annotated[int, Range(min=1990, max=2199)]
Quarter = Annotated[int, Range(min=1, max=4)]

PersonName = Annotated[Sealed, Particular("person-name", person="person", most=200)]

Round = Annotated[int, Range(min=1, max=20)]


class ElectionKind(StrEnum):
    """Who elects: a township's congress, the voters of a district, a village, or a community."""

    CONGRESS = "congress"
    DEPUTIES = "deputies"
    VILLAGERS = "villagers"
    RESIDENTS = "residents"


class Basis(StrEnum):
    """A general election at the end of a term (换届选举), or a by-election for what has fallen vacant (补选)."""

    GENERAL = "general"
    BY_ELECTION = "by-election"


class Post(StrEnum):
    """What is elected."""

    CONGRESS_CHAIR = "congress_chair"
    CONGRESS_VICE_CHAIR = "congress_vice_chair"
    TOWNSHIP_HEAD = "township_head"
    DEPUTY_TOWNSHIP_HEAD = "deputy_township_head"
    DEPUTY = "deputy"
    COMMITTEE_CHAIR = "committee_chair"
    COMMITTEE_VICE_CHAIR = "committee_vice_chair"
    COMMITTEE_MEMBER = "committee_member"
    COMMITTEE_WOMAN = "committee_woman"
    """The members' seats that have a line of their own for women (妇女委员), where a province's ballot has one."""


COMMITTEE_POSTS = (Post.COMMITTEE_CHAIR, Post.COMMITTEE_VICE_CHAIR, Post.COMMITTEE_MEMBER, Post.COMMITTEE_WOMAN)
"""Of a village's or a community's committee."""

CHIEF_POSTS = (Post.CONGRESS_CHAIR, Post.TOWNSHIP_HEAD, Post.COMMITTEE_CHAIR)
"""Posts that one person holds (正职)."""

DEPUTIES_ONLY = (Post.CONGRESS_CHAIR, Post.CONGRESS_VICE_CHAIR)
"""Elected from among the deputies of this congress (组织法18)."""


@shape
class Vote:
    """Votes on a matter by show of hands or machine: how many, never whose. `entitled`: all who could have voted."""

    agree: Count
    against: Count
    abstained: Count
    present: Count
    entitled: Count


@shape
class RatingCount:
    """How many voters gave a rating; nobody's own rating is recorded."""

    rating: Word
    voters: Count


Ratings = Annotated[tuple[RatingCount, ...], Length(min=1, max=20)]


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


class AreaKind(StrEnum):
    """What was built there (城中村、新建住宅区、城郊结合部)."""

    URBAN_VILLAGE = "urban_village"
    NEW_RESIDENTIAL = "new_residential"
    URBAN_RURAL_FRINGE = "urban_rural_fringe"
    OTHER = "other"
