"""What the boxes say: void, too few voters, elected, tied, or seats that stay open; and how open seats are filled.

Law: Organic Law of Local Congresses and Governments, arts. 25, 29 (地方组织法); Electoral Law, arts. 44, 45 (选举法);
Organic Law of the Villagers' Committees, art. 15 (村民委员会组织法). `elections.election.count` says who wins.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from contracts.calendar import china_day
from contracts.elections.election.messages import (
    BallotContest,
    BoxCount,
    ContestResult,
    DeclareResult,
    PollTotals,
    PollVoided,
    ResidentsCommitteeElected,
    ResultDeclared,
    ResultFact,
    RoundKind,
    Standing,
    TurnoutMissed,
    UsedCount,
    Winner,
)
from contracts.elections.election.rules import BY_MEASURES, CARRIED_DOWN, KindRules
from contracts.elections.words import ElectionKind
from contracts.errors import Rejected, refuse_unless
from contracts.sealed import Sealed
from contracts.thresholds import SourcedThreshold, Threshold

from elections.election.boxes import votes_in
from elections.election.count import Bar, Reserve, is_void, total
from elections.election.kinship import Pairs, fill, relatives
from elections.election.measures import BASES
from elections.election.state import Election, Poll
from elections.election.womens_seats import reserve_of


def declare(command: DeclareResult, election: Election, rules: KindRules, now: datetime) -> Sequence[ResultFact]:
    poll = election.poll
    if poll is None or poll.opened.round != command.round:
        raise Rejected("elections.voting-not-open", f"Round {command.round}")
    missing = [box.box for box in poll.opened.boxes if box.box not in poll.counts]
    refuse_unless(not missing, "elections.boxes-missing", ", ".join(missing))
    refuse_unless(poll.opened.voted_on <= command.declared_on <= china_day(now), "elections.invalid-date")
    counts = {box: each[-1] for box, each in sorted(poll.counts.items())}
    totals = totals_of(poll, counts)
    if is_void(totals.collected, totals.took_part):
        return [_voided(command, totals, rules, now)]
    turnout = _turnout(election, rules)
    if turnout is not None and not turnout.is_met(totals.took_part, totals.entitled):
        return [_missed(command, totals, turnout, rules, now)]
    declared = _declared(command, election, rules, counts, totals, now)
    return [declared, *_committee(election, declared)]


def totals_of(poll: Poll, counts: Mapping[str, BoxCount]) -> PollTotals:
    """The sum of the boxes and nothing else."""
    papers = [each.papers for each in counts.values()]
    return PollTotals(
        entitled=poll.opened.entitled,
        printed=poll.opened.printed,
        kept_back=poll.opened.kept_back,
        issued=sum(each.issued for each in papers),
        unused=sum(each.unused for each in papers),
        collected=sum(each.collected for each in papers),
        took_part=sum(each.took_part for each in counts.values()),
    )


def _turnout(election: Election, rules: KindRules) -> Threshold | None:
    """How many must take part: a congress asks for attendance instead, when the voting opens."""
    if election.kind is ElectionKind.CONGRESS:
        return None
    if rules.turnout is not None:
        return rules.turnout.threshold
    return None if election.measures is None else election.measures.quorum


def _voided(command: DeclareResult, totals: PollTotals, rules: KindRules, now: datetime) -> PollVoided:
    return PollVoided(
        unit=command.unit,
        election=command.election,
        round=command.round,
        totals=totals,
        clause=rules.void_clause,
        declared_on=command.declared_on,
        declared_by=command.actor,
        declared_at=now,
    )


def _missed(
    command: DeclareResult, totals: PollTotals, turnout: Threshold, rules: KindRules, now: datetime
) -> TurnoutMissed:
    return TurnoutMissed(
        unit=command.unit,
        election=command.election,
        round=command.round,
        totals=totals,
        needed=turnout.needed(totals.entitled),
        clause=_clause(rules.turnout),
        declared_on=command.declared_on,
        declared_by=command.actor,
        declared_at=now,
    )


def _clause(law: SourcedThreshold | None) -> str:
    return BY_MEASURES if law is None else law.source


def _declared(
    command: DeclareResult,
    election: Election,
    rules: KindRules,
    counts: Mapping[str, BoxCount],
    totals: PollTotals,
    now: datetime,
) -> ResultDeclared:
    assert election.plan is not None
    assert election.measures is not None
    assert election.poll is not None
    results = _results(election, rules, counts, totals)
    return ResultDeclared(
        unit=command.unit,
        election=command.election,
        round=command.round,
        kind=election.kind,
        basis=election.plan.basis,
        measures=election.measures.version,
        totals=totals,
        counts=tuple(UsedCount(box=box, count=len(election.poll.counts[box])) for box in counts),
        results=results,
        winners=_winners(results, election, counts),
        clauses=_clauses(election, rules),
        session=election.plan.session,
        term_ends_on=election.plan.term_ends_on,
        declared_on=command.declared_on,
        declared_by=command.actor,
        declared_at=now,
    )


def _threshold(contest: BallotContest, election: Election, rules: KindRules) -> Threshold | None:
    """The majority; between the tied none; for open seats the floor, where the statute replaces the majority by it."""
    assert election.measures is not None
    if election.why is RoundKind.TIE:
        return None
    if contest.by_plurality:
        return rules.rerun.threshold if rules.rerun is not None else election.measures.rerun_floor
    return rules.majority.threshold if rules.majority is not None else election.measures.majority


def _results(
    election: Election, rules: KindRules, counts: Mapping[str, BoxCount], totals: PollTotals
) -> tuple[ContestResult, ...]:
    """Post by post in the order of the plan: nobody is elected to two, and the first one that is won is held."""
    assert election.poll is not None
    taken = frozenset(winner.person for winner in election.winners)
    carried: Mapping[str, int] = {}
    results: list[ContestResult] = []
    for contest in election.poll.opened.ballot:
        votes = _with_carried(total(votes_in(counts.values(), contest)), carried, rules)
        kin = election.kin if rules.is_kin_barred else frozenset()
        reserve = reserve_of(contest, election)
        result = _result(contest, votes, totals, _threshold(contest, election, rules), taken, kin, reserve)
        taken |= set(result.elected)
        carried = {person: number for person, number in votes.items() if person not in taken}
        results.append(result)
    return tuple(results)


def _with_carried(votes: Mapping[str, int], carried: Mapping[str, int], rules: KindRules) -> Mapping[str, int]:
    """Whoever stands lower as well keeps the votes for the higher post that was not won, where a province says so."""
    if rules.two_posts != CARRIED_DOWN:
        return votes
    return {person: number + carried.get(person, 0) for person, number in votes.items()}


def _result(
    contest: BallotContest,
    votes: Mapping[str, int],
    totals: PollTotals,
    threshold: Threshold | None,
    taken: frozenset[str],
    kin: Pairs,
    reserve: Reserve,
) -> ContestResult:
    base = 0 if threshold is None else base_of(threshold, totals)
    bar = None if threshold is None else Bar(threshold, base)
    barred = taken | relatives(taken, kin)
    standing = {person: votes[person] for person in votes if person not in barred}
    outcome = fill(standing, contest.seats, bar, kin, reserve)
    return ContestResult(
        post=contest.post,
        seats=contest.seats,
        threshold=threshold,
        base=base,
        needed=0 if bar is None else bar.needed,
        standings=tuple(Standing(person=person, votes=votes[person]) for person in _by_votes(votes)),
        elected=outcome.elected,
        tied=outcome.tied,
        tied_seats=outcome.tied_seats,
        open_seats=outcome.open_seats,
    )


def base_of(threshold: Threshold, totals: PollTotals) -> int:
    """Of whom or of what the part is taken; void ballots are ballots (AMB-58)."""
    whole: int = getattr(totals, BASES[threshold.of])
    return whole


def _by_votes(votes: Mapping[str, int]) -> list[str]:
    return sorted(votes, key=lambda person: (-votes[person], person))


def _winners(
    results: Sequence[ContestResult], election: Election, counts: Mapping[str, BoxCount]
) -> tuple[Winner, ...]:
    return tuple(
        Winner(
            post=result.post,
            person=person,
            name=_name(result, person, election, counts),
            votes=next(each.votes for each in result.standings if each.person == person),
        )
        for result in results
        for person in result.elected
    )


def _name(result: ContestResult, person: str, election: Election, counts: Mapping[str, BoxCount]) -> Sealed:
    """As the candidate was named, or as the name was written in first, in the order of the boxes."""
    candidate = election.candidates.get((result.post, person))
    if candidate is not None:
        return candidate.named.name
    written = (
        other.name
        for each in counts.values()
        for contest in each.contests
        if contest.post is result.post
        for other in contest.others
        if other.person == person
    )
    return next(written)


def _clauses(election: Election, rules: KindRules) -> tuple[str, ...]:
    """What the result rests on: turnout or attendance, majority or floor; in a tie, how it is settled."""
    if election.why is RoundKind.TIE:
        return (rules.tie_clause,)
    is_floor = election.why is RoundKind.RERUN and election.kind is not ElectionKind.CONGRESS
    used = (rules.turnout or rules.present, rules.rerun if is_floor else rules.majority)
    assert election.poll is not None
    is_reserved = any(reserve_of(contest, election).seats for contest in election.poll.opened.ballot)
    for_women = (rules.women.clause,) if rules.women is not None and is_reserved else ()
    return tuple(dict.fromkeys((*map(_clause, used), *for_women)))


def _committee(election: Election, declared: ResultDeclared) -> list[ResultFact]:
    """Once nothing is tied or open, the residents have a committee."""
    is_whole = not any(each.tied or each.open_seats for each in declared.results)
    left = [
        post
        for post, seats in election.open_seats.items()
        if seats and all(each.post is not post for each in declared.results)
    ]
    if election.kind is not ElectionKind.RESIDENTS or not is_whole or left:
        return []
    assert election.plan is not None
    return [
        ResidentsCommitteeElected(
            unit=declared.unit,
            election=declared.election,
            basis=declared.basis,
            members=(*election.winners, *declared.winners),
            declared_on=declared.declared_on,
        )
    ]
