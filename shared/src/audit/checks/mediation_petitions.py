"""Letters, visits and opinions, reckoned anew: to be told, handled, extended within its bound, reviewed, heard.

Law: Regulation on Petition Work (信访工作条例), arts. 23, 34-36: calendar days; the time of a hearing is not counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.clocks import due_of
from audit.checks.days import ONE_DAY, day_of
from audit.checks.due import DueDates
from audit.checks.seen import Json, Look, Seen, compared_day
from audit.finding import Finding
from audit.remembered import Remembered

TELL = "petition.tell.days"
FINISH = "petition.finish.days"
EXTENSION = "petition.extension.days.max"
BUDGETS = {"review": "petition.review.answer_days", "recheck": "petition.recheck.answer_days"}
_CLOCKS = {"tell": TELL, "handle": FINISH, **BUDGETS}
ASKING = {"review": "petition.review.ask_days", "recheck": "petition.recheck.ask_days"}


@dataclass(slots=True)
class _Petition:
    """What counts: the days the clocks began after, what was added, until when a review can be asked for.

    `began`: step to the day after which its time began, and on how many days since the clock stood still.
    """

    told_on: date | None = None
    budget: int = 0
    added: int = 0
    ask_until: str | None = None
    rechecked: tuple[date, int] | None = None
    began: dict[str, tuple[date | None, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Petitions:
    """The checks of one pass over the record."""

    _due: DueDates = field(default_factory=DueDates)
    _petitions: Remembered[str, _Petition] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "mediation.acceptance-told.v1": self._told,
            "mediation.method-set.v1": self._method,
            "mediation.handling-extended.v1": self._extended,
            "mediation.opinion-result-told.v1": self._result_told,
            "mediation.review-asked.v1": self._asked,
            "mediation.review-late.v1": self._late,
            "mediation.review-answered.v1": self._answered,
            "mediation.hearing-begun.v1": self._heard,
            "mediation.hearing-ended.v1": self._heard,
            "mediation.petition-overdue.v1": lambda seen: self._due.passed(seen, _step(seen, seen.data["step"])),
        }

    def registered(self, seen: Seen) -> Iterator[Finding]:
        days = seen.value(TELL)
        if seen.data["tell_on"] is None or days is None:
            return
        last = date.fromisoformat(seen.data["received_on"]) + days * ONE_DAY
        yield from compared_day(seen, seen.data, "tell_on", "tell_by", last)
        self._due.stands(_step(seen, "tell"), seen.data["tell_by"])
        self._of(seen).began["tell"] = (date.fromisoformat(seen.data["received_on"]), 0)

    def reported(self, seen: Seen) -> Iterator[Finding]:
        yield from self._due.done(seen, _step(seen, "handle"))

    def rederived(self, seen: Seen) -> Iterator[Finding]:
        """The step that was due then: one is open at a time. What was granted on the way stays."""
        before, petition = seen.data["before"]["due_at"], self._of(seen)
        step = next((step for step in _CLOCKS if self._due.of(_step(seen, step)) == before), None)
        allowed = None if step is None else seen.value(_CLOCKS[step])
        began, stood = petition.began.get(step or "", (None, 0))
        if step is None or allowed is None or began is None:
            yield from () if step else (seen.finding("due-date", f"nothing was due before {before}"),)
            return
        added = petition.added if step == "handle" else 0
        if step == "handle":
            petition.budget = allowed + added
        if step == "recheck" and petition.rechecked is not None:
            petition.rechecked = (petition.rechecked[0], allowed)
        yield from compared_day(
            seen, seen.data["after"], "due_on", "due_at", began + (allowed + added + stood) * ONE_DAY
        )
        self._due.stands(_step(seen, step), seen.data["after"]["due_at"])

    def _told(self, seen: Seen) -> Iterator[Finding]:
        yield from self._due.done(seen, _step(seen, "tell"))
        clock, allowed = seen.data["clock"], seen.value(FINISH)
        if clock is None:
            return
        petition = self._of(seen)
        petition.told_on, petition.budget = date.fromisoformat(seen.data["told_on"]), clock["budget"]
        if allowed is not None and clock["budget"] != allowed:
            yield seen.finding("limit", f"{clock['budget']} days to handle it, the rule gives {allowed}")
        yield from _compared_clock(seen, petition.told_on, petition.budget)
        self._due.stands(_step(seen, "handle"), clock["due_at"])
        petition.began["handle"] = (petition.told_on, 0)

    def _method(self, seen: Seen) -> Iterator[Finding]:
        days = seen.value("petition.objection.working_days")
        if days is not None:
            last = seen.days.count(day_of(seen.at), days)
            yield from compared_day(seen, seen.data, "return_on", "return_by", last)

    def _extended(self, seen: Seen) -> Iterator[Finding]:
        """Once or more, and in all by no more than the rule allows."""
        petition, most = self._of(seen), seen.value(EXTENSION)
        petition.added += seen.data["days"]
        petition.budget += seen.data["days"]
        if most is not None and petition.added > most:
            yield seen.finding("limit", f"{petition.added} days more, the rule gives {most}")
        if petition.told_on is not None:
            yield from _compared_clock(seen, petition.told_on, petition.budget)
        self._due.stands(_step(seen, "handle"), seen.data["clock"]["due_at"])

    def _result_told(self, seen: Seen) -> Iterator[Finding]:
        self._of(seen).ask_until = seen.data["review_on"]
        yield from _asking(seen, "review", seen.data["told_on"], "review_on", "review_by")

    def _asked(self, seen: Seen) -> Iterator[Finding]:
        petition, level, asked_on = self._of(seen), seen.data["level"], seen.data["asked_on"]
        if petition.ask_until is None or asked_on > petition.ask_until:
            yield seen.finding("limit", f"asked for on {asked_on}, it could be until {petition.ask_until or 'no day'}")
        budget = seen.value(BUDGETS[level])
        if budget is not None:
            yield from _compared_clock(seen, date.fromisoformat(asked_on), budget)
        if level == "recheck":
            petition.rechecked = (date.fromisoformat(asked_on), seen.data["clock"]["budget"])
        self._due.stands(_step(seen, level), seen.data["clock"]["due_at"])
        petition.began[level] = (date.fromisoformat(asked_on), 0)

    def _late(self, seen: Seen) -> Iterator[Finding]:
        until = self._of(seen).ask_until
        if until is None or seen.data["asked_on"] <= until or seen.data["last_on"] != until:
            yield seen.finding("limit", f"asked for on {seen.data['asked_on']}, it could be until {until or 'no day'}")

    def _answered(self, seen: Seen) -> Iterator[Finding]:
        yield from self._due.done(seen, _step(seen, seen.data["level"]))
        self._of(seen).ask_until = seen.data["recheck_on"]
        if seen.data["level"] == "review":
            yield from _asking(seen, "recheck", seen.data["answered_on"], "recheck_on", "recheck_by")
        elif seen.data["recheck_on"] is not None:
            yield seen.finding("limit", "a recheck is the last word")

    def _heard(self, seen: Seen) -> Iterator[Finding]:
        petition, allowed = self._of(seen), seen.value(BUDGETS["recheck"])
        rechecked = petition.rechecked
        if rechecked is not None:
            began_on, budget = rechecked
            is_over = seen.data["clock"]["running_since"] is not None
            rechecked = petition.rechecked = (began_on, allowed if is_over and allowed is not None else budget)
            petition.began["recheck"] = (began_on, _stood(seen.data["clock"]))
            yield from _compared_clock(seen, *rechecked)
        self._due.stands(_step(seen, "recheck"), seen.data["clock"]["due_at"])

    def _of(self, seen: Seen) -> _Petition:
        return self._petitions.setdefault(seen.stream, _Petition())


def _stood(clock: Json) -> int:
    """On how many days it stood still."""
    return sum((date.fromisoformat(one["until"]) - date.fromisoformat(one["after"])).days for one in clock["stops"])


def _asking(seen: Seen, level: str, after: str, day: str, moment: str) -> Iterator[Finding]:
    days = seen.value(ASKING[level])
    if days is not None and seen.data[day] is not None:
        yield from compared_day(seen, seen.data, day, moment, date.fromisoformat(after) + days * ONE_DAY)


def _compared_clock(seen: Seen, after: date, budget: int) -> Iterator[Finding]:
    clock: Json = seen.data["clock"]
    expected = due_of({**clock, "budget": budget}, after)
    if (clock["due_on"], clock["due_at"]) != expected:
        yield seen.finding("due-date", f"due {clock['due_at']}, by own count {expected[1]}")


def _step(seen: Seen, step: str) -> str:
    return f"{seen.stream}#{step}"
