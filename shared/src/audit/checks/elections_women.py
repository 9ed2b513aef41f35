"""Seats of a village committee that are for women: how many of them are voted on in a round.

Law: Organic Law of the Villagers' Committees, art. 6 (村民委员会组织法 第六条), and the provinces' measures.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.seen import Json, Seen, nothing
from audit.finding import Finding

OWN_LINE = "committee_woman"
"""A post that is for women whole (妇女委员)."""


@dataclass(slots=True)
class WomensSeats:
    """Of one election: what was fixed, who is attested to be a woman, and what the rounds so far came to."""

    plan: Json
    women: set[str] = field(default_factory=set)
    _fixed: Mapping[str, int] = field(default_factory=dict)
    _won: Counter[str] = field(default_factory=Counter)
    _open: Counter[str] = field(default_factory=Counter)

    def reserved(self, seen: Seen) -> Iterator[Finding]:
        """What is fixed later replaces what was."""
        self._fixed = {each["post"]: each["seats"] for each in seen.data["seats"]}
        yield from nothing()

    def attested(self, seen: Seen) -> Iterator[Finding]:
        self.women |= set(seen.data["women"])
        yield from nothing()

    def kept(self, contest: Json, why: str) -> int:
        """Those of the contest's seats that no man may win. Between the tied, what stayed open is not voted on."""
        post, seats = str(contest["post"]), int(contest["seats"])
        left = self._of_plan(post) - self._won[post] - (self._open[post] if why == "tie" else 0)
        return max(0, min(left, seats))

    def declared(self, result: Json, why: str) -> None:
        post = result["post"]
        self._won[post] += len(self.women & set(result["elected"]))
        self._open[post] = result["open_seats"] + (self._open[post] if why == "tie" else 0)

    def _of_plan(self, post: str) -> int:
        if post == OWN_LINE:
            return sum(each["seats"] for each in self.plan["contests"] if each["post"] == post)
        return self._fixed.get(post, 0)
