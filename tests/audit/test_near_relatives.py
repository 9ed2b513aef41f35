"""Of two near relatives one is elected: as the services count it, and a result that says otherwise is found."""

from fractions import Fraction
from typing import Any

import pytest
from audit.checks.elections_kin import outcome_among
from bounds_of_elections import HELD_ON, VILLAGE, planned
from contracts.thresholds import Threshold
from elections.election.count import Bar, Reserve
from elections.election.kinship import fill, relatives
from hypothesis import given
from hypothesis import strategies as st
from made_records import Json, Made, found_in

PERSONS = [f"p{number}" for number in range(6)]
PAIRS = st.frozensets(st.frozensets(st.sampled_from(PERSONS), min_size=2, max_size=2), max_size=4)
VOTES = st.dictionaries(st.sampled_from(PERSONS), st.integers(0, 4), min_size=1)
SOME = st.frozensets(st.sampled_from(PERSONS), max_size=2)


@given(VOTES, st.integers(1, 4), st.integers(1, 4), SOME, PAIRS, SOME, st.integers(0, 2))
def test_relatives_are_passed_over_as_the_services_pass_over_them(
    votes: dict[str, int],
    seats: int,
    needed: int,
    taken: frozenset[str],
    kin: frozenset[frozenset[str]],
    women: frozenset[str],
    reserved: int,
):
    for_women = min(reserved, seats)
    barred = taken | relatives(taken, kin)
    standing = {person: number for person, number in votes.items() if person not in barred}
    half_of = Threshold(share=Fraction(needed, 10), is_strict=False, of="ballots")
    theirs = fill(standing, seats, Bar(half_of, 10), kin, Reserve(women, for_women))

    own = outcome_among(votes, seats, needed, taken, set(kin), women, for_women)

    assert (own.elected, own.tied) == (list(theirs.elected), list(theirs.tied))
    assert (own.tied_seats, own.open_seats) == (theirs.tied_seats, theirs.open_seats)


def result(votes: dict[str, int], elected: list[str], tied: tuple[str, ...] = (), kin: bool = True) -> list[Made]:
    """Two seats, a hundred ballots: fifty-one votes are needed."""
    paper = {"printed": 100, "kept_back": 0, "entitled": 100, "present": None}
    contest = {"post": "committee_member", "seats": 2, "candidates": list(votes), "by_plurality": False}
    box = {"box": "a", "received": 100, "counters": ["c"], "watchers": ["w1", "w2", "w3"]}
    lines = [
        {"person": name, "agree": number, "against": 100 - number, "abstained": 0} for name, number in votes.items()
    ]
    count: Json = {
        "papers": {"issued": 100, "unused": 0, "collected": 100},
        "took_part": 100,
        "differences": [],
        "is_public": True,
        "signed_by": ["c", "w1"],
        "contests": [{"post": "committee_member", "valid": 100, "voided": [], "lines": lines, "others": []}],
    }
    said: dict[str, Any] = {
        "post": "committee_member",
        "threshold": {"share": "1/2", "is_strict": True, "of": "voting"},
        "base": 100,
        "needed": 51,
        "standings": [{"person": name, "votes": number} for name, number in votes.items()],
        "elected": elected,
        "tied": list(tied),
        "tied_seats": len(tied) // 2,
        "open_seats": 2 - len(elected) - len(tied) // 2,
    }
    totals = {"entitled": 100, "printed": 100, "kept_back": 0, "issued": 100, "unused": 0, "collected": 100}
    winners = [{"post": "committee_member", "person": person} for person in elected]
    related = Made("elections.kinship-recorded", {"kin": [{"one": "ref-a", "other": "ref-b"}]})
    return [
        planned(contests=[{"post": "committee_member", "seats": 2}]),
        *([related] if kin else []),
        Made("elections.voting-opened", {**paper, "ballot": [contest], "boxes": [box], "round": 1, "why": "first"}),
        Made("elections.box-counted", {"box": "a", "round": 1, "count": count}),
        Made(
            "elections.result-declared",
            {
                "declared_on": HELD_ON,
                "totals": {**totals, "took_part": 100},
                "counts": [{"box": "a", "count": 1}],
                "results": [said],
                "winners": winners,
            },
        ),
    ]


OTHERWISE = {("outcome", "result-declared")}
HIGHER, EQUAL = {"ref-a": 80, "ref-b": 60, "ref-c": 55}, {"ref-a": 70, "ref-b": 70, "ref-c": 55}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (result(HIGHER, ["ref-a", "ref-c"]), set()),
        (result(HIGHER, ["ref-a", "ref-b"]), OTHERWISE),
        (result(HIGHER, ["ref-a", "ref-b"], kin=False), set()),
        (result(HIGHER, ["ref-a", "ref-c"], kin=False), OTHERWISE),
        (result(EQUAL, ["ref-c"], ("ref-a", "ref-b")), set()),
        (result(EQUAL, ["ref-a", "ref-c"]), OTHERWISE),
        (result({"ref-a": 51, "ref-b": 50}, ["ref-a"]), set()),
    ],
)
def test_two_relatives_are_not_elected_together(facts: list[Made], expected: set[tuple[str, str]]):
    assert found_in(facts, VILLAGE) == expected


def test_where_no_province_bars_relatives_both_are_elected():
    national = VILLAGE[:-1]

    assert found_in(result(HIGHER, ["ref-a", "ref-b"]), national) == set()
