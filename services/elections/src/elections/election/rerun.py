"""Seats that nobody won are filled by a new election; then the result is announced and the election is over.

Law: Organic Law of Local Congresses and Governments, art. 29 (地方组织法); Electoral Law, art. 45 (选举法): one
third to once more candidates than seats, two for one seat; Organic Law of the Villagers' Committees, art. 15.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from contracts.calendar import china_day
from contracts.elections.election.messages import (
    BallotContest,
    CloseElection,
    Contest,
    Decided,
    ElectionClosed,
    NoteOath,
    OathNoted,
    OrderRerun,
    RerunOrdered,
)
from contracts.elections.election.rules import ElectionPolicy
from contracts.elections.words import ElectionKind, Post
from contracts.errors import refuse_unless

from elections.election.measures import extra_bounds
from elections.election.state import Election, Stage, Standing
from elections.election.womens_seats import refuse_men, still_for_women


def order(command: OrderRerun, election: Election, policy: ElectionPolicy, now: datetime) -> RerunOrdered:
    refuse_unless(election.stage is Stage.FAILED, "elections.nothing-open", f"It is {election.stage}.")
    _refuse_day(command, election, policy)
    is_congress = election.kind is ElectionKind.CONGRESS
    if command.how is Decided.BY_NOMINATION:
        refuse_unless(is_congress, "elections.by-order-only", "New nominations are for the congress alone.")
        refuse_unless(not command.candidates, "elections.candidate-count-unlawful", "They are nominated first.")
        ballot: tuple[BallotContest, ...] = ()
    else:
        refuse_unless(not is_congress or command.session is not None, "elections.session-required")
        ballot = _ballot(command, election, policy)
    return RerunOrdered(
        unit=command.unit,
        election=command.election,
        how=command.how,
        ballot=ballot,
        held_on=command.held_on,
        session=command.session,
        decision=command.decision,
        ordered_by=command.actor,
        recorded_at=now,
    )


def _refuse_day(command: OrderRerun, election: Election, policy: ElectionPolicy) -> None:
    """Within the days of the pack, or of the measures, counted from the result."""
    assert election.last_result is not None
    assert election.measures is not None
    refuse_unless(command.held_on >= election.last_result, "elections.invalid-date", str(command.held_on))
    law, own = policy.of(election.kind).rerun_days, election.measures.rerun_days
    bounds = [days for days in (law, own) if days is not None]
    if bounds:
        last = election.last_result + timedelta(days=min(bounds))
        refuse_unless(command.held_on <= last, "elections.rerun-too-late", f"The last day is {last}.")


def _ballot(command: OrderRerun, election: Election, policy: ElectionPolicy) -> tuple[BallotContest, ...]:
    by_plurality = election.kind is not ElectionKind.CONGRESS
    contests = []
    for post, seats in election.open_seats.items():
        if seats:
            named = tuple(each.person for each in command.candidates if each.post is post)
            _refuse_order(post, named, election)
            refuse_men(post, named, election)
            _refuse_number(Contest(post=post, seats=seats), len(named), election, policy)
            contests.append(BallotContest(post=post, seats=seats, candidates=named, by_plurality=by_plurality))
    return tuple(contests)


def _refuse_order(post: Post, named: tuple[str, ...], election: Election) -> None:
    """The unelected with the most first votes: nobody stands who had fewer, or as many, as one who is left out.

    Whoever declined stands no more, and is left out by nobody.

    Where seats are still for women, women are in an order of their own.
    """
    gone = {each.person for each in election.winners} | set(election.standing(post, Standing.WITHDRAWN))
    votes = {
        person: number for (at, person), number in election.first_votes.items() if at is post and person not in gone
    }
    strangers = [person for person in named if person not in votes]
    refuse_unless(not strangers, "elections.not-by-order-of-votes", ", ".join(strangers))
    refuse_unless(len(set(named)) == len(named), "elections.candidate-count-unlawful", "A name stands twice.")
    if not still_for_women(post, election):
        _refuse_left_out(post, votes, named)
        return
    for is_woman in (True, False):
        of_them = {person: number for person, number in votes.items() if (person in election.women) is is_woman}
        standing = tuple(person for person in named if person in of_them)
        if standing:
            _refuse_left_out(post, of_them, standing)


def _refuse_left_out(post: Post, votes: Mapping[str, int], named: tuple[str, ...]) -> None:
    left_out = [number for person, number in votes.items() if person not in named]
    least = min((votes[person] for person in named), default=0)
    refuse_unless(all(number < least for number in left_out), "elections.not-by-order-of-votes", post)


def _refuse_number(contest: Contest, number: int, election: Election, policy: ElectionPolicy) -> None:
    least, most = extra_bounds(contest, election, policy)
    extra = number - contest.seats
    lawful = number > 0 and least <= extra and (most is None or extra <= most)
    refuse_unless(lawful, "elections.candidate-count-unlawful", f"{number} for {contest.seats}.")


def note_oath(command: NoteOath, election: Election) -> list[OathNoted]:
    """Said once for each of the elected."""
    elected = {each.person for each in election.winners}
    if command.person not in elected or command.person in election.sworn:
        return []
    unsworn = len(elected - election.sworn - {command.person})
    return [OathNoted(unit=command.unit, election=command.election, person=command.person, unsworn=unsworn)]


def close(command: CloseElection, election: Election, now: datetime) -> ElectionClosed:
    refuse_unless(election.stage is Stage.ELECTED, "elections.not-elected-yet", f"It is {election.stage}.")
    assert election.last_result is not None
    in_order = election.last_result <= command.announced_on <= china_day(now)
    refuse_unless(in_order, "elections.invalid-date", str(command.announced_on))
    elected = {each.person for each in election.winners}
    owes_oath = election.kind is ElectionKind.CONGRESS
    return ElectionClosed(
        unit=command.unit,
        election=command.election,
        announced_on=command.announced_on,
        announcement=command.announcement,
        unsworn=len(elected - election.sworn) if owes_oath else 0,
        closed_by=command.actor,
        recorded_at=now,
    )
