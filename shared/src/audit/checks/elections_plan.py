"""How an election is laid out, reckoned anew: seats, terms, the committee that runs it, groups that elect, watchers.

Law: Organic Law of the Villagers' Committees (村民委员会组织法), arts. 6, 11, 12; Organic Law of the Urban Residents'
Committees (城市居民委员会组织法), art. 8; provincial measures, as their packs say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from audit.checks.days import corresponding
from audit.checks.seen import Json, Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

SEATS = "village_committee.size"
MOST = {"congress_chair": "congress.chair.count", "congress_vice_chair": "congress.vice_chair.max"}
TERM = {"villagers": "village_committee.term_years", "residents": "residents_committee.term_years"}
COMMITTEE = "village.election_committee.size"
GROUPS = "residents_committee.group_representatives"
WATCHERS = "village.boxes.monitors.min"
_MONTHS = 12


@dataclass(slots=True)
class Plans:
    """The checks of one pass over the record. `_groups`: how many representatives elect, where groups do."""

    _kinds: Remembered[str, str] = field(default_factory=Remembered)
    _groups: Remembered[str, int] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "elections.election-planned.v1": self._planned,
            "elections.election-committee-formed.v1": self._formed,
            "elections.groups-set-out.v1": self._set_out,
            "elections.roll-published.v1": self._roll,
            "elections.voting-opened.v1": self._opened,
        }

    def _planned(self, seen: Seen) -> Iterator[Finding]:
        plan = seen.data
        self._kinds[seen.stream] = plan["kind"]
        yield from _seats(seen, plan)
        years = seen.value(TERM[plan["kind"]]) if plan["kind"] in TERM else None
        if years is not None:
            last = corresponding(date.fromisoformat(plan["held_on"]), years * _MONTHS).isoformat()
            if plan["term_ends_on"] > last:
                yield seen.finding("limit", f"elected until {plan['term_ends_on']}, the last day is {last}")

    def _formed(self, seen: Seen) -> Iterator[Finding]:
        data, bounds = seen.data, seen.value(COMMITTEE)
        votes = [one["votes"] for one in data["chosen"]]
        if any(one < other for one, other in pairwise(votes)):
            yield seen.finding("order", "chosen in another order than by votes")
        if data["size"] > len(votes) or data["chair"] not in {one["person"] for one in data["chosen"][: data["size"]]}:
            yield seen.finding("count", f"{data['size']} members of {len(votes)} chosen, chaired by {data['chair']}")
        is_bound = bounds is not None and self._kinds.get(seen.stream) == "villagers"
        if is_bound and not bounds["min"] <= data["size"] <= bounds["max"]:
            yield seen.finding("limit", f"{data['size']} members, {bounds['min']} to {bounds['max']} there may be")

    def _set_out(self, seen: Seen) -> Iterator[Finding]:
        groups, persons, bounds = seen.data["groups"], seen.data["representatives"], seen.value(GROUPS)
        self._groups[seen.stream] = persons
        if bounds is not None and not bounds["min"] * groups <= persons <= bounds["max"] * groups:
            yield seen.finding("limit", f"{persons} representatives of {groups} groups")

    def _roll(self, seen: Seen) -> Iterator[Finding]:
        """Where groups elect, the roll has their representatives and nobody else."""
        persons = self._groups.get(seen.stream)
        if persons is not None and seen.data["voters"] != persons:
            yield seen.finding("count", f"{seen.data['voters']} on the roll, {persons} represent their groups")

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        least = seen.value(WATCHERS) if self._kinds.get(seen.stream) == "villagers" else None
        for box in seen.data["boxes"]:
            watchers = len(set(box["watchers"]))
            if watchers < (least or 1):
                yield seen.finding("share", f"{box['box']}: {watchers} watch, {least or 1} are needed")


def _seats(seen: Seen, plan: Json) -> Iterator[Finding]:
    """Of a village committee all posts together; of a congress's chairs each."""
    whole, bounds = sum(contest["seats"] for contest in plan["contests"]), seen.value(SEATS)
    if plan["kind"] == "villagers" and bounds is not None and whole > bounds["max"]:
        yield seen.finding("limit", f"{whole} seats, at most {bounds['max']} there may be")
    for contest in plan["contests"]:
        most = seen.value(MOST[contest["post"]]) if contest["post"] in MOST else None
        if most is not None and contest["seats"] > most:
            yield seen.finding("limit", f"{contest['post']}: {contest['seats']} seats, at most {most} there may be")
