"""One ballot paper: what its marks say (○ for, × against, blank abstains, a name written in).

Law: Electoral Law, art. 44: more persons chosen than seats voids the ballot, equal or fewer does not (选举法
第四十四条); Organic Law of Local Congresses and Governments, art. 28 (地方组织法 第二十八条).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.elections.election.messages import Line, Mark, VoidReason


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
