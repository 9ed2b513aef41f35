"""What provinces settle differently for villages: two posts, near relatives. A new province is data alone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from contracts.elections.election.messages import (
    Contest,
    Kin,
    KinshipRecorded,
    RecordKinship,
    ResultDeclared,
    Voided,
    VoidReason,
)
from contracts.elections.election.rules import election_policy
from contracts.elections.words import Post
from contracts.packs import read_pack
from contracts.policies import pack_named, resolve
from elections.election.kinship import fill
from hypothesis import given, settings
from hypothesis import strategies as st

CHAIR, MEMBER, WOMAN = Post.COMMITTEE_CHAIR, Post.COMMITTEE_MEMBER, Post.COMMITTEE_WOMAN
ZHEJIANG = "zj-village-elections-2020"
FOURTH = """
[pack]
id = "ex-village-elections"
area = "36"
in_force_from = 2021-01-01
known_from = 2021-01-01
source = "外省村委会选举办法"
title = { zh = "外省村民委员会选举办法", en = "Measures of another province" }

[village.one_name_two_posts]
value = "carried_down"
unit = "word"
source = "外省村委会选举办法20"
row = "E-369"
confidence = "sure"

[village.rerun.window_days]
value = 21
unit = "day"
source = "外省村委会选举办法22"
row = "E-369"
confidence = "sure"
"""


@pytest.fixture(name="whole")
def whole_committee(village) -> Any:
    """A chair and two members; one of the chair's candidates stands as member too."""
    return village.like(
        contests=(Contest(post=CHAIR, seats=1), Contest(post=MEMBER, seats=2)),
        extras={CHAIR: 1, MEMBER: 2},
        names=(
            (CHAIR, "ref-a"),
            (CHAIR, "ref-b"),
            (MEMBER, "ref-b"),
            (MEMBER, "ref-m1"),
            (MEMBER, "ref-m2"),
            (MEMBER, "ref-m3"),
        ),
        size=7,
    )


def in_zhejiang(whole: Any) -> Any:
    """The same committee with a line for women, which a ballot there has."""
    return whole.like(
        packs=(ZHEJIANG,),
        contests=(*whole.contests, Contest(post=WOMAN, seats=1)),
        extras={**whole.extras, WOMAN: 1},
        names=(*whole.names, (WOMAN, "ref-f1"), (WOMAN, "ref-f2")),
        women=("ref-f1", "ref-f2"),
    )


WOMENS_VOTES = {"ref-f1": 500, "ref-f2": 100}
VOTES = ({"ref-a": 500, "ref-b": 200}, {"ref-b": 250, "ref-m1": 420, "ref-m2": 400, "ref-m3": 330})


def declared(polling: Any, *before: Any, votes: Any = VOTES, packs: Any = None, **tally: Any) -> ResultDeclared:
    """`packs`: the texts of packs that nobody ships."""
    womens = (WOMENS_VOTES,) if polling.women else ()
    steps = polling.counted(polling.tally(*votes, *womens, valid=700, **tally))
    case = polling.given(*steps[:1], *before, *steps[1:])
    if packs is not None:
        named = [pack_named(name) for name in ("cn-villagers-2018-elections", "cn-voting-2018")]
        case = replace(case, policy=election_policy(resolve(polling.unit, [*named, *map(read_pack, packs)])))
    result = case.when(polling.declare(), at=case.facts[0].planned_at).after().facts[-1]
    assert isinstance(result, ResultDeclared)
    return result


def elected(result: ResultDeclared) -> list[tuple[str, ...]]:
    """Of the chair and of the members."""
    return [each.elected for each in result.results[:2]]


def kin(polling: Any, *pairs: tuple[str, str]) -> RecordKinship:
    related = tuple(Kin(one=one, other=other) for one, other in pairs)
    return polling.say(RecordKinship, kin=related, attested_on=date(2025, 3, 3))  # type: ignore[no-any-return]


# One name in two posts


def test_el_16_one_name_in_two_posts_voids_a_ballot_in_zhejiang_and_nowhere_else(whole):
    voided = (Voided(reason=VoidReason.ONE_NAME_TWO_POSTS, ballots=5),)
    for polling, is_known in ((in_zhejiang(whole), True), (whole, False)):
        womens = (WOMENS_VOTES,) if is_known else ()
        count = polling.tally(*VOTES, *womens, valid=700, void=5)
        changed = replace(count, contests=tuple(replace(each, voided=voided) for each in count.contests))
        case = polling.given(*polling.voting(polling.box(received=1000)))
        told = case.when(polling.count(changed), at=case.facts[0].planned_at)
        if is_known:
            assert told.after().facts[-1].count == changed
        else:
            told.then_rejected("elections.unknown-void-reason")


def test_el_16_a_fourth_province_is_data_alone_and_carries_votes_down_to_the_lower_post(whole):
    """250 votes as member and 200 as chair are 450: more than both others have."""
    assert [("ref-a",), ("ref-m1", "ref-m2")] == elected(declared(whole))
    carried = declared(whole, packs=(FOURTH,))

    assert [("ref-a",), ("ref-b", "ref-m1")] == elected(carried)
    assert 450 == next(each.votes for each in carried.results[1].standings if each.person == "ref-b")
    assert "ref-a" not in {each.person for each in carried.results[1].standings}


def test_el_16_void_ballots_are_ballots_whichever_province(whole):
    votes = ({"ref-a": 351, "ref-b": 100}, VOTES[1])

    assert ("ref-a",) == elected(declared(whole, votes=votes))[0]
    assert () == elected(declared(whole, votes=votes, void=2))[0]


# Near relatives


def test_el_16_of_two_relatives_the_higher_post_stays_and_the_next_one_over_half_moves_up(whole):
    here = in_zhejiang(whole)
    votes = (VOTES[0], {**VOTES[1], "ref-b": 200, "ref-m3": 360})

    assert [("ref-a",), ("ref-m1", "ref-m2")] == elected(declared(here, votes=votes))
    assert [("ref-a",), ("ref-m2", "ref-m3")] == elected(declared(here, kin(here, ("ref-a", "ref-m1")), votes=votes))
    under_half = declared(here, kin(here, ("ref-a", "ref-m1")))
    assert [("ref-a",), ("ref-m2",)] == elected(under_half)
    assert 1 == under_half.results[1].open_seats
    assert [("ref-a",), ("ref-m1", "ref-m2")] == elected(declared(whole, kin(whole, ("ref-a", "ref-m1")), votes=votes))


def test_el_16_in_one_post_the_relative_with_more_votes_stays(whole):
    here = in_zhejiang(whole)
    votes = (VOTES[0], {**VOTES[1], "ref-b": 200, "ref-m3": 360})

    assert ("ref-m1", "ref-m3") == elected(declared(here, kin(here, ("ref-m2", "ref-m1")), votes=votes))[1]


def test_el_16_relatives_with_equal_votes_are_voted_on_anew(whole):
    here = in_zhejiang(whole)
    votes = (VOTES[0], {"ref-b": 100, "ref-m1": 420, "ref-m2": 420, "ref-m3": 380})
    members = declared(here, kin(here, ("ref-m1", "ref-m2")), votes=votes).results[1]

    assert (("ref-m3",), ("ref-m1", "ref-m2"), 1, 0) == (
        members.elected,
        members.tied,
        members.tied_seats,
        members.open_seats,
    )


def test_relatives_are_attested_by_the_committee_and_nobody_is_one_of_oneself(village):
    command = kin(village, ("ref-a", "ref-b"))
    case = village.given(village.plan())
    at = case.facts[0].planned_at

    case.when(command, at=at).then(
        KinshipRecorded(
            unit=village.unit,
            election=village.election,
            kin=command.kin,
            attested_on=date(2025, 3, 3),
            recorded_by="clerk",
            recorded_at=at,
        )
    )
    case.when(kin(village, ("ref-a", "ref-a")), at=at).then_rejected("elections.named-twice")
    case.when(replace(command, attested_on=date(2025, 3, 29)), at=at).then_rejected("elections.invalid-date")


PERSONS = ("a", "b", "c", "d", "e")
PAIRS = st.frozensets(st.frozensets(st.sampled_from(PERSONS), min_size=2, max_size=2), max_size=4)


@given(votes=st.dictionaries(st.sampled_from(PERSONS), st.integers(1, 4)), seats=st.integers(1, 4), related=PAIRS)
@settings(max_examples=150, deadline=None)
def test_two_relatives_are_never_elected_together_and_no_seat_is_given_twice(votes, seats, related):
    outcome = fill(votes, seats, None, related)

    assert not [pair for pair in related if pair <= set(outcome.elected)]
    assert seats == len(outcome.elected) + outcome.tied_seats + outcome.open_seats
