"""A village committee has women among its members: seats fixed for them, a line of their own, and what stays open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, combinations, permutations, product
from typing import Any

import pytest
from contracts.elections.election.messages import (
    CloseElection,
    Contest,
    Decided,
    ElectionClosed,
    ListedCandidate,
    OrderRerun,
    OtherVotes,
    RecordWomen,
    ReserveWomensSeats,
    ResultDeclared,
    WomenRecorded,
    WomensSeatUnfilled,
)
from contracts.elections.election.rules import election_policy
from contracts.elections.words import Basis, ElectionKind, Post
from contracts.policies import pack_named, resolve
from elections.election.count import Bar, Outcome, Reserve, count
from hypothesis import given, settings
from hypothesis import strategies as st

from services.elections.tests.ballots.conftest import HELD, NOON, PACKS, march
from services.elections.tests.ballots.test_count import HALF, NAMES

CHAIR, MEMBER, WOMAN = Post.COMMITTEE_CHAIR, Post.COMMITTEE_MEMBER, Post.COMMITTEE_WOMAN
BEIJING, ZHEJIANG = "bj-village-elections-2012", "zj-village-elections-2020"
LAW = "村组法6; 村组法11"


@pytest.fixture(name="fixed")
def a_members_seat_is_fixed(village) -> Any:
    """Beijing: a chair and two members, of which one is a woman; two of four who stand are women."""
    return village.like(
        contests=(Contest(post=CHAIR, seats=1), Contest(post=MEMBER, seats=2)),
        extras={CHAIR: 1, MEMBER: 2},
        names=((CHAIR, "ref-a"), (CHAIR, "ref-b"), *((MEMBER, f"ref-{name}") for name in ("m1", "m2", "f1", "f2"))),
        packs=(BEIJING,),
        women=("ref-f1", "ref-f2"),
        reserved=(Contest(post=MEMBER, seats=1),),
    )


@pytest.fixture(name="line")
def a_line_of_their_own(fixed) -> Any:
    """Zhejiang: a chair, a member, and a line for one woman."""
    names = ((CHAIR, "ref-a"), (CHAIR, "ref-b"), (MEMBER, "ref-m1"), (MEMBER, "ref-m2"))
    return fixed.like(
        packs=(ZHEJIANG,),
        contests=tuple(Contest(post=post, seats=1) for post in (CHAIR, MEMBER, WOMAN)),
        extras={CHAIR: 1, MEMBER: 1, WOMAN: 1},
        names=(*names, (WOMAN, "ref-f1"), (WOMAN, "ref-f2")),
        reserved=(),
        size=7,
    )


OF_CHAIR = {"ref-a": 500, "ref-b": 200}


def votes(m1: int, m2: int, f1: int, f2: int) -> dict[str, int]:
    return {"ref-m1": m1, "ref-m2": m2, "ref-f1": f1, "ref-f2": f2}


def told(polling: Any, *agrees: Mapping[str, int], **tally: Any) -> Any:
    """After the result is declared."""
    counted = polling.counted(polling.tally(*agrees, valid=700, **tally))
    return polling.given(*counted, polling.declare())


def members(case: Any) -> tuple[Any, ...]:
    """Elected, tied and open of the last post."""
    result = [fact for fact in case.facts if isinstance(fact, ResultDeclared)][-1].results[-1]
    return result.elected, result.tied, result.tied_seats, result.open_seats


# Before anybody is named


@pytest.mark.parametrize("packs", [(BEIJING,), (ZHEJIANG,)])
def test_el_16_a_whole_committee_is_not_stood_for_before_a_seat_is_for_a_woman(fixed, packs: tuple[str, ...]):
    none = fixed.like(packs=packs, reserved=(), size=7)
    case = none.given(*none.adopted())

    case.when(none.open(), at=case.facts[0].planned_at).then_rejected("elections.womens-seat-missing")
    ready = fixed.like(packs=packs, size=7)
    assert ready.given(*ready.adopted(), ready.open()).facts


def test_el_16_the_line_on_the_ballot_is_the_womens_seat(line):
    without = line.like(contests=(line.contests[0], Contest(post=MEMBER, seats=2)))
    case = without.given(*without.adopted())

    assert line.given(*line.adopted(), line.open()).facts
    case.when(without.open(), at=case.facts[0].planned_at).then_rejected("elections.womens-seat-missing")


def test_two_seats_are_no_committee_and_a_by_election_fills_what_was_left(fixed):
    """Below the least size of a committee nothing is asked for, nor where seats have fallen vacant."""
    two = fixed.like(contests=(Contest(post=CHAIR, seats=1), Contest(post=MEMBER, seats=1)), reserved=())
    by_election = fixed.like(basis=Basis.BY_ELECTION, reserved=())

    for free in (two, by_election):
        assert free.given(*free.adopted(), free.open()).facts


@pytest.mark.parametrize("pack", ["cn-villagers-2018-elections", "cn-villagers-2026"])
@pytest.mark.parametrize(("members", "asked"), [(2, False), (3, True)])
def test_a_committee_begins_with_three_members(pack: str, members: int, asked: bool):
    rules = election_policy(resolve("110000", [pack_named(pack), pack_named(BEIJING)])).of(ElectionKind.VILLAGERS)

    assert rules.women is not None
    assert (members >= rules.women.members) == asked


@pytest.mark.parametrize("pack", ["cn-villagers-2018-elections", "cn-villagers-2026"])
def test_one_woman_is_enough_and_none_is_too_few(fixed, monkeypatch, pack: str):
    monkeypatch.setitem(PACKS, ElectionKind.VILLAGERS, (pack, *PACKS[ElectionKind.VILLAGERS][1:]))
    one, none = fixed.like(size=7), fixed.like(reserved=(), size=7)
    case = none.given(*none.adopted())

    assert one.given(*one.adopted(), one.open()).facts
    case.when(none.open(), at=case.facts[0].planned_at).then_rejected("elections.womens-seat-missing")


@pytest.mark.parametrize("pack", ["cn-villagers-2018-elections", "cn-villagers-2026"])
@pytest.mark.parametrize(("members", "fits"), [(5, True), (6, True), (7, False)])
def test_a_committee_has_seven_members_with_its_chair_and_no_more(fixed, monkeypatch, pack, members: int, fits: bool):
    monkeypatch.setitem(PACKS, ElectionKind.VILLAGERS, (pack, *PACKS[ElectionKind.VILLAGERS][1:]))
    here = fixed.like(contests=(Contest(post=CHAIR, seats=1), Contest(post=MEMBER, seats=members)))

    if fits:
        assert here.given(here.plan()).facts
    else:
        here.given().when(here.plan(), at=NOON).then_rejected("elections.too-many-seats")


def test_there_is_no_line_for_women_where_the_province_has_none(line):
    here = line.like(packs=(BEIJING,))

    here.given().when(here.plan(), at=NOON).then_rejected("elections.not-elected-here")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"seats": (Contest(post=WOMAN, seats=1),)}, "elections.not-elected-here"),
        ({"seats": (Contest(post=MEMBER, seats=3),)}, "elections.too-many-seats"),
        ({"seats": (Contest(post=MEMBER, seats=1), Contest(post=MEMBER, seats=1))}, "elections.post-twice"),
        ({"decided_on": date(2025, 3, 29)}, "elections.invalid-date"),
    ],
)
def test_seats_are_fixed_of_posts_that_are_elected_and_no_more_than_there_are(fixed, fields: Any, code: str):
    case = fixed.given(fixed.plan())
    command = replace(fixed.for_women()[0], **fields)

    case.when(command, at=case.facts[0].planned_at).then_rejected(code)


def test_nothing_is_fixed_any_more_once_somebody_may_be_named(fixed):
    case = fixed.given(*fixed.adopted(), fixed.open())
    again = fixed.for_women()[0]

    case.when(again, at=case.facts[0].planned_at).then_rejected("elections.invalid-transition")


def test_a_community_has_no_seats_for_women_by_its_law(community):
    seats = (Contest(post=MEMBER, seats=1),)
    fixes = community.say(ReserveWomensSeats, seats=seats, body="居民会议", decided_on=march(3))
    case = community.given(community.plan())

    case.when(fixes, at=case.facts[0].planned_at).then_rejected("elections.not-for-women-here")


def test_who_is_a_woman_is_attested_by_the_committee_and_added_to(fixed):
    case = fixed.given(fixed.plan())
    at = case.facts[0].planned_at
    says = fixed.say(RecordWomen, women=("ref-f1",), attested_on=march(11))

    case.when(says, at=at).then(
        WomenRecorded(
            unit=fixed.unit,
            election=fixed.election,
            women=("ref-f1",),
            attested_on=march(11),
            recorded_by="clerk",
            recorded_at=at,
        )
    )
    case.when(replace(says, women=("ref-f1", "ref-f1")), at=at).then_rejected("elections.named-twice")
    case.when(replace(says, attested_on=date(2025, 3, 29)), at=at).then_rejected("elections.invalid-date")


# Who stands


def test_el_16_on_a_line_for_women_only_women_stand(line):
    named = line.like(women=("ref-f1",))
    steps = named.confirmed()
    case = named.given(*steps[:-1])

    case.when(steps[-1], at=case.facts[0].planned_at).then_rejected("elections.seat-for-women")


@pytest.mark.parametrize(("women", "is_enough"), [((), False), (("ref-f1",), True)])
def test_el_16_of_two_seats_with_one_for_a_woman_at_least_one_woman_stands(fixed, women: Any, is_enough: bool):
    steps = fixed.like(women=women).confirmed()
    case = fixed.given(*steps[:-1])
    told_next = case.when(steps[-1], at=case.facts[0].planned_at)

    if is_enough:
        assert told_next.after().facts
    else:
        told_next.then_rejected("elections.seat-for-women")


# The count


def test_el_16_a_woman_with_fewer_votes_has_the_seat_that_is_for_women(fixed):
    assert members(told(fixed, OF_CHAIR, votes(440, 410, 380, 170))) == (("ref-m1", "ref-f1"), (), 0, 0)


def test_el_16_between_a_woman_and_another_with_equal_votes_the_womens_seat_is_no_tie(fixed):
    assert members(told(fixed, OF_CHAIR, votes(430, 380, 380, 210))) == (("ref-m1", "ref-f1"), (), 0, 0)
    free = fixed.like(packs=(), reserved=())
    assert members(told(free, OF_CHAIR, votes(430, 380, 380, 210))) == (("ref-m1",), ("ref-f1", "ref-m2"), 1, 0)


def test_el_16_where_a_woman_wins_anyway_the_seat_changes_nothing(fixed):
    assert members(told(fixed, OF_CHAIR, votes(440, 160, 420, 380))) == (("ref-m1", "ref-f1"), (), 0, 0)
    both = (("ref-f2", "ref-f1"), (), 0, 0)
    assert members(told(fixed, OF_CHAIR, votes(360, 150, 440, 450))) == both


def test_el_16_a_woman_under_the_majority_does_not_win_it_and_no_man_does(fixed):
    """350 of 700 who took part are not more than half."""
    assert members(told(fixed, OF_CHAIR, votes(450, 440, 350, 160))) == (("ref-m1",), (), 0, 1)
    assert members(told(fixed, OF_CHAIR, votes(450, 439, 351, 160))) == (("ref-m1", "ref-f1"), (), 0, 0)


def test_el_16_women_with_equal_votes_for_their_seat_are_voted_on_anew(fixed):
    case = told(fixed, OF_CHAIR, votes(440, 200, 380, 380))
    assert members(case) == (("ref-m1",), ("ref-f1", "ref-f2"), 1, 0)

    again = fixed.box("hall", received=1000)
    second = fixed.tally(
        {"ref-f1": 300, "ref-f2": 301}, valid=700, received=1000, contests=(Contest(post=MEMBER, seats=1),)
    )
    at = case.facts[0].planned_at
    for command in (fixed.vote(again), fixed.count(second, round=2), fixed.declare(round=2)):
        case = case.when(command, at=at).after()
    assert members(case) == (("ref-f2",), (), 0, 0)


def test_el_16_the_result_names_the_clause_of_the_womens_seat(fixed, village):
    declared = told(fixed, OF_CHAIR, votes(440, 410, 380, 170)).facts[-1]

    assert declared.clauses[-1] == f"{LAW}; 北京村委会选举办法3"
    assert LAW not in "".join(told(village, OF_CHAIR).facts[-1].clauses)


def test_el_16_who_is_written_in_on_the_womens_line_wins_it_only_as_a_woman(line, sealed_name):
    other = OtherVotes(person="ref-x", name=sealed_name, is_deputy=False, votes=400)
    tally = line.tally(OF_CHAIR, {"ref-m1": 450, "ref-m2": 100}, {"ref-f1": 160, "ref-f2": 90}, valid=700)
    count_of = replace(tally, contests=(*tally.contests[:2], replace(tally.contests[2], others=(other,))))
    for women, elected in ((("ref-f1", "ref-f2"), ()), (("ref-f1", "ref-f2", "ref-x"), ("ref-x",))):
        here = line.like(women=women)
        case = here.given(*here.counted(count_of), here.declare())

        assert members(case)[0] == elected


# The new election


def rerun(polling: Any, *persons: str, post: Post = MEMBER) -> OrderRerun:
    return polling.say(  # type: ignore[no-any-return]
        OrderRerun,
        how=Decided.BY_ORDER,
        candidates=tuple(ListedCandidate(post=post, person=person) for person in persons),
        decision="村民选举委员会决定",
        held_on=march(25),
    )


def test_el_16_the_seat_is_kept_for_women_in_the_new_election(fixed):
    case = told(fixed, OF_CHAIR, votes(450, 440, 300, 210))
    at = case.facts[0].planned_at

    case.when(rerun(fixed, "ref-m2", "ref-f1"), at=at).then_rejected("elections.seat-for-women")
    case = case.when(rerun(fixed, "ref-f1", "ref-f2"), at=at).after()
    open_again = fixed.vote(fixed.box("hall", received=1000), voted_on=march(25))
    second = fixed.tally(
        {"ref-f1": 240, "ref-f2": 230},
        valid=700,
        received=1000,
        contests=(Contest(post=MEMBER, seats=1),),
        counted_on=march(25),
    )
    for command in (open_again, fixed.count(second, round=2), fixed.declare(round=2, on=march(25))):
        case = case.when(command, at=at).after()
    assert members(case) == (("ref-f1",), (), 0, 0)


def test_el_16_two_open_seats_have_women_and_the_others_in_orders_of_their_own(fixed):
    """Nobody of either is left out who had more votes than one who stands."""
    two = fixed.like(extras={CHAIR: 1, MEMBER: 2})
    case = told(two, OF_CHAIR, votes(340, 330, 300, 290))
    at = case.facts[0].planned_at
    assert members(case) == ((), (), 0, 2)

    case.when(rerun(two, "ref-m1", "ref-m2", "ref-f2"), at=at).then_rejected("elections.not-by-order-of-votes")
    case.when(rerun(two, "ref-m2", "ref-f1", "ref-f2"), at=at).then_rejected("elections.not-by-order-of-votes")
    assert case.when(rerun(two, "ref-m1", "ref-m2", "ref-f1"), at=at).after().facts
    assert case.when(rerun(two, "ref-m1", "ref-f1", "ref-f2"), at=at).after().facts


def test_el_16_an_open_line_stays_a_line_for_women(line):
    case = told(line, OF_CHAIR, {"ref-m1": 450, "ref-m2": 100}, {"ref-f1": 300, "ref-f2": 290})
    at = case.facts[0].planned_at

    assert members(case) == ((), (), 0, 1)
    assert case.when(rerun(line, "ref-f1", "ref-f2", post=WOMAN), at=at).after().facts


# What stays without a woman


def closing(polling: Any) -> CloseElection:
    return polling.say(CloseElection, announced_on=HELD, announcement="公告第1号")  # type: ignore[no-any-return]


@pytest.mark.parametrize(("women", "elected"), [((), 0), (("ref-m2",), 1)])
def test_the_end_of_a_committees_election_says_that_women_are_missing(fixed, women: tuple[str, ...], elected: int):
    """The national text says that there are women, and leaves the way to it to the provinces."""
    nation = fixed.like(packs=(), reserved=(), women=women)
    case = told(nation, OF_CHAIR, votes(450, 440, 100, 100))
    facts = case.when(closing(nation), at=case.facts[0].planned_at).after().facts[len(case.facts) :]
    missing = WomensSeatUnfilled(
        unit=nation.unit, election=nation.election, needed=1, elected=0, clause=LAW, found_on=HELD
    )

    assert isinstance(facts[0], ElectionClosed)
    assert list(facts[1:]) == ([] if elected else [missing])


def test_the_end_of_an_election_of_one_post_says_nothing_of_women(village):
    case = told(village, OF_CHAIR)
    facts = case.when(closing(village), at=case.facts[0].planned_at).after().facts[len(case.facts) :]

    assert [type(fact) for fact in facts] == [ElectionClosed]


# The engine equals a reference that tries every order


def reference(votes: Mapping[str, int], seats: int, needed: int, women: frozenset[str], reserved: int) -> Outcome:
    """Equal votes are put in every order; one after the other takes a seat that may be theirs. Elected is who always
    wins, tied who wins in some orders.
    """
    able = [name for name in sorted(votes) if votes[name] >= max(1, needed)]
    levels = sorted({votes[name] for name in able}, reverse=True)
    groups = [[name for name in able if votes[name] == level] for level in levels]
    winning = [seated(order, seats, women, reserved) for order in orders(groups)]
    always = frozenset.intersection(*winning)
    sometimes = frozenset.union(*winning) - always
    [number] = {len(each) for each in winning}
    return Outcome(
        elected=tuple(name for group in groups for name in group if name in always),
        tied=tuple(sorted(sometimes)),
        tied_seats=number - len(always),
        open_seats=seats - number,
    )


def orders(groups: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for group in groups:
        found = [(*before, *after) for before in found for after in permutations(group)]
    return found


def seated(order: Sequence[str], seats: int, women: frozenset[str], reserved: int) -> frozenset[str]:
    """A seat that is still for women is passed by whoever is none."""
    seated_now: list[str] = []
    for name in order:
        free = seats - len(seated_now)
        kept = max(0, reserved - sum(each in women for each in seated_now))
        if free and (name in women or free > kept):
            seated_now.append(name)
    return frozenset(seated_now)


@pytest.mark.parametrize("candidates", [1, 2, 3, 4, 5])
def test_el_40_seats_for_women_are_counted_as_by_a_reference_that_tries_every_order(candidates: int):
    """Every pattern of equal and fewer votes of up to five names, every choice of women, seats, reserve and bar. What a
    name is called and how many votes lie between two changes nothing.
    """
    names = NAMES[:candidates]
    bars = [Bar(HALF, 2 * least - 2) for least in range(1, candidates + 2)]
    assert [bar.needed for bar in bars] == list(range(1, candidates + 2))
    for fewer in product((0, 1), repeat=candidates - 1):
        votes = dict(zip(names, accumulate(fewer, lambda above, less: above - less, initial=candidates), strict=True))
        for women in (frozenset(chosen) for size in range(candidates + 1) for chosen in combinations(names, size)):
            for seats, reserved in ((most, kept) for most in range(1, candidates + 1) for kept in range(most + 1)):
                for bar in bars:
                    expected = reference(votes, seats, bar.needed, women, reserved)
                    if expected != count(votes, seats, bar, Reserve(women, reserved)):
                        pytest.fail(f"{votes}, {seats} seats, {reserved} for {sorted(women)}, at least {bar.needed}")


@given(
    votes=st.dictionaries(st.sampled_from(NAMES), st.integers(0, 4)),
    women=st.frozensets(st.sampled_from(NAMES)),
    seats=st.integers(1, 5),
    data=st.data(),
)
@settings(max_examples=200, deadline=None)
def test_the_others_never_win_a_seat_that_is_for_women_and_no_seat_is_lost(votes, women, seats, data):
    reserved = data.draw(st.integers(0, seats))
    outcome = count(votes, seats, None, Reserve(women, reserved))

    assert len(set(outcome.elected) - women) <= seats - reserved
    assert seats == len(outcome.elected) + outcome.tied_seats + outcome.open_seats
