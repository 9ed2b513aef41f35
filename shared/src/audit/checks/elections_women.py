"""Which seats of a village committee are for women, and which of them have none yet, reckoned anew.

Law: Organic Law of the Villagers' Committees, art. 6 (村民委员会组织法 第六条), and the provinces' measures.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.checks.seen import Json, Seen, nothing
from audit.finding import Finding

OWN_LINE = "committee_woman"
"""A line of the ballot on which only women stand."""


@dataclass(slots=True)
class WomensSeats:
    """Of one election. `won`: by post, how many women; `left_open`: by post, the seats that nobody won."""

    women: set[str] = field(default_factory=set)
    fixed: dict[str, int] = field(default_factory=dict)
    won: Counter[str] = field(default_factory=Counter)
    left_open: dict[str, int] = field(default_factory=dict)

    def reserved(self, seen: Seen) -> Iterator[Finding]:
        self.fixed = {each["post"]: each["seats"] for each in seen.data["seats"]}
        return nothing()

    def attested(self, seen: Seen) -> Iterator[Finding]:
        self.women |= set(seen.data["women"])
        return nothing()

    def counted(self, contest: Json, why: str, result: Json) -> tuple[frozenset[str], int]:
        """The women, and how many seats of a contest only they may win; then what the result says of it is kept."""
        reserved = self._reserved(contest, why)
        post = contest["post"]
        before = self.left_open.get(post, 0) if why == "tie" else 0
        self.left_open[post] = before + result["open_seats"]
        self.won[post] += len(self.women & set(result["elected"]))
        return frozenset(self.women), reserved

    def _reserved(self, contest: Json, why: str) -> int:
        """Between the tied, none of those that stayed open before."""
        if contest["post"] == OWN_LINE:
            return int(contest["seats"])
        left = self.fixed.get(contest["post"], 0) - self.won[contest["post"]]
        if why == "tie":
            left -= self.left_open.get(contest["post"], 0)
        return max(0, min(left, int(contest["seats"])))
