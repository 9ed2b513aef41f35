"""Directories of new-term committees, reckoned anew: who is in them, the day of the filing, what was late.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import day_of, ends
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

DUE = "community.directory.due"
GENERAL = "general"
_DISTRICT = 6
"""Digits of its code."""

Election = tuple[str, str]
"""Of a committee, by both their names."""


@dataclass(slots=True)
class _Directory:
    """`elected`: the day of each election, on record in the election's own stream. `awaited`: of those, what is not in
    the directory yet, since the day on which it was recorded. `listed`: what is in it.
    """

    elected: dict[Election, str] = field(default_factory=dict)
    awaited: dict[Election, date] = field(default_factory=dict)
    listed: dict[Election, str] = field(default_factory=dict)
    due_at: str | None = None
    is_filed: bool = False
    is_said: bool = False


@dataclass(slots=True)
class Directories:
    """The checks of one pass over the record."""

    _directories: Remembered[tuple[str, int], _Directory] = field(default_factory=lambda: Remembered(_Directory))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "residents-committee-elected": self._elected,
            "directory-committee-entered": self._entered,
            "directory-filed": self._filed,
            "directory-overdue": self._overdue,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _elected(self, seen: Seen) -> Iterator[Finding]:
        """By-elections fill what fell vacant in a term: no committee is new by them."""
        data = seen.data
        if data["basis"] != GENERAL:
            return
        one = self._directories[data["unit"][:_DISTRICT], date.fromisoformat(data["declared_on"]).year]
        yield from _missing(seen, one)
        election = (data["unit"], data["election"])
        one.elected[election], one.awaited[election] = data["declared_on"], day_of(seen.at)

    def _entered(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        one, election = self._of(seen), (data["committee"], data["election"])
        elected_on = one.elected.get(election)
        if elected_on is None or elected_on != data["elected_on"] or election in one.listed:
            yield seen.finding("cause", f"entered as elected on {data['elected_on']}, elected {elected_on or 'never'}")
        own = one.due_at
        if own is None and (month_day := seen.value(DUE)) is not None:
            own = ends(date.fromisoformat(f"{data['year']}-{month_day}"))
        one.due_at = data["due_at"]
        due_on = None if data["due_on"] is None else ends(date.fromisoformat(data["due_on"]))
        if seen.has_rules and (one.due_at, due_on) != (own, own):
            yield seen.finding("due-date", f"to be filed before {one.due_at or 'no day'}, by own count {own}")
        one.listed[election], one.is_filed = data["elected_on"], False
        one.awaited.pop(election, None)

    def _filed(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        yield from _missing(seen, one)
        committees = len({committee for committee, _ in one.listed})
        if data["committees"] != committees:
            yield seen.finding("count", f"{data['committees']} committees, by own count {committees}")
        last = max(one.listed.values(), default=None)
        if last is None or data["filed_on"] < last or one.is_filed:
            yield seen.finding("order", f"filed on {data['filed_on']}, the last was elected on {last or 'no day'}")
        filed_at = ends(date.fromisoformat(data["filed_on"]))
        is_late = one.due_at is not None and filed_at > one.due_at
        if data["is_late"] != is_late:
            yield seen.finding("outcome", f"is_late: {data['is_late']}, due before {one.due_at or 'no day'}")
        if is_late and not one.is_said:
            yield seen.finding("overdue-unsaid", f"filed before {filed_at}, due before {one.due_at}")
        one.is_filed = True

    def _overdue(self, seen: Seen) -> Iterator[Finding]:
        one = self._of(seen)
        yield from _missing(seen, one)
        is_due = one.due_at is not None and seen.at >= one.due_at and not one.is_filed
        if not is_due or one.is_said or seen.data["due_at"] != one.due_at:
            yield seen.finding("overdue-early", f"said at {seen.at}, due before {one.due_at or 'no day'}")
        one.is_said = True

    def _of(self, seen: Seen) -> _Directory:
        return self._directories[seen.data["unit"], seen.data["year"]]


def _missing(seen: Seen, one: _Directory) -> Iterator[Finding]:
    """Entered by itself, a committee is in the directory by the end of the day: said once of each that is not."""
    today = day_of(seen.at)
    missing = [election for election, since in one.awaited.items() if since < today]
    for committee, election in missing:
        del one.awaited[committee, election]
        yield seen.finding("count", f"{committee} was elected in {election} and is not in the directory")
