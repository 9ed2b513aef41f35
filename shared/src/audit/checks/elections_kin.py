"""Near relatives among the winners, reckoned anew: of two of them one is elected, where a province says so.

Law: provincial measures for the election of villagers' committees, as their packs say (浙江村委会选举办法31): the
higher post stays, in one post the one with more votes; with as many votes the two are voted on anew.
"""

from collections.abc import Collection, Mapping

from audit.checks.elections_count import Outcome, outcome_of

Pairs = set[frozenset[str]]


def relatives_of(persons: Collection[str], kin: Pairs) -> set[str]:
    return {other for pair in kin for other in pair if pair & set(persons)} - set(persons)


def outcome_among(
    votes: Mapping[str, int],
    seats: int,
    needed: int,
    taken: Collection[str],
    kin: Pairs,
    women: Collection[str] = (),
    reserved: int = 0,
) -> Outcome:
    """Whoever is a relative of one who holds a seat, or has more votes, is passed over until no two are related."""
    passed_over = relatives_of(taken, kin)
    while True:
        left = {person: number for person, number in votes.items() if person not in passed_over}
        own = outcome_of(left, seats, needed, taken, women, reserved)
        behind = relatives_of(own.elected, kin) & set(own.tied)
        pair = next((both for both in _related(own, kin)), None)
        if not behind and pair is None:
            return own
        if behind:
            passed_over |= behind
        elif pair is not None and votes[pair[0]] != votes[pair[1]]:
            passed_over.add(pair[1])
        elif pair is not None:
            return _between(left, pair, seats, needed, taken, kin, women, reserved)


def _related(own: Outcome, kin: Pairs) -> list[tuple[str, str]]:
    """Those that are elected together and are relatives, the most votes first."""
    elected = own.elected
    return [
        (elected[first], elected[second])
        for first in range(len(elected))
        for second in range(first + 1, len(elected))
        if frozenset((elected[first], elected[second])) in kin
    ]


def _between(
    votes: Mapping[str, int],
    pair: tuple[str, str],
    seats: int,
    needed: int,
    taken: Collection[str],
    kin: Pairs,
    women: Collection[str],
    reserved: int,
) -> Outcome:
    """One seat is between the two, a woman's if both are women; beside another tie it stays open."""
    others = {person: number for person, number in votes.items() if person not in pair}
    for_women = max(0, min(reserved - (set(pair) <= set(women)), seats - 1))
    rest = outcome_among(others, seats - 1, needed, taken, kin, women, for_women)
    if rest.tied:
        return Outcome(rest.elected, rest.tied, rest.tied_seats, rest.open_seats + 1)
    return Outcome(rest.elected, sorted(pair), 1, rest.open_seats)
