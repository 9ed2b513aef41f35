"""The words of one election: what is elected, by whom, by which measures, and what stands on paper.

Law: Organic Law of Local Congresses and Governments, arts. 18, 25-30 (地方组织法); Electoral Law, arts. 30-45 (选举法);
Organic Law of the Villagers' Committees, arts. 11-16 (村民委员会组织法); Organic Law of the Urban Residents'
Committees, art. 8 (城市居民委员会组织法).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.message import shape
from contracts.sealed import Particular, Sealed
from contracts.thresholds import Threshold
from contracts.vocabulary import Count, Day, Ref

PersonName = Annotated[Sealed, Particular("person-name", person="person", most=200)]
Seats = Annotated[int, Range(min=1, max=20)]
Round = Annotated[int, Range(min=1, max=20)]
Persons = Annotated[tuple[Ref, ...], Length(max=200)]
TwoPersons = Annotated[tuple[Ref, ...], Length(min=2, max=2)]
"""Two persons who sign together."""


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


class VotersMode(StrEnum):
    """Who votes in a community (居组法8): everyone with the vote, one of each household, or some of each group."""

    ALL_VOTERS = "all_voters"
    HOUSEHOLD_REPS = "household_reps"
    GROUP_REPS = "group_reps"


class BallotForm(StrEnum):
    """How is voted: secretly, on paper (无记名投票), or otherwise, which no statute here allows."""

    UNSIGNED = "unsigned"
    SHOWN = "shown"


class TieRule(StrEnum):
    """What follows on equal votes for the last seat. Only the new ballot is lawful; a draw can be written down."""

    NEW_BALLOT = "new-ballot"
    DRAW = "draw"


class NominatorKind(StrEnum):
    """Who names a candidate: the presidium, deputies or voters jointly, parties and organisations, or the person."""

    PRESIDIUM = "presidium"
    DEPUTIES = "deputies"
    VOTERS = "voters"
    ORGANISATION = "organisation"
    SELF = "self"


class Decided(StrEnum):
    """How the open seats are filled: by order of the first votes, or after new nominations (组织法29)."""

    BY_ORDER = "by-order"
    BY_NOMINATION = "by-nomination"


class RoundKind(StrEnum):
    """Why there is a ballot: the first one, a tie for the last seat, open seats, or because the last one was void."""

    FIRST = "first"
    TIE = "tie"
    RERUN = "rerun"
    REPEAT = "repeat"


@shape
class Contest:
    """One post and how many are to be elected to it (应选名额)."""

    post: Post
    seats: Seats


Contests = Annotated[tuple[Contest, ...], Length(min=1, max=8)]


@shape
class Approval:
    """The Party committee approved the arrangement (党委批准), by this paper."""

    reference: Ref
    approved_on: Day


@shape
class Figure:
    """How many more candidates than seats there are for a post (差额数)."""

    post: Post
    extra: Count


@shape
class Measures:
    """The election measures (选举办法). What is empty may be drafted, and cannot be submitted.

    `quorum`: of whom how many must take part; `rerun_floor`: what the most votes must reach when seats are filled in a
    new election, where that is not the majority again; `rerun_days`: within how many days.
    """

    version: Ref
    quorum: Threshold | None
    majority: Threshold | None
    ballot_form: BallotForm | None
    candidate_count: Annotated[tuple[Figure, ...], Length(max=8)]
    tie_rule: TieRule | None
    rerun_floor: Threshold | None = None
    rerun_days: Count | None = None


@shape
class Vote:
    """Votes on a matter by show of hands or machine: how many, never whose. `entitled`: all who could have voted."""

    agree: Count
    against: Count
    abstained: Count
    present: Count
    entitled: Count
