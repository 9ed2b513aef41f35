"""Communities that are set up, reckoned anew: what a size asks for, three months for the committee, the yearly filing.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(3), (4)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from audit.checks.days import corresponding, ends
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

COMMITTEE, OCCUPANCY = "community.new.min_households", "community.new.occupancy"
GROUP, BETWEEN = "community.new.group.min_households", "community.new.gap_result"
MONTHS, YEARLY, FIELDS = "community.setup.months", "community.yearly_filing.due", "community.filing.fields"
ESTABLISH, GROUP_ATTACHED, ATTACHED = "establish_committee", "group_attached", "attached"


@dataclass(slots=True)
class _Community:
    """What its size asked for, when it was approved, what is owed before which moment, and whether this was said."""

    result: str | None = None
    approved_on: str | None = None
    due_at: str | None = None
    is_said: bool = False


@dataclass(slots=True)
class Communities:
    """The checks of one pass over the record."""

    _communities: Remembered[str, _Community] = field(default_factory=lambda: Remembered(_Community))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "community-proposed": self._proposed,
            "community-established": self._established,
            "formation-begun": self._begun,
            "formation-overdue": self._overdue,
            "community-formed": self._formed,
            "filing-overdue": self._overdue,
            "community-filed": self._filed,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _proposed(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        self._communities[seen.stream].result = data["result"]
        own = _result(seen, data["households"], data["occupied"])
        if own is not None and own != data["result"]:
            yield seen.finding("outcome", f"{data['households']} households get {data['result']}, by own count {own}")
        if data["result"] != ESTABLISH and data["neighbour"] is None:
            yield seen.finding("cause", "nobody manages it")

    def _established(self, seen: Seen) -> Iterator[Finding]:
        one = self._communities[seen.stream]
        one.approved_on = seen.data["approved_on"]
        if one.result != ESTABLISH:
            yield seen.finding("cause", f"approved, by its size it is {one.result or 'not on record'}")

    def _begun(self, seen: Seen) -> Iterator[Finding]:
        one, months = self._communities[seen.stream], seen.value(MONTHS)
        one.due_at, one.is_said = seen.data["due_at"], False
        own = None
        if months is not None and one.approved_on is not None:
            own = ends(corresponding(date.fromisoformat(one.approved_on), months))
        if seen.has_rules and one.due_at != own:
            yield seen.finding("due-date", f"due {one.due_at}, by own count {own}")

    def _formed(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._communities[seen.stream], seen.data
        yield from self._late(seen, ends(date.fromisoformat(data["formed_on"])))
        one.due_at, one.is_said = data["filing_due_at"], False
        yearly = seen.value(YEARLY)
        own = None if yearly is None else ends(_first(yearly, date.fromisoformat(data["formed_on"])))
        if seen.has_rules and one.due_at != own:
            yield seen.finding("due-date", f"to be filed before {one.due_at}, by own count {own}")

    def _filed(self, seen: Seen) -> Iterator[Finding]:
        fields, filing = seen.value(FIELDS), seen.data["filing"]
        given = sum(value is not None for value in filing.values())
        if fields is not None and given < fields:
            yield seen.finding("count", f"{given} things are filed, {fields} are asked for")
        yield from self._late(seen, ends(date.fromisoformat(seen.data["filed_on"])))

    def _late(self, seen: Seen, done_at: str) -> Iterator[Finding]:
        """What is done on a day is done before that day ends."""
        one = self._communities[seen.stream]
        is_late = one.due_at is not None and done_at > one.due_at
        if seen.data["is_late"] != is_late:
            yield seen.finding("outcome", f"is_late: {seen.data['is_late']}, due before {one.due_at or 'no day'}")
        if is_late and not one.is_said:
            yield seen.finding("overdue-unsaid", f"done before {done_at}, due before {one.due_at}")

    def _overdue(self, seen: Seen) -> Iterator[Finding]:
        one = self._communities[seen.stream]
        if one.due_at is None or seen.at < one.due_at or one.is_said or seen.data["due_at"] != one.due_at:
            yield seen.finding("overdue-early", f"said at {seen.at}, due before {one.due_at or 'no day'}")
        one.is_said = True


def _result(seen: Seen, households: int, occupied: int) -> str | None:
    """None where the rules are silent on any of it."""
    committee, occupancy = seen.value(COMMITTEE), seen.value(OCCUPANCY)
    group, between = seen.value(GROUP), seen.value(BETWEEN)
    if None in (committee, occupancy, group, between):
        return None
    if households < group:
        return ATTACHED
    if Fraction(occupied, households) < Fraction(occupancy):
        return GROUP_ATTACHED
    return ESTABLISH if households >= committee else str(between)


def _first(month_day: str, day: date) -> date:
    """The first such day that is not before."""
    month, day_of_month = map(int, month_day.split("-"))
    this_year = date(day.year, month, day_of_month)
    return this_year if day <= this_year else date(day.year + 1, month, day_of_month)
