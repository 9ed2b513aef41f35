"""The residents' meetings of a year, reckoned anew: which were held in each window, what was said to be missing.

Law: draft opinion on residents' committees, part 2 (document 5 §二(三)2(2)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import day_of, ends
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

REQUIRED = "residents_meeting.required"
WINDOWS = {"year_start": "year_start.window", "year_end": "year_end.window"}
CONSULTATION = "consultation"

Span = tuple[str, str]
"""First and last day."""


@dataclass(slots=True)
class _Year:
    """`held`: the day of each meeting, on record in the meeting's own stream. `awaited`: of those, what was not noted
    yet, since the day on which it was recorded. `met`: what was. `said`: windows found missing; `over`: looked at.
    """

    held: dict[str, str] = field(default_factory=dict)
    awaited: dict[str, date] = field(default_factory=dict)
    since: str | None = None
    met: dict[str, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    over: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Meetings:
    """The checks of one pass over the record: by unit and year."""

    _years: Remembered[tuple[str, int], _Year] = field(default_factory=lambda: Remembered(_Year))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "residents-meeting-held": self._met,
            "meeting-year-opened": self._opened,
            "residents-meeting-noted": self._noted,
            "residents-meeting-missed": self._missed,
            "meeting-year-checked": self._checked,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _met(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        if data["form"] == CONSULTATION:
            return
        one = self._years[data["unit"], date.fromisoformat(data["held_on"]).year]
        yield from _unnoted(seen, one)
        one.held[data["meeting"]], one.awaited[data["meeting"]] = data["held_on"], day_of(seen.at)

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        if one.since is not None or data["since"] > day_of(seen.at).isoformat():
            yield seen.finding("order", f"opened since {data['since']}, before since {one.since or 'no day'}")
        one.since = data["since"]
        yield from _compared(seen, _next(seen, None))

    def _noted(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        held_on = one.held.get(data["meeting"])
        if held_on != data["held_on"] or data["meeting"] in one.met:
            yield seen.finding(
                "cause", f"{data['meeting']} is noted as of {data['held_on']}, held {held_on or 'never'}"
            )
        one.met[data["meeting"]] = data["held_on"]
        one.awaited.pop(data["meeting"], None)

    def _missed(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        yield from _unnoted(seen, one)
        span = (data["first_day"], data["last_day"])
        own = _spans(seen).get(data["window"])
        if seen.has_rules and own != span:
            yield seen.finding("due-date", f"the window is {span}, by own count {own}")
        if not _lacks(one, span) or seen.at < _ends(span):
            yield seen.finding("cause", f"{data['window']}: nothing is missing of it at {seen.at}")
        if data["window"] in one.said | one.over:
            yield seen.finding("order", f"{data['window']} was looked at before")
        one.said.add(data["window"])

    def _checked(self, seen: Seen) -> Iterator[Finding]:
        one, data, spans = self._of(seen), seen.data, _spans(seen)
        yield from _unnoted(seen, one)
        for window in data["windows"]:
            if window in spans and _lacks(one, spans[window]) and window not in one.said:
                yield seen.finding("overdue-unsaid", f"no meeting was held in {spans[window]}, which nobody said")
        own = {window for window, span in spans.items() if _ends(span) <= seen.at} - one.over
        if seen.has_rules and (set(data["windows"]) != own or len(data["windows"]) != len(own)):
            yield seen.finding("order", f"{data['windows']} are over, by own count {sorted(own)}")
        one.over.update(data["windows"])
        yield from _compared(seen, _next(seen, seen.at))

    def _of(self, seen: Seen) -> _Year:
        return self._years[seen.data["unit"], seen.data["year"]]


def _unnoted(seen: Seen, one: _Year) -> Iterator[Finding]:
    """Noted by itself, a meeting is counted by the end of the day: said once of each that is not."""
    today = day_of(seen.at)
    for meeting in [meeting for meeting, since in one.awaited.items() if since < today]:
        del one.awaited[meeting]
        yield seen.finding("count", f"{meeting} was held on {one.held[meeting]} and is not counted")


def _lacks(one: _Year, span: Span) -> bool:
    is_owed = one.since is not None and one.since <= span[1]
    return is_owed and not any(span[0] <= held_on <= span[1] for held_on in one.met.values())


def _spans(seen: Seen) -> dict[str, Span]:
    year, required = seen.data["year"], seen.value(REQUIRED) or ()
    given = {window: seen.value(name) for window, name in WINDOWS.items() if window in required}
    return {window: (f"{year}-{each['from']}", f"{year}-{each['to']}") for window, each in given.items() if each}


def _ends(span: Span) -> str:
    return ends(date.fromisoformat(span[1]))


def _next(seen: Seen, after: str | None) -> str | None:
    """When something is over next; the year's end if nothing is before it."""
    moments = [*map(_ends, _spans(seen).values()), ends(date(seen.data["year"], 12, 31))]
    return min((each for each in moments if after is None or each > after), default=None)


def _compared(seen: Seen, own: str | None) -> Iterator[Finding]:
    said = seen.data["next_check_at"]
    if seen.has_rules and said != own:
        yield seen.finding("due-date", f"looked at again at {said or 'no moment'}, by own count {own or 'none'}")
