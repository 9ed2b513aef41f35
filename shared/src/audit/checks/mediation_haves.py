"""What a centre or station is said to have: only what the record cannot know, in its year, a budget with its amount.

Law: township opinion on the centre, part 6 (document 4 §六(一)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from audit.checks.seen import Look, Seen
from audit.finding import Finding

EIGHT, BUDGET = "eight_haves", "budget"
ENTERED = (BUDGET, "window", "rules")


@dataclass(slots=True)
class Haves:
    """The checks of one pass over the record."""

    @property
    def reads(self) -> Mapping[str, Look]:
        return {"mediation.have-recorded.v1": self._recorded}

    def _recorded(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        is_none = seen.has_rules and data["have"] not in (seen.value(EIGHT) or ())
        if data["have"] not in ENTERED or is_none:
            yield seen.finding("cause", f"{data['have']} is not for anybody to enter")
        if (data["have"] == BUDGET) != bool(data["yuan"]):
            yield seen.finding("count", f"{data['have']} of {data['yuan']} yuan")
        if date.fromisoformat(data["from_on"]).year != data["year"]:
            yield seen.finding("order", f"from {data['from_on']}, which is not in {data['year']}")
