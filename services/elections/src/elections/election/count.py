"""The count: who is elected by the totals of all boxes, who is tied, and which seats stay open. Exact arithmetic only.

It knows neither voters nor ballots, only totals, and it never draws: whoever is tied for the last seat goes to a new
ballot. The order of boxes, lines and candidates changes nothing.

Law: Organic Law of Local Congresses and Governments, arts. 25, 28, 29 (地方组织法 第二十五、二十八、二十九条);
Electoral Law, arts. 44, 45 (选举法 第四十四、四十五条); Organic Law of the Villagers' Committees, art. 15
(村民委员会组织法 第十五条).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contracts.elections.election.messages import Line, Mark, VoidReason
from contracts.thresholds import Threshold


@dataclass(frozen=True, slots=True)
class Bar:
    """What it takes besides more votes than others: `threshold` of `base`, a number of persons or ballots."""

    threshold: Threshold
    base: int

    @property
    def needed(self) -> int:
        return self.threshold.needed(self.base)


@dataclass(frozen=True, slots=True)
class Reserve:
    """So many of the `seats` go to `women` alone: whoever is none of them may win the others only."""

    women: frozenset[str]
    seats: int


NO_RESERVE = Reserve(frozenset(), 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`elected` by votes, the most first, equal votes by reference; `tied` are too many for their `tied_seats`.

    `open_seats` are those that nobody has won and no tie is about.
    """

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    tied_seats: int
    open_seats: int


def total(boxes: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Votes by person over all boxes; a person may be missing in a box."""
    votes: Counter[str] = Counter()
    for box in boxes:
        votes.update(box)
    return dict(votes)


def count(votes: Mapping[str, int], seats: int, bar: Bar | None, reserve: Reserve = NO_RESERVE) -> Outcome:
    """Most votes win, among those who clear the bar. Without a bar, as between tied persons, one vote is enough.

    Whoever is no woman wins none of the seats that are for women: these go to the women with the most votes, and where
    too few women clear the bar they stay open.
    """
    needed = 1 if bar is None else max(1, bar.needed)
    levels = sorted({number for number in votes.values() if number >= needed}, reverse=True)
    elected: list[str] = []
    tied: list[str] = []
    taken, others_room = 0, seats - reserve.seats
    for level in levels:
        equal = sorted(person for person in votes if votes[person] == level)
        women = [person for person in equal if person in reserve.women]
        others = [person for person in equal if person not in reserve.women]
        fit = min(len(others), others_room)
        takes = min(seats - taken, len(women) + fit)
        sure = (women if takes == len(women) + fit else []) + (others if takes == len(equal) else [])
        able = (women + (others if fit else [])) if takes else []
        elected += sorted(sure)
        tied += [person for person in able if person not in sure]
        taken, others_room = taken + takes, others_room - fit
    return Outcome(tuple(elected), tuple(sorted(tied)), taken - len(elected), seats - taken)


def is_void(ballots: int, voters: int) -> bool:
    """More ballots in the boxes than people who voted: the whole poll is void. As many, or fewer: it is valid."""
    return ballots > voters


@dataclass(frozen=True, slots=True)
class Reading:
    """`void` says why nothing on the ballot counts; `voids` are single lines that do not count on a valid one."""

    chosen: tuple[str, ...]
    void: VoidReason | None
    voids: tuple[str, ...]


def read(lines: Sequence[Line], seats: int) -> Reading:
    """Over-voting voids the ballot, under-voting does not; a name written in without ○ is void as a line only."""
    nameless = tuple(line.person for line in lines if line.is_written_in and line.mark is not Mark.FOR)
    chosen = tuple(line.person for line in lines if line.mark is Mark.FOR)
    twice = len(set(chosen)) < len(chosen)
    if len(chosen) > seats or twice:
        return Reading((), VoidReason.OVER_VOTE, nameless)
    return Reading(chosen, None, nameless)
