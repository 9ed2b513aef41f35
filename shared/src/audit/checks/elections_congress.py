"""A township's congress, reckoned anew: first sessions, quorum, majorities, length, what each quarter and year owes.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 14, 20, 22, 24, 25, 31; district opinion on
township people's congresses (document 2 §三(一)2, §三(二)2).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, months_later
from audit.checks.due import DueDates
from audit.checks.quarters import not_over, quarter_of
from audit.checks.seen import Look, Seen, compared_day, nothing
from audit.checks.thresholds import is_enough, least_of
from audit.finding import Finding
from audit.remembered import Remembered

QUORUM, MAJORITY = "congress.quorum.min", "congress.majority"
FIRST_SESSION = "congress.first_session.months"
PER_QUARTER = {"presidium": "presidium.meetings_per_quarter.min", "group": "deputy_group.activities_per_quarter.min"}
SIGNERS = {"motion": "congress.motion.min_deputies", "question": "congress.question.min_deputies"}

Quarter = tuple[str, int, int]
"""Stream, year and quarter."""


@dataclass(slots=True)
class Congress:
    """The checks of one pass over the record."""

    _first_sessions: DueDates = field(default_factory=DueDates)
    _reports: DueDates = field(default_factory=DueDates)
    _held: Remembered[Quarter, int] = field(default_factory=lambda: Remembered(int))
    _sessions: Remembered[str, dict[tuple[int, int], tuple[str, str]]] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "elections.term-opened.v1": self._term_opened,
            "elections.first-session-overdue.v1": lambda seen: self._first_sessions.passed(seen, seen.stream),
            "elections.term-begun.v1": lambda seen: self._first_sessions.done(seen, seen.stream),
            "elections.session-opened.v1": self._session_opened,
            "elections.vote-taken.v1": self._vote,
            "elections.congress-session-closed.v1": self._session_closed,
            "elections.motion-submitted.v1": self._motion,
            "elections.question-put.v1": lambda seen: _signed(seen, "question"),
            "elections.recall-moved.v1": _recall_moved,
            "elections.official-recalled.v1": lambda seen: _decided(seen, is_carried=True),
            "elections.recall-refused.v1": lambda seen: _decided(seen, is_carried=False),
            "elections.resignation-accepted.v1": lambda seen: _decided(seen, is_carried=True),
            "elections.resignation-refused.v1": lambda seen: _decided(seen, is_carried=False),
            "elections.deputy-recall-requested.v1": _recall_requested,
            "elections.deputy-recalled.v1": lambda seen: _voters_decided(seen, is_carried=True),
            "elections.deputy-recall-failed.v1": lambda seen: _voters_decided(seen, is_carried=False),
            "elections.presidium-meeting-held.v1": self._met,
            "elections.presidium-meeting-missed.v1": lambda seen: self._missed(seen, "presidium"),
            "elections.session-of-year-noted.v1": self._session_of_year,
            "elections.regular-session-missed.v1": self._no_regular,
            "elections.session-count-short.v1": self._few_sessions,
            "elections.session-missing.v1": self._no_session,
            "elections.group-activity-held.v1": self._met,
            "elections.group-activity-missed.v1": lambda seen: self._missed(seen, "group"),
            "elections.special-report-planned.v1": self._report_planned,
            "elections.special-report-heard.v1": lambda seen: self._reports.done(seen, _report(seen)),
            "elections.special-report-overdue.v1": lambda seen: self._reports.passed(seen, _report(seen)),
        }

    # A term and its sessions

    def _term_opened(self, seen: Seen) -> Iterator[Finding]:
        """Within two months after the election of the deputies; a congress that was taken over has sat already."""
        months, data = seen.value(FIRST_SESSION), seen.data
        if data["first_session_by"] is not None and months is not None:
            last = months_later(date.fromisoformat(data["elected_on"]) + ONE_DAY, months)
            yield from compared_day(seen, data, "first_session_by", "due_at", last)
        self._first_sessions.stands(seen.stream, data["due_at"])

    def _session_opened(self, seen: Seen) -> Iterator[Finding]:
        quorum, attending = seen.value(QUORUM), len(set(seen.data["attending"]))
        if quorum is not None and not is_enough(quorum, attending, seen.data["all_deputies"]):
            yield seen.finding("share", f"{attending} of {seen.data['all_deputies']} deputies are no quorum")
        both = set(seen.data["attending"]) & set(seen.data["absent"])
        if both or attending + len(seen.data["absent"]) > seen.data["all_deputies"]:
            yield seen.finding("count", f"{attending} attending and {len(seen.data['absent'])} absent")

    def _vote(self, seen: Seen) -> Iterator[Finding]:
        """More than half of all deputies, not of those present or voting."""
        majority, agree, of = seen.value(MAJORITY), seen.data["votes"]["agree"], seen.data["all_deputies"]
        if majority is not None and seen.data["adopted"] != is_enough(majority, agree, of):
            yield seen.finding("share", f"{agree} of {of} deputies, by own count {least_of(majority, of)} are needed")
        if sum(seen.data["votes"].values()) > of:
            yield seen.finding("count", f"more votes than the {of} deputies")

    def _session_closed(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        name = "congress.session.first_of_term.min_days" if data["is_first"] else "congress.session.other.min_days"
        least, (days, per) = seen.value(name), map(int, data["days"].split("/"))
        if least is not None and _halves(str(least)) * per > 2 * days:
            yield seen.finding("limit", f"{data['days']} days, the rules give {least}")
        calendar = (date.fromisoformat(data["closed_on"]) - date.fromisoformat(data["opened_on"])).days + 1
        if days > calendar * per:
            yield seen.finding("count", f"{data['days']} days from {data['opened_on']} to {data['closed_on']}")

    def _motion(self, seen: Seen) -> Iterator[Finding]:
        if seen.data["mover"] == "deputies":
            yield from _signed(seen, "motion")

    # What quarters and years owe

    def _met(self, seen: Seen) -> Iterator[Finding]:
        held_on = date.fromisoformat(seen.data["held_on"])
        self._held[seen.stream, held_on.year, quarter_of(held_on)] += 1
        yield from nothing()

    def _missed(self, seen: Seen, what: str) -> Iterator[Finding]:
        data = seen.data
        own = self._held[seen.stream, data["year"], data["quarter"]]
        if data["held"] != own or own >= (seen.value(PER_QUARTER[what]) or 0):
            yield seen.finding("overdue-early", f"{data['held']} said to be held, by own count {own}")
        yield from not_over(seen, data["year"], data["quarter"])

    def _session_of_year(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        sessions = self._sessions.setdefault(seen.stream, {})
        sessions[data["term"], data["session"]] = (data["opened_on"], data["kind"])
        yield from nothing()

    def _no_regular(self, seen: Seen) -> Iterator[Finding]:
        year, quarter = seen.data["year"], seen.data["quarter"]
        held = [opened for opened, kind in self._sessions.get(seen.stream, {}).values() if kind == "regular"]
        if any(quarter_of(date.fromisoformat(day)) == quarter for day in held):
            yield seen.finding("overdue-early", f"a regular session was opened in quarter {quarter}")
        yield from not_over(seen, year, quarter)

    def _few_sessions(self, seen: Seen) -> Iterator[Finding]:
        held = sum(kind == "regular" for _, kind in self._sessions.get(seen.stream, {}).values())
        yield from self._short(seen, held, seen.value("congress.sessions_per_year") or 0)

    def _no_session(self, seen: Seen) -> Iterator[Finding]:
        held = len(self._sessions.get(seen.stream, {}))
        yield from self._short(seen, held, seen.value("congress.sessions_per_year.min") or 0)

    def _short(self, seen: Seen, held: int, least: int) -> Iterator[Finding]:
        if seen.data["held"] != held or held >= least:
            yield seen.finding("overdue-early", f"{seen.data['held']} said to be held, by own count {held} of {least}")
        yield from not_over(seen, seen.data["year"], 4)

    def _report_planned(self, seen: Seen) -> Iterator[Finding]:
        yield from compared_day(seen, seen.data, "due_on", "due_at", date.fromisoformat(seen.data["due_on"]))
        self._reports.stands(_report(seen), seen.data["due_at"])


def _signed(seen: Seen, what: str) -> Iterator[Finding]:
    least, signers = seen.value(SIGNERS[what]), len(set(seen.data["signers"]))
    if least is not None and signers < least:
        yield seen.finding("share", f"{signers} signed, {least} are needed")


def _recall_requested(seen: Seen) -> Iterator[Finding]:
    """By so many voters of the district, each once."""
    least, voters = seen.value("deputy.recall.min_voters"), len(set(seen.data["voters"]))
    if least is not None and voters < least:
        yield seen.finding("share", f"{voters} voters ask for it, {least} are needed")


def _recall_moved(seen: Seen) -> Iterator[Finding]:
    """By the presidium, or by one fifth of the deputies."""
    share, movers = seen.value("congress.recall.deputies_share"), len(set(seen.data["movers"]))
    if seen.data["by"] == "deputies" and share and not is_enough(str(share), movers, seen.data["all_deputies"]):
        yield seen.finding("share", f"{movers} of {seen.data['all_deputies']} deputies, {share} is needed")


def _decided(seen: Seen, *, is_carried: bool) -> Iterator[Finding]:
    majority, vote = seen.value(MAJORITY), seen.data["vote"]
    if vote is None or majority is None:
        return
    needed = least_of(majority, vote["entitled"])
    if seen.data["needed"] != needed or is_carried != (vote["agree"] >= needed):
        yield seen.finding("share", f"{vote['agree']} agreed, by own count {needed} are needed")


def _voters_decided(seen: Seen, *, is_carried: bool) -> Iterator[Finding]:
    """More than half of all voters of the district, whatever the turnout."""
    majority, data = seen.value("deputy.recall.majority"), seen.data
    if majority is None:
        return
    needed = least_of(majority, data["entitled"])
    if data["needed"] != needed or is_carried != (data["agree"] >= needed):
        yield seen.finding("share", f"{data['agree']} agreed, by own count {needed} are needed")


def _report(seen: Seen) -> str:
    return f"{seen.stream}#{seen.data['report']}"


def _halves(days: str) -> int:
    """Days in halves: "3/2" is three of them."""
    numerator, _, denominator = days.partition("/")
    return int(numerator) * 2 // int(denominator or 1)
