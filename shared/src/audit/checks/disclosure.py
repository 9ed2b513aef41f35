"""Disclosure, reckoned anew: duties, objections and orders with their due dates, petitions with their shares.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(5)); Regulations on Open Government Information (信息公开条例), art. 26.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, begins, day_of, ends, is_share, months_later
from audit.checks.disclosure_requests import Requests
from audit.checks.due import DueDates
from audit.checks.seen import Json, Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

OBJECTION = "disclosure.objection.answer.days"
ACTIVE = "disclosure.active.working_days"
OPEN_MATTER = "disclosure.open-matter.v1"
_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:H(?P<half>[12])|Q(?P<q>[1-4])|-(?P<m>[0-9]{2}))", re.ASCII)
_MONTHS = {"half": 6, "q": 3, "m": 1}
PERIOD = "disclosure.period"
_RHYTHMS = {"half_year": "half", "quarter": "q", "month": "m"}


@dataclass(slots=True)
class _Duty:
    """What a duty was opened with, and the packs it was bound to since, if it was."""

    opened: Json
    is_matter: bool
    packs: tuple[str, ...] | None = None


@dataclass(slots=True)
class _Objection:
    """The day it was said on, by when the rule had it answered, and the other day that was named, if one was."""

    said_on: date
    by_rule: str | None = None
    named_on: date | None = None

    def answer_by(self, seen: Seen) -> date | None:
        """By the rule that is followed now, or the day that was named if that is earlier or there is no rule."""
        days = seen.value(OBJECTION)
        ruled = () if days is None else (self.said_on + days * ONE_DAY,)
        return min((*ruled, *(() if self.named_on is None else (self.named_on,))), default=None)


@dataclass(slots=True)
class Disclosure:
    """The checks of one pass over the record."""

    _due: DueDates = field(default_factory=DueDates)
    _orders: DueDates = field(default_factory=DueDates)
    _duties: Remembered[str, _Duty] = field(default_factory=Remembered)
    _objections: Remembered[str, _Objection] = field(default_factory=Remembered)
    _requests: Requests = field(default_factory=Requests)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "disclosure.duty-opened.v1": self._opened,
            "disclosure.policy-rebound.v1": self._rebound,
            "disclosure.due-date-rederived.v1": self._rederived,
            "disclosure.disclosure-overdue.v1": lambda seen: self._due.passed(seen, seen.stream),
            "disclosure.duty-fulfilled.v1": self._fulfilled,
            "disclosure.objection-submitted.v1": self._objection_submitted,
            "disclosure.objection-accepted.v1": self._objection_accepted,
            "disclosure.objection-overdue.v1": lambda seen: self._due.passed(seen, seen.stream),
            "disclosure.objection-answered.v1": self._objection_answered,
            "disclosure.publication-ordered.v1": self._ordered,
            "disclosure.order-overdue.v1": lambda seen: self._orders.passed(seen, seen.stream),
            "disclosure.order-met.v1": lambda seen: self._orders.done(seen, seen.stream),
            **self._requests.reads,
        }

    # Duties

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        is_matter = seen.metadata.get("command", {}).get("type") == OPEN_MATTER
        duty = self._duties[seen.stream] = _Duty(seen.data, is_matter)
        self._due.stands(seen.stream, seen.data["due_at"])
        yield from _compared(seen, seen.data, _due_on(seen, duty))
        yield from _too_early(seen)
        yield from _rhythm(seen)
        yield from _petition(seen)

    def _rebound(self, seen: Seen) -> Iterator[Finding]:
        duty = self._duties.get(seen.stream)
        if duty is not None:
            duty.packs = tuple(seen.data["packs_after"])
        yield from ()

    def _rederived(self, seen: Seen) -> Iterator[Finding]:
        """Of a duty or an objection; a request's clock says what it was reckoned anew to."""
        duty, objection = self._duties.get(seen.stream), self._objections.get(seen.stream)
        before = self._due.of(seen.stream)
        if duty is None and objection is None:
            return
        self._due.stands(seen.stream, seen.data["after"]["due_at"])
        if before != seen.data["before"]["due_at"]:
            yield seen.finding("due-date", f"it was due {before}, not {seen.data['before']['due_at']}")
        expected = _due_on(seen, duty) if duty is not None else objection.answer_by(seen) if objection else None
        yield from _compared(seen, seen.data["after"], expected)

    def _fulfilled(self, seen: Seen) -> Iterator[Finding]:
        yield from self._due.done(seen, seen.stream)
        self._duties.pop(seen.stream, None)

    # Objections

    def _objection_submitted(self, seen: Seen) -> Iterator[Finding]:
        objection = self._objections[seen.stream] = _Objection(day_of(seen.at))
        expected = objection.answer_by(seen)
        if seen.data["due_on"] is not None or expected is not None:
            yield from _compared(seen, seen.data, expected)
        self._due.stands(seen.stream, seen.data["due_at"])
        objection.by_rule = seen.data["due_on"]

    def _objection_accepted(self, seen: Seen) -> Iterator[Finding]:
        """Who takes it on names a day; never later than the rule's."""
        objection = self._objections.get(seen.stream)
        by_rule = objection.by_rule if objection is not None else None
        if objection is not None and seen.data["due_on"] != by_rule:
            objection.named_on = date.fromisoformat(seen.data["due_on"])
        if by_rule is not None and seen.data["due_on"] > by_rule:
            yield seen.finding("limit", f"to be answered by {seen.data['due_on']}, the rule gives until {by_rule}")
        yield from _compared(seen, seen.data, date.fromisoformat(seen.data["due_on"]))
        self._due.stands(seen.stream, seen.data["due_at"])

    def _objection_answered(self, seen: Seen) -> Iterator[Finding]:
        yield from self._due.done(seen, seen.stream)
        self._objections.pop(seen.stream, None)

    def _ordered(self, seen: Seen) -> Iterator[Finding]:
        yield from _compared(seen, seen.data, date.fromisoformat(seen.data["due_on"]))
        self._orders.stands(seen.stream, seen.data["due_at"])


def _compared(seen: Seen, recorded: Json, expected: date | None) -> Iterator[Finding]:
    """The day, and the moment that it ends."""
    if expected is None:
        return
    if (recorded["due_on"], recorded["due_at"]) != (expected.isoformat(), ends(expected)):
        yield seen.finding("due-date", f"due {recorded['due_at']}, by own count {ends(expected)}")


def _due_on(seen: Seen, duty: _Duty) -> date | None:
    """None where the rules give no day that can be counted: what is owed at once, or on another fact's ground."""
    if duty.opened["matter"] is None:
        return _of_period(seen, duty) if duty.opened["due_on"] is not None else None
    return _of_matter(seen, duty) if duty.is_matter else None


def _of_period(seen: Seen, duty: _Duty) -> date | None:
    """By the day that the source names, included and kept on a rest day unless a pack says otherwise."""
    catalogue, parts = duty.opened["catalogue"], _parts(duty.opened["period"])
    if parts is None:
        return None
    year, prefix, number = parts
    if seen.value(f"disclosure.due.{catalogue}", duty.packs) is not None:
        named = _last_day(year, prefix, number)
    else:
        own = seen.value(f"disclosure.due.{catalogue}.{prefix}{number}", duty.packs)
        value = own or seen.value(f"disclosure.due.{prefix}{number}", duty.packs)
        if value is None:
            return None
        named = date.fromisoformat(f"{year + value['year']:04}-{value['month_day']}")
    included = seen.value("deadline.inclusive", duty.packs)
    last = named - ONE_DAY if included is False else named
    return seen.days.moved(last, seen.value("deadline.rest_day", duty.packs) or "keep")


def _of_matter(seen: Seen, duty: _Duty) -> date | None:
    matter, catalogue = duty.opened["matter"], duty.opened["catalogue"]
    begins_on = date.fromisoformat(matter["begins_on"])
    if catalogue == "REGULAR":
        return _of_interval(begins_on, matter["interval"])
    days = seen.value(ACTIVE, duty.packs) if catalogue == "ACTIVE" else None
    if days is not None:
        return seen.days.count(begins_on, days)
    return date.fromisoformat(matter["due_on"]) if matter["due_on"] is not None else None


def _of_interval(begins_on: date, interval: Json) -> date:
    """The first day counts: an interval of three days that begins on the 1st ends with the 3rd."""
    amount: int = interval["amount"]
    if interval["unit"] == "months":
        return months_later(begins_on, amount)
    return begins_on + (amount - 1) * ONE_DAY


def _too_early(seen: Seen) -> Iterator[Finding]:
    """Content of a period that just ended is owed when it has ended, not before."""
    parts = _parts(seen.data["period"])
    if seen.data["matter"] is not None or parts is None:
        return
    opens = seen.value(f"disclosure.opens.{seen.data['catalogue']}")
    moment = ends(_last_day(*parts)) if opens == "period-ended" else begins(_first_day(*parts))
    if opens is not None and seen.at < moment:
        yield seen.finding("too-early", f"opened at {seen.at}, its period gives {moment}")


def _rhythm(seen: Seen) -> Iterator[Finding]:
    """Of a catalogue that is owed by periods, a period is as long as its pack says."""
    parts, said = _parts(seen.data["period"]), seen.value(f"{PERIOD}.{seen.data['catalogue']}")
    if seen.data["matter"] is None and said in _RHYTHMS and (parts is None or parts[1] != _RHYTHMS[said]):
        yield seen.finding("count", f"owed for {seen.data['period']}, by the rules each {said}")


def _petition(seen: Seen) -> Iterator[Finding]:
    """From the share on that the rules name (…以上)."""
    matter = seen.data["matter"]
    petition = matter and matter["basis"]["petition"]
    if not petition:
        return
    needed = seen.value(f"disclosure.petition.{petition['by']}")
    signed, of = petition["signatures"], petition["of"]
    if needed is None or signed > of or not is_share(signed, of, str(needed)):
        yield seen.finding("share", f"{signed} of {of} {petition['by']} signed, {needed or 'no rule'} is needed")


def _parts(period: str) -> tuple[int, str, int] | None:
    match = _PERIOD.fullmatch(period)
    if match is None:
        return None
    prefix = next(name for name in _MONTHS if match[name])
    return int(match["year"]), prefix, int(match[prefix])


def _first_day(year: int, prefix: str, number: int) -> date:
    return date(year, (number - 1) * _MONTHS[prefix] + 1, 1)


def _last_day(year: int, prefix: str, number: int) -> date:
    return months_later(_first_day(year, prefix, number), _MONTHS[prefix])
