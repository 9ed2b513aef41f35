"""A centre's months, counted again: how often each duty is owed, how often it was done, who led on which working day.

Law: township opinion on the centre (document 4 §二(一), §三(二)-§三(七), §四); Regulation on Petition Work
(信访工作条例), art. 20: whoever comes together names so many representatives at most.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, months_later
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

TIMES = {
    "meeting": "centre.meeting.per_month",
    "first_half": "screening.disputes.per_half_month",
    "second_half": "screening.disputes.per_half_month",
    "factors": "screening.factors.per_month",
    "security_meeting": "prevention.meetings.per_month",
    "treatment": "treatment.screening.per_month",
}
PERIODS = {"report": "centre.report.period", "situation": "centre.analysis.interval"}
SECTIONS = "centre.report.sections"
LEADERS, REPRESENTATIVES = "centre.duty_leaders.per_working_day", "petition.representatives.max"
_FIRST_HALF_ENDS = 15


@dataclass(slots=True)
class Months:
    """The checks of one pass over the record. By stream: how often each duty is owed and was done; leaders by day."""

    _owed: Remembered[str, dict[str, int]] = field(default_factory=lambda: Remembered(dict))
    _done: Remembered[str, Counter[str]] = field(default_factory=lambda: Remembered(Counter))
    _leaders: Remembered[str, dict[str, int]] = field(default_factory=lambda: Remembered(dict))
    _missing: Remembered[tuple[str, str], bool] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "month-opened": self._opened,
            "meeting-held": self._met,
            "screening-done": self._screened,
            "treatment-screened": lambda seen: self._did(seen, "treatment", seen.data["screened_on"]),
            "monthly-report-sent": self._reported,
            "situation-reported": lambda seen: self._did(seen, "situation", None),
            "meeting-overdue": lambda seen: self._missed(seen, seen.data["meeting"]),
            "screening-overdue": lambda seen: self._missed(seen, seen.data["screening"]),
            "monthly-report-overdue": lambda seen: self._missed(seen, "report"),
            "situation-overdue": lambda seen: self._missed(seen, "situation"),
            "roster-opened": self._roster,
            "duty-entered": self._entered,
            "duty-leader-missing": self._leaderless,
            "case-registered": _registered,
        }
        return {f"mediation.{name}.v1": look for name, look in looks.items()}

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        said = self._owed[seen.stream] = {one["duty"]: one["needed"] for one in seen.data["duties"]}
        own = {duty: int(times) for duty, name in TIMES.items() if (times := seen.value(name))}
        own |= {duty: 1 for duty, name in PERIODS.items() if seen.value(name) == "month"}
        if seen.has_rules and said != own:
            yield seen.finding("count", f"owed are {said}, by the rules {own}")

    def _met(self, seen: Seen) -> Iterator[Finding]:
        yield from self._did(seen, seen.data["meeting"], seen.data["held_on"])

    def _screened(self, seen: Seen) -> Iterator[Finding]:
        """Of the half-month in which the day lies: the fifteenth belongs to the first."""
        data, day = seen.data, int(seen.data["screened_on"][8:])
        half = "first_half" if day <= _FIRST_HALF_ENDS else "second_half"
        if data["counts_for"][0] != half or set(data["counts_for"][1:]) - {"factors"}:
            yield seen.finding(
                "count", f"screened on {data['screened_on']}, counts for {', '.join(data['counts_for'])}"
            )
        for duty in data["counts_for"]:
            yield from self._did(seen, duty, data["screened_on"])

    def _reported(self, seen: Seen) -> Iterator[Finding]:
        sections = seen.value(SECTIONS)
        if sections is not None and len(seen.data["sections"]) < int(sections):
            yield seen.finding("count", f"{len(seen.data['sections'])} sections, {sections} are asked for")
        yield from self._did(seen, "report", None)

    def _did(self, seen: Seen, duty: str, on: str | None) -> Iterator[Finding]:
        self._done[seen.stream][duty] += 1
        if on is not None and not on.startswith(f"{seen.data['month']}-"):
            yield seen.finding("limit", f"{duty} on {on}, which is not of {seen.data['month']}")

    def _missed(self, seen: Seen, duty: str) -> Iterator[Finding]:
        done, needed = self._done[seen.stream][duty], self._owed[seen.stream].get(duty)
        if needed is None or done >= needed:
            yield seen.finding("overdue-early", f"{duty} was done {done} times, {needed or 'nothing'} is owed")

    # Who leads

    def _roster(self, seen: Seen) -> Iterator[Finding]:
        year, month = map(int, seen.data["month"].split("-"))
        first, days = date(year, month, 1), seen.days
        whole = [first + number * ONE_DAY for number in range(months_later(first, 1).day)]
        own = [day.isoformat() for day in whole if days.is_worked(day)] if seen.value(LEADERS) else []
        if seen.has_rules and list(seen.data["working_days"]) != own:
            yield seen.finding("count", f"{len(seen.data['working_days'])} working days, by own count {len(own)}")

    def _entered(self, seen: Seen) -> Iterator[Finding]:
        self._leaders[seen.stream][seen.data["day"]] = len(set(seen.data["leaders"]))
        yield from ()

    def _leaderless(self, seen: Seen) -> Iterator[Finding]:
        data, needed = seen.data, seen.value(LEADERS)
        own = (needed, self._leaders[seen.stream].get(data["day"], 0))
        if seen.has_rules and (data["needed"], data["found"]) != own:
            yield seen.finding("count", f"{data['found']} of {data['needed']} led, by own count {own[1]} of {own[0]}")
        if not seen.days.is_worked(date.fromisoformat(data["day"])):
            yield seen.finding("overdue-early", f"{data['day']} is no working day")
        if (seen.stream, data["day"]) in self._missing:
            yield seen.finding("order", f"said of {data['day']} twice")
        self._missing[(seen.stream, data["day"])] = True


def _registered(seen: Seen) -> Iterator[Finding]:
    most, came = seen.value(REPRESENTATIVES), len(seen.data["parties"])
    if seen.data["kind"] == "visit" and most is not None and came > most:
        yield seen.finding("limit", f"{came} came together, at most {most} may")
