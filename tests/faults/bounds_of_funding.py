"""The work funding of communities, at the bounds of its rules: below, at and above them, by the auditor's own count."""

from typing import Any

from made_records import Json, Made

PACKS = ("community-draft-standards",)
Facts = list[Made]
UNIT = "360730100009"
MARCH, YEAR_END = "2025-03-31T02:00:00.000000Z", "2025-12-31T16:00:00.000000Z"
BEFORE, JUNE = "2025-12-31T15:59:59.999999Z", "2025-06-20T02:00:00.000000Z"
LATE = "2026-01-05T02:00:00.000000Z"


def approved(on: str = "2025-03-31") -> Facts:
    size: Json = {"households": 3000, "occupied": 1500, "result": "establish_committee", "neighbour": None}
    told: dict[str, Json] = {"proposed": size, "established": {"unit": UNIT, "approved_on": on}}
    return [
        Made(f"elections.community-{name}", data, stream=f"community-{UNIT}", at=MARCH) for name, data in told.items()
    ]


def funded(name: str, at: str, **data: Any) -> Made:
    return Made(f"elections.community-funding-{name}", {"unit": UNIT, "year": 2025, **data}, at=at)


def asked(households: int, standard: int, district: int, *, is_first: bool = False, due_at: str = YEAR_END) -> Made:
    amounts = {"standard_yuan": standard, "district_yuan": district}
    return funded("set", MARCH, households=households, is_first_year=is_first, due_at=due_at, **amounts)


def paid(yuan: int, total: int, on: str = "2025-12-31", *, is_late: bool = False) -> Made:
    return funded("paid", LATE if is_late else YEAR_END, yuan=yuan, total_yuan=total, paid_on=on, is_late=is_late)


def overdue(paid_yuan: int = 0, at: str = YEAR_END) -> Made:
    return funded("overdue", at, district_yuan=25_000, paid_yuan=paid_yuan, due_at=YEAR_END)


def mismatched(paid_yuan: int, at: str = YEAR_END) -> Made:
    return funded("mismatched", at, district_yuan=25_000, paid_yuan=paid_yuan)


HALF = asked(2000, 50_000, 25_000)
AMOUNT = {("outcome", "community-funding-set")}
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    # The standard, and the district's half of it.
    "one below two thousand": ([asked(1999, 40_000, 20_000)], set()),
    "two thousand": ([HALF], set()),
    "two thousand as if below": ([asked(2000, 40_000, 20_000)], AMOUNT),
    "three thousand": ([asked(3000, 50_000, 25_000)], set()),
    "three thousand as if above": ([asked(3000, 60_000, 30_000)], AMOUNT),
    "one above three thousand": ([asked(3001, 60_000, 30_000)], set()),
    "one above as if not": ([asked(3001, 50_000, 25_000)], AMOUNT),
    "nobody lives there": ([asked(0, 40_000, 20_000)], set()),
    "all of it": ([asked(2000, 50_000, 50_000)], AMOUNT),
    # The first year.
    "approved in the year": ([*approved(), asked(2000, 50_000, 50_000, is_first=True)], set()),
    "approved in the year, half": ([*approved(), asked(2000, 50_000, 25_000, is_first=True)], AMOUNT),
    "approved in the year, unsaid": (
        *([*approved(), asked(2000, 50_000, 25_000)], {("cause", "community-funding-set")}),
    ),
    "approved the year before": ([*approved("2024-12-31"), HALF], set()),
    "approved the year before, as if now": (
        [*approved("2024-12-31"), asked(2000, 50_000, 50_000, is_first=True)],
        {("cause", "community-funding-set")},
    ),
    # The end of the year.
    "due another day": (
        *([asked(2000, 50_000, 25_000, due_at="2025-12-30T16:00:00.000000Z")], {("due-date", "community-funding-set")}),
    ),
    "paid on the last day": ([HALF, paid(25_000, 25_000)], set()),
    "paid a day later, said": ([HALF, overdue(), paid(25_000, 25_000, "2026-01-01", is_late=True)], set()),
    "paid a day later, unsaid": (
        [HALF, paid(25_000, 25_000, "2026-01-01", is_late=True)],
        {("overdue-unsaid", "community-funding-paid")},
    ),
    "paid a day later, as if in time": (
        *([HALF, overdue(), paid(25_000, 25_000, "2026-01-01")], {("outcome", "community-funding-paid")}),
    ),
    "overdue too early": ([HALF, overdue(at=BEFORE)], {("overdue-early", "community-funding-overdue")}),
    "counted anew and overdue again": (
        *([HALF, overdue(), HALF, overdue()], {("overdue-early", "community-funding-overdue")}),
    ),
    "overdue twice": ([HALF, overdue(), overdue()], {("overdue-early", "community-funding-overdue")}),
    "overdue and paid": (
        [HALF, paid(25_000, 25_000), overdue(25_000)],
        {("overdue-early", "community-funding-overdue")},
    ),
    # What was paid in all.
    "in two parts": ([HALF, paid(10_000, 10_000), paid(15_000, 25_000)], set()),
    "in two parts, one left out": (
        *([HALF, paid(10_000, 10_000), paid(15_000, 15_000)], {("count", "community-funding-paid")}),
    ),
    "too much, said": ([HALF, paid(25_001, 25_001), mismatched(25_001)], set()),
    "just enough, as if amiss": (
        *([HALF, paid(25_000, 25_000), mismatched(25_000)], {("cause", "community-funding-mismatched")}),
    ),
    "too little at the end": ([HALF, paid(24_999, 24_999), overdue(24_999), mismatched(24_999)], set()),
    "too little before the end": (
        *([HALF, paid(24_999, 24_999), mismatched(24_999, JUNE)], {("cause", "community-funding-mismatched")}),
    ),
}
