"""How many women a village committee is asked to have, reckoned anew: seats before naming, and who was elected.

Law: Organic Law of the Villagers' Committees, art. 6 (村民委员会组织法 第六条), and the provinces' measures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.elections_women import OWN_LINE
from audit.checks.seen import Json, Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered

LEAST, HOW, SIZE = "village_committee.women.min", "village.women.seat", "village_committee.size"


@dataclass(slots=True)
class _Committee:
    """A villagers' election; `elected`: everybody so far."""

    plan: Json
    fixed: dict[str, int] = field(default_factory=dict)
    women: set[str] = field(default_factory=set)
    elected: set[str] = field(default_factory=set)


@dataclass(slots=True)
class WomenAsked:
    """The checks of one pass over the record."""

    _committees: Remembered[str, _Committee] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "election-planned": self._planned,
            "womens-seats-reserved": self._reserved,
            "women-recorded": self._attested,
            "nomination-opened": self._opened,
            "result-declared": self._declared,
            "womens-seat-unfilled": self._unfilled,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _planned(self, seen: Seen) -> Iterator[Finding]:
        if seen.data["kind"] == "villagers":
            self._committees[seen.stream] = _Committee(seen.data)
        return nothing()

    def _reserved(self, seen: Seen) -> Iterator[Finding]:
        self._committees[seen.stream].fixed = {one["post"]: one["seats"] for one in seen.data["seats"]}
        return nothing()

    def _attested(self, seen: Seen) -> Iterator[Finding]:
        if committee := self._committees.get(seen.stream):
            committee.women |= set(seen.data["women"])
        return nothing()

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        """Where a province has a way to women's seats, nobody is named for a whole committee without them."""
        committee = self._committees.get(seen.stream)
        if committee is None or seen.value(HOW) is None or not _is_whole(seen, committee.plan):
            return
        fixed = sum(
            contest["seats"] if contest["post"] == OWN_LINE else committee.fixed.get(contest["post"], 0)
            for contest in committee.plan["contests"]
        )
        if fixed < _least(seen):
            yield seen.finding("share", f"{fixed} seats are for women, {_least(seen)} are asked for")

    def _declared(self, seen: Seen) -> Iterator[Finding]:
        if committee := self._committees.get(seen.stream):
            committee.elected |= {winner["person"] for winner in seen.data["winners"]}
        return nothing()

    def _unfilled(self, seen: Seen) -> Iterator[Finding]:
        """Said of a whole committee that has fewer women than it is asked to have."""
        committee, data = self._committees[seen.stream], seen.data
        own = (_least(seen), len(committee.elected & committee.women))
        if seen.has_rules and (data["needed"], data["elected"]) != own:
            yield seen.finding("count", f"{data['elected']} of {data['needed']}, by own count {own[1]} of {own[0]}")
        if own[1] >= own[0] or not _is_whole(seen, committee.plan):
            yield seen.finding("overdue-early", f"{own[1]} women are elected, {own[0]} are asked for")


def _least(seen: Seen) -> int:
    """One, where the packs have a way and no number."""
    return int(seen.value(LEAST) or 1)


def _is_whole(seen: Seen, plan: Json) -> bool:
    """A general election of no fewer seats than a committee has."""
    bounds = seen.value(SIZE) or {"min": 0}
    seats = sum(contest["seats"] for contest in plan["contests"])
    return bool(plan["basis"] == "general" and bounds["min"] <= seats)
