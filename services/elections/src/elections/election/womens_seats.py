"""Seats for women: fixed before anybody is named, stood for by women, counted among women, and kept in a new election.

Law: Organic Law of the Villagers' Committees, art. 6 (村民委员会组织法 第六条); provincial measures, as their packs say
(北京村委会选举办法3, 浙江村委会选举办法21、29).
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.calendar import china_day
from contracts.elections.election.messages import (
    BallotContest,
    ElectionClosed,
    RecordWomen,
    ReserveWomensSeats,
    RoundKind,
    WomenRecorded,
    WomensSeatsReserved,
    WomensSeatUnfilled,
)
from contracts.elections.election.rules import ElectionPolicy, KindRules, WomenRules
from contracts.elections.words import Basis, Post
from contracts.errors import refuse_unless

from elections.election.count import Reserve
from elections.election.measures import most_seats
from elections.election.state import Election, Stage

_BEFORE_NOMINATION = (Stage.PLANNED, Stage.DRAFTED, Stage.ADOPTED)


def reserve(
    command: ReserveWomensSeats, election: Election, policy: ElectionPolicy, now: datetime
) -> WomensSeatsReserved:
    refuse_unless(policy.of(election.kind).women is not None, "elections.not-for-women-here", election.kind)
    is_early = election.stage in _BEFORE_NOMINATION
    refuse_unless(is_early, "elections.invalid-transition", f"It is {election.stage}.")
    refuse_unless(command.decided_on <= china_day(now), "elections.invalid-date", str(command.decided_on))
    posts = [each.post for each in command.seats]
    refuse_unless(len(set(posts)) == len(posts), "elections.post-twice")
    for contest in command.seats:
        there = min(election.seats(contest.post), most_seats(contest, policy))
        refuse_unless(there > 0, "elections.not-elected-here", contest.post)
        refuse_unless(contest.seats <= there, "elections.too-many-seats", contest.post)
    return WomensSeatsReserved(
        unit=command.unit,
        election=command.election,
        seats=command.seats,
        body=command.body,
        decided_on=command.decided_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def record(command: RecordWomen, now: datetime) -> WomenRecorded:
    is_once = len(set(command.women)) == len(command.women)
    refuse_unless(is_once, "elections.named-twice")
    refuse_unless(command.attested_on <= china_day(now), "elections.invalid-date", str(command.attested_on))
    return WomenRecorded(
        unit=command.unit,
        election=command.election,
        women=command.women,
        attested_on=command.attested_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def refuse_without_seats(election: Election, rules: KindRules) -> None:
    """Where a province has a way to women's seats, a whole committee is not stood for without them."""
    if rules.women is None or rules.women.how is None or not _is_whole(election, rules.women):
        return
    reserved = sum(_fixed(post, election) for post in election.posts)
    is_enough = reserved >= rules.women.least
    refuse_unless(is_enough, "elections.womens-seat-missing", f"{reserved} of {rules.women.least}.")


def _is_whole(election: Election, rules: WomenRules) -> bool:
    """A general election of no fewer seats than a committee has; a by-election fills what the law left behind."""
    assert election.plan is not None
    seats = sum(each.seats for each in election.plan.contests)
    return election.plan.basis is Basis.GENERAL and seats >= rules.members


def _fixed(post: Post, election: Election) -> int:
    """How many seats of a post are for women, of all that the plan has: the whole of their own line."""
    assert election.plan is not None
    if post is Post.COMMITTEE_WOMAN:
        return next((each.seats for each in election.plan.contests if each.post is post), 0)
    return election.womens_seats.get(post, 0)


def still_for_women(post: Post, election: Election) -> int:
    """How many seats of a post are for women and have none yet."""
    elected = sum(each.post is post and each.person in election.women for each in election.winners)
    return max(0, min(_fixed(post, election) - elected, election.seats_open(post)))


def reserve_of(contest: BallotContest, election: Election) -> Reserve:
    """Of what is voted on now. Among the tied a seat that no woman could win is not voted on: it stays open."""
    left = still_for_women(contest.post, election)
    if election.why is RoundKind.TIE:
        left -= election.open_seats.get(contest.post, 0)
    return Reserve(election.women, max(0, min(left, contest.seats)))


def refuse_men(post: Post, named: Sequence[str], election: Election) -> None:
    """On a seat that is for women a woman stands; of several seats at least as many women as are for them."""
    needed = still_for_women(post, election)
    women = sum(person in election.women for person in named)
    if needed == election.seats_open(post):
        needed = len(named)
    refuse_unless(women >= needed, "elections.seat-for-women", f"{post}: {women} women of {needed}.")


def unfilled(closed: ElectionClosed, election: Election, rules: KindRules) -> list[WomensSeatUnfilled]:
    """Said once, when the election of a whole committee is over."""
    if rules.women is None or not _is_whole(election, rules.women):
        return []
    elected = len({each.person for each in election.winners} & election.women)
    if elected >= rules.women.least:
        return []
    return [
        WomensSeatUnfilled(
            unit=closed.unit,
            election=closed.election,
            needed=rules.women.least,
            elected=elected,
            clause=rules.women.clause,
            found_on=closed.announced_on,
        )
    ]
