"""The yearly assessment of units, the restoration of mines and the stages of a programme, reckoned anew.

Law: annex to the opinion on green mines, arts. 8 and 12 (document 3 §附8, §附12); Mineral Resources Law of 2024
(矿产资源法), arts. 46 and 48.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import day_of
from audit.checks.due import DueDates
from audit.checks.seen import Look, Seen, compared_day
from audit.finding import Finding
from audit.remembered import Remembered

DUE = "mining.annual.due"
FROM = "mining.annual.from"
HEARD = "mine.restoration.heard"


@dataclass(slots=True)
class _Plan:
    heard: set[str] = field(default_factory=set)
    is_approved: bool = False
    phases: int = 0


@dataclass(slots=True)
class Years:
    """The checks of one pass over the record."""

    _due: DueDates = field(default_factory=DueDates)
    _years: Remembered[str, int] = field(default_factory=Remembered)
    _plans: Remembered[str, _Plan] = field(default_factory=Remembered)
    _last_days: Remembered[tuple[str, str], str] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "mining.annual-assessment-scheduled.v1": self._scheduled,
            "mining.annual-assessment-overdue.v1": lambda seen: self._due.passed(seen, seen.stream),
            "mining.annual-assessment-completed.v1": lambda seen: self._due.done(seen, seen.stream),
            "mining.restoration-plan-posted.v1": self._posted,
            "mining.restoration-heard.v1": self._heard,
            "mining.restoration-approved.v1": self._approved,
            "mining.restoration-accepted.v1": self._accepted,
            "mining.breach-recorded.v1": self._breach,
            "mining.stage-planned.v1": self._planned,
            "mining.stage-item-delivered.v1": self._delivered,
            "mining.local-duty-assigned.v1": self._assigned,
            "mining.local-duty-reported.v1": self._reported,
        }

    def _scheduled(self, seen: Seen) -> Iterator[Finding]:
        data, due, since = seen.data, seen.value(DUE), seen.value(FROM)
        if due is not None:
            yield from compared_day(seen, data, "due_on", "due_at", date.fromisoformat(f"{data['year']:04}-{due}"))
        if since is not None and f"{data['year']:04}-01-01" < since:
            yield seen.finding("too-early", f"of {data['year']}, the trial began on {since}")
        if data["assessor"] == data["unit"]:
            yield seen.finding("same-person", f"{data['unit']} assesses itself")
        self._due.stands(seen.stream, data["due_at"])
        self._years[seen.stream] = data["year"]

    def rederived(self, seen: Seen) -> Iterator[Finding]:
        """By a statute that reached the year: the day of the packs that it follows now."""
        due, year = seen.value(DUE), self._years.get(seen.stream)
        yield from self._due.moved(seen, seen.stream)
        if due is not None and year is not None:
            yield from compared_day(
                seen, seen.data["after"], "due_on", "due_at", date.fromisoformat(f"{year:04}-{due}")
            )

    def _posted(self, seen: Seen) -> Iterator[Finding]:
        before = self._plans.get(seen.stream, _Plan())
        self._plans[seen.stream] = _Plan(phases=before.phases)
        yield from ()

    def _heard(self, seen: Seen) -> Iterator[Finding]:
        if seen.data["purpose"] == "plan":
            self._of(seen).heard.add(seen.data["heard"])
        yield from ()

    def _approved(self, seen: Seen) -> Iterator[Finding]:
        plan = self._of(seen)
        plan.is_approved = True
        missing = sorted(set(seen.value(HEARD) or ()) - plan.heard)
        if missing:
            yield seen.finding("order", f"approved before {', '.join(missing)} were heard")

    def _accepted(self, seen: Seen) -> Iterator[Finding]:
        plan, phase = self._of(seen), seen.data["phase"]
        if not plan.is_approved or phase != plan.phases + 1:
            yield seen.finding("order", f"phase {phase} after {plan.phases}, approved: {plan.is_approved}")
        plan.phases = phase
        missing = sorted(set(seen.value(HEARD) or ()) - set(seen.data["invited"]))
        if missing:
            yield seen.finding("order", f"accepted without {', '.join(missing)}")

    def _breach(self, seen: Seen) -> Iterator[Finding]:
        if seen.data["due_on"] >= day_of(seen.at).isoformat():
            yield seen.finding("overdue-early", f"pursued on {day_of(seen.at)}, due until {seen.data['due_on']}")

    # Stages of a programme, and duties of those who lead it

    def _planned(self, seen: Seen) -> Iterator[Finding]:
        self._last_days[seen.stream, seen.data["stage"]] = seen.data["until_on"]
        yield from ()

    def _assigned(self, seen: Seen) -> Iterator[Finding]:
        self._last_days[seen.stream, seen.data["duty"]] = seen.data["due_on"]
        yield from ()

    def _delivered(self, seen: Seen) -> Iterator[Finding]:
        yield from self._late(seen, seen.data["stage"], seen.data["delivered_on"], counts=True)

    def _reported(self, seen: Seen) -> Iterator[Finding]:
        yield from self._late(seen, seen.data["duty"], seen.data["reported_on"], counts=seen.data["is_done"])

    def _late(self, seen: Seen, what: str, on: str, *, counts: bool) -> Iterator[Finding]:
        """The last day is in time; what is not done is not late."""
        last = self._last_days.get((seen.stream, what))
        if last is None or seen.data["is_late"] != (counts and on > last):
            yield seen.finding("outcome", f"{what} on {on}, the last day is {last or 'not known'}")

    def _of(self, seen: Seen) -> _Plan:
        return self._plans.setdefault(seen.stream, _Plan())
