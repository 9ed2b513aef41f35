"""Keys that are destroyed, reckoned anew: not before what is sealed under them may be erased, and only as ordered.

Law: Personal Information Protection Law, arts. 19 and 47 (个人信息保护法 第十九条、第四十七条): kept for the shortest
time that is needed; where a law's time to keep it has not ended, it is not erased. The last day of that time is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, day_of
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered


@dataclass(slots=True)
class Erasures:
    """Of one service; the checks of one pass over the record. `_ordered`: stream to the key that is to go."""

    service: str
    _ordered: Remembered[str, str] = field(default_factory=Remembered)
    _gone: Remembered[str, bool] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            f"{self.service}.erasure-ordered.v1": self._order,
            f"{self.service}.key-destroyed.v1": self._destroyed,
        }

    def _order(self, seen: Seen) -> Iterator[Finding]:
        data, days = seen.data, seen.value(f"{self.service}.sealed_retention")
        if seen.stream in self._ordered:
            yield seen.finding("order", f"the key of {data['subject']} is ordered to be destroyed twice")
        self._ordered[seen.stream] = data["key_id"]
        used_on = seen.metadata.get("command", {}).get("document", {}).get("used_on")
        if used_on is not None and seen.has_rules:
            own = None if days is None else (date.fromisoformat(used_on) + days * ONE_DAY).isoformat()
            if data["retained_until"] != own:
                yield seen.finding("due-date", f"kept until {data['retained_until']}, by own count {own}")
        if (data["retained_until"] or "") >= day_of(seen.at).isoformat():
            yield seen.finding("too-early", f"ordered on {day_of(seen.at)}, to be kept until {data['retained_until']}")

    def _destroyed(self, seen: Seen) -> Iterator[Finding]:
        if self._ordered.get(seen.stream) != seen.data["key_id"]:
            yield seen.finding("cause", f"nobody ordered {seen.data['key_id']} to be destroyed")
        if seen.stream in self._gone:
            yield seen.finding("order", "destroyed twice")
        self._gone[seen.stream] = True
