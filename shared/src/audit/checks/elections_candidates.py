"""Candidates, reckoned anew: how many must name one, and how many may stand.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 26, 27; Electoral Law (选举法), arts. 30, 31.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.checks.elections_count import CHIEFS
from audit.checks.seen import Json, Seen
from audit.checks.thresholds import least_of
from audit.finding import Finding

SIGNERS = {"congress": "election.nomination.min_deputies", "deputies": "election.direct.min_voters"}
JOINTLY = frozenset({"deputies", "voters"})


@dataclass(slots=True)
class Candidates:
    """Of one election: its plan, and who was named for each post."""

    plan: Json
    named: dict[str, set[str]] = field(default_factory=dict)

    def nominated(self, seen: Seen) -> Iterator[Finding]:
        data, name = seen.data, SIGNERS.get(self.plan["kind"])
        self.named.setdefault(data["post"], set()).add(data["person"])
        least = seen.value(name) if name else None
        signers = len(set(data["nominators"]))
        if data["by"] in JOINTLY and least is not None and signers < least:
            yield seen.finding("share", f"{signers} named the candidate, {least} are needed")

    def listed(self, seen: Seen) -> Iterator[Finding]:
        """More candidates than seats, as many as the law says; one alone for a chief whom nobody else was named for."""
        for contest in self.plan["contests"]:
            post, seats = contest["post"], contest["seats"]
            persons = {one["person"] for one in seen.data["candidates"] if one["post"] == post}
            least, most = self._bounds(seen, post, seats)
            extra = len(persons) - seats
            is_alone = post in CHIEFS and len(self.named.get(post, ())) == 1 and self.plan["basis"] == "general"
            if persons and not (least <= extra <= most or (is_alone and self.plan["kind"] == "congress")):
                yield seen.finding("limit", f"{post}: {len(persons)} for {seats}, {least} to {most} more may stand")

    def _bounds(self, seen: Seen, post: str, seats: int) -> tuple[int, int]:
        kind = self.plan["kind"]
        if self.plan["basis"] == "by-election" and kind in ("congress", "deputies"):
            return seen.value("election.by_election.extra.min") or 0, seats + 1000
        if kind == "congress" and post in CHIEFS:
            chief = seen.value("election.extra.chief") or 0
            return chief, chief
        if kind == "congress":
            most = seen.value("election.extra.vice.max")
            return seen.value("election.extra.vice.min") or 0, seats + 1000 if most is None else most
        if kind == "deputies" and (ends := seen.value("election.direct.extra")):
            return least_of(str(ends["min"]), seats), int(ends["max"]) * seats
        return int(kind == "villagers"), seats + 1000
