"""Special periods of a centre: screened within their days, or said to be missed when they were over.

Law: township opinion on the centre, part 3 (6) (document 4 §三(六)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.due import DueDates
from audit.checks.seen import Look, Seen, compared_moment
from audit.finding import Finding
from audit.remembered import Remembered


@dataclass(slots=True)
class Specials:
    """The checks of one pass over the record."""

    _due: DueDates = field(default_factory=DueDates)
    _days: Remembered[str, tuple[str, str]] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "mediation.special-period-declared.v1": self._declared,
            "mediation.screened-specially.v1": self._screened,
            "mediation.special-screening-overdue.v1": lambda seen: self._due.passed(seen, seen.stream),
        }

    def _declared(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        if data["to_on"] < data["from_on"]:
            yield seen.finding("order", f"ends on {data['to_on']}, begins on {data['from_on']}")
        yield from compared_moment(seen, "due_at", date.fromisoformat(data["to_on"]).isoformat())
        self._days[seen.stream] = (data["from_on"], data["to_on"])
        self._due.stands(seen.stream, data["due_at"])

    def _screened(self, seen: Seen) -> Iterator[Finding]:
        first, last = self._days.get(seen.stream, ("", ""))
        if not first <= seen.data["screened_on"] <= last:
            yield seen.finding("limit", f"screened on {seen.data['screened_on']}, the period is {first} to {last}")
        yield from self._due.done(seen, seen.stream)
