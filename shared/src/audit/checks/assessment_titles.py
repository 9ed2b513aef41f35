"""Titles of communities and districts: who has checked what in which order, and whether the standard was reached.

Law: draft opinion on residents' committees, parts 1 and 3 (document 5 §一, §三(一)-(三)). Requirements A-276 to A-286;
AMB-26: qualified = the share of mandatory indicators that a pack asks for; AMB-41: about a fifth.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from audit.checks.days import day_of, is_share
from audit.checks.seen import Json, Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered

WINDOW, METHODS, SAMPLE = "C.self_check.window", "C.methods.required", "survey.sample"
QUALIFIED, DEMONSTRATION = "C.title.qualified.min_mandatory", "C.title.demonstration.min"
TARGET, TOLERANCE, DISTRICT = "C.yearly_share.target", "C.yearly_share.tolerance", "C.title.district.demo_share"
_HUNDRED = 100


@dataclass(slots=True)
class _Round:
    """One community's year on the list."""

    has_passed: bool = False
    checked_by: str = ""
    is_applied: bool = False
    methods: set[str] = field(default_factory=set)
    sheet: Json | None = None
    is_decided: bool = False


@dataclass(slots=True)
class _Held:
    """The titles of one community, or of the communities of one district."""

    times: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    demonstration: set[str] = field(default_factory=set)
    of: int = 0
    is_task_completed: bool = False


@dataclass(slots=True)
class Titles:
    """The checks of one pass over the record."""

    _rounds: Remembered[tuple[str, int], _Round] = field(default_factory=lambda: Remembered(_Round))
    _held: Remembered[str, _Held] = field(default_factory=lambda: Remembered(_Held))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "self-check-recorded": self._self_checked,
            "acceptance-applied": self._applied,
            "method-recorded": self._method,
            "sheet-taken": self._sheet,
            "community-title-conferred": self._conferred,
            "acceptance-refused": self._refused,
            "community-title-lost": self._lost,
            "yearly-list-fixed": self._listed,
            "title-counted": self._counted,
            "city-task-completed": self._task,
            "district-title-conferred": self._district,
        }
        return {f"assessment.{name}.v1": look for name, look in looks.items()}

    def _round(self, seen: Seen) -> _Round:
        return self._rounds[seen.stream, seen.data["year"]]

    def _self_checked(self, seen: Seen) -> Iterator[Finding]:
        data, window, listed = seen.data, seen.value(WINDOW), self._round(seen)
        days = (window["from"], window["to"]) if window else ("01-01", "12-31")
        first, last = (f"{data['year']:04}-{day}" for day in days)
        if not first <= data["checked_on"] <= last:
            yield seen.finding("limit", f"checked on {data['checked_on']}, the days are {first} to {last}")
        if data["passed"] == bool(data["unmet_mandatory"]) or not set(data["unmet_mandatory"]) <= set(data["unmet"]):
            yield seen.finding(
                "outcome", f"passed: {data['passed']}, {len(data['unmet_mandatory'])} mandatory ones unmet"
            )
        listed.has_passed, listed.checked_by = data["passed"], data["checked_by"]

    def _applied(self, seen: Seen) -> Iterator[Finding]:
        listed = self._round(seen)
        if not listed.has_passed or listed.is_applied:
            yield seen.finding("order", "applied for without a self-check that was passed, or twice")
        yield from _in_its_year(seen)
        listed.is_applied = True

    def _method(self, seen: Seen) -> Iterator[Finding]:
        data, listed, least = seen.data, self._round(seen), seen.value(SAMPLE)
        if not listed.is_applied or listed.is_decided:
            yield seen.finding("order", "used before the application, or after the decision")
        if (data["method"] == "survey") != (data["sample"] is not None):
            yield seen.finding("count", f"{data['method']} with the sample {data['sample']}")
        elif data["sample"] is not None and least is not None and data["sample"]["handed_out"] < int(least):
            yield seen.finding("share", f"{data['sample']['handed_out']} questionnaires, {least} are needed")
        yield from _second_level(seen, listed, data["recorded_by"])
        listed.methods.add(data["method"])

    def _sheet(self, seen: Seen) -> Iterator[Finding]:
        self._round(seen).sheet = seen.data
        return nothing()

    def _conferred(self, seen: Seen) -> Iterator[Finding]:
        data, listed, held = seen.data, self._round(seen), self._held[seen.stream]
        sheet = listed.sheet
        if sheet is None or (data["score"], data["digest"]) != (sheet["score"], sheet["digest"]):
            yield seen.finding("count", f"conferred on {data['score']}, the sheet of the year says otherwise")
        elif seen.has_rules and not _reaches(seen, sheet, data["title"]):
            yield seen.finding("share", f"{data['title']} by {sheet['mandatory_share']} and {sheet['score']}")
        if data["title"] == "qualified":
            yield from _in_order(seen, listed)
        elif "qualified" not in held.titles or data["title"] in held.titles:
            yield seen.finding("order", "demonstration without being qualified, or twice")
        held.times[data["title"]] += 1
        if data["time"] != held.times[data["title"]]:
            yield seen.finding("count", f"for the {data['time']}th time, by own count {held.times[data['title']]}")
        yield from _in_its_year(seen)
        yield from _second_level(seen, listed, data["conferred_by"])
        listed.is_decided = True
        held.titles.add(data["title"])

    def _refused(self, seen: Seen) -> Iterator[Finding]:
        listed = self._round(seen)
        if listed.sheet is not None and _reaches(seen, listed.sheet, "qualified"):
            yield seen.finding("share", f"refused, and {listed.sheet['mandatory_share']} is enough")
        yield from _in_order(seen, listed)
        yield from _second_level(seen, listed, seen.data["refused_by"])
        listed.is_decided = True

    def _lost(self, seen: Seen) -> Iterator[Finding]:
        held, title = self._held[seen.stream], seen.data["title"]
        if title not in held.titles:
            yield seen.finding("order", f"{title} is lost, and was not held")
        held.titles -= {"qualified", "demonstration"} if title == "qualified" else {title}

    # The district

    def _listed(self, seen: Seen) -> Iterator[Finding]:
        data, target, tolerance = seen.data, seen.value(TARGET), seen.value(TOLERANCE)
        share = Fraction(len(set(data["communities"])), data["of"])
        if Fraction(data["share"]) != share:
            yield seen.finding("count", f"a share of {data['share']}, by own count {share}")
        elif target is not None and tolerance is not None:
            is_within = abs(share - Fraction(target)) <= Fraction(tolerance)
            if data["is_within"] != is_within:
                yield seen.finding("share", f"{share} is said to be within {target} ± {tolerance}: {data['is_within']}")
        self._held[seen.stream].of = data["of"]

    def _counted(self, seen: Seen) -> Iterator[Finding]:
        data, demonstration = seen.data, self._held[seen.stream].demonstration
        if data["title"] == "demonstration":
            (demonstration.add if data["is_held"] else demonstration.discard)(data["community"])
        return nothing()

    def _task(self, seen: Seen) -> Iterator[Finding]:
        self._held[seen.stream].is_task_completed = True
        return nothing()

    def _district(self, seen: Seen) -> Iterator[Finding]:
        data, held, least = seen.data, self._held[seen.stream], seen.value(DISTRICT)
        if not held.is_task_completed:
            yield seen.finding("order", "conferred before the city-wide task was completed")
        if (data["demonstration"], data["of"]) != (len(held.demonstration), held.of):
            own = f"{len(held.demonstration)} of {held.of}"
            yield seen.finding("count", f"{data['demonstration']} of {data['of']} communities, by own count {own}")
        is_enough = least is not None and held.of > 0 and is_share(len(held.demonstration), held.of, str(least))
        if seen.has_rules and not is_enough:
            yield seen.finding("share", f"{data['demonstration']} of {data['of']}, {least} are needed")


def _reaches(seen: Seen, sheet: Json, title: str) -> bool:
    """Whether the year's sheet is enough for a title; a standard that no pack gives is not reached."""
    least = seen.value(QUALIFIED if title == "qualified" else DEMONSTRATION)
    reached = sheet["mandatory_share" if title == "qualified" else "score"]
    if least is None or reached is None or (title == "qualified" and sheet["vetoed"]):
        return False
    return Fraction(reached) * (1 if title == "qualified" else _HUNDRED) >= Fraction(str(least))


def _in_order(seen: Seen, listed: _Round) -> Iterator[Finding]:
    needed = seen.value(METHODS)
    if not listed.is_applied or listed.is_decided:
        yield seen.finding("order", "decided before the application, or twice")
    if seen.has_rules and (needed is None or len(listed.methods) < needed):
        yield seen.finding("order", f"decided after {len(listed.methods)} methods, {needed} are needed")


def _in_its_year(seen: Seen) -> Iterator[Finding]:
    if day_of(seen.at).year != seen.data["year"]:
        yield seen.finding("limit", f"of {seen.data['year']}, done at {seen.at}")


def _second_level(seen: Seen, listed: _Round, actor: str) -> Iterator[Finding]:
    if actor == listed.checked_by:
        yield seen.finding("same-person", f"{actor} has made the self-check")
