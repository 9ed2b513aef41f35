"""Assessment: its evidence held against the facts it rests on; years, titles and sheets in modules of their own.

What became of a duty is what disclosure recorded.

Law: county opinion on township standardisation, part 5 item 4 (document 1 §五4): assessment by evidence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.assessment_sheets import Sheets
from audit.checks.assessment_titles import Titles
from audit.checks.assessment_years import Years
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

STEPS = {
    "disclosure.duty-opened.v1": ("opened_at", ("expected",)),
    "disclosure.disclosure-overdue.v1": ("announced_at", ("overdue",)),
    "disclosure.duty-fulfilled.v1": ("fulfilled_at", ("on-time", "late")),
}
"""What a step of a duty may be evidence of, and where its moment stands."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A fact that evidence may rest on: where it stands, whose, its due date, its moment, and what it may mean."""

    stream: str
    unit: str
    due_at: str | None
    happened_at: str
    outcomes: tuple[str, ...]


@dataclass(slots=True)
class Assessment:
    """A duty's steps are remembered by their ids: a cause stands before its effect."""

    _steps: Remembered[str, _Step] = field(default_factory=Remembered)
    _years: Years = field(default_factory=Years)
    _titles: Titles = field(default_factory=Titles)
    _sheets: Sheets = field(default_factory=Sheets)

    @property
    def reads(self) -> Mapping[str, Look]:
        own = {**dict.fromkeys(STEPS, self._step), "assessment.evidence-recorded.v1": self._evidence}
        return {**own, **self._years.reads, **self._titles.reads, **self._sheets.reads}

    def _step(self, seen: Seen) -> Iterator[Finding]:
        moment, outcomes = STEPS[seen.recorded.type]
        data = seen.data
        self._steps[str(seen.recorded.id)] = _Step(seen.stream, data["unit"], data["due_at"], data[moment], outcomes)
        yield from ()

    def _evidence(self, seen: Seen) -> Iterator[Finding]:
        evidence, cause = seen.data, self._steps.get(seen.data["cause"]["fact"])
        if cause is None or cause.stream != evidence["cause"]["stream"]:
            yield seen.finding("cause", f"{evidence['cause']['fact']} is no step of {evidence['cause']['stream']}")
            return
        recorded = (evidence["unit"], evidence["due_at"], evidence["happened_at"])
        if recorded != (cause.unit, cause.due_at, cause.happened_at):
            yield seen.finding("cause", f"of {cause.unit}, due {cause.due_at}, {cause.happened_at} is what it rests on")
        outcome = evidence["outcome"]
        if outcome not in cause.outcomes or not _follows(outcome, evidence["happened_at"], evidence["due_at"]):
            yield seen.finding("outcome", f"{outcome}: happened {evidence['happened_at']}, due {evidence['due_at']}")


def _follows(outcome: str, happened_at: str, due_at: str) -> bool:
    """On time is every moment before the due date; that moment itself is late."""
    is_in_time = happened_at < due_at
    return {"expected": True, "overdue": not is_in_time, "on-time": is_in_time, "late": not is_in_time}[outcome]
