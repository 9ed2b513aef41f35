"""Requests for government information, reckoned anew: twenty working days, what stops them, what adds to them.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 30-34.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from audit.checks.days import ends
from audit.checks.due import DueDates
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

ANSWER = "request.answer.working_days"
CORRECTION = "request.correction.working_days"
EXTENSION = "request.extension.working_days.max"
CONSULTATION = "request.consultation.working_days"


@dataclass(frozen=True, slots=True)
class _Request:
    """The day it counts from, the working days it has, how many of them the rule gives, and those that were added."""

    received_on: date
    budget: int
    by_rule: int
    added: int = 0


class Requests:
    """Every fact that carries the clock is held against the auditor's own count."""

    def __init__(self) -> None:
        self._due = DueDates()
        self._requests: Remembered[str, _Request] = Remembered()

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "disclosure.request-received.v1": self._begun,
            "disclosure.receipt-confirmed.v1": self._begun,
            "disclosure.request-corrected.v1": self._begun,
            "disclosure.correction-asked.v1": self._correction_asked,
            "disclosure.consultation-begun.v1": self._consultation_begun,
            "disclosure.consultation-ended.v1": self._went_on,
            "disclosure.request-extended.v1": self._extended,
            "disclosure.reasons-judged.v1": self._judged,
            "disclosure.request-clock-rederived.v1": self._reckoned_anew,
            "disclosure.request-overdue.v1": lambda seen: self._due.passed(seen, seen.stream),
            "disclosure.request-answered.v1": self._done,
            "disclosure.request-is-petition.v1": self._done,
        }

    def _begun(self, seen: Seen) -> Iterator[Finding]:
        clock = seen.data["clock"]
        if clock is None:
            return
        allowed = seen.value(ANSWER)
        received_on = date.fromisoformat(seen.data["received_on"])
        self._requests[seen.stream] = _Request(received_on, clock["budget"], clock["budget"])
        if allowed is not None and clock["budget"] != allowed:
            yield seen.finding("limit", f"{clock['budget']} working days to answer, the rule gives {allowed}")
        yield from self._reckon(seen)

    def _went_on(self, seen: Seen) -> Iterator[Finding]:
        """Nothing but an extension and good reasons add working days."""
        request, clock = self._requests.get(seen.stream), seen.data["clock"]
        if request is None or clock is None:
            return
        if clock["budget"] != request.budget:
            yield seen.finding("limit", f"{clock['budget']} working days to answer, it had {request.budget}")
        yield from self._reckon(seen)

    def _consultation_begun(self, seen: Seen) -> Iterator[Finding]:
        days, asked_on = seen.value(CONSULTATION), date.fromisoformat(seen.data["asked_on"])
        if days is not None:
            expected = seen.days.count(asked_on, days).isoformat()
            if seen.data["reply_by"] != expected:
                yield seen.finding("due-date", f"a reply by {seen.data['reply_by']}, by own count {expected}")
        yield from self._went_on(seen)

    def _extended(self, seen: Seen) -> Iterator[Finding]:
        request, more = self._requests.get(seen.stream), seen.data["working_days"]
        if request is None:
            return
        most = seen.value(EXTENSION)
        if most is not None and request.added + more > most:
            yield seen.finding("limit", f"{request.added + more} working days more, the rule gives {most}")
        self._requests[seen.stream] = replace(request, budget=request.budget + more, added=request.added + more)
        yield from self._went_on(seen)

    def _judged(self, seen: Seen) -> Iterator[Finding]:
        """Another day was told to the requester, later than the one before."""
        request, clock = self._requests.get(seen.stream), seen.data["clock"]
        if request is None or clock is None:
            return
        if clock["budget"] < request.budget:
            yield seen.finding("limit", f"{clock['budget']} working days to answer, it had {request.budget}")
        self._requests[seen.stream] = replace(request, budget=clock["budget"])
        yield from self._reckon(seen)

    def _reckoned_anew(self, seen: Seen) -> Iterator[Finding]:
        """By a statute that reached it: what the rule gives is exchanged, what was granted stays."""
        request, allowed = self._requests.get(seen.stream), seen.value(ANSWER)
        if request is None or allowed is None:
            return
        budget = request.budget - request.by_rule + allowed
        self._requests[seen.stream] = replace(request, budget=budget, by_rule=allowed)
        yield from self._went_on(seen)

    def _correction_asked(self, seen: Seen) -> Iterator[Finding]:
        request, days = self._requests.get(seen.stream), seen.value(CORRECTION)
        self._due.stands(seen.stream, None)
        if request is None or days is None:
            return
        last = seen.days.count(request.received_on, days)
        if seen.at >= ends(last):
            yield seen.finding("limit", f"asked at {seen.at}, by own count until {last}")

    def _done(self, seen: Seen) -> Iterator[Finding]:
        yield from self._due.done(seen, seen.stream)
        self._requests.pop(seen.stream, None)

    def _reckon(self, seen: Seen) -> Iterator[Finding]:
        request, clock = self._requests[seen.stream], seen.data["clock"]
        self._due.stands(seen.stream, clock["due_at"])
        if clock["running_since"] is None:
            expected = None
        else:
            spans = [(date.fromisoformat(one["after"]), date.fromisoformat(one["until"])) for one in clock["stops"]]
            expected = seen.days.count(request.received_on, request.budget, stops=spans)
        due_on = expected.isoformat() if expected else None
        due_at = ends(expected) if expected else None
        if (clock["due_on"], clock["due_at"]) != (due_on, due_at):
            yield seen.finding("due-date", f"due {clock['due_at']}, by own count {due_at}")
