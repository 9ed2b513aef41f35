"""The count engine equals an independent reference for all ballots of up to five candidates and seven ballots.

There are 12.6 million ways to cast seven ballots among five candidates, too many for one test each. The engine goes
from ballots to totals to an outcome, so each step is gone through whole: every ballot is read; every way to lay up to
seven ballots into boxes, in every order, gives their sum; every way these can add up, name by name, gives the outcome
of the reference. What one ballot or one box does to another is nowhere left out: the reference starts at the ballots.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, combinations_with_replacement, pairwise, product

import pytest
from contracts.elections.election.messages import Line, Mark, VoidReason
from contracts.thresholds import Threshold
from elections.election.count import Bar, Outcome, count, is_void, read, total
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = ("a", "b", "c", "d", "e")
MOST_BALLOTS = 7
Ballot = frozenset[str]
Ranks = tuple[tuple[str, int, int], ...]
HALF = Threshold(share=Fraction(1, 2), is_strict=True, of="ballots")
THIRD = Threshold(share=Fraction(1, 3), is_strict=False, of="ballots")

# The reference: nothing of the engine is used below but the form of its answer.


def reference(
    ballots: Sequence[Ballot], names: Sequence[str], seats: int, part: tuple[int, int, bool] | None
) -> Outcome:
    """Brute force: ballot by ballot."""
    votes = {name: len([1 for each in ballots if len(each) <= seats and name in each]) for name in names}
    return best(votes, seats, [name for name in names if clears(votes[name], len(ballots), part)])


def clears(votes: int, cast: int, part: tuple[int, int, bool] | None) -> bool:
    """In whole numbers."""
    if votes == 0 or part is None:
        return votes > 0
    above, below, is_strict = part
    left, right = votes * below, above * cast
    return left > right or (left == right and not is_strict)


def best(votes: Mapping[str, int], seats: int, able: Sequence[str]) -> Outcome:
    """Each name is compared with every other one."""
    return seated(seats, compared(votes, able))


def compared(votes: Mapping[str, int], able: Sequence[str]) -> Ranks:
    """Each name with how many have more votes, and how many have no fewer, itself among them."""
    own = [votes[name] for name in able]
    return tuple(
        (name, [other > votes[name] for other in own].count(True), [other >= votes[name] for other in own].count(True))
        for name in able
    )


@cache
def seated(seats: int, ranks: Ranks) -> Outcome:
    """What so many seats make of it: of all votes there are, only some thousands of comparisons come."""
    elected = sorted((stronger, name) for name, stronger, as_strong in ranks if as_strong <= seats)
    tied = [name for name, stronger, as_strong in ranks if as_strong > seats > stronger]
    for_tied = seats - len(elected) if tied else 0
    return Outcome(
        elected=tuple(name for _, name in elected),
        tied=tuple(sorted(tied)),
        tied_seats=for_tied,
        open_seats=seats - len(elected) - for_tied,
    )


# The engine, from the marks on the ballots to the outcome


def counted(boxes: Sequence[Sequence[Ballot]], names: Sequence[str], seats: int, bar: Threshold | None) -> Outcome:
    cast = sum(map(len, boxes))
    votes = total([dict.fromkeys(names, 0), *(box_totals(box, names, seats) for box in boxes)])
    return count(votes, seats, None if bar is None else Bar(bar, cast))


def box_totals(box: Sequence[Ballot], names: Sequence[str], seats: int) -> Mapping[str, int]:
    readings = [read(lines(ballot, names), seats) for ballot in box]
    return {name: sum(name in reading.chosen for reading in readings) for name in names}


def lines(ballot: Ballot, names: Sequence[str]) -> list[Line]:
    return [Line(person=name, mark=Mark.FOR if name in ballot else Mark.AGAINST) for name in names]


PARTS = {None: None, HALF: (1, 2, True), THIRD: (1, 3, False)}


def kinds_of_ballots(names: Sequence[str]) -> list[Ballot]:
    subsets = chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))
    return list(map(frozenset, subsets))


# Step by step, each whole


@pytest.mark.parametrize("seats", [1, 2, 3, 4, 5])
def test_el_40_every_ballot_of_five_names_is_read_as_the_reference_reads_it(seats: int):
    for ballot in kinds_of_ballots(NAMES):
        expected = ballot if len(ballot) <= seats else frozenset()

        assert expected == set(read(lines(ballot, NAMES), seats).chosen)


def test_el_40_up_to_seven_ballots_laid_into_boxes_in_every_way_and_order_give_their_sum():
    """A name's votes on the ballots in every order, cut into boxes at every place; of two names, to show no mixing."""
    for cast in range(1, MOST_BALLOTS + 1):
        for on_ballots in product((0, 1), repeat=cast):
            for cuts in product((False, True), repeat=cast - 1):
                ends = [0, *(place for place, is_cut in enumerate(cuts, start=1) if is_cut), cast]
                boxes = [on_ballots[start:end] for start, end in pairwise(ends)]
                votes = total({"a": sum(box), "b": len(box) - sum(box)} for box in boxes)

                assert {"a": sum(on_ballots), "b": cast - sum(on_ballots)} == votes


@pytest.mark.parametrize("bar", [HALF, THIRD])
def test_el_40_a_bar_is_cleared_by_the_same_votes_as_in_whole_numbers(bar: Threshold):
    for cast in range(MOST_BALLOTS + 1):
        needed = max(1, Bar(bar, cast).needed)

        assert [clears(votes, cast, PARTS[bar]) for votes in range(cast + 1)] == [
            votes >= needed for votes in range(cast + 1)
        ]


NEEDED: Mapping[Bar | None, int] = {None: 1, **{Bar(HALF, cast): Bar(HALF, cast).needed for cast in (2, 4, 6)}}
"""Every number of votes that a bar can ask of up to seven ballots: one to four."""


@pytest.mark.parametrize("candidates", [1, 2, 3, 4, 5])
def test_el_40_every_way_in_which_up_to_seven_ballots_add_up_gives_the_outcome_of_the_reference(candidates: int):
    """Of each name zero to seven votes, of all names no more than seven ballots give."""
    names = NAMES[:candidates]
    assert {1, 2, 3, 4} == set(NEEDED.values())
    for totals in product(range(MOST_BALLOTS + 1), repeat=candidates):
        votes = dict(zip(names, totals, strict=True))
        least = max(1, -(-sum(totals) // MOST_BALLOTS))
        for bar, needed in NEEDED.items():
            ranks = compared(votes, [name for name in names if votes[name] >= needed])
            if [seats for seats in range(least, candidates + 1) if seated(seats, ranks) != count(votes, seats, bar)]:
                pytest.fail(f"{votes} with at least {needed}")


# And whole paths


@pytest.mark.parametrize(("candidates", "most"), [(1, 7), (2, 7), (3, 3), (4, 2), (5, 1)])
def test_el_40_from_ballots_to_outcome_in_one_go(candidates: int, most: int):
    names = NAMES[:candidates]
    for ballots in chain.from_iterable(
        combinations_with_replacement(kinds_of_ballots(names), number) for number in range(most + 1)
    ):
        for seats in range(1, candidates + 1):
            for bar, part in PARTS.items():
                assert reference(ballots, names, seats, part) == counted([ballots], names, seats, bar)


BALLOTS = st.lists(st.frozensets(st.sampled_from(NAMES)), max_size=40)


@given(ballots=BALLOTS, seats=st.integers(1, 5), bar=st.sampled_from(list(PARTS)), data=st.data())
@settings(max_examples=100, deadline=None)
def test_el_40_boxes_in_any_number_and_order_and_names_in_any_order_give_the_same(ballots, seats, bar, data):
    shuffled = data.draw(st.permutations(ballots))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(ballots)), max_size=4)))
    ends = [0, *cuts, len(ballots)]
    boxes = [shuffled[start:end] for start, end in pairwise(ends)]
    names = data.draw(st.permutations(NAMES))

    assert reference(ballots, NAMES, seats, PARTS[bar]) == counted(boxes, names, seats, bar)


@given(votes=st.dictionaries(st.sampled_from(NAMES), st.integers(0, 9)), seats=st.integers(1, 5))
def test_el_14_no_seat_is_lost_or_given_twice_and_nobody_is_drawn(votes, seats):
    outcome = count(votes, seats, None)

    assert seats == len(outcome.elected) + outcome.tied_seats + outcome.open_seats
    assert not outcome.tied or len(outcome.tied) > outcome.tied_seats
    assert len({votes[name] for name in outcome.tied}) <= 1


# The boundaries of the clauses


@pytest.mark.parametrize(("agree", "elected"), [(36, ()), (37, ("a",))])
def test_el_13_half_of_seventy_two_deputies_is_not_enough_whoever_is_present(agree: int, elected: tuple[str, ...]):
    of_all = Threshold(share=Fraction(1, 2), is_strict=True, of="all deputies")

    assert count({"a": agree}, 1, Bar(of_all, 72)).elected == elected


@pytest.mark.parametrize(("votes", "elected"), [(328, ()), (329, ("a",))])
def test_el_15_a_third_of_985_ballots_is_reached_with_329(votes: int, elected: tuple[str, ...]):
    assert count({"a": votes}, 1, Bar(THIRD, 985)).elected == elected


@pytest.mark.parametrize(("voters", "is_met"), [(500, False), (501, True)])
def test_el_12_half_of_a_thousand_voters_is_too_few(voters: int, is_met: bool):
    assert HALF.is_met(voters, 1000) is is_met


@pytest.mark.parametrize(("ballots", "void"), [(984, False), (985, False), (986, True)])
def test_el_11_as_many_ballots_as_voters_are_valid_one_more_voids_the_poll(ballots: int, void: bool):
    assert is_void(ballots, 985) is void


# The marks of one ballot


def all_marks(names: int) -> Iterator[tuple[Line, ...]]:
    choices = [
        [Line(person=name, mark=mark, is_written_in=written) for mark in Mark for written in (False, True)]
        for name in NAMES[:names]
    ]

    return product(*choices)


@pytest.mark.parametrize("names", [1, 2, 3, 4])
@pytest.mark.parametrize("seats", [1, 2, 3])
def test_el_09_over_voting_voids_a_ballot_and_under_voting_does_not_whatever_the_marks(names: int, seats: int):
    for ballot in all_marks(names):
        circles = [line.person for line in ballot if line.mark is Mark.FOR]
        reading = read(ballot, seats)

        assert (reading.void is VoidReason.OVER_VOTE) is (len(circles) > seats)
        assert list(reading.chosen) == ([] if len(circles) > seats else circles)
        assert reading.voids == tuple(
            line.person for line in ballot if line.is_written_in and line.mark is not Mark.FOR
        )
