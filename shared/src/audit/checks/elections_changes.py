"""Changes of communities, reckoned anew: the households that remain, the day of the filing, what was late.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(1), (4)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from audit.checks.days import ends
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

LEAST, EXEMPT = "community.resize.min_households", "community.resize.exempt_types"
DAYS = "community.filing.deadline_days"
MERGED = "merged"


@dataclass(slots=True)
class _Change:
    """When it is to be filed before, and what of it was done or said. `lacks`: it is too small, and nobody said so."""

    decided_on: str | None = None
    due_at: str | None = None
    lacks: bool = False
    is_filed: bool = False
    is_said: bool = False


@dataclass(slots=True)
class CommunityChanges:
    """The checks of one pass over the record."""

    _changes: Remembered[str, _Change] = field(default_factory=lambda: Remembered(_Change))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "community-changed": self._changed,
            "community-below-min-households": self._too_small,
            "community-change-filed": self._filed,
            "community-change-not-filed": self._not_filed,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _changed(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._changes[seen.stream], seen.data
        one.decided_on, one.due_at, one.lacks = data["decided_on"], data["filing_due_at"], data["is_below_min"]
        if (data["into"] is not None) != (data["change"] == MERGED) or data["into"] == data["unit"]:
            yield seen.finding("cause", f"{data['change']}, into {data['into'] or 'no other'}")
        if not seen.has_rules:
            return
        days = seen.value(DAYS)
        own = None if days is None else date.fromisoformat(data["decided_on"]) + timedelta(days)
        said = (data["filing_due_on"], one.due_at)
        if said != ((None, None) if own is None else (own.isoformat(), ends(own))):
            yield seen.finding("due-date", f"to be filed by {said[0] or 'no day'}, by own count {own or 'no day'}")
        is_small = _is_small(seen)
        if data["is_below_min"] != is_small:
            yield seen.finding("outcome", f"{data['households']} households: is_below_min, by own count {is_small}")

    def _too_small(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._changes[seen.stream], seen.data
        is_other = seen.has_rules and data["least"] != seen.value(LEAST)
        if not one.lacks or is_other or data["households"] >= data["least"]:
            yield seen.finding("cause", f"{data['households']} households of {data['least']} are not too few")
        one.lacks = False

    def _filed(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._changes[seen.stream], seen.data
        yield from self._unsaid(seen)
        filed_at = ends(date.fromisoformat(data["filed_on"]))
        is_late = one.due_at is not None and filed_at > one.due_at
        if data["is_late"] != is_late:
            yield seen.finding("outcome", f"is_late: {data['is_late']}, due before {one.due_at or 'no day'}")
        if is_late and not one.is_said:
            yield seen.finding("overdue-unsaid", f"filed before {filed_at}, due before {one.due_at}")
        if one.decided_on is None or data["filed_on"] < one.decided_on or one.is_filed:
            yield seen.finding("order", f"filed on {data['filed_on']}, decided on {one.decided_on or 'no day'}")
        one.is_filed = True

    def _not_filed(self, seen: Seen) -> Iterator[Finding]:
        one = self._changes[seen.stream]
        yield from self._unsaid(seen)
        is_due = one.due_at is not None and seen.at >= one.due_at and not one.is_filed
        if not is_due or one.is_said or seen.data["due_at"] != one.due_at:
            yield seen.finding("overdue-early", f"said at {seen.at}, due before {one.due_at or 'no day'}")
        one.is_said = True

    def _unsaid(self, seen: Seen) -> Iterator[Finding]:
        """That what remains is too small is said with the change, before anything that follows."""
        one = self._changes[seen.stream]
        if one.lacks:
            yield seen.finding("outcome", "too few households remained, which nobody said")
        one.lacks = False


def _is_small(seen: Seen) -> bool:
    least, exempt = seen.value(LEAST), seen.value(EXEMPT) or ()
    return least is not None and seen.data["households"] < least and seen.data["exemption"] not in exempt
