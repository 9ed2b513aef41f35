"""Reports upward, reckoned anew: by when each is due, that it was sent or said to be missing.

Law: opinion on the township governance centre, part 3 item 5 (document 4 §三(五)); district opinion on township
congress work (document 2 §三(一)5). A pack says the day as so many days, as a day of the year, or as the period's end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY
from audit.checks.due import DueDates
from audit.checks.seen import Json, Look, Seen, compared_day
from audit.finding import Finding
from audit.remembered import Remembered

KINDS = "report.kinds"
DUE = {"congress_session": "congress.after_close.report_days", "governance_month": "centre.report.period"}


@dataclass(slots=True)
class Reports:
    """Of disclosure, which keeps them; the checks of one pass over the record."""

    _due: DueDates = field(default_factory=DueDates)
    _expected: Remembered[str, Json] = field(default_factory=Remembered)
    _sent: Remembered[str, int] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "report-expected": self._expect,
            "report-sent": self._send,
            "report-returned": self._return,
            "report-overdue": lambda seen: self._due.passed(seen, seen.stream),
            "due-date-rederived": self._rederived,
        }
        return {f"disclosure.{name}.v1": look for name, look in looks.items()}

    def _expect(self, seen: Seen) -> Iterator[Finding]:
        data = self._expected[seen.stream] = seen.data
        own = _due_on(seen, data)
        if seen.has_rules and data["kind"] not in (seen.value(KINDS) or ()):
            yield seen.finding("cause", f"{data['kind']} is no kind of report by the rules")
        if seen.has_rules and (own is None) != (data["due"] is None):
            yield seen.finding("due-date", f"due {data['due']}, by own count {own or 'no day'}")
        if own is not None and data["due"] is not None:
            yield from compared_day(seen, data["due"], "due_on", "due_at", own)
        self._due.stands(seen.stream, data["due"]["due_at"] if data["due"] else None)

    def _send(self, seen: Seen) -> Iterator[Finding]:
        """Anew only once it came back, each time as the next version."""
        before = self._sent.get(seen.stream, 0)
        if seen.stream not in self._expected or seen.data["version"] != before + 1:
            yield seen.finding("order", f"sent as version {seen.data['version']} after {before}")
        self._sent[seen.stream] = seen.data["version"]
        yield from self._due.done(seen, seen.stream)

    def _return(self, seen: Seen) -> Iterator[Finding]:
        """It is owed again by the day that was set, if that is still to come."""
        due_at = (self._expected[seen.stream]["due"] or {"due_at": ""})["due_at"]
        expected = due_at if seen.at < due_at else None
        if seen.data["due_at"] != expected:
            yield seen.finding("due-date", f"owed again by {seen.data['due_at']}, by own count {expected}")
        self._due.stands(seen.stream, seen.data["due_at"])

    def _rederived(self, seen: Seen) -> Iterator[Finding]:
        expected = self._expected.get(seen.stream)
        if expected is None:
            return
        yield from self._due.moved(seen, seen.stream)
        own = _due_on(seen, expected)
        if own is not None:
            yield from compared_day(seen, seen.data["after"], "due_on", "due_at", own)
        self._expected[seen.stream] = {**expected, "due": seen.data["after"]}


def _due_on(seen: Seen, report: Json) -> date | None:
    """Counted from the day of what gave rise to it, or the last day of the period, which that day is."""
    since, value = date.fromisoformat(report["since"]), seen.value(DUE.get(report["kind"], ""))
    if value is None:
        return None
    return since + value * ONE_DAY if isinstance(value, int) else since
