"""Near relatives among the winners of one post: most votes stay, equal votes are voted on anew, others move up.

Law: provincial measures for the election of villagers' committees, as their packs say (浙江村委会选举办法31). The
higher post stays first: a relative of somebody elected before is not counted for a later post at all.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from contracts.calendar import china_day
from contracts.elections.election.messages import KinshipRecorded, RecordKinship
from contracts.errors import refuse_unless

from elections.election.count import NO_RESERVE, Bar, Outcome, Reserve, count

Pairs = frozenset[frozenset[str]]


def record(command: RecordKinship, now: datetime) -> KinshipRecorded:
    alone = [pair.one for pair in command.kin if pair.one == pair.other]
    refuse_unless(not alone, "elections.named-twice", ", ".join(alone))
    refuse_unless(command.attested_on <= china_day(now), "elections.invalid-date", str(command.attested_on))
    return KinshipRecorded(
        unit=command.unit,
        election=command.election,
        kin=command.kin,
        attested_on=command.attested_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def relatives(persons: frozenset[str], kin: Pairs) -> frozenset[str]:
    """Everybody who is related to one of these."""
    related = (pair for pair in kin if pair & persons)
    return frozenset(person for pair in related for person in pair) - persons


def fill(votes: Mapping[str, int], seats: int, bar: Bar | None, kin: Pairs, reserve: Reserve = NO_RESERVE) -> Outcome:
    """As `count`, but of two relatives only one is elected."""
    outcome = count(votes, seats, bar, reserve)
    behind = relatives(frozenset(outcome.elected), kin) & frozenset(outcome.tied)
    if behind:
        return fill(_without(votes, behind), seats, bar, kin, reserve)
    pairs = (pair for pair in combinations(outcome.elected, 2) if frozenset(pair) in kin)
    pair = next(pairs, None)
    if pair is None:
        return outcome
    first, second = pair
    if votes[first] > votes[second]:
        return fill(_without(votes, frozenset({second})), seats, bar, kin, reserve)
    return _voted_anew(votes, seats, bar, kin, frozenset(pair), reserve)


def _voted_anew(
    votes: Mapping[str, int], seats: int, bar: Bar | None, kin: Pairs, pair: frozenset[str], reserve: Reserve
) -> Outcome:
    """One seat is between the two, a woman's if both are women; where others are tied as well, it stays open for
    another election.
    """
    for_women = reserve.seats - (pair <= reserve.women)
    others_reserve = replace(reserve, seats=max(0, min(for_women, seats - 1)))
    others = fill(_without(votes, pair), seats - 1, bar, kin, others_reserve)
    if others.tied:
        return replace(others, open_seats=others.open_seats + 1)
    return replace(others, tied=tuple(sorted(pair)), tied_seats=1)


def _without(votes: Mapping[str, int], persons: frozenset[str]) -> Mapping[str, int]:
    return {person: number for person, number in votes.items() if person not in persons}
