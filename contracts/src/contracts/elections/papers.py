"""What stands on paper: boxes, ballots, votes, differences, and the result that is counted from them.

Law: Electoral Law, arts. 37-45 (选举法); Organic Law of Local Congresses and Governments, arts. 28, 29 (地方组织法).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.elections.election_words import PersonName, Persons, Post, Seats, TwoPersons
from contracts.message import shape
from contracts.thresholds import Threshold
from contracts.vocabulary import Count, Day, Digest, Name, Ref, Text


class BoxKind(StrEnum):
    """A ballot box (票箱) at its place, or one that is carried to those who cannot come (流动票箱)."""

    FIXED = "fixed"
    MOBILE = "mobile"


class Mark(StrEnum):
    """What a voter put beside a name: ○, ×, or nothing."""

    FOR = "for"
    AGAINST = "against"
    BLANK = "blank"


class VoidReason(StrEnum):
    """Why a ballot does not count."""

    OVER_VOTE = "over-vote"
    UNREADABLE = "unreadable"
    NOT_ISSUED = "not-issued"
    ONE_NAME_TWO_POSTS = "one-name-two-posts"


class DifferenceAt(StrEnum):
    """Where paper does not add up: between received and issued with unused, or between issued and collected."""

    RECEIVED_ISSUED = "received-issued"
    ISSUED_COLLECTED = "issued-collected"


@shape
class Line:
    """One name on a ballot and its mark; `is_written_in`: the voter wrote the name."""

    person: Ref
    mark: Mark
    is_written_in: bool = False


@shape
class Box:
    """A ballot box, how many ballots it was given, who counts it (计票人) and who watches (监票人)."""

    box: Ref
    kind: BoxKind
    place: Name
    received: Count
    counters: Annotated[tuple[Ref, ...], Length(min=1, max=20)]
    watchers: Annotated[tuple[Ref, ...], Length(min=1, max=20)]


Boxes = Annotated[tuple[Box, ...], Length(min=1, max=60)]


@shape
class Papers:
    """The ballots of one box: given to voters, left over, and found in the box (发出、剩余、收回)."""

    issued: Count
    unused: Count
    collected: Count


@shape
class Difference:
    """A number of ballots that does not add up, its explanation, and the two who sign for it."""

    at: DifferenceAt
    ballots: Annotated[int, Range(min=-100000, max=100000)]
    explanation: Text
    signed_by: TwoPersons


@shape
class LineVotes:
    """The votes on one candidate in one box; together they are the valid ballots."""

    person: Ref
    agree: Count
    against: Count
    abstained: Count


@shape
class OtherVotes:
    """Votes for a person whose name was written in (另选他人)."""

    person: Ref
    name: PersonName
    is_deputy: bool
    votes: Annotated[int, Range(min=1)]


@shape
class Voided:
    """Ballots that do not count, by reason."""

    reason: VoidReason
    ballots: Annotated[int, Range(min=1)]


@shape
class ContestVotes:
    """The totals of one box for one post."""

    post: Post
    valid: Count
    voided: Annotated[tuple[Voided, ...], Length(max=4)]
    lines: Annotated[tuple[LineVotes, ...], Length(max=40)]
    others: Annotated[tuple[OtherVotes, ...], Length(max=40)] = ()


@shape
class BoxCount:
    """What was found in a box when it was counted in public: the closing certificate (计票报告).

    `took_part`: how many persons the station let vote; `protocol`: the digest of the signed paper's image.
    """

    papers: Papers
    took_part: Count
    differences: Annotated[tuple[Difference, ...], Length(max=8)]
    contests: Annotated[tuple[ContestVotes, ...], Length(min=1, max=8)]
    counted_on: Day
    is_public: bool
    signed_by: Annotated[tuple[Ref, ...], Length(min=2, max=20)]
    protocol: Digest


@shape
class BallotContest:
    """What one round's ballot is about for one post. `by_plurality`: the most votes win, without the majority."""

    post: Post
    seats: Seats
    candidates: Annotated[tuple[Ref, ...], Length(min=1, max=40)]
    by_plurality: bool = False


BallotContests = Annotated[tuple[BallotContest, ...], Length(min=1, max=8)]


@shape
class Standing:
    """A person's votes over all boxes."""

    person: Ref
    votes: Count


@shape
class ContestResult:
    """How one post came out. `base` is what the threshold is taken of, `needed` the votes that it takes."""

    post: Post
    seats: Seats
    threshold: Threshold | None
    base: Count
    needed: Count
    standings: Annotated[tuple[Standing, ...], Length(max=200)]
    elected: Persons
    tied: Persons
    tied_seats: Count
    open_seats: Count


@shape
class UsedCount:
    """Which count of a box the result rests on: 1 is the first, 2 the first recount."""

    box: Ref
    count: Annotated[int, Range(min=1, max=9)]


@shape
class PollTotals:
    """The paper of all boxes together; `kept_back` are ballots that no box was given."""

    entitled: Count
    printed: Count
    kept_back: Count
    issued: Count
    unused: Count
    collected: Count
    took_part: Count


@shape
class Winner:
    """Who was elected to what. The name is sealed as it was when the person was named."""

    post: Post
    person: Ref
    name: PersonName
    votes: Count
