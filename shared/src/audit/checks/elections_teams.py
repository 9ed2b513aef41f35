"""How a team shares its work, reckoned anew: each member once, and who meets is of the team.

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2一要). The text names no number of
meetings: nobody studies together alone, and who briefs is there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.days import day_of
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

_TOGETHER = 2


@dataclass(slots=True)
class Teams:
    """The checks of one pass over the record: the members by stream, as the work was divided last."""

    _members: Remembered[str, set[str]] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "elections.work-divided.v1": self._divided,
            "elections.team-meeting-recorded.v1": self._met,
        }

    def _divided(self, seen: Seen) -> Iterator[Finding]:
        members = Counter(share["member"] for share in seen.data["shares"])
        self._members[seen.stream] = set(members)
        twice = sorted(name for name, times in members.items() if times > 1)
        if twice:
            yield seen.finding("count", f"work is divided twice to {', '.join(twice)}")
        yield from _to_come(seen, seen.data["decided_on"])

    def _met(self, seen: Seen) -> Iterator[Finding]:
        data, present = seen.data, set(seen.data["present"])
        strangers = sorted(present - self._members.get(seen.stream, set()))
        if strangers:
            yield seen.finding("cause", f"no work was divided to {', '.join(strangers)}")
        if data["kind"] == "study" and len(present) < _TOGETHER:
            yield seen.finding("share", "one alone studied together")
        if data["kind"] == "briefing" and data["briefed_by"] not in present:
            yield seen.finding("cause", f"briefed by {data['briefed_by'] or 'nobody'}, who was not there")
        yield from _to_come(seen, data["held_on"])


def _to_come(seen: Seen, day: str) -> Iterator[Finding]:
    if day > day_of(seen.at).isoformat():
        yield seen.finding("too-early", f"recorded on {day_of(seen.at)}, of {day}")
