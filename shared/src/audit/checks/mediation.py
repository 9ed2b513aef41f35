"""Mediation, reckoned anew: the order of the ladder, the time of a case, agreements, and what is owed in each month.

Law: township opinion on the centre (document 4 §三, §四, §五); People's Mediation Law (人民调解法), arts. 26, 28-33;
Civil Procedure Law (民事诉讼法), art. 205.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, begins, day_of, ends, months_later
from audit.checks.due import DueDates
from audit.checks.mediation_petitions import Petitions
from audit.checks.mediation_specials import Specials
from audit.checks.seen import Json, Look, Seen, compared_day, nothing
from audit.finding import Finding
from audit.remembered import Remembered

ON_SPOT = "on_spot"
PEOPLES = "people_mediation"
LADDERS = {PEOPLES: "ladder.people", "administrative_mediation": "ladder.administrative"}
BY_PARTIES = frozenset({"arbitration_or_court"})
RETURN = "petition.objection.working_days"
FINISH = "mediation.finish.months"
CONFIRMATION = "confirmation.days"
_FIRST_HALF_ENDS = 15


@dataclass(slots=True)
class _Case:
    """A case as far as the ladder goes: its class, the rungs that were tried, and until when the time runs."""

    case_class: str = ""
    tried: list[str] = field(default_factory=list)
    began_on: date | None = None
    finish_on: str | None = None
    runs: bool = False
    dispute: str | None = None


@dataclass(slots=True)
class Mediation:
    """The checks of one pass over the record."""

    _cases: Remembered[str, _Case] = field(default_factory=Remembered)
    _feedback: DueDates = field(default_factory=DueDates)
    _orders: DueDates = field(default_factory=DueDates)
    _promises: DueDates = field(default_factory=DueDates)
    _months: DueDates = field(default_factory=DueDates)
    _returns: Remembered[str, str] = field(default_factory=Remembered)
    _kinds: Remembered[str, str] = field(default_factory=Remembered)
    _petitions: Petitions = field(default_factory=Petitions)
    _specials: Specials = field(default_factory=Specials)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "mediation.case-triaged.v1": self._triaged,
            "mediation.case-reclassified.v1": self._reclassified,
            "mediation.transfer-returned.v1": self._returned,
            "mediation.handling-overdue.v1": lambda seen: self._feedback.passed(seen, seen.stream),
            "mediation.attempt-started.v1": self._started,
            "mediation.attempt-failed.v1": self._failed,
            "mediation.mediation-continued.v1": self._continued,
            "mediation.mediation-terminated.v1": self._terminated,
            "mediation.agreement-reached.v1": self._reached,
            "mediation.agreement-took-effect.v1": self._took_effect,
            "mediation.performance-overdue.v1": self._performance_overdue,
            "mediation.order-issued.v1": self._ordered,
            "mediation.order-overdue.v1": lambda seen: self._orders.passed(seen, seen.stream),
            "mediation.order-met.v1": lambda seen: self._orders.done(seen, seen.stream),
            "mediation.proxy-requested.v1": self._ordered,
            "mediation.proxy-overdue.v1": lambda seen: self._orders.passed(seen, seen.stream),
            "mediation.proxy-done.v1": lambda seen: self._orders.done(seen, seen.stream),
            "mediation.duty-leader-missing.v1": _leaderless,
            "mediation.month-opened.v1": self._month,
            "mediation.meeting-overdue.v1": lambda seen: self._months.passed(seen, _duty(seen, seen.data["meeting"])),
            "mediation.screening-overdue.v1": lambda seen: self._months.passed(
                seen, _duty(seen, seen.data["screening"])
            ),
            "mediation.monthly-report-overdue.v1": lambda seen: self._months.passed(seen, _duty(seen, "report")),
            "mediation.situation-overdue.v1": lambda seen: self._months.passed(seen, _duty(seen, "situation")),
            "mediation.monthly-report-sent.v1": lambda seen: self._months.done(seen, _duty(seen, "report")),
            **self._petitions.reads,
            **self._specials.reads,
            "mediation.case-registered.v1": self._registered,
            "mediation.result-reported.v1": self._reported,
            "mediation.due-date-rederived.v1": self._rederived,
        }

    # From the window to the unit

    def _registered(self, seen: Seen) -> Iterator[Finding]:
        self._cases[seen.stream] = _Case(dispute=seen.data["dispute"])
        yield from self._petitions.registered(seen)

    def _triaged(self, seen: Seen) -> Iterator[Finding]:
        self._case(seen).case_class = seen.data["case_class"]
        yield from self._return_day(seen)
        yield from compared_day(seen, seen.data, "due_on", "due_at", date.fromisoformat(seen.data["due_on"]))
        self._feedback.stands(seen.stream, seen.data["due_at"])

    def _reclassified(self, seen: Seen) -> Iterator[Finding]:
        self._case(seen).case_class = seen.data["case_class"]
        yield from self._return_day(seen)

    def _return_day(self, seen: Seen) -> Iterator[Finding]:
        days = seen.value(RETURN)
        self._returns[seen.stream] = seen.data["return_by"]
        if days is not None:
            last = seen.days.count(day_of(seen.at), days)
            yield from compared_day(seen, seen.data, "return_on", "return_by", last)

    def _returned(self, seen: Seen) -> Iterator[Finding]:
        until = self._returns.pop(seen.stream, None)
        if until is None or seen.at >= until:
            yield seen.finding("limit", f"returned at {seen.at}, it could be once, until {until or 'no day'}")

    def _reported(self, seen: Seen) -> Iterator[Finding]:
        yield from self._feedback.done(seen, seen.stream)
        yield from self._petitions.reported(seen)

    # The ladder

    def _started(self, seen: Seen) -> Iterator[Finding]:
        case, rung = self._case(seen), seen.data["rung"]
        if seen.data["attempt"] != len(case.tried) + 1:
            yield seen.finding("order", f"attempt {seen.data['attempt']} after {len(case.tried)}")
        expected = _next_rung(seen, case)
        if rung != expected or case.runs:
            said = "another one runs" if case.runs else f"{expected or 'nothing'} follows"
            yield seen.finding("order", f"{rung}, but {said}")
        case.tried.append(rung)
        case.runs = True
        yield from self._time(seen, case)

    def _time(self, seen: Seen, case: _Case) -> Iterator[Finding]:
        """The months begin with the first attempt of people's mediation; later ones do not begin them anew."""
        months = seen.value(FINISH)
        is_first = case.case_class == PEOPLES and seen.data["rung"] != ON_SPOT and case.finish_on is None
        if months is None or not is_first:
            if seen.data["finish_on"] is not None:
                yield seen.finding("limit", f"a new time until {seen.data['finish_on']}")
            return
        last = months_later(day_of(seen.at) + ONE_DAY, months)
        yield from compared_day(seen, seen.data, "finish_on", "finish_by", last)
        case.began_on, case.finish_on = day_of(seen.at), seen.data["finish_on"]

    def _rederived(self, seen: Seen) -> Iterator[Finding]:
        """By a statute that reached the case: the months of the packs that it follows now, or a petition's days."""
        case, months = self._case(seen), seen.value(FINISH)
        if case.finish_on is None or case.finish_on != seen.data["before"]["due_on"]:
            yield from self._petitions.rederived(seen)
            return
        if months is not None and case.began_on is not None:
            last = months_later(case.began_on + ONE_DAY, months)
            yield from compared_day(seen, seen.data["after"], "due_on", "due_at", last)
        case.finish_on = seen.data["after"]["due_on"]

    def _failed(self, seen: Seen) -> Iterator[Finding]:
        case = self._case(seen)
        case.runs = False
        rungs = [rung for rung in _ladder(seen, case) if rung not in BY_PARTIES]
        is_last = bool(rungs) and seen.data["rung"] == rungs[-1]
        if seen.data["is_last"] != is_last:
            yield seen.finding("order", f"{seen.data['rung']} is {'' if is_last else 'not '}the last rung")

    def _continued(self, seen: Seen) -> Iterator[Finding]:
        case, until = self._case(seen), seen.data["finish_on"]
        if case.finish_on is None or until <= case.finish_on:
            yield seen.finding("limit", f"goes on until {until}, it ran until {case.finish_on or 'no day'}")
        yield from compared_day(seen, seen.data, "finish_on", "finish_by", date.fromisoformat(until))
        case.finish_on = until

    def _terminated(self, seen: Seen) -> Iterator[Finding]:
        case = self._case(seen)
        case.runs = False
        if seen.data["cause"] != "expired":
            return
        if case.finish_on is None or seen.at < ends(date.fromisoformat(case.finish_on)):
            yield seen.finding("too-early", f"over at {seen.at}, its time runs until {case.finish_on or 'no day'}")

    # Agreements

    def _reached(self, seen: Seen) -> Iterator[Finding]:
        self._case(seen).runs = False
        self._kinds[seen.stream] = seen.data["kind"]
        for number, promise in enumerate(seen.data["promises"], start=1):
            self._promises.stands(f"{seen.stream}#{number}", ends(date.fromisoformat(promise["due_on"])))
        yield from nothing()

    def _took_effect(self, seen: Seen) -> Iterator[Finding]:
        """Thirty days, after the day it took effect, to ask a court together; of people's mediation only."""
        if self._kinds.get(seen.stream) != PEOPLES or self._case(seen).dispute == "status":
            if seen.data["confirm_on"] is not None:
                yield seen.finding("limit", f"to be confirmed by {seen.data['confirm_on']}, but no court confirms it")
            return
        days = seen.value(CONFIRMATION)
        if days is not None:
            named = date.fromisoformat(seen.data["effective_on"]) + days * ONE_DAY
            last = seen.days.moved(named, seen.value("counting.rest_day") or "keep")
            yield from compared_day(seen, seen.data, "confirm_on", "confirm_by", last)

    def _performance_overdue(self, seen: Seen) -> Iterator[Finding]:
        yield from self._promises.passed(seen, f"{seen.stream}#{seen.data['promise']}")

    # Orders and months

    def _ordered(self, seen: Seen) -> Iterator[Finding]:
        yield from compared_day(seen, seen.data, "due_on", "due_at", date.fromisoformat(seen.data["due_on"]))
        self._orders.stands(seen.stream, seen.data["due_at"])

    def _month(self, seen: Seen) -> Iterator[Finding]:
        year, month = map(int, seen.data["month"].split("-"))
        first = date(year, month, 1)
        if seen.at < begins(first):
            yield seen.finding("too-early", f"opened at {seen.at}, {seen.data['month']} begins at {begins(first)}")
        for duty in seen.data["duties"]:
            is_half = duty["duty"] == "first_half"
            last = first.replace(day=_FIRST_HALF_ENDS) if is_half else months_later(first, 1)
            yield from compared_day(seen, duty, "due_on", "due_at", last)
            self._months.stands(_duty(seen, duty["duty"]), duty["due_at"])

    def _case(self, seen: Seen) -> _Case:
        return self._cases.setdefault(seen.stream, _Case())


def _leaderless(seen: Seen) -> Iterator[Finding]:
    """Said of a day that is over, and of fewer leaders than are needed."""
    if seen.at < ends(date.fromisoformat(seen.data["day"])) or seen.data["found"] >= seen.data["needed"]:
        yield seen.finding("overdue-early", f"{seen.data['found']} led on {seen.data['day']}, said at {seen.at}")


def _ladder(seen: Seen, case: _Case) -> list[str]:
    name = LADDERS.get(case.case_class)
    return list(seen.value(name) or ()) if name else []


def _next_rung(seen: Seen, case: _Case) -> str | None:
    """One after the other, each once; before a unit has the case, once on the spot."""
    if not case.case_class:
        return None if case.tried else ON_SPOT
    done = sum(rung != ON_SPOT for rung in case.tried)
    rungs = _ladder(seen, case)
    return rungs[done] if done < len(rungs) and rungs[done] not in BY_PARTIES else None


def _duty(seen: Seen, name: Json | str) -> str:
    return f"{seen.stream}#{name}"
