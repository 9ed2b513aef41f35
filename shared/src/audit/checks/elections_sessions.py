"""Sessions of a congress, reckoned anew: their length, who called them, what the presidium passed, what was discussed.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 14, 25; district opinion on township people's
congresses (document 2 §三(一)1-3).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from audit.checks.quarters import quarter_of
from audit.checks.seen import Json, Look, Seen, nothing
from audit.checks.thresholds import is_enough, least_of
from audit.finding import Finding
from audit.remembered import Remembered

STEP, WITH_ELECTION = "congress.session.day_step", "congress.session.with_election.min_days"
FIRST, OTHER = "congress.session.first_of_term.min_days", "congress.session.other.min_days"
MAJORITY, EXTRA = "presidium.majority", "congress.extra_session.deputies_share"
RECORDS, MINUTES = "congress.deliberation.min_records_per_item", "congress.deliberation.min_minutes"
QUARTERS, QUORUM = "congress.regular_quarters", "congress.quorum.min"
ELECTIONS = frozenset({"election", "by_election"})
OF_ALL = frozenset({"listed", "active", "suspended"})
OUTSIDE = "regular-session-outside-quarter"


@dataclass(slots=True)
class _Session:
    """`deputies` and `presidium` as entered last; `minutes` of deliberation by item; `opened`: quarter, if usual."""

    presidium: int = 0
    deputies: set[str] = field(default_factory=set)
    extra: Json | None = None
    matters: dict[str, str] = field(default_factory=dict)
    minutes: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    is_outside: bool = False


@dataclass(slots=True)
class Sessions:
    """The checks of one pass over the record."""

    _sessions: Remembered[str, _Session] = field(default_factory=lambda: Remembered(_Session))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "roll-entered": self._roll,
            "session-requested": self._requested,
            "session-date-decided": self._decided,
            "session-moved": self._moved,
            "session-cancelled": self._cancelled,
            "meeting-held": self._met,
            "motion-decided": self._motion,
            "session-opened": self._opened,
            "session-flagged": self._flagged,
            "item-deliberated": self._deliberated,
            "vote-taken": self._vote,
            "congress-session-closed": self._closed,
            "regular-session-missed": _no_regular,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _roll(self, seen: Seen) -> Iterator[Finding]:
        session = self._of(seen)
        session.presidium = len(seen.data["presidium"])
        session.deputies = {one["deputy"] for one in seen.data["deputies"] if one["standing"] in OF_ALL}
        return nothing()

    # Called

    def _requested(self, seen: Seen) -> Iterator[Finding]:
        session, dates = self._of(seen), seen.data["tentative"]
        session.extra = seen.data["extra"]
        if dates is not None:
            has_election = any(item["matter"] in ELECTIONS for item in seen.data["agenda"])
            yield from _length(seen, dates["days"], has_election=has_election)

    def _decided(self, seen: Seen) -> Iterator[Finding]:
        """What has no majority of the presidium's members is not passed, the day of the session included."""
        session, data = self._of(seen), seen.data
        session.matters = {one["item"]["item"]: one["item"]["matter"] for one in data["agenda"]}
        passed = [(one["item"]["title"], one["votes"]) for one in data["agenda"]]
        passed += [(one["title"], one["votes"]) for one in data["papers"]]
        yield from self._passed(seen, [*passed, *_day(seen)], data["meeting"])
        yield from self._called(seen, session)
        yield from _length(seen, data["dates"]["days"], has_election=_has_election(session))

    def _moved(self, seen: Seen) -> Iterator[Finding]:
        yield from self._passed(seen, list(_day(seen)), seen.data["meeting"])
        yield from _length(seen, seen.data["dates"]["days"], has_election=_has_election(self._of(seen)))

    def _cancelled(self, seen: Seen) -> Iterator[Finding]:
        votes = seen.metadata.get("command", {}).get("document", {}).get("votes")
        if votes is not None and seen.data["meeting"] is not None:
            yield from self._passed(seen, [("called off", votes)], seen.data["meeting"])

    def _passed(self, seen: Seen, votes: list[tuple[str, Json]], meeting: Json) -> Iterator[Finding]:
        members, majority = self._of(seen).presidium, seen.value(MAJORITY)
        for title, cast in votes:
            if sum(cast.values()) > len(set(meeting["present"])):
                yield seen.finding("count", f"{title}: more votes than members present")
            if majority is not None and members and not is_enough(majority, cast["agree"], members):
                needed = least_of(majority, members)
                yield seen.finding("share", f"{title}: {cast['agree']} of {members} agreed, {needed} are needed")

    def _called(self, seen: Seen, session: _Session) -> Iterator[Finding]:
        """Besides the regular ones: by the presidium, or by so great a share of all deputies."""
        extra, share = session.extra, seen.value(EXTRA)
        if extra is None or share is None or not session.deputies:
            return
        if extra["presidium"] is not None and extra["votes"] is not None:
            yield from self._passed(seen, [("called", extra["votes"])], extra["presidium"])
            return
        movers = len(set(extra["proposed_by"]) & session.deputies)
        if not is_enough(str(share), movers, len(session.deputies)):
            yield seen.finding("share", f"{movers} of {len(session.deputies)} deputies called it, {share} are needed")

    # Held

    def _motion(self, seen: Seen) -> Iterator[Finding]:
        item = seen.data["item"]
        if item is not None:
            self._of(seen).matters[item["item"]] = item["matter"]
        return nothing()

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        usual, quarter = seen.value(QUARTERS), quarter_of(date.fromisoformat(seen.data["opened_on"]))
        self._of(seen).is_outside = bool(usual) and seen.data["kind"] == "regular" and not _is_usual(usual, quarter)
        return nothing()

    def _flagged(self, seen: Seen) -> Iterator[Finding]:
        if seen.data["finding"] == OUTSIDE:
            if not self._of(seen).is_outside:
                yield seen.finding("outcome", "opened in one of the usual quarters")
            self._of(seen).is_outside = False

    def _met(self, seen: Seen) -> Iterator[Finding]:
        """A plenary has two thirds of all deputies, as the opening had."""
        quorum, whole = seen.value(QUORUM), len(self._of(seen).deputies)
        came = len(set(seen.data["attending"]) & self._of(seen).deputies)
        if seen.data["kind"] == "plenary" and quorum is not None and whole and not is_enough(quorum, came, whole):
            yield seen.finding("share", f"{came} of {whole} deputies are no quorum")

    def _deliberated(self, seen: Seen) -> Iterator[Finding]:
        session, item = self._of(seen), seen.data["item"]
        session.records[item] += 1
        session.minutes[item] += seen.data["minutes"]
        return nothing()

    def _vote(self, seen: Seen) -> Iterator[Finding]:
        """No vote without deliberation, as often and as long as a pack says."""
        session, item = self._of(seen), seen.data["item"]
        records, minutes = seen.value(RECORDS) or 0, seen.value(MINUTES) or 0
        if session.records[item] < records or session.minutes[item] < minutes:
            had = f"{session.records[item]} deliberations of {session.minutes[item]} minutes"
            yield seen.finding("order", f"{item}: voted after {had}, the rules ask for {records} and {minutes}")

    def _closed(self, seen: Seen) -> Iterator[Finding]:
        session, data = self._of(seen), seen.data
        has_election = _has_election(session) or bool(ELECTIONS & set(data["dealt_with"]))
        yield from _length(seen, data["days"], has_election=has_election)
        if session.is_outside:
            yield seen.finding("outcome", f"opened on {data['opened_on']}, in no usual quarter, and never flagged")

    def _of(self, seen: Seen) -> _Session:
        return self._sessions[seen.stream]


def _day(seen: Seen) -> Iterator[tuple[str, Json]]:
    """The votes on the day stand in the command alone."""
    document = seen.metadata.get("command", {}).get("document", {})
    if "date_votes" in document:
        yield "the day of the session", document["date_votes"]


def _has_election(session: _Session) -> bool:
    return not ELECTIONS.isdisjoint(session.matters.values())


def _length(seen: Seen, said: str, *, has_election: bool) -> Iterator[Finding]:
    """In whole steps, and no shorter than a session of its kind is."""
    days, step = Fraction(said), seen.value(STEP)
    if step is not None and (days / Fraction(str(step))).denominator != 1:
        yield seen.finding("limit", f"{days} days are not counted in steps of {step}")
    names = [FIRST] if seen.data["session"] == 1 else [OTHER, *([WITH_ELECTION] if has_election else [])]
    least = max((Fraction(str(seen.value(name) or 0)) for name in names), default=Fraction(0))
    if days < least:
        yield seen.finding("limit", f"{days} days, the rules give {least}")


def _is_usual(usual: list[int | str], quarter: int) -> bool:
    return quarter in {int(one) for one in usual}


def _no_regular(seen: Seen) -> Iterator[Finding]:
    """Missing only in a quarter that is expected to have one."""
    usual = seen.value(QUARTERS)
    if usual and not _is_usual(usual, seen.data["quarter"]):
        yield seen.finding("overdue-early", f"no regular session is expected in quarter {seen.data['quarter']}")
