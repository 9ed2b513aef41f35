"""What is known of one election, and what each fact makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from contracts.elections.election.messages import (
    BallotContest,
    BoxCount,
    CandidateNominated,
    ElectionPlanned,
    Measures,
    RoundKind,
    VotingOpened,
    Winner,
)
from contracts.elections.words import ElectionKind, Post

from elections.domain.election_committee import Committee, Roll


class Stage(StrEnum):
    """How far the election is (S2). `failed`: seats stayed open; `elected` counts the sworn too."""

    NONE = "none"
    PLANNED = "planned"
    DRAFTED = "measures-drafted"
    ADOPTED = "measures-adopted"
    NOMINATING = "nominating"
    CONFIRMED = "candidates-confirmed"
    VOTING = "voting"
    FAILED = "failed"
    ELECTED = "elected"
    CLOSED = "closed"


class Standing(StrEnum):
    """How a candidate stands (S3)."""

    NOMINATED = "nominated"
    ELIGIBLE = "eligible"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    ELECTED = "elected"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person named for a post, by the fact that says so."""

    named: CandidateNominated
    standing: Standing = Standing.NOMINATED


@dataclass(frozen=True, slots=True)
class Poll:
    """One round of voting. `counts`: box to its counts, the first one first."""

    opened: VotingOpened
    counts: Mapping[str, tuple[BoxCount, ...]] = field(default_factory=dict)


Key = tuple[Post, str]
"""A post and a person."""


@dataclass(frozen=True, slots=True)
class Election:
    """`ballot` is what the next round is about and `why`; `open_seats` are those nobody won; `first_votes` by post and
    person.

    `group_voters`: how many representatives of groups elect, where groups do. `womens_seats`: by post, as fixed;
    `proxies`: holder by giver. `poll` is None unless boxes are open;
    `last_result` is the day of the last result.
    """

    stage: Stage = Stage.NONE
    plan: ElectionPlanned | None = None
    measures: Measures | None = None
    are_adopted: bool = False
    window: tuple[date, date] | None = None
    candidates: Mapping[Key, Candidate] = field(default_factory=dict)
    kept: Mapping[Post, tuple[str, ...]] = field(default_factory=dict)
    ballot: tuple[BallotContest, ...] = ()
    why: RoundKind = RoundKind.FIRST
    is_repeat: bool = False
    rounds: int = 0
    poll: Poll | None = None
    open_seats: Mapping[Post, int] = field(default_factory=dict)
    first_votes: Mapping[Key, int] = field(default_factory=dict)
    winners: tuple[Winner, ...] = ()
    held_on: date | None = None
    last_result: date | None = None
    committee: Committee | None = None
    roll: Roll | None = None
    group_voters: int | None = None
    kin: frozenset[frozenset[str]] = frozenset()
    women: frozenset[str] = frozenset()
    womens_seats: Mapping[Post, int] = field(default_factory=dict)
    proxies: Mapping[str, str] = field(default_factory=dict)
    are_proxies_public: bool = False
    sworn: frozenset[str] = frozenset()

    @property
    def kind(self) -> ElectionKind:
        assert self.plan is not None
        return self.plan.kind

    def seats(self, post: Post) -> int:
        """How many are to be elected: all of them at first, then those that stayed open; 0 for what is not elected."""
        assert self.plan is not None
        if self.why is RoundKind.RERUN:
            return self.open_seats.get(post, 0)
        return next((each.seats for each in self.plan.contests if each.post is post), 0)

    @property
    def posts(self) -> tuple[Post, ...]:
        assert self.plan is not None
        return tuple(each.post for each in self.plan.contests)

    def seats_open(self, post: Post) -> int:
        """How many of the post's seats nobody has won: all of them before the first result."""
        assert self.plan is not None
        planned = next((each.seats for each in self.plan.contests if each.post is post), 0)
        return planned - sum(each.post is post for each in self.winners)

    def standing(self, post: Post, *standings: Standing) -> list[str]:
        """Who stands like that for the post, in the order of their naming."""
        return [person for (at, person), each in self.candidates.items() if at is post and each.standing in standings]

    def is_candidate(self, person: str) -> bool:
        lasting = (Standing.NOMINATED, Standing.ELIGIBLE, Standing.CONFIRMED)
        return any(each.standing in lasting for (_, name), each in self.candidates.items() if name == person)
