"""Directories of new-term committees at the bounds of their rules: below, at and above them, by the auditor's count."""

from typing import Any

from made_records import Made

PACKS = ("community-draft-standards",)
Facts = list[Made]
UNIT, BESIDE, DISTRICT = "360730100009", "360730100010", "360730"
JUNE, NEXT_DAY = "2025-06-18T04:00:00.000000Z", "2025-06-18T16:00:00.000000Z"
DECEMBER, YEAR_END = "2025-12-28T04:00:00.000000Z", "2025-12-31T16:00:00.000000Z"
BEFORE, JANUARY = "2025-12-31T15:59:59.999999Z", "2026-01-05T02:00:00.000000Z"


def elected(unit: str = UNIT, on: str = "2025-06-18", *, basis: str = "general", at: str = JUNE) -> Made:
    data = {"unit": unit, "election": "one", "basis": basis, "declared_on": on}
    return Made("elections.residents-committee-elected", data, stream=f"election-{unit}-one", at=at)


def of_year(name: str, at: str, **data: Any) -> Made:
    return Made(f"elections.directory-{name}", {"unit": DISTRICT, "year": 2025, **data}, stream="directory", at=at)


def entered(unit: str = UNIT, on: str = "2025-06-18", *, at: str = JUNE, **other: Any) -> Made:
    due = {"due_on": "2025-12-31", "due_at": YEAR_END, **other}
    return of_year("committee-entered", at, committee=unit, election="one", elected_on=on, **due)


def filed(on: str = "2025-12-31", committees: int = 1, *, is_late: bool = False, at: str = JANUARY) -> Made:
    return of_year("filed", at, committees=committees, filed_on=on, is_late=is_late)


def overdue(at: str = YEAR_END) -> Made:
    return of_year("overdue", at, due_on="2025-12-31", due_at=YEAR_END)


ONE = [elected(), entered()]
LATER = [elected(BESIDE, "2025-12-28", at=DECEMBER), entered(BESIDE, "2025-12-28", at=DECEMBER)]
FILED, ENTERED = "directory-filed", "directory-committee-entered"
EARLY = {("overdue-early", "directory-overdue")}
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    # Who is in it.
    "elected and entered": (ONE, set()),
    "entered and never elected": ([entered()], {("cause", ENTERED)}),
    "entered by another day": ([elected(), entered(on="2025-06-17")], {("cause", ENTERED)}),
    "entered twice": ([*ONE, entered()], {("cause", ENTERED)}),
    "elected and not entered when another one is": (
        *([elected(), elected(BESIDE, at=NEXT_DAY)], {("count", "residents-committee-elected")}),
    ),
    "elected on the same day and not entered yet": ([elected(), elected(BESIDE)], set()),
    "elected in another district": ([elected(), elected("360731100001", at=NEXT_DAY)], set()),
    "elected and not entered when it is filed": (*([*ONE, elected(BESIDE), filed()], {("count", FILED)}),),
    "elected and not entered when it is overdue": (
        *([*ONE, elected(BESIDE), overdue()], {("count", "directory-overdue")}),
    ),
    "elected for the rest of a term": ([elected(basis="by-election"), *LATER, filed()], set()),
    "entered for the rest of a term": ([elected(basis="by-election"), entered()], {("cause", ENTERED)}),
    # When it is due.
    "a day early": (
        *([elected(), entered(due_on="2025-12-30", due_at="2025-12-30T16:00:00.000000Z")], {("due-date", ENTERED)}),
    ),
    "another moment than the day's": ([elected(), entered(due_at=BEFORE)], {("due-date", ENTERED)}),
    "no day": ([elected(), entered(due_on=None, due_at=None)], {("due-date", ENTERED)}),
    # Its filing.
    "filed on the last day": ([*ONE, filed()], set()),
    "filed on the last day as if late": ([*ONE, filed(is_late=True)], {("outcome", FILED)}),
    "filed a day later, said": ([*ONE, overdue(), filed("2026-01-01", is_late=True)], set()),
    "filed a day later, unsaid": ([*ONE, filed("2026-01-01", is_late=True)], {("overdue-unsaid", FILED)}),
    "filed a day later as if in time": ([*ONE, overdue(), filed("2026-01-01")], {("outcome", FILED)}),
    "with one too many": ([*ONE, filed(committees=2)], {("count", FILED)}),
    "with both": ([*ONE, *LATER, filed(committees=2)], set()),
    "with one too few": ([*ONE, *LATER, filed()], {("count", FILED)}),
    "on the day of the last election": ([*ONE, *LATER, filed("2025-12-28", 2)], set()),
    "the day before it": ([*ONE, *LATER, filed("2025-12-27", 2)], {("order", FILED)}),
    "twice with nothing new": ([*ONE, filed(), filed()], {("order", FILED)}),
    "twice with one that came after": ([*ONE, filed("2025-12-20", at=DECEMBER), *LATER, filed(committees=2)], set()),
    "with nobody in it": ([filed(committees=0)], {("order", FILED)}),
    # That it is overdue.
    "said when the year is over": ([*ONE, overdue()], set()),
    "said a moment before": ([*ONE, overdue(BEFORE)], EARLY),
    "said twice": ([*ONE, overdue(), overdue(JANUARY)], EARLY),
    "said though filed": ([*ONE, filed(at=DECEMBER), overdue()], EARLY),
    "said though filed without the last": ([*ONE, filed("2025-12-20", at=DECEMBER), *LATER, overdue()], set()),
    "said of no directory": ([overdue()], EARLY),
}
