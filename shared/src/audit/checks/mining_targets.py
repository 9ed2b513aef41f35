"""Targets of green mines and the first stage, reckoned anew: steps that rise to the target, and whether it is behind.

Law: opinion on green mines, parts 2 and 7 (document 3 §二(二), §七(一)): the city strives (力争), so that fewer mines
or a later day is a deviation and no bar. Only a city's target is held against the opinion's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from audit.checks.seen import Look, Seen
from audit.finding import Finding

COUNT, DUE, STAGE = "mining.target.count", "mining.target.due", "mining.stage1"
_FIRST = "preparation"
_CITY = 4
"""How many digits the code of a city has."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Nothing is remembered: every fact stands alone."""

    @property
    def reads(self) -> Mapping[str, Look]:
        return {"mining.target-set.v1": _target, "mining.stage-planned.v1": _stage}


def _target(seen: Seen) -> Iterator[Finding]:
    data, steps = seen.data, seen.data["schedule"]
    rises = all(one["due_on"] < other["due_on"] and one["mines"] <= other["mines"] for one, other in pairwise(steps))
    if not rises or steps[-1]["mines"] != data["mines"] or steps[-1]["due_on"] > data["due_on"]:
        yield seen.finding("count", f"steps that do not rise to {data['mines']} mines by {data['due_on']}")
    count, due = seen.value(COUNT), seen.value(DUE)
    is_less = count is not None and data["mines"] < count
    is_later = due is not None and data["due_on"] > str(due)
    is_behind = len(data["unit"].partition("-")[0]) == _CITY and (is_less or is_later)
    if data["is_behind"] != is_behind:
        said = f"{data['mines']} mines by {data['due_on']}"
        yield seen.finding("outcome", f"{said}, behind: {data['is_behind']}; striven for are {count} by {due}")


def _stage(seen: Seen) -> Iterator[Finding]:
    """The first stage is on the days that the opinion gives it."""
    data, days = seen.data, seen.value(STAGE)
    if data["from_on"] > data["until_on"]:
        yield seen.finding("order", f"ends on {data['until_on']}, begins on {data['from_on']}")
    if data["stage"] == _FIRST and days and (data["from_on"], data["until_on"]) != (days["from"], days["to"]):
        yield seen.finding("limit", f"{data['from_on']} to {data['until_on']}, not {days['from']} to {days['to']}")
