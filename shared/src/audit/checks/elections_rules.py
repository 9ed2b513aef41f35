"""What is known of one election while it is reckoned anew, and which of the packs' words hold for its kind.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 14, 25-30; Electoral Law (选举法), arts. 27-45;
Organic Law of the Villagers' Committees (村民委员会组织法), arts. 14, 15.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from audit.checks.elections_candidates import Candidates
from audit.checks.elections_kin import Pairs
from audit.checks.elections_women import WomensSeats
from audit.checks.seen import Json, Seen

QUORUM = "congress.quorum.min"
ADOPTION = {
    "congress": "congress.majority",
    "villagers": "village.assembly.majority",
    "residents": "residents_meeting.majority",
}
MAJORITY = {
    "congress": "congress.majority",
    "deputies": "election.direct.majority",
    "villagers": "village.majority",
    "residents": "residents_election.majority",
}
TURNOUT = {
    "deputies": "election.direct.turnout",
    "villagers": "village.turnout",
    "residents": "residents_election.turnout",
}
FLOOR = {"deputies": "election.direct.rerun.floor", "villagers": "village.rerun.floor"}
RERUN_DAYS = {"villagers": "village.rerun.window_days"}
ROLL = {
    "deputies": "election.roll.days_before",
    "villagers": "village.roll.days_before",
    "residents": "residents_election.roll.days_before",
}
OBJECTIONS = {"deputies": "election.roll.objection_days", "villagers": "village.roll.objection_days"}
NOMINEES = {"deputies": "election.direct.nominees.days_before"}
FINAL_LIST = {"deputies": "election.direct.list.days_before", "villagers": "village.list.days_before"}
KINSHIP, TWO_POSTS = {"villagers": "village.kinship"}, {"villagers": "village.one_name_two_posts"}
BASES = {
    **dict.fromkeys(("all deputies", "those entitled", "registered", "household representatives"), "entitled"),
    **dict.fromkeys(("participants", "voting"), "took_part"),
    "ballots": "collected",
}
"""Of whom or what a part is taken, and the total of the poll that it is; void ballots are ballots."""


@dataclass(slots=True)
class Election:
    """One election: plan and measures as recorded, the open round with its boxes, who is elected already."""

    plan: Json
    held_on: str
    candidates: Candidates
    measures: Json = field(default_factory=dict)
    objections_until: str | None = None
    opened: Json | None = None
    counts: dict[str, list[Json]] = field(default_factory=dict)
    elected: set[str] = field(default_factory=set)
    last_result: str | None = None
    women: WomensSeats = field(default_factory=WomensSeats)
    kin: Pairs = field(default_factory=set)

    @property
    def kind(self) -> str:
        return str(self.plan["kind"])


def of_kind(seen: Seen, election: Election, names: Mapping[str, str]) -> Any:
    name = names.get(election.kind)
    return None if name is None else seen.value(name)


def turnout_of(seen: Seen, election: Election) -> Json | None:
    """A congress asks for attendance instead. Where no pack says how many, the measures do."""
    if election.kind == "congress":
        return None
    rule: Json | None = of_kind(seen, election, TURNOUT)
    return rule if rule is not None else election.measures.get("quorum")


def majority_of(seen: Seen, election: Election, contest: Json) -> Json | None:
    """Between the tied none; for open seats the floor, where the statute puts it in the majority's place."""
    if (election.opened or {"why": ""})["why"] == "tie":
        return None
    names, own = (FLOOR, "rerun_floor") if contest["by_plurality"] else (MAJORITY, "majority")
    rule: Json | None = of_kind(seen, election, names)
    return rule if rule is not None else election.measures.get(own)
