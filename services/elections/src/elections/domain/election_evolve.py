"""What each fact makes of an election."""

from dataclasses import replace
from typing import assert_never

from contracts.elections.election.messages import (
    BallotContest,
    BoxCounted,
    BoxRecounted,
    CandidateEligible,
    CandidateFact,
    CandidateNominated,
    CandidateRejected,
    CandidateWithdrawn,
    Decided,
    ElectionClosed,
    ElectionFact,
    ElectionPlanned,
    FinalListPublished,
    GroupsSetOut,
    MeasuresAdopted,
    MeasuresFact,
    MeasuresRefused,
    MeasuresSubmitted,
    NominationOpened,
    NomineesPublished,
    OathNoted,
    PollVoided,
    PreliminaryHeld,
    RerunOrdered,
    ResidenceRequirement,
    ResidentsCommitteeElected,
    ResultDeclared,
    ResultFact,
    RoundKind,
    TurnoutMissed,
    VotingFact,
    VotingOpened,
)
from contracts.elections.words import ElectionKind

from elections.domain.attested import AttestedFact, evolve_attested
from elections.domain.election_committee import MemberFact, RollFact, evolve_committee, evolve_roll
from elections.domain.election_state import Candidate, Election, Key, Poll, Stage, Standing


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
