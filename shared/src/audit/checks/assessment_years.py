"""Townships, centres and the county's three-year programme: what is due when, and what was there, reckoned anew.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三3, §五1-§五4); township opinion on the
governance centre, part 3 (7) (document 4 §三(七)). The named day belongs to what is in time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import day_of, is_share
from audit.checks.due import DueDates
from audit.checks.seen import Json, Look, Seen, compared_day, compared_moment, nothing
from audit.finding import Finding
from audit.remembered import Remembered

PLAN, CHECK = "T.plan.due", "T.check.due"
HALVES, DECISIONS = "centre.assessment.due", "Z.year.due"
SHARE, SHARE_DUE, PROGRAMME_END, YEARS = (
    *("T.villages.share.min", "T.villages.due", "T.program.end", "T.program.years"),
)
TARGETS = "T.office.target_year"
_HALF_ENDS = {"H1": "06-30", "H2": "12-31"}
_HALF_MISSED = {"H1": "first-half", "H2": "second-half"}


@dataclass(slots=True)
class _Year:
    """One stream: a township's year, a centre's year, or a programme."""

    has_group: bool = False
    findings: int = 0
    result: Json | None = None
    is_decided: bool = False
    subjects: set[str] = field(default_factory=set)
    checks: dict[str, set[str]] = field(default_factory=dict)
    checked: dict[tuple[str, str], Json] = field(default_factory=dict)
    decided: set[str] = field(default_factory=set)
    villages: set[str] = field(default_factory=set)
    completed: set[str] = field(default_factory=set)
    least: str | None = None
    has_office: bool = False
    number: int = 0
    name: str = ""


@dataclass(slots=True)
class Years:
    """The checks of one pass over the record."""

    _due: DueDates = field(default_factory=DueDates)
    _years: Remembered[str, _Year] = field(default_factory=lambda: Remembered(_Year))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "year-opened": self._township_opened,
            "leading-group-formed": self._group_formed,
            "plan-filed": self._plan_filed,
            "negative-finding-recorded": self._negative_finding,
            "township-assessed": self._assessed,
            "township-commended": self._commended,
            "township-not-commended": self._commended,
            "township-overdue": self._missed,
            "centre-year-opened": self._centre_opened,
            "subjects-named": self._named,
            "evidence-frozen": self._frozen,
            "subject-checked": self._checked,
            "half-year-check-completed": self._half_completed,
            "subject-rewarded": self._rewarded,
            "subject-penalised": self._rewarded,
            "centre-overdue": self._missed,
            "programme-opened": self._programme_opened,
            "office-completed": self._office_completed,
            "village-completed": self._village_completed,
            "programme-overdue": self._programme_missed,
            "owed-date-rederived": self._rederived,
        }
        return {f"assessment.{name}.v1": look for name, look in looks.items()}

    def _rederived(self, seen: Seen) -> Iterator[Finding]:
        """By a statute that reached the case: the day that the packs it follows now name, if they name any."""
        owed, year = seen.data["owed"], self._years[seen.stream]
        yield from self._due.moved(seen, _case(seen, owed))
        named = _named_day(seen, owed, year)
        if named is not None:
            yield from compared_day(seen, seen.data["after"], "due_on", "due_at", date.fromisoformat(named))

    def _missed(self, seen: Seen) -> Iterator[Finding]:
        yield from self._due.passed(seen, _case(seen, seen.data["missed"]))

    # A township's year

    def _township_opened(self, seen: Seen) -> Iterator[Finding]:
        data, plan = seen.data, seen.value(PLAN)
        plan_due = plan if plan is not None and plan.startswith(f"{data['year']:04}-") else None
        yield from compared_moment(seen, "plan_due_at", plan_due)
        yield from compared_moment(seen, "result_due_at", _of_year(data["year"], seen.value(CHECK)))
        self._years[seen.stream].number = data["year"]
        self._due.stands(_case(seen, "plan"), data["plan_due_at"])
        self._due.stands(_case(seen, "result"), data["result_due_at"])

    def _group_formed(self, seen: Seen) -> Iterator[Finding]:
        self._years[seen.stream].has_group = True
        return nothing()

    def _plan_filed(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        if not self._years[seen.stream].has_group:
            yield seen.finding("order", "a plan is filed, and no leading group was formed")
        if not data["stages"] or any(stage["ends_on"] < stage["begins_on"] for stage in data["stages"]):
            yield seen.finding("order", "a plan without stages, or one that ends before it begins")
        if data["due_at"] != self._due.of(_case(seen, "plan")):
            yield seen.finding("due-date", f"due {data['due_at']}, the year has {self._due.of(_case(seen, 'plan'))}")
        yield from self._due.done(seen, _case(seen, "plan"))

    def _negative_finding(self, seen: Seen) -> Iterator[Finding]:
        self._years[seen.stream].findings += 1
        return nothing()

    def _assessed(self, seen: Seen) -> Iterator[Finding]:
        year = self._years[seen.stream]
        if seen.data["findings"] != year.findings:
            yield seen.finding("count", f"{seen.data['findings']} findings, {year.findings} were recorded")
        year.result = seen.data
        yield from self._due.done(seen, _case(seen, "result"))

    def _commended(self, seen: Seen) -> Iterator[Finding]:
        year, data = self._years[seen.stream], seen.data
        if year.result is None or year.is_decided:
            yield seen.finding("order", "decided without the year's result, or twice")
        elif (data["score"], data["digest"]) != (year.result["score"], year.result["digest"]):
            yield seen.finding("count", f"decided on {data['score']}, the result is {year.result['score']}")
        year.is_decided = True

    # A centre's year

    def _centre_opened(self, seen: Seen) -> Iterator[Finding]:
        data, halves = seen.data, seen.value(HALVES) or (None, None)
        self._years[seen.stream].number = data["year"]
        due = {"first": halves[0], "second": halves[1], "decision": seen.value(DECISIONS)}
        for name, last in due.items():
            yield from compared_moment(seen, f"{name}_due_at", _of_year(data["year"], last))
        for missed, name in (("first-half", "first"), ("second-half", "second"), ("decision", "decision")):
            self._due.stands(_case(seen, missed), data[f"{name}_due_at"])
        yield from self._named(seen)

    def _named(self, seen: Seen) -> Iterator[Finding]:
        """The centre is checked by the body above it, never by itself (AMB-49)."""
        self._years[seen.stream].subjects = {subject["unit"] for subject in seen.data["subjects"]}
        if seen.data["centre"] == seen.data["above"]:
            yield seen.finding("same-person", f"{seen.data['centre']} checks itself")

    def _frozen(self, seen: Seen) -> Iterator[Finding]:
        data, half = seen.data, seen.data["term"][-2:]
        last = _of_year(data["year"], _HALF_ENDS[half])
        if last is not None and day_of(seen.at) < date.fromisoformat(last):
            yield seen.finding("too-early", f"frozen at {seen.at}, the half-year ends on {last}")
        for one in data["checks"]:
            if one["assessor"] == one["subject"]:
                yield seen.finding("same-person", f"{one['subject']} records its own results")
        self._years[seen.stream].checks[data["term"]] = {one["subject"] for one in data["checks"]}
        yield from self._due.done(seen, _case(seen, _HALF_MISSED[half]))

    def _checked(self, seen: Seen) -> Iterator[Finding]:
        year, data = self._years[seen.stream], seen.data
        if data["subject"] not in year.checks.get(data["term"], ()):
            yield seen.finding("order", f"{data['subject']} is no subject of {data['term']}")
        year.checked[data["term"], data["subject"]] = data

    def _half_completed(self, seen: Seen) -> Iterator[Finding]:
        year, term = self._years[seen.stream], seen.data["term"]
        results = {(term, one["subject"]): one["score"] for one in seen.data["results"]}
        expected = {(term, subject) for subject in year.checks.get(term, ())}
        scores = {key: one["score"] for key, one in year.checked.items() if key in expected}
        if results.keys() != expected or results != scores:
            yield seen.finding(
                "count", f"{len(results)} results, {len(scores)} of {len(expected)} subjects are checked"
            )

    def _rewarded(self, seen: Seen) -> Iterator[Finding]:
        year, data = self._years[seen.stream], seen.data
        halves = [year.checked.get((f"{data['year']:04}{half}", data["subject"])) for half in _HALF_ENDS]
        if None in halves or data["subject"] in year.decided:
            yield seen.finding("order", f"{data['subject']} is decided without both results, or twice")
        elif [data["first_score"], data["second_score"]] != [one["score"] for one in halves if one is not None]:
            yield seen.finding("count", f"decided on {data['first_score']} and {data['second_score']}")
        year.decided.add(data["subject"])
        if year.subjects <= year.decided:
            yield from self._due.done(seen, _case(seen, "decision"))

    # The programme

    def _programme_opened(self, seen: Seen) -> Iterator[Finding]:
        data, year = seen.data, self._years[seen.stream]
        year.name, target = data["name"], _target(seen, data["name"])
        if seen.has_rules and data["target_year"] != target:
            yield seen.finding("due-date", f"the office is due in {data['target_year']}, by the list in {target}")
        if seen.has_rules and data["least_share"] != seen.value(SHARE):
            yield seen.finding("share", f"{data['least_share']} of the villages, by the rules {seen.value(SHARE)}")
        yield from compared_moment(seen, "office_due_at", _of_year(target, "12-31"))
        yield from compared_moment(seen, "share_due_at", seen.value(SHARE_DUE))
        yield from compared_moment(seen, "end_at", seen.value(PROGRAMME_END))
        year.villages, year.least = set(data["villages"]), data["least_share"]
        for missed, name in (("office", "office_due_at"), ("village-share", "share_due_at"), ("programme", "end_at")):
            self._due.stands(_case(seen, missed), data[name])

    def _office_completed(self, seen: Seen) -> Iterator[Finding]:
        self._years[seen.stream].has_office = True
        yield from self._due.done(seen, _case(seen, "office"))
        yield from self._whole(seen)

    def _village_completed(self, seen: Seen) -> Iterator[Finding]:
        year, data = self._years[seen.stream], seen.data
        if data["village"] not in year.villages - year.completed:
            yield seen.finding("order", f"{data['village']} is none of the villages, or was completed before")
        year.completed.add(data["village"])
        yield from self._counted(seen)
        if _has_share(year):
            yield from self._due.done(seen, _case(seen, "village-share"))
        yield from self._whole(seen)

    def _programme_missed(self, seen: Seen) -> Iterator[Finding]:
        yield from self._counted(seen)
        yield from self._missed(seen)

    def _counted(self, seen: Seen) -> Iterator[Finding]:
        year, data = self._years[seen.stream], seen.data
        if (data["completed"], data["of"]) != (len(year.completed), len(year.villages)):
            said = f"{data['completed']} of {data['of']}"
            yield seen.finding("count", f"{said} villages, by own count {len(year.completed)} of {len(year.villages)}")

    def _whole(self, seen: Seen) -> Iterator[Finding]:
        year = self._years[seen.stream]
        if year.has_office and year.completed >= year.villages:
            yield from self._due.done(seen, _case(seen, "programme"))


def _target(seen: Seen, name: str) -> int | None:
    """The year in whose list the township stands."""
    named = [one for one in seen.value(YEARS) or () if name in (seen.value(f"{TARGETS}.{one}") or ())]
    return named[-1] if named else None


def _named_day(seen: Seen, owed: str, year: _Year) -> str | None:
    plan, halves = seen.value(PLAN), seen.value(HALVES) or (None, None)
    named: Mapping[str, str | None] = {
        "plan": plan if plan is not None and plan.startswith(f"{year.number:04}-") else None,
        "result": _of_year(year.number, seen.value(CHECK)),
        "first-half": _of_year(year.number, halves[0]),
        "second-half": _of_year(year.number, halves[1]),
        "decision": _of_year(year.number, seen.value(DECISIONS)),
        "office": _of_year(_target(seen, year.name), "12-31"),
        "village-share": seen.value(SHARE_DUE),
        "programme": seen.value(PROGRAMME_END),
    }
    return named[owed]


def _case(seen: Seen, missed: str) -> str:
    return f"{seen.stream} {missed}"


def _of_year(year: int | None, month_day: str | None) -> str | None:
    return None if year is None or month_day is None else f"{year:04}-{month_day}"


def _has_share(year: _Year) -> bool:
    return year.least is None or is_share(len(year.completed), len(year.villages), year.least)
