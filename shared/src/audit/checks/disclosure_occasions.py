"""What is public because another service recorded it, reckoned anew: so many days before an event, or at once.

Law: Electoral Law (选举法), arts. 28, 32; Organic Law of the Villagers' Committees (村民委员会组织法), arts. 14, 15;
the county's and the district's opinions on what is posted. "Before" an event is until the end of the day before it; so
many days before it (…日以前) until the end of the day so many days before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from audit.checks.days import ONE_DAY, ends
from audit.checks.seen import Json, Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered

POSTED, LISTS = "disclosure.posted", "disclosure.posted.election_lists.due"
ORDERED: Mapping[str, Sequence[str]] = {
    "voter_roll": ("election.roll.days_before", LISTS),
    "nominees": ("election.direct.nominees.days_before", LISTS),
    "final_candidates": ("election.direct.list.days_before", LISTS),
    "village_roll": ("village.roll.days_before", LISTS),
    "village_candidates": ("village.list.days_before", LISTS),
    "village_proxies": ("village.proxy.list_days_before", LISTS),
    "residents_roll": ("residents_election.roll.days_before", LISTS),
    **dict.fromkeys(("election_list", "declared_result"), (LISTS,)),
    "mine_falsification": ("mining.falsification.publish",),
    "mine_underperformance": ("mining.underperformance.publish",),
}
"""By which parameters a pack orders it: the first that has a value."""

ALIKE: Mapping[str, Sequence[str]] = {
    "village_implementation": ("village_resolution",),
    "oath": ("election_result",),
    "credentials_ended": ("credentials_ended", "office_ended"),
    "office_ended": ("office_ended", "election_result"),
}
"""Others are ordered by a word of their own name, or of these."""

HOURS = "disclosure.other.immediate.hours"
BEFORE = frozenset({"before session_open", "before next election"})


@dataclass(slots=True)
class Occasions:
    """The checks of one pass over the record: the due dates of duties as they were opened, by stream."""

    _opened: Remembered[str, Json] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {"disclosure.duty-opened.v1": self._duty, "disclosure.occasion-recorded.v1": self._recorded}

    def _duty(self, seen: Seen) -> Iterator[Finding]:
        self._opened[seen.stream] = seen.data
        return nothing()

    def _recorded(self, seen: Seen) -> Iterator[Finding]:
        """The occasion that opens a duty gives it its day; a further one changes nothing."""
        duty, ordered = self._opened.pop(seen.stream, None), _ordering(seen, seen.data["occasion"])
        if seen.has_rules and ordered is None:
            yield seen.finding("cause", f"no pack orders {seen.data['occasion']} to be public")
        if duty is None or ordered is None:
            return
        own = _due_at(seen, duty, _days_before(ordered))
        if duty["due_at"] != own:
            yield seen.finding("due-date", f"due {duty['due_at']}, by own count {own or 'no day'}: {ordered}")


def _due_at(seen: Seen, duty: Json, days: int | None) -> str | None:
    """The end of the day so long before the event; of what is owed at once so many hours after, if a pack says so."""
    event_on, hours = seen.data["event_on"], seen.value(HOURS)
    if days is not None:
        return None if event_on is None else ends(date.fromisoformat(event_on) - days * ONE_DAY)
    if hours is None:
        return None
    moment = datetime.fromisoformat(duty["opened_at"]) + timedelta(hours=int(hours))
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _days_before(ordered: Any) -> int | None:
    """None where it is owed at once."""
    if isinstance(ordered, int) and not isinstance(ordered, bool):
        return ordered
    return 1 if ordered in BEFORE else None


def _ordering(seen: Seen, occasion: str) -> Any:
    names = ORDERED.get(occasion) or [
        f"{POSTED}.{word}.{kind}" for word in ALIKE.get(occasion, (occasion,)) for kind in ("period", "due")
    ]
    said = [value for name in names if (value := seen.value(name)) not in (None, False)]
    return said[0] if said else None
