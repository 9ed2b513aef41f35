"""The count engine equals an independent reference that goes from ballot to ballot and from rank to rank."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations, combinations_with_replacement, pairwise

import pytest
from contracts.elections.papers import Line, Mark, VoidReason
from contracts.thresholds import Threshold
from elections.domain.count import Bar, Outcome, count, is_void, total
from elections.domain.marks import read
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = ("a", "b", "c", "d", "e")
Ballot = frozenset[str]
HALF = Threshold(share=Fraction(1, 2), is_strict=True, of="ballots")
THIRD = Threshold(share=Fraction(1, 3), is_strict=False, of="ballots")

# The reference: nothing of the engine is used below but the form of its answer.


def reference(
    ballots: Sequence[Ballot], names: Sequence[str], seats: int, part: tuple[int, int, bool] | None
) -> Outcome:
    """Brute force: each name is compared with every other one, in whole numbers, ballot by ballot."""

    def votes(name: str) -> int:
        return len([1 for ballot in ballots if len(ballot) <= seats and name in ballot])

    def clears(name: str) -> bool:
        if votes(name) == 0:
            return False
        if part is None:
            return True
        above, below, is_strict = part
        left, right = votes(name) * below, above * len(ballots)
        return left > right or (left == right and not is_strict)

    able = [name for name in names if clears(name)]
    stronger = {name: len([other for other in able if votes(other) > votes(name)]) for name in able}
    as_strong = {name: len([other for other in able if votes(other) >= votes(name)]) for name in able}
    elected = [name for name in able if as_strong[name] <= seats]
    tied = [name for name in able if name not in elected and stronger[name] < seats]
    for_tied = seats - len(elected) if tied else 0
    return Outcome(
        elected=tuple(sorted(elected, key=lambda name: (stronger[name], name))),
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


def assert_equal(ballots: Sequence[Ballot], names: Sequence[str], seats: int) -> None:
    for bar, part in PARTS.items():
        assert reference(ballots, names, seats, part) == counted([ballots], names, seats, bar)


@pytest.mark.parametrize("candidates", [1, 2, 3])
def test_all_ballots_of_up_to_three_candidates_and_seven_ballots(candidates: int):
    names = NAMES[:candidates]
    for ballots in chain.from_iterable(
        combinations_with_replacement(kinds_of_ballots(names), number) for number in range(8)
    ):
        for seats in range(1, candidates + 1):
            assert_equal(ballots, names, seats)


@pytest.mark.parametrize("candidates", [4, 5])
def test_all_single_choice_ballots_of_up_to_five_candidates_and_seven_ballots(candidates: int):
    """One seat: a ballot names nobody, one, or too many; how many too many makes no difference."""
    names = NAMES[:candidates]
    kinds = [ballot for ballot in kinds_of_ballots(names) if len(ballot) <= 1] + [frozenset(names)]
    for ballots in chain.from_iterable(combinations_with_replacement(kinds, number) for number in range(8)):
        assert_equal(ballots, names, 1)


def all_totals(candidates: int, seats: int) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Every way in which up to seven ballots can add up: votes in falling order, valid ballots, void ballots."""
    for cast in range(8):
        for valid in range(cast + 1):
            for votes in combinations_with_replacement(range(valid, -1, -1), candidates):
                if sum(votes) <= valid * seats:
                    yield votes, valid, cast - valid


def ballots_that_give(votes: Sequence[int], valid: int, void: int, names: Sequence[str]) -> list[Ballot]:
    """Deal the votes out one ballot after another, so that none gets more than its share."""
    marked: list[set[str]] = [set() for _ in range(valid)]
    place = 0
    for name, number in zip(names, votes, strict=True):
        for _ in range(number):
            marked[place % valid].add(name)
            place += 1
    return [*map(frozenset, marked), *([frozenset(names)] * void)]


@pytest.mark.parametrize("candidates", [4, 5])
def test_everything_that_up_to_seven_ballots_can_add_up_to_for_up_to_five_candidates(candidates: int):
    """With fewer seats than names; what the names are makes no difference (see the property below)."""
    names = NAMES[:candidates]
    for seats in range(1, candidates):
        for votes, valid, void in all_totals(candidates, seats):
            assert_equal(ballots_that_give(votes, valid, void, names), names, seats)


BALLOTS = st.lists(st.frozensets(st.sampled_from(NAMES)), max_size=40)


@given(ballots=BALLOTS, seats=st.integers(1, 5), bar=st.sampled_from(list(PARTS)), data=st.data())
@settings(max_examples=300, deadline=None)
def test_boxes_in_any_number_and_order_and_names_in_any_order_give_the_same(ballots, seats, bar, data):
    shuffled = data.draw(st.permutations(ballots))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(ballots)), max_size=4)))
    ends = [0, *cuts, len(ballots)]
    boxes = [shuffled[start:end] for start, end in pairwise(ends)]
    names = data.draw(st.permutations(NAMES))

    assert reference(ballots, NAMES, seats, PARTS[bar]) == counted(boxes, names, seats, bar)


@given(votes=st.dictionaries(st.sampled_from(NAMES), st.integers(0, 9)), seats=st.integers(1, 5))
def test_no_seat_is_lost_or_given_twice_and_nobody_is_drawn(votes, seats):
    outcome = count(votes, seats, None)

    assert seats == len(outcome.elected) + outcome.tied_seats + outcome.open_seats
    assert not outcome.tied or len(outcome.tied) > outcome.tied_seats
    assert len({votes[name] for name in outcome.tied}) <= 1


# The boundaries of the clauses


@pytest.mark.parametrize(("agree", "elected"), [(36, ()), (37, ("a",))])
def test_half_of_seventy_two_deputies_is_not_enough_whoever_is_present(agree: int, elected: tuple[str, ...]):
    of_all = Threshold(share=Fraction(1, 2), is_strict=True, of="all deputies")

    assert count({"a": agree}, 1, Bar(of_all, 72)).elected == elected


@pytest.mark.parametrize(("votes", "elected"), [(328, ()), (329, ("a",))])
def test_a_third_of_985_ballots_is_reached_with_329(votes: int, elected: tuple[str, ...]):
    assert count({"a": votes}, 1, Bar(THIRD, 985)).elected == elected


@pytest.mark.parametrize(("voters", "is_met"), [(500, False), (501, True)])
def test_half_of_a_thousand_voters_is_too_few(voters: int, is_met: bool):
    assert HALF.is_met(voters, 1000) is is_met


@pytest.mark.parametrize(("ballots", "void"), [(984, False), (985, False), (986, True)])
def test_as_many_ballots_as_voters_are_valid_one_more_voids_the_poll(ballots: int, void: bool):
    assert is_void(ballots, 985) is void


# The marks of one ballot


def all_marks(names: int) -> Iterator[tuple[Line, ...]]:
    choices = [
        [Line(person=name, mark=mark, is_written_in=written) for mark in Mark for written in (False, True)]
        for name in NAMES[:names]
    ]

    def product(rest: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, ...]]:
        if not rest:
            yield ()
            return
        for line in rest[0]:
            for tail in product(rest[1:]):
                yield (line, *tail)

    return product(choices)


@pytest.mark.parametrize("names", [1, 2, 3, 4])
@pytest.mark.parametrize("seats", [1, 2, 3])
def test_over_voting_voids_a_ballot_and_under_voting_does_not_whatever_the_marks(names: int, seats: int):
    for ballot in all_marks(names):
        circles = [line.person for line in ballot if line.mark is Mark.FOR]
        reading = read(ballot, seats)

        assert (reading.void is VoidReason.OVER_VOTE) is (len(circles) > seats)
        assert list(reading.chosen) == ([] if len(circles) > seats else circles)
        assert reading.voids == tuple(
            line.person for line in ballot if line.is_written_in and line.mark is not Mark.FOR
        )
