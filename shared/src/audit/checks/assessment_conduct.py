"""The conduct of a township's cadres, reckoned anew: what each span owes, what it came to, what was said to be missing.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6二要-四要): a study a month, a discussion
a quarter, an article of every cadre a half-year; a third or a half of the working days in villages, diary, activities.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from audit.checks.days import ONE_DAY, begins, ends, months_later
from audit.checks.quarters import quarter_of
from audit.checks.seen import Json, Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

LEAST = {
    "study": "study.collective.per_month",
    "discussion": "study.discussion.per_quarter",
    "article": "study.article.per_half_year",
    "diary": "diary.per_cadre.min",
}
LEADERS, OTHERS = "village_time.leader.min", "village_time.general.min"
ITEMS = {"four_sames": "four_sames", "breaks_and_builds": "four_breaks", "awarenesses": "awareness"}
ENTRIES = {"prohibition": "integrity.prohibitions", "conduct-rule": "conduct.rules"}
_STUDIES = {"collective": "study", "discussion": "discussion"}
_OF_YEAR = (
    *("village-time", "diary", "visit", "reception"),
    *("strive-for-first", "station-appraisal", "member-appraisal"),
)
_OF_EACH = frozenset({"article", "village-time", "diary"})
_HALF = 6

Place = tuple[str, str, str | None]
"""What is owed, in which span, by which cadre or by the township."""


@dataclass(slots=True)
class _Year:
    """One township's year. `cadres`: as entered last. `came_to`: by what, span and cadre. `missing`: said and not
    made good."""

    opened_at: str = ""
    cadres: dict[str, Json] = field(default_factory=dict)
    came_to: Counter[Place] = field(default_factory=Counter)
    days: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    reached: set[str] = field(default_factory=set)
    missing: set[Place] = field(default_factory=set)
    said: set[Place] = field(default_factory=set)


@dataclass(slots=True)
class Conduct:
    """The checks of one pass over the record."""

    _years: Remembered[str, _Year] = field(default_factory=lambda: Remembered(_Year))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "conduct-year-opened": self._opened,
            "cadre-entered": self._entered,
            "conduct-checked": _items,
            "breach-found": _entry,
            "study-held": self._studied,
            "article-filed": self._article,
            "village-days-recorded": self._village,
            "activity-held": self._activity,
            "diary-entered": self._diary,
            "conduct-missed": self._missed,
            "conduct-made-good": self._made_good,
            "conduct-month-checked": self._month,
        }
        return {f"assessment.{name}.v1": look for name, look in looks.items()}

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        self._of(seen).opened_at = seen.data["opened_at"]
        following = begins(date(seen.data["year"] + 1, 1, 1))
        if seen.data["next_at"] != following:
            yield seen.finding("due-date", f"the next year opens at {seen.data['next_at']}, by own count {following}")

    def _entered(self, seen: Seen) -> Iterator[Finding]:
        self._of(seen).cadres[seen.data["cadre"]] = seen.data
        yield from ()

    # What counts

    def _studied(self, seen: Seen) -> Iterator[Finding]:
        held_on = date.fromisoformat(seen.data["held_on"])
        owed = _STUDIES[seen.data["study"]]
        self._of(seen).came_to[owed, _span(owed, held_on), None] += 1
        yield from _in_year(seen, seen.data["held_on"])

    def _article(self, seen: Seen) -> Iterator[Finding]:
        data, half = seen.data, _span("article", date.fromisoformat(seen.data["written_on"]))
        place = ("article", half, data["cadre"])
        self._of(seen).came_to[place] += 1
        if (data["half_year"], data["number"]) != (half, self._of(seen).came_to[place]):
            yield seen.finding("count", f"the {data['number']}th of {data['half_year']}, by own count of {half}")
        yield from _in_year(seen, data["written_on"])

    def _village(self, seen: Seen) -> Iterator[Finding]:
        """A working day counts once, in whichever village it was spent."""
        data, year = seen.data, self._of(seen)
        known = year.days[data["cadre"]]
        idle = [day for day in data["days"] if not seen.days.is_worked(date.fromisoformat(day)) or day in known]
        if idle or len(set(data["days"])) < len(data["days"]):
            yield seen.finding("count", f"days that are not worked, or counted twice: {', '.join(idle)}")
        known |= set(data["days"])
        working_days = _working_days(seen)
        if (data["total"], data["working_days"]) != (len(known), working_days):
            said = f"{data['total']} of {data['working_days']}"
            yield seen.finding("count", f"{said} days, by own count {len(known)} of {working_days}")
        for day in data["days"]:
            yield from _in_year(seen, day)

    def _activity(self, seen: Seen) -> Iterator[Finding]:
        place = (seen.data["activity"], f"{seen.data['year']:04}", None)
        yield from self._counted(seen, place)
        yield from _in_year(seen, seen.data["held_on"])

    def _diary(self, seen: Seen) -> Iterator[Finding]:
        data, year = seen.data, self._of(seen)
        yield from self._counted(seen, ("diary", f"{data['year']:04}", data["cadre"]))
        linked = {
            one for cadre in year.cadres.values() for place in cadre["assignments"] for one in place["households"]
        }
        year.reached |= set(data["households"])
        own = (len(year.reached & linked), len(linked))
        if (data["reached"], data["linked"]) != own:
            yield seen.finding("count", f"{data['reached']} of {data['linked']} households, by own count {own}")
        yield from _in_year(seen, data["written_on"])

    def _counted(self, seen: Seen, place: Place) -> Iterator[Finding]:
        came_to = self._of(seen).came_to
        came_to[place] += 1
        if seen.data["number"] != came_to[place]:
            yield seen.finding("count", f"the {seen.data['number']}th, by own count {came_to[place]}")

    # What is missing

    def _missed(self, seen: Seen) -> Iterator[Finding]:
        data, year = seen.data, self._of(seen)
        place: Place = (data["owed"], data["span"], data["cadre"])
        came_to, least = self._came_to(seen, place), _least(seen, year, place)
        year.missing.add(place)
        year.said.add(place)
        if (Fraction(data["came_to"]), Fraction(data["least"])) != (came_to, least):
            said = f"{data['came_to']} of {data['least']}"
            yield seen.finding("count", f"{said} {data['owed']} in {data['span']}, by own count {came_to} of {least}")
        if came_to >= least:
            yield seen.finding("overdue-early", f"{data['owed']} of {data['span']}: {came_to} are enough")
        if seen.at < ends(_last_day(data["span"])):
            yield seen.finding("overdue-early", f"said at {seen.at}, {data['span']} was not over")

    def _made_good(self, seen: Seen) -> Iterator[Finding]:
        year = self._of(seen)
        place: Place = (seen.data["owed"], seen.data["span"], seen.data["cadre"])
        if place not in year.missing or self._came_to(seen, place) < _least(seen, year, place):
            yield seen.finding("outcome", f"{place[0]} of {place[1]} was not missing, or is missing still")
        year.missing.discard(place)

    def _month(self, seen: Seen) -> Iterator[Finding]:
        """A month that is checked has said everything that was missing in the spans that end with it."""
        data, year = seen.data, self._of(seen)
        last = months_later(date(data["year"], data["month"], 1), 1)
        if seen.at < ends(last):
            yield seen.finding("too-early", f"checked at {seen.at}, the month ends on {last}")
        own = {place for place in _places(year, last) if self._came_to(seen, place) < _least(seen, year, place)}
        said = {place for place in year.said if _last_day(place[1]) == last}
        if own - said:
            yield seen.finding("overdue-unsaid", f"missing and not said: {_names(own - said)}")
        if data["missed"] != len(own | said):
            yield seen.finding("count", f"{data['missed']} missing, by own count {len(own)}: {_names(own)}")

    def _came_to(self, seen: Seen, place: Place) -> Fraction:
        year = self._of(seen)
        if place[0] == "village-time":
            return Fraction(len(year.days[place[2] or ""]), _working_days(seen))
        return Fraction(year.came_to[place])

    def _of(self, seen: Seen) -> _Year:
        return self._years[seen.stream]


def _places(year: _Year, last: date) -> Iterator[Place]:
    """What is owed in the spans that end on this day; none that ended before the year was kept."""
    if ends(last) <= year.opened_at:
        return
    owed = ["study"]
    owed += ["discussion"] if not last.month % 3 else []
    owed += ["article"] if not last.month % _HALF else []
    owed += _OF_YEAR if last.month == 2 * _HALF else ()
    for name in owed:
        span = f"{last.year:04}" if name in _OF_YEAR else _span(name, last)
        if name not in _OF_EACH:
            yield name, span, None
            continue
        for cadre, entered in year.cadres.items():
            if entered["left_on"] is None or entered["left_on"] > last.isoformat():
                yield name, span, cadre


def _least(seen: Seen, year: _Year, place: Place) -> Fraction:
    """Leaders are the first hand and the team; of an activity the source gives no number: it is held, which is once."""
    owed, _, cadre = place
    if owed == "village-time":
        layer = year.cadres[cadre]["layer"] if cadre in year.cadres else "cadre"
        return Fraction(str(seen.value(OTHERS if layer == "cadre" else LEADERS) or 0))
    return Fraction(str(seen.value(LEAST[owed]) or 0)) if owed in LEAST else Fraction(1)


def _span(owed: str, day: date) -> str:
    if owed == "study":
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}Q{quarter_of(day)}" if owed == "discussion" else f"{day.year:04}H{(day.month + 5) // _HALF}"


def _last_day(span: str) -> date:
    """Of a year, a half-year, a quarter or a month."""
    year, rest = int(span[:4]), span[4:]
    months = {"": 12, "H": 6, "Q": 3, "-": 1}[rest[:1]]
    number = int(rest[1:] or 1)
    return months_later(date(year, (number - 1) * months + 1, 1), months)


def _working_days(seen: Seen) -> int:
    """Of the whole year, as far as its notices were known."""
    first, last = date(seen.data["year"], 1, 1), date(seen.data["year"], 12, 31)
    days = seen.days
    return sum(days.is_worked(first + number * ONE_DAY) for number in range((last - first).days + 1))


def _in_year(seen: Seen, day: str) -> Iterator[Finding]:
    if not day.startswith(f"{seen.data['year']:04}-"):
        yield seen.finding("limit", f"{day} is not of {seen.data['year']}")


def _items(seen: Seen) -> Iterator[Finding]:
    """Each item once, as many as the list has, and as many kept as are."""
    data, named = seen.data, [one["item"] for one in seen.data["items"]]
    whole, kept = seen.value(ITEMS[data["check"]]), sum(one["is_kept"] for one in data["items"])
    if len(set(named)) != len(named) or (whole is not None and len(named) != whole):
        yield seen.finding("count", f"{len(named)} items, the list has {whole}")
    if (data["kept"], data["of"]) != (kept, len(named)):
        yield seen.finding("count", f"{data['kept']} of {data['of']} kept, by own count {kept} of {len(named)}")


def _entry(seen: Seen) -> Iterator[Finding]:
    whole = seen.value(ENTRIES[seen.data["breach"]])
    if whole is not None and not 1 <= seen.data["entry"] <= whole:
        yield seen.finding("limit", f"number {seen.data['entry']}, the list has {whole}")


def _names(places: set[Place]) -> str:
    return ", ".join(sorted(f"{owed} of {span}{f' by {cadre}' if cadre else ''}" for owed, span, cadre in places))
