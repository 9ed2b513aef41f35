"""What a township's cadres owe, at the bounds of the rules: counted by the auditor span by span."""

from datetime import date, timedelta
from typing import Any

from contracts.calendar import calendar_as_known
from made_records import Made

PACKS = ("county-2011-standards",)
MARCH_ENDS, JUNE_ENDS, YEAR_ENDS = (
    *("2025-03-31T16:00:00.000000Z", "2025-06-30T16:00:00.000000Z"),
    "2025-12-31T16:00:00.000000Z",
)
A_MOMENT_EARLY = "2025-03-31T15:59:59.999999Z"
Found = set[tuple[str, str]]
MISSED, MONTH = "conduct-missed", "conduct-month-checked"


def of(name: str, at: str = "2025-03-20T04:00:00.000000Z", **data: Any) -> Made:
    return Made(f"assessment.{name}", {"year": 2025, **data}, at)


def kept() -> Made:
    """From May on: what ended before is not measured."""
    return of("conduct-year-opened", opened_at="2025-01-02T01:00:00.000000Z", next_at=YEAR_ENDS)


def cadre(name: str, layer: str = "cadre", left_on: str | None = None) -> Made:
    return of("cadre-entered", cadre=name, layer=layer, left_on=left_on, assignments=[])


def study(on: str, kind: str = "collective") -> Made:
    return of("study-held", study=kind, held_on=on)


def article(number: int, on: str = "2025-06-30", half: str = "2025H1") -> Made:
    return of("article-filed", JUNE_ENDS, cadre="c", half_year=half, number=number, written_on=on)


def missed(owed: str, span: str, who: str | None, came_to: str, at: str, least: str = "1/1") -> Made:
    return of(MISSED, at, owed=owed, span=span, cadre=who, came_to=came_to, least=least)


def checked(month: int, number: int, at: str) -> Made:
    return of(MONTH, at, month=month, missed=number)


QUARTER = [study("2025-03-05"), study("2025-03-06", "discussion")]
NO_STUDY = missed("study", "2025-03", None, "0/1", MARCH_ENDS)
NO_TALK = missed("discussion", "2025Q1", None, "0/1", MARCH_ENDS)
BOUNDS: dict[str, tuple[list[Made], Found]] = {
    "a study and a discussion": ([*QUARTER, checked(3, 0, MARCH_ENDS)], set()),
    "neither, and both said": ([NO_STUDY, NO_TALK, checked(3, 2, MARCH_ENDS)], set()),
    "neither, and one said": (
        [NO_TALK, checked(3, 1, MARCH_ENDS)],
        {("overdue-unsaid", MONTH), ("count", MONTH)},
    ),
    "held and said to be missing": (
        [*QUARTER, NO_STUDY, checked(3, 1, MARCH_ENDS)],
        {("count", MISSED), ("overdue-early", MISSED)},
    ),
    "held on the last day of the month": (
        [study("2025-03-31"), study("2025-03-31", "discussion"), checked(3, 0, MARCH_ENDS)],
        set(),
    ),
    "held on the first day of the next": (
        [study("2025-04-01"), study("2025-04-01", "discussion"), checked(3, 0, MARCH_ENDS)],
        {("overdue-unsaid", MONTH), ("count", MONTH)},
    ),
    "said a moment before the quarter is over": (
        [missed("discussion", "2025Q1", None, "0/1", A_MOMENT_EARLY)],
        {("overdue-early", MISSED)},
    ),
    "a month checked a moment early": ([*QUARTER, checked(3, 0, A_MOMENT_EARLY)], {("too-early", MONTH)}),
    "an article less than is owed": ([missed("article", "2025H1", "c", "0/1", JUNE_ENDS)], set()),
    "the first article of the half-year": ([article(1)], set()),
    "the second that is the first": ([article(2)], {("count", "article-filed")}),
    "of the half-year before": ([article(1, "2025-07-01")], {("count", "article-filed")}),
    "of another year": ([study("2024-12-31")], {("limit", "study-held")}),
}


DAYS = 248
"""Working days of 2025, by its holiday notices."""


def worked(number: int) -> list[str]:
    calendar, day = calendar_as_known(date(2025, 12, 31)), date(2025, 1, 1)
    days: list[str] = []
    while len(days) < number:
        if calendar.is_working_day(day):
            days.append(day.isoformat())
        day += timedelta(days=1)
    return days


def self_check(number: int, kept_items: int) -> Made:
    items = [{"item": f"i{place}", "is_kept": place < kept_items} for place in range(number)]
    return of("conduct-checked", check="four_sames", items=items, kept=kept_items, of=number)
