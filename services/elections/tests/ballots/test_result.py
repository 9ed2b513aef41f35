"""What the boxes say: void, too few voters, elected, tied, open seats, and how these are filled."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from contracts.elections.election.messages import (
    BoxCounted,
    CloseElection,
    Contest,
    Decided,
    DifferenceAt,
    ElectionClosed,
    ListedCandidate,
    NoteOath,
    OathNoted,
    OrderRerun,
    OtherVotes,
    PollVoided,
    RerunOrdered,
    ResidentsCommitteeElected,
    ResultDeclared,
    RoundKind,
    TurnoutMissed,
    WithdrawCandidate,
)
from contracts.elections.election.rules import election_policy
from contracts.elections.words import Basis, ElectionKind, HeldSession, Post
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case

from services.elections.tests.ballots.conftest import NOON

HEAD, DEPUTY_HEAD = Post.TOWNSHIP_HEAD, Post.DEPUTY_TOWNSHIP_HEAD


def outcome(case: Case[Any, Any, Any, Any]) -> Any:
    """The fact that the last command led to."""
    return case.facts[-1]


def declared(polling: Any, *counts: Any) -> Any:
    facts = polling.given(*polling.counted(*counts), polling.declare()).facts
    return next(fact for fact in reversed(facts) if not isinstance(fact, ResidentsCommitteeElected))


@pytest.mark.req("E-315", "E-046")
@pytest.mark.parametrize(("agree", "elected"), [(36, ()), (37, ("ref-wen",))])
def test_el_13_half_of_all_deputies_is_not_enough_whoever_is_there(head, agree: int, elected: tuple[str, ...]):
    result = declared(head, head.tally({"ref-wen": agree, "ref-lu": 60 - agree}, valid=60))

    assert (elected, 72, 37) == (result.results[0].elected, result.results[0].base, result.results[0].needed)
    assert ("组织法14", "组织法25") == result.clauses


HELD = HeldSession(opened_on=date(2025, 3, 20), closed_on=date(2025, 3, 20), all_deputies=(72,))
OUTSIDE = [
    (HELD, None),
    (replace(HELD, closed_on=None), None),
    (replace(HELD, opened_on=date(2025, 3, 21), closed_on=None), "session-not-open"),
    (replace(HELD, opened_on=date(2025, 3, 19), closed_on=date(2025, 3, 19)), "session-not-open"),
    (replace(HELD, opened_on=None, closed_on=None), "session-not-open"),
    (replace(HELD, all_deputies=(71,)), "roll-differs"),
    (replace(HELD, all_deputies=(71, 72)), None),
]
"""Of what is voted on on the 20th by 72 deputies."""


@pytest.mark.req("E-315", "E-046")
@pytest.mark.parametrize(("session", "code"), OUTSIDE)
def test_a_congress_elects_while_its_session_sits_and_of_all_its_deputies(head, session: HeldSession, code: str | None):
    case = head.given(*head.confirmed()).when(head.vote(held=session), at=NOON)

    if code is None:
        case.after()
    else:
        case.then_rejected(f"elections.{code}")


@pytest.mark.req("E-045", "E-315")
@pytest.mark.parametrize(("session", "code"), OUTSIDE)
def test_a_congress_adopts_its_measures_while_its_session_sits(head, session: HeldSession, code: str | None):
    adopts = replace(head.adopt(), voted_on=date(2025, 3, 20), held=session)
    case = head.given(head.plan(), head.submit()).when(adopts, at=NOON)

    if code is None:
        case.after()
    else:
        case.then_rejected(f"elections.{code}")


@pytest.mark.req("E-055")
def test_a_result_names_office_winner_date_and_the_measures_it_was_voted_by(head):
    result = declared(head, head.tally({"ref-wen": 50, "ref-lu": 12}, valid=62, void=2))

    assert ("measures-1", "head-2025") == (result.measures, result.election)
    assert [(HEAD, "ref-wen", 50)] == [(each.post, each.person, each.votes) for each in result.winners]


@pytest.mark.parametrize(("collected", "kind"), [(985, ResultDeclared), (986, PollVoided)])
def test_el_11_more_ballots_than_voters_void_the_whole_poll_as_many_do_not(village, collected: int, kind: type):
    voters = {"took_part": 985, "issued": collected}
    result = declared(village, village.tally({"ref-a": 800, "ref-b": 100}, valid=collected, **voters))

    assert isinstance(result, kind)


def test_after_a_void_poll_the_same_names_are_voted_on_again(village):
    void = village.tally({"ref-a": 800, "ref-b": 100}, valid=986, took_part=985)
    again = village.given(
        *village.counted(void), village.declare(), village.vote(voted_on=village.declare().declared_on)
    )
    opened = outcome(again)

    assert (2, RoundKind.REPEAT, ("ref-a", "ref-b")) == (opened.round, opened.why, opened.ballot[0].candidates)


@pytest.mark.parametrize(("voters", "kind"), [(500, TurnoutMissed), (501, ResultDeclared)])
@pytest.mark.req("E-369")
def test_el_12_half_of_the_registered_is_too_few(village, voters: int, kind: Any):
    result = declared(village, village.tally({"ref-a": voters, "ref-b": 0}, valid=voters))

    assert (kind, voters) == (type(result), result.totals.took_part)


@pytest.mark.parametrize(("voters", "kind"), [(1000, TurnoutMissed), (1001, ResultDeclared)])
@pytest.mark.req("E-359")
def test_el_12_half_of_a_districts_voters_is_too_few(district, voters: int, kind: type):
    names = {"ref-v1": voters, "ref-v2": voters - 1, "ref-v3": 1}

    assert isinstance(declared(district, district.tally(names, valid=voters)), kind)


@pytest.mark.parametrize(("agree", "elected"), [(450, ()), (451, ("ref-a",))])
@pytest.mark.req("E-369")
def test_el_16_void_ballots_count_among_those_who_voted(village, agree: int, elected: tuple[str, ...]):
    result = declared(village, village.tally({"ref-a": agree, "ref-b": 890 - agree}, valid=890, void=10))

    assert elected == result.results[0].elected


@pytest.mark.req("E-325", "E-323")
def test_el_14_a_tie_for_the_last_seat_leads_to_a_new_ballot_among_the_tied_only(deputy_heads):
    votes = {"ref-p1": 60, "ref-p2": 55, "ref-p3": 40, "ref-p4": 40}
    case = deputy_heads.given(
        *deputy_heads.counted(deputy_heads.tally(votes, valid=66)), deputy_heads.declare(), deputy_heads.vote()
    )
    result, opened = case.facts[-2:]

    assert (("ref-p1", "ref-p2"), ("ref-p3", "ref-p4"), 1, 0) == (
        result.results[0].elected,
        result.results[0].tied,
        result.results[0].tied_seats,
        result.results[0].open_seats,
    )
    assert (RoundKind.TIE, ("ref-p3", "ref-p4"), 1) == (
        opened.why,
        opened.ballot[0].candidates,
        opened.ballot[0].seats,
    )


def tie_round(deputy_heads: Any, third: int, fourth: int) -> Any:
    votes = {"ref-p1": 60, "ref-p2": 55, "ref-p3": 40, "ref-p4": 40}
    one_seat = (Contest(post=DEPUTY_HEAD, seats=1),)
    second = deputy_heads.tally({"ref-p3": third, "ref-p4": fourth}, valid=66, contests=one_seat)
    return deputy_heads.given(
        *deputy_heads.counted(deputy_heads.tally(votes, valid=66)),
        deputy_heads.declare(),
        deputy_heads.vote(),
        deputy_heads.count(second, round=2),
        deputy_heads.declare(2),
    )


@pytest.mark.req("E-325")
def test_el_14_between_the_tied_the_most_votes_win_without_the_majority(deputy_heads):
    result = outcome(tie_round(deputy_heads, 31, 30))

    assert (("ref-p3",), None, ("组织法29",)) == (
        result.results[0].elected,
        result.results[0].threshold,
        result.clauses,
    )


@pytest.mark.req("E-325")
def test_el_14_a_second_tie_is_voted_on_once_more_and_never_drawn(deputy_heads):
    case = tie_round(deputy_heads, 30, 30)
    again = case.when(deputy_heads.vote(), at=case_time(case)).after()

    assert ((), ("ref-p3", "ref-p4")) == (outcome(case).results[0].elected, outcome(case).results[0].tied)
    assert (3, RoundKind.TIE) == (outcome(again).round, outcome(again).why)


def case_time(case: Case[Any, Any, Any, Any]) -> Any:
    return case.facts[-1].declared_at


def failed(deputy_heads: Any) -> Any:
    """Three seats, two elected: 36 of 72 is no majority."""
    votes = {"ref-p1": 60, "ref-p2": 55, "ref-p3": 36, "ref-p4": 30}
    return deputy_heads.given(*deputy_heads.counted(deputy_heads.tally(votes, valid=66)), deputy_heads.declare())


def rerun(polling: Any, *persons: str, post: Post = DEPUTY_HEAD, **fields: Any) -> Any:
    given: dict[str, Any] = {
        "how": Decided.BY_ORDER,
        "candidates": tuple(ListedCandidate(post=post, person=person) for person in persons),
        "decision": "全体会议决定本次会议另行选举",
        "held_on": polling.plan().held_on,
        "session": polling.plan().session,
    }
    return polling.say(OrderRerun, **{**given, **fields})


@pytest.mark.req("E-325")
def test_el_15_open_seats_are_filled_by_the_order_of_the_first_votes_and_the_majority_stays(deputy_heads):
    case = failed(deputy_heads)
    ordered = case.when(rerun(deputy_heads, "ref-p3", "ref-p4"), at=case_time(case)).after()
    one_seat = (Contest(post=DEPUTY_HEAD, seats=1),)
    second = deputy_heads.tally({"ref-p3": 36, "ref-p4": 20}, valid=66, contests=one_seat)
    for command in (deputy_heads.vote(), deputy_heads.count(second, round=2), deputy_heads.declare(2)):
        ordered = ordered.when(command, at=case_time(case)).after()
    [result] = outcome(ordered).results

    assert isinstance(next(fact for fact in ordered.facts if isinstance(fact, RerunOrdered)), RerunOrdered)
    assert ((), 1, 37) == (result.elected, result.open_seats, result.needed)


@pytest.mark.parametrize(
    ("persons", "code"),
    [
        (("ref-p3",), "elections.not-by-order-of-votes"),
        (("ref-p4",), "elections.not-by-order-of-votes"),
        (("ref-p1", "ref-p3"), "elections.not-by-order-of-votes"),
        (("ref-p3", "ref-p3", "ref-p4"), "elections.candidate-count-unlawful"),
    ],
)
def test_whoever_had_more_votes_is_not_left_out(deputy_heads, persons: tuple[str, ...], code: str):
    """With one candidate for one vice post the second one, with fewer votes, could be left out: one more must stand."""
    case = failed(deputy_heads)
    expected = "elections.candidate-count-unlawful" if persons == ("ref-p3",) else code

    case.when(rerun(deputy_heads, *persons), at=case_time(case)).then_rejected(expected)


@pytest.mark.req("E-325")
def test_who_declines_after_the_first_vote_stands_for_no_open_seat_and_is_left_out_by_nobody(deputy_heads):
    five = deputy_heads.like(names=(*deputy_heads.names, (DEPUTY_HEAD, "ref-p5")), extras={DEPUTY_HEAD: 2})
    votes = {"ref-p1": 60, "ref-p2": 55, "ref-p3": 36, "ref-p4": 30, "ref-p5": 10}
    case = five.given(*five.counted(five.tally(votes, valid=66)), five.declare())
    declines = five.say(WithdrawCandidate, post=DEPUTY_HEAD, person="ref-p3", declined_on=five.plan().held_on)
    declined = case.when(declines, at=case_time(case)).after()
    without = rerun(five, "ref-p4", "ref-p5")

    case.when(without, at=case_time(case)).then_rejected("elections.not-by-order-of-votes")
    assert ("ref-p4", "ref-p5") == outcome(declined.when(without, at=case_time(case)).after()).ballot[0].candidates
    again = rerun(five, "ref-p3", "ref-p4")
    declined.when(again, at=case_time(case)).then_rejected("elections.not-by-order-of-votes", "ref-p3")


@pytest.mark.req("E-325")
def test_the_congress_may_take_new_nominations_for_open_seats(deputy_heads):
    case = failed(deputy_heads)
    command = rerun(deputy_heads, how=Decided.BY_NOMINATION)
    ordered = case.when(command, at=case_time(case)).after()
    renamed = ordered.when(deputy_heads.open(), at=case_time(case)).after()
    named = renamed.when(deputy_heads.nominate(DEPUTY_HEAD, "ref-new"), at=case_time(case)).after()

    assert outcome(named).person == "ref-new"


def village_rerun(village: Any, first: int, **fields: Any) -> Any:
    """Nobody over half of 985; the two stand again."""
    count = village.tally({"ref-a": 480, "ref-b": 470}, valid=960, void=25)
    case = village.given(*village.counted(count), village.declare())
    command = rerun(village, "ref-a", "ref-b", post=Post.COMMITTEE_CHAIR, **fields)
    case = case.when(command, at=case_time(case)).after()
    again = village.tally({"ref-a": first, "ref-b": 300}, valid=960, void=25)
    for step in (village.vote(), village.count(again, round=2), village.declare(2)):
        case = case.when(step, at=case.facts[0].planned_at).after()
    return outcome(case)


@pytest.mark.parametrize(("votes", "elected"), [(328, ()), (329, ("ref-a",))])
@pytest.mark.req("E-369")
def test_el_15_when_voters_fill_open_seats_the_most_votes_win_from_a_third_of_the_ballots_on(
    village, votes: int, elected: tuple[str, ...]
):
    [result] = village_rerun(village, votes).results

    assert (elected, 985, 329) == (result.elected, result.base, result.needed)


WINDOWS = [("bj-village-elections-2012", 15), ("zj-village-elections-2020", 30), ("sh-village-elections-2020", 30)]


@pytest.mark.parametrize(("pack", "days"), WINDOWS)
def test_el_16_a_provinces_window_for_filling_open_seats_is_data(village, pack: str, days: int):
    here = village.like(packs=(pack,), size=7)
    count = here.tally({"ref-a": 480, "ref-b": 470}, valid=960, void=25)
    case = here.given(*here.counted(count), here.declare())
    last = here.plan().held_on + timedelta(days=days)
    late = rerun(here, "ref-a", "ref-b", post=Post.COMMITTEE_CHAIR, held_on=last + timedelta(days=1))
    in_time = rerun(here, "ref-a", "ref-b", post=Post.COMMITTEE_CHAIR, held_on=last)

    case.when(late, at=case_time(case)).then_rejected("elections.rerun-too-late")
    assert case.when(in_time, at=case_time(case)).after()


def test_voters_take_no_new_nominations_for_open_seats(village):
    count = village.tally({"ref-a": 480, "ref-b": 470}, valid=960)
    case = village.given(*village.counted(count), village.declare())

    case.when(rerun(village, how=Decided.BY_NOMINATION), at=case_time(case)).then_rejected("elections.by-order-only")


@pytest.mark.req("E-360")
def test_el_15_two_stand_for_one_open_seat_of_a_district(district):
    votes = {"ref-v1": 900, "ref-v2": 500, "ref-v3": 400}
    case = district.given(*district.counted(district.tally(votes, valid=1100)), district.declare())
    named: dict[str, Any] = {"post": Post.DEPUTY, "session": None}

    for persons in (("ref-v2",), ("ref-v2", "ref-v3", "ref-v1")):
        command = rerun(district, *persons, **named)
        with_code = "elections.candidate-count-unlawful" if len(persons) == 1 else "elections.not-by-order-of-votes"
        case.when(command, at=case_time(case)).then_rejected(with_code)
    ordered = case.when(rerun(district, "ref-v2", "ref-v3", **named), at=case_time(case)).after()
    assert (1, True) == (outcome(ordered).ballot[0].seats, outcome(ordered).ballot[0].by_plurality)


@pytest.mark.parametrize(("votes", "elected"), [(366, ()), (367, ("ref-v2",)), (368, ("ref-v2",))])
@pytest.mark.req("E-360")
def test_the_most_votes_for_a_deputy_win_in_the_second_round_from_a_third_of_the_ballots_on(
    district, votes: int, elected: tuple[str, ...]
):
    first = {"ref-v1": 900, "ref-v2": 500, "ref-v3": 400}
    case = district.given(*district.counted(district.tally(first, valid=1100)), district.declare())
    again = rerun(district, "ref-v2", "ref-v3", post=Post.DEPUTY, session=None)
    case = case.when(again, at=case_time(case)).after()
    one = (Contest(post=Post.DEPUTY, seats=1),)
    second = district.tally({"ref-v2": votes, "ref-v3": 300}, valid=1100, contests=one)
    for step in (district.vote(), district.count(second, round=2), district.declare(2)):
        case = case.when(step, at=case.facts[0].planned_at).after()
    [result] = outcome(case).results

    assert (elected, 367) == (result.elected, result.needed)


def test_without_open_seats_there_is_no_new_election(head):
    case = head.given(*head.counted(head.tally({"ref-wen": 50, "ref-lu": 12}, valid=62)), head.declare())

    case.when(rerun(head, "ref-lu", post=HEAD), at=case_time(case)).then_rejected("elections.nothing-open")


@pytest.mark.req("E-324")
@pytest.mark.parametrize(("is_deputy", "elected"), [(True, ("ref-other",)), (False, ())])
def test_for_the_chair_a_name_written_in_counts_only_if_it_is_a_deputys(
    head, sealed_name, is_deputy: bool, elected: tuple[str, ...]
):
    chair = Post.CONGRESS_CHAIR
    here = head.like(
        contests=(Contest(post=chair, seats=1),), extras={chair: 1}, names=((chair, "ref-a"), (chair, "ref-b"))
    )
    written = OtherVotes(person="ref-other", name=sealed_name, is_deputy=is_deputy, votes=40)
    result = declared(here, here.tally({"ref-a": 20, "ref-b": 2}, valid=62, others=(written,)))

    assert elected == result.results[0].elected


@pytest.mark.req("E-324")
def test_for_the_head_every_voter_may_be_written_in(head, sealed_name):
    written = OtherVotes(person="ref-other", name=sealed_name, is_deputy=False, votes=40)
    result = declared(head, head.tally({"ref-wen": 20, "ref-lu": 2}, valid=62, others=(written,)))

    assert [("ref-other", sealed_name)] == [(each.person, each.name) for each in result.winners]


@pytest.mark.req("E-055")
def test_el_31_the_sum_of_the_boxes_is_the_result_in_whatever_order_they_come(head):
    counts = [head.tally({"ref-wen": agree, "ref-lu": 20 - agree}, valid=20, received=24) for agree in (15, 12, 13)]
    forward = head.counted(*counts)
    backward = [*forward[:-3], *reversed(forward[-3:])]
    results = [outcome(head.given(*steps, head.declare())) for steps in (forward, backward)]

    assert results[0] == results[1]
    assert (40, 60, 72) == (results[0].winners[0].votes, results[0].totals.collected, results[0].totals.printed)


def test_no_result_before_the_last_box(head):
    boxes = (head.box("one", 36), head.box("two", 36))
    count = head.tally({"ref-wen": 20, "ref-lu": 2}, valid=22, received=36)
    case = head.given(*head.voting(*boxes), head.count(count, "one"))

    case.when(head.declare(), at=case.facts[0].planned_at).then_rejected("elections.boxes-missing")


def test_a_residents_committee_is_elected_once_every_seat_is_filled(community):
    votes = ({"ref-a": 600, "ref-b": 100}, {"ref-m1": 500, "ref-m2": 420, "ref-m3": 100})
    case = community.given(*community.counted(community.tally(*votes, valid=700)), community.declare())
    whole = outcome(case)

    assert isinstance(whole, ResidentsCommitteeElected)
    assert ["ref-a", "ref-m1", "ref-m2"] == [each.person for each in whole.members]


def test_a_residents_committee_with_an_open_seat_is_not_elected_yet(community):
    votes = ({"ref-a": 600, "ref-b": 100}, {"ref-m1": 500, "ref-m2": 350, "ref-m3": 100})
    case = community.given(*community.counted(community.tally(*votes, valid=700)), community.declare())

    assert isinstance(outcome(case), ResultDeclared)
    assert 1 == outcome(case).results[1].open_seats


@pytest.mark.req("E-347")
@pytest.mark.parametrize(("votes", "elected"), [(233, ()), (234, ("ref-m2",))])
def test_residents_fill_open_seats_by_the_floor_of_their_own_measures(community, votes: int, elected: tuple[str, ...]):
    member = Post.COMMITTEE_MEMBER
    first = ({"ref-a": 600, "ref-b": 100}, {"ref-m1": 500, "ref-m2": 350, "ref-m3": 100})
    case = community.given(*community.counted(community.tally(*first, valid=700)), community.declare())
    case = case.when(rerun(community, "ref-m2", "ref-m3", post=member), at=case_time(case)).after()
    one = (Contest(post=member, seats=1),)
    again = community.tally({"ref-m2": votes, "ref-m3": 100}, valid=701, contests=one)
    for step in (community.vote(), community.count(again, round=2), community.declare(2)):
        case = case.when(step, at=case.facts[0].planned_at).after()
    result = next(fact for fact in reversed(case.facts) if isinstance(fact, ResultDeclared))

    assert elected == result.results[0].elected


# The end


def test_the_oath_is_noted_once_for_each_of_the_elected(head):
    case = head.given(*head.counted(head.tally({"ref-wen": 50, "ref-lu": 12}, valid=62)), head.declare())
    oath = head.say(NoteOath, person="ref-wen")
    noted = OathNoted(unit=head.unit, election=head.election, person="ref-wen", unsworn=0)

    case.when(oath, at=case_time(case)).then(noted)
    case.when(oath, at=case_time(case)).after().when(oath, at=case_time(case)).then()
    case.when(head.say(NoteOath, person="ref-lu"), at=case_time(case)).then()


@pytest.mark.req("E-050")
def test_an_election_ends_with_the_announcement_also_of_one_who_has_not_sworn(head):
    case = head.given(*head.counted(head.tally({"ref-wen": 50, "ref-lu": 12}, valid=62)), head.declare())
    close = head.say(CloseElection, announced_on=head.plan().held_on, announcement="公告第3号")
    closed = case.when(close, at=case_time(case)).after()

    assert isinstance(outcome(closed), ElectionClosed)
    assert 1 == outcome(closed).unsworn
    closed.when(head.vote(), at=case_time(case)).then_rejected("elections.election-closed")


def test_without_a_result_nothing_is_announced(head):
    close = head.say(CloseElection, announced_on=head.plan().held_on, announcement="公告第3号")
    case = head.given(*head.confirmed())

    case.when(close, at=case.facts[0].planned_at).then_rejected("elections.not-elected-yet")


@pytest.mark.req("E-326")
def test_in_a_by_election_one_may_stand_for_one_seat(head):
    here = head.like(basis=Basis.BY_ELECTION, extras={HEAD: 0}, names=((HEAD, "ref-wen"),))
    result = declared(here, here.tally({"ref-wen": 37}, valid=62))

    assert ("ref-wen",) == result.results[0].elected


def test_where_no_oath_is_owed_nobody_is_left_unsworn(community):
    votes = ({"ref-a": 600, "ref-b": 100}, {"ref-m1": 500, "ref-m2": 420, "ref-m3": 100})
    case = community.given(*community.counted(community.tally(*votes, valid=700)), community.declare())
    close = community.say(CloseElection, announced_on=community.plan().held_on, announcement="公告第5号")

    assert 0 == outcome(case.when(close, at=case.facts[0].planned_at).after()).unsworn


def test_nobody_is_elected_to_two_posts_and_the_first_one_is_held(community):
    chair, member = Post.COMMITTEE_CHAIR, Post.COMMITTEE_MEMBER
    here = community.like(
        names=((chair, "ref-a"), (chair, "ref-b"), (member, "ref-a"), (member, "ref-m2"), (member, "ref-m3"))
    )
    votes = ({"ref-a": 600, "ref-b": 100}, {"ref-a": 640, "ref-m2": 380, "ref-m3": 360})
    result = declared(here, here.tally(*votes, valid=700))

    assert [("ref-a",), ("ref-m2", "ref-m3")] == [each.elected for each in result.results]
    assert 640 == next(each.votes for each in result.results[1].standings if each.person == "ref-a")


@pytest.mark.parametrize("pack", ["cn-villagers-2018-elections", "cn-villagers-2026"])
def test_both_texts_of_the_villages_law_have_the_same_figures_for_a_vote(pack: str):
    rules = election_policy(resolve("360730101201", [pack_named(pack)])).of(ElectionKind.VILLAGERS)
    found = [rules.turnout, rules.majority, rules.rerun]

    assert [(Fraction(1, 2), True), (Fraction(1, 2), True), (Fraction(1, 3), False)] == [
        (each.threshold.share, each.threshold.is_strict) for each in found if each is not None
    ]


def test_el_10_the_paper_of_all_boxes_adds_up_in_the_result_with_every_explained_difference(head):
    """72 printed for two boxes: one lost a ballot before it was given out, in the other one was not found."""
    lost = head.difference(1, DifferenceAt.RECEIVED_ISSUED)
    first = head.tally({"ref-wen": 20, "ref-lu": 10}, valid=30, received=36)
    first = replace(first, papers=replace(first.papers, unused=5), differences=(lost,))
    second = head.tally({"ref-wen": 25, "ref-lu": 5}, valid=30, issued=31, received=36)
    boxes = (head.box("one", 36), head.box("two", 36))
    steps = [*head.voting(*boxes), head.count(first, "one"), head.count(second, "two"), head.declare()]
    facts = head.given(*steps).facts
    paper = outcome(head.given(*steps)).totals
    differences = [each for fact in facts if isinstance(fact, BoxCounted) for each in fact.count.differences]

    assert (72, 0, 61, 10, 60) == (paper.printed, paper.kept_back, paper.issued, paper.unused, paper.collected)
    assert paper.printed == paper.kept_back + paper.issued + paper.unused + differences[0].ballots
    assert paper.issued == paper.collected + differences[1].ballots
    assert [2, 2] == [len(each.signed_by) for each in differences]
