"""What is known of one election, of its committee and its roll, and what each fact makes of it.

Law: Electoral Law, arts. 10, 28, 29 (选举法); Organic Law of the Villagers' Committees, arts. 12, 14
(村民委员会组织法); draft opinion on residents' committees (document 5 §二(三)1(2)-(3)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from contracts.elections.election.messages import (
    BallotContest,
    BoxCount,
    BoxCounted,
    BoxRecounted,
    CandidateEligible,
    CandidateFact,
    CandidateNominated,
    CandidateRejected,
    CandidateWithdrawn,
    CommitteeChairNamed,
    CommitteeMemberLeft,
    Decided,
    ElectionClosed,
    ElectionCommitteeFormed,
    ElectionFact,
    ElectionPlanned,
    FinalListPublished,
    GroupsSetOut,
    KinshipRecorded,
    Measures,
    MeasuresAdopted,
    MeasuresFact,
    MeasuresRefused,
    MeasuresSubmitted,
    NominationOpened,
    NomineesPublished,
    NoSubstitute,
    OathNoted,
    PollVoided,
    PreliminaryHeld,
    ProxiesPublished,
    ProxyFact,
    ProxyRegistered,
    ProxyWithdrawn,
    RerunOrdered,
    ResidenceRequirement,
    ResidentsCommitteeElected,
    ResultDeclared,
    ResultFact,
    RollClosed,
    RollPublished,
    RoundKind,
    SubstitutesChosen,
    SubstituteSeated,
    TurnoutMissed,
    VotingFact,
    VotingOpened,
    Winner,
    WomenRecorded,
    WomensSeatFact,
    WomensSeatsReserved,
    WomensSeatUnfilled,
)
from contracts.elections.words import ElectionKind, Post


@dataclass(frozen=True, slots=True)
class Committee:
    """`order`: everyone chosen, in order of votes; `left` never comes back. `size` is how many members there are."""

    order: tuple[str, ...]
    members: tuple[str, ...]
    size: int
    chair: str
    left: frozenset[str] = frozenset()

    def following(self, barred: frozenset[str]) -> str | None:
        """Who is next by the order of votes: neither a member, nor one who left, nor one who is barred."""
        taken = {*self.members, *self.left, *barred}
        return next((person for person in self.order if person not in taken), None)

    @property
    def open_seats(self) -> int:
        return self.size - len(self.members)


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll as published; `voters` is its number once it is final."""

    published_on: date
    objections_until: date | None
    voters: int
    is_final: bool = False


RollFact = RollPublished | RollClosed
MemberFact = (
    ElectionCommitteeFormed
    | CommitteeMemberLeft
    | NoSubstitute
    | SubstituteSeated
    | SubstitutesChosen
    | CommitteeChairNamed
)


def evolve_committee(committee: Committee | None, fact: MemberFact) -> Committee:
    if isinstance(fact, ElectionCommitteeFormed):
        order = tuple(each.person for each in fact.chosen)
        return Committee(order=order, members=order[: fact.size], size=fact.size, chair=fact.chair)
    assert committee is not None
    match fact:
        case CommitteeMemberLeft():
            members = tuple(person for person in committee.members if person != fact.person)
            return replace(committee, members=members, left=committee.left | {fact.person})
        case SubstituteSeated():
            return replace(committee, members=(*committee.members, fact.person))
        case SubstitutesChosen():
            return replace(committee, order=(*committee.order, *(each.person for each in fact.chosen)))
        case CommitteeChairNamed():
            return replace(committee, chair=fact.person)
        case NoSubstitute():
            return committee
        case _:
            assert_never(fact)


def evolve_roll(roll: Roll | None, fact: RollFact) -> Roll:
    match fact:
        case RollPublished():
            return Roll(fact.published_on, fact.objections_until, fact.voters)
        case RollClosed():
            assert roll is not None
            return replace(roll, voters=fact.voters, is_final=True)
        case _:
            assert_never(fact)


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


AttestedFact = KinshipRecorded | WomensSeatFact | ProxyFact


def evolve_attested(election: Election, fact: AttestedFact) -> Election:
    if isinstance(fact, KinshipRecorded):
        return replace(election, kin=election.kin | {frozenset((pair.one, pair.other)) for pair in fact.kin})
    return _womens_seats(election, fact) if isinstance(fact, WomensSeatFact) else _proxies(election, fact)


def _proxies(election: Election, fact: ProxyFact) -> Election:
    match fact:
        case ProxyRegistered(proxy=proxy):
            given = {**election.proxies, proxy.giver: proxy.holder}
            return replace(election, proxies=given, are_proxies_public=False)
        case ProxyWithdrawn(proxy=proxy):
            left = {giver: holder for giver, holder in election.proxies.items() if giver != proxy.giver}
            return replace(election, proxies=left)
        case ProxiesPublished():
            return replace(election, are_proxies_public=True)
        case _:
            assert_never(fact)


def _womens_seats(election: Election, fact: WomensSeatFact) -> Election:
    match fact:
        case WomensSeatsReserved():
            return replace(election, womens_seats={each.post: each.seats for each in fact.seats})
        case WomenRecorded():
            return replace(election, women=election.women | set(fact.women))
        case WomensSeatUnfilled():
            return election
        case _:
            assert_never(fact)


def evolve(election: Election, fact: ElectionFact) -> Election:
    if isinstance(fact, MeasuresFact):
        return _evolve_measures(election, fact)
    if isinstance(fact, CandidateFact):
        return _evolve_candidates(election, fact)
    if isinstance(fact, GroupsSetOut):
        return replace(election, group_voters=fact.representatives)
    if isinstance(fact, AttestedFact):
        return evolve_attested(election, fact)
    if isinstance(fact, RollFact):
        return replace(election, roll=evolve_roll(election.roll, fact))
    if isinstance(fact, MemberFact):
        return replace(election, committee=evolve_committee(election.committee, fact))
    return _evolve_ballots(election, fact)


def _evolve_measures(election: Election, fact: MeasuresFact) -> Election:
    match fact:
        case ElectionPlanned():
            return Election(stage=Stage.PLANNED, plan=fact, held_on=fact.held_on)
        case MeasuresSubmitted():
            is_over = election.kind is ElectionKind.DEPUTIES
            stage = Stage.ADOPTED if is_over else Stage.DRAFTED
            return replace(election, stage=stage, measures=fact.measures, are_adopted=is_over)
        case MeasuresAdopted():
            return replace(election, stage=Stage.ADOPTED, are_adopted=True)
        case MeasuresRefused():
            return replace(election, stage=Stage.PLANNED, measures=None)
        case _:
            assert_never(fact)


def _evolve_candidates(election: Election, fact: CandidateFact) -> Election:
    match fact:
        case NominationOpened():
            return replace(election, stage=Stage.NOMINATING, window=(fact.from_on, fact.until_on))
        case CandidateNominated():
            key = (fact.post, fact.person)
            return replace(election, candidates={**election.candidates, key: Candidate(fact)})
        case CandidateEligible() | CandidateRejected():
            standing = Standing.ELIGIBLE if isinstance(fact, CandidateEligible) else Standing.REJECTED
            return _stand(election, standing, (fact.post, fact.person))
        case CandidateWithdrawn():
            return _withdrawn(election, (fact.post, fact.person))
        case PreliminaryHeld():
            return replace(election, kept={**election.kept, fact.post: fact.kept})
        case FinalListPublished():
            listed = [(each.post, each.person) for each in fact.candidates]
            confirmed = _stand(election, Standing.CONFIRMED, *listed)
            return replace(confirmed, stage=Stage.CONFIRMED, ballot=ballot_of(confirmed, listed))
        case NomineesPublished() | ResidenceRequirement():
            return election
        case _:
            assert_never(fact)


def _stand(election: Election, standing: Standing, *keys: Key) -> Election:
    changed = {key: replace(election.candidates[key], standing=standing) for key in keys if key in election.candidates}
    return replace(election, candidates={**election.candidates, **changed})


def _withdrawn(election: Election, key: Key) -> Election:
    """A candidate who declines after the final list is no longer on the ballot."""
    post, person = key
    left = [
        each if each.post is not post else replace(each, candidates=_without(each.candidates, person))
        for each in election.ballot
    ]
    ballot = tuple(each for each in left if each.candidates)
    return replace(_stand(election, Standing.WITHDRAWN, key), ballot=ballot)


def _without(persons: tuple[str, ...], person: str) -> tuple[str, ...]:
    return tuple(each for each in persons if each != person)


def ballot_of(election: Election, listed: list[Key]) -> tuple[BallotContest, ...]:
    """One contest for each post that has seats to fill; names in the order of the list."""
    assert election.plan is not None
    return tuple(
        BallotContest(
            post=contest.post,
            seats=election.seats(contest.post),
            candidates=tuple(person for post, person in listed if post is contest.post),
        )
        for contest in election.plan.contests
        if any(post is contest.post for post, _ in listed)
    )


def _evolve_ballots(election: Election, fact: VotingFact | ResultFact) -> Election:
    match fact:
        case VotingOpened():
            return replace(
                election, stage=Stage.VOTING, rounds=fact.round, poll=Poll(fact), is_repeat=False, held_on=fact.voted_on
            )
        case BoxCounted() | BoxRecounted():
            assert election.poll is not None
            counts = (*election.poll.counts.get(fact.box, ()), fact.count)
            return replace(election, poll=replace(election.poll, counts={**election.poll.counts, fact.box: counts}))
        case PollVoided() | TurnoutMissed():
            return replace(election, stage=Stage.CONFIRMED, poll=None, is_repeat=True)
        case ResultDeclared():
            return _declared(election, fact)
        case RerunOrdered():
            return _reopened(election, fact)
        case OathNoted() | ElectionClosed() | ResidentsCommitteeElected():
            return _ended(election, fact)
        case _:
            assert_never(fact)


def _ended(election: Election, fact: OathNoted | ElectionClosed | ResidentsCommitteeElected) -> Election:
    match fact:
        case OathNoted():
            return replace(election, sworn=election.sworn | {fact.person})
        case ElectionClosed():
            return replace(election, stage=Stage.CLOSED)
        case ResidentsCommitteeElected():
            return election
        case _:
            assert_never(fact)


def _declared(election: Election, fact: ResultDeclared) -> Election:
    """The elected are elected; the tied go to a new ballot among them alone; what nobody won stays open."""
    open_seats, tied = dict(election.open_seats), []
    for result in fact.results:
        before = election.open_seats.get(result.post, 0) if election.why is RoundKind.TIE else 0
        open_seats[result.post] = before + result.open_seats
        if result.tied:
            again = BallotContest(post=result.post, seats=result.tied_seats, candidates=result.tied, by_plurality=True)
            tied.append(again)
    votes = {(result.post, each.person): each.votes for result in fact.results for each in result.standings}
    elected = _stand(election, Standing.ELECTED, *((each.post, each.person) for each in fact.winners))
    stage = Stage.VOTING if tied else Stage.FAILED if any(open_seats.values()) else Stage.ELECTED
    return replace(
        elected,
        stage=stage,
        poll=None,
        ballot=tuple(tied),
        why=RoundKind.TIE if tied else election.why,
        open_seats=open_seats,
        first_votes={**votes, **election.first_votes},
        winners=(*election.winners, *fact.winners),
        last_result=fact.declared_on,
    )


def _reopened(election: Election, fact: RerunOrdered) -> Election:
    """Nobody stands any more who is not on the new ballot; by nomination everything begins with the nominations."""
    again = replace(election, why=RoundKind.RERUN, window=None, kept={}, held_on=fact.held_on, ballot=fact.ballot)
    left = {
        key: each if each.standing is Standing.ELECTED else replace(each, standing=Standing.WITHDRAWN)
        for key, each in election.candidates.items()
    }
    if fact.how is Decided.BY_NOMINATION:
        return replace(again, stage=Stage.ADOPTED, candidates=left)
    return replace(again, stage=Stage.CONFIRMED)
