"""Deputies' suggestions, reckoned anew: longest limit, reminder, who answers, what is late, which session hears of it.

Law: Deputies Law (代表法), art. 51; Organic Law of Local Congresses and Governments (组织法), art. 42; district opinion
on township people's congresses (document 2 §三(二)1).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, begins, corresponding, day_of, ends
from audit.checks.seen import Json, Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

HANDLING = "suggestion_handling"
KINDS, REMINDER = "suggestion.kinds", "suggestion.reminder_days"
LONGEST, LONGEST_COMPLEX = "suggestion.reply_months.max", "suggestion.reply_months.complex"


@dataclass(slots=True)
class _Suggestion:
    """Who signed it, what it was handed over with, and whether it was said that it is late, or judged."""

    signatories: tuple[str, ...]
    congress: str = ""
    assigned: Json | None = None
    is_said: bool = False
    is_replied: bool = False
    is_accepted: bool = False


@dataclass(slots=True)
class Suggestions:
    """The checks of one pass over the record."""

    _suggestions: Remembered[str, _Suggestion] = field(default_factory=lambda: Remembered(lambda: _Suggestion(())))
    _open: Remembered[str, set[str]] = field(default_factory=lambda: Remembered(set))
    """By congress, those that no session was told the end of."""

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "suggestion-submitted": self._submitted,
            "suggestion-assigned": self._assigned,
            "suggestion-reminded": self._reminded,
            "suggestion-overdue": self._overdue,
            "suggestion-taken": self._taken,
            "suggestion-replied": self._replied,
            "reply-judged": self._judged,
            "suggestion-reported": self._reported,
            "session-date-decided": self._decided,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _submitted(self, seen: Seen) -> Iterator[Finding]:
        congress = _congress(seen.data)
        self._suggestions[seen.stream] = _Suggestion(tuple(seen.data["signatories"]), congress)
        self._open[congress].add(seen.stream)
        kinds = seen.value(KINDS)
        if kinds is not None and seen.data["kind"] not in kinds:
            yield seen.finding("outcome", f"{seen.data['kind']} is no kind, these are: {', '.join(kinds)}")

    def _assigned(self, seen: Seen) -> Iterator[Finding]:
        """Within the months of the statute from the day it was handed over; nothing is due before that day."""
        data, today = seen.data, day_of(seen.at)
        self._suggestions[seen.stream].assigned = data
        months, due_on = seen.value(LONGEST_COMPLEX if data["is_complex"] else LONGEST), data["due_on"]
        if due_on < today.isoformat():
            yield seen.finding("limit", f"handed over on {today}, to be answered by {due_on}")
        if months is not None and due_on > corresponding(today, months).isoformat():
            yield seen.finding("limit", f"to be answered by {due_on}, {months} months from {today} are the longest")
        if data["due_at"] != ends(date.fromisoformat(due_on)):
            yield seen.finding("due-date", f"due {data['due_at']}, by own count {ends(date.fromisoformat(due_on))}")
        days = seen.value(REMINDER)
        remind_at = None if days is None else begins(date.fromisoformat(due_on) - days * ONE_DAY)
        if seen.has_rules and data["remind_at"] != remind_at:
            yield seen.finding("due-date", f"to be reminded {data['remind_at']}, by own count {remind_at}")

    def _reminded(self, seen: Seen) -> Iterator[Finding]:
        assigned = self._suggestions[seen.stream].assigned or {"remind_at": None}
        if assigned["remind_at"] is None or seen.at < assigned["remind_at"]:
            yield seen.finding("too-early", f"reminded at {seen.at}, to be at {assigned['remind_at'] or 'no moment'}")

    def _overdue(self, seen: Seen) -> Iterator[Finding]:
        one = self._suggestions[seen.stream]
        due_at = one.assigned["due_at"] if one.assigned else None
        if due_at is None or seen.at < due_at or one.is_said or seen.data["due_at"] != due_at:
            yield seen.finding("overdue-early", f"said at {seen.at}, due before {due_at or 'no day'}")
        one.is_said = True

    def _taken(self, seen: Seen) -> Iterator[Finding]:
        yield from self._by_another(seen)
        self._suggestions[seen.stream].is_replied = False

    def _replied(self, seen: Seen) -> Iterator[Finding]:
        yield from self._by_another(seen)
        one = self._suggestions[seen.stream]
        due_at = one.assigned["due_at"] if one.assigned else None
        if due_at is not None and seen.at >= due_at and not one.is_said:
            yield seen.finding("overdue-unsaid", f"answered at {seen.at}, due before {due_at}")
        heard_on, today = seen.data["heard"]["on"], day_of(seen.at).isoformat()
        if heard_on > today:
            yield seen.finding("too-early", f"answered on {today}, the deputies heard on {heard_on}")
        one.is_replied = True

    def _judged(self, seen: Seen) -> Iterator[Finding]:
        one, deputy = self._suggestions[seen.stream], seen.data["deputy"]
        if deputy not in one.signatories or not one.is_replied:
            yield seen.finding("cause", f"{deputy} judges what was not answered, or was not signed by them")
        one.is_replied, one.is_accepted = False, seen.data["is_accepted"]

    def _reported(self, seen: Seen) -> Iterator[Finding]:
        one = self._suggestions[seen.stream]
        if not one.is_accepted and (one.is_replied or not one.is_said):
            yield seen.finding("order", "reported, and neither accepted nor late")
        if one.is_accepted:
            self._open[one.congress].discard(seen.stream)

    def _decided(self, seen: Seen) -> Iterator[Finding]:
        """The handling of all of them is put before every session, as long as there are any."""
        still = len(self._open[_congress(seen.data)])
        if still and all(one["item"]["matter"] != HANDLING for one in seen.data["agenda"]):
            yield seen.finding("outcome", f"the agenda passes over {still} suggestions of the deputies")

    def _by_another(self, seen: Seen) -> Iterator[Finding]:
        assigned = self._suggestions[seen.stream].assigned
        if assigned is None or assigned["to"] != seen.data["by"]:
            to = assigned["to"] if assigned else "nobody"
            yield seen.finding("cause", f"handled by {seen.data['by']}, handed over to {to}")


def _congress(data: Json) -> str:
    return f"{data.get('unit')}-{data.get('term')}"
