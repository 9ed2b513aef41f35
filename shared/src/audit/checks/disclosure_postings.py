"""Postings, reckoned anew: how long they stood, which days were claimed too late, and who was told of a duty when.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(四)1(2)): how long a posting stands is said item by item.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, begins, day_of, ends
from audit.checks.seen import Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered

DISPLAY, BACKDATED = "disclosure.display.min_days", "disclosure.backdating.max_days"
REMINDERS, ESCALATION = "disclosure.reminder_days", "disclosure.escalation"

Posted = tuple[str, str, str]
"""Stream, item and channel."""


@dataclass(slots=True)
class _Duty:
    due_on: str | None
    least: int


@dataclass(slots=True)
class Postings:
    """The checks of one pass over the record. `_since`: the day from which a posting counts as shown; `_short`: what
    came down too early, by stream, and is not said to have."""

    _duties: Remembered[str, _Duty] = field(default_factory=Remembered)
    _since: Remembered[Posted, str] = field(default_factory=Remembered)
    _claimed: Remembered[str, int] = field(default_factory=Remembered)
    _short: Remembered[str, tuple[int, int]] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "duty-opened": self._opened,
            "due-date-rederived": self._rederived,
            "items-published": self._published,
            "publication-backdated": self._backdated,
            "items-taken-down": self._taken_down,
            "posting-too-short": self._too_short,
            "reminder-given": self._reminded,
            "duty-escalated": self._escalated,
        }
        return {f"disclosure.{name}.v1": look for name, look in looks.items()}

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        matter = seen.data["matter"] or {}
        self._duties[seen.stream] = _Duty(seen.data["due_on"], matter.get("posting_days") or 0)
        return nothing()

    def _rederived(self, seen: Seen) -> Iterator[Finding]:
        if seen.stream in self._duties:
            self._duties[seen.stream].due_on = seen.data["after"]["due_on"]
        return nothing()

    # What stood how long

    def _published(self, seen: Seen) -> Iterator[Finding]:
        yield from self._unsaid(seen)
        data, today = seen.data, day_of(seen.at)
        for published in data["items"]:
            for channel in data["channels"]:
                self._since[seen.stream, published["item"], channel] = data["claimed_on"]
        days = (today - date.fromisoformat(data["claimed_on"])).days
        self._claimed[seen.stream] = days
        if days < 0:
            yield seen.finding("too-early", f"public on {data['claimed_on']}, recorded on {today}")

    def _backdated(self, seen: Seen) -> Iterator[Finding]:
        """What is claimed too far back counts as shown only since the day it was recorded."""
        data, most, today = seen.data, seen.value(BACKDATED), day_of(seen.at)
        own = (today - date.fromisoformat(data["claimed_on"])).days
        if data["days"] != own or most is None or own <= most:
            yield seen.finding("limit", f"{data['days']} days back, by own count {own}, {most} pass")
        for item in data["items"]:
            for channel in data["channels"]:
                self._since[seen.stream, item, channel] = today.isoformat()
        self._claimed.pop(seen.stream, None)

    def _taken_down(self, seen: Seen) -> Iterator[Finding]:
        yield from self._unsaid(seen)
        data = seen.data
        least = max(seen.value(DISPLAY) or 0, self._duties[seen.stream].least if seen.stream in self._duties else 0)
        for item in data["items"]:
            since = self._since.pop((seen.stream, item, data["channel"]), None)
            shown = None if since is None else (_day(data["taken_down_on"]) - _day(since)).days
            if shown != data["shown_days"]:
                yield seen.finding("count", f"{item} stood {data['shown_days']} days, by own count {shown}")
        if data["shown_days"] < least:
            self._short[seen.stream] = (data["shown_days"], least)

    def _too_short(self, seen: Seen) -> Iterator[Finding]:
        own, said = self._short.pop(seen.stream, None), (seen.data["shown_days"], seen.data["least_days"])
        if own != said:
            least = "long enough" if own is None else f"{own[0]} of {own[1]}"
            yield seen.finding("limit", f"{said[0]} of {said[1]} days, by own count {least}")

    def _unsaid(self, seen: Seen) -> Iterator[Finding]:
        """What was short, or claimed too far back, is said before anything else is shown or taken down."""
        short, claimed = self._short.pop(seen.stream, None), self._claimed.pop(seen.stream, None)
        if short is not None:
            yield seen.finding("overdue-unsaid", f"a posting stood {short[0]} of {short[1]} days, which nobody said")
        most = seen.value(BACKDATED)
        if claimed is not None and most is not None and claimed > most:
            yield seen.finding("overdue-unsaid", f"claimed {claimed} days back, of which {most} pass: nobody said so")

    # Who is told

    def _reminded(self, seen: Seen) -> Iterator[Finding]:
        """So many days before the due date, from the beginning of that day on."""
        listed = {int(days) for days in seen.value(REMINDERS) or ()}
        due_on, days = self._due_on(seen), seen.data["days_before"]
        own = None if due_on is None else begins(due_on - days * ONE_DAY)
        if days not in listed or seen.data["notice_at"] != own or seen.at < seen.data["notice_at"]:
            yield seen.finding("due-date", f"reminded {days} days before at {seen.data['notice_at']}, own {own}")

    def _escalated(self, seen: Seen) -> Iterator[Finding]:
        """So many days after the due date, when that day has ended; the unit of that level is told."""
        data, due_on = seen.data, self._due_on(seen)
        days = seen.value(f"{ESCALATION}.{data['level']}.days")
        own = None if due_on is None or days is None else ends(due_on + days * ONE_DAY)
        if (data["days_after"], data["notice_at"]) != (days, own) or seen.at < data["notice_at"]:
            yield seen.finding("due-date", f"told {data['days_after']} days after at {data['notice_at']}, own {own}")
        if not data["unit"].startswith(data["to"]):
            yield seen.finding("cause", f"{data['to']} is not above {data['unit']}")

    def _due_on(self, seen: Seen) -> date | None:
        duty = self._duties.get(seen.stream)
        return None if duty is None or duty.due_on is None else _day(duty.due_on)


def _day(text: str) -> date:
    return date.fromisoformat(text)
