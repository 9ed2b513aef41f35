"""What a township's cadres owe, at the bounds of the rules: counted by the auditor span by span."""

from datetime import date, timedelta
from typing import Any

import pytest
from contracts.calendar import calendar_as_known
from made_records import Json, Made, found_in

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


@pytest.mark.parametrize(("facts", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_what_a_span_owes_is_counted_again(facts: list[Made], expected: Found):
    assert found_in([kept(), cadre("c"), *facts], PACKS, "360730105") == expected


DAYS = 248
"""Working days of 2025, by its holiday notices."""


@pytest.mark.parametrize(
    ("layer", "least", "enough"),
    [("cadre", "1/2", DAYS // 2), ("team_member", "1/3", -(-DAYS // 3)), ("first_hand", "1/3", -(-DAYS // 3))],
)
@pytest.mark.parametrize("short_by", [0, 1])
def test_half_or_a_third_of_the_working_days_is_spent_in_villages(layer: str, least: str, enough: int, short_by: int):
    number = enough - short_by
    days = of("village-days-recorded", YEAR_ENDS, cadre="c", days=worked(number), total=number, working_days=DAYS)
    said = missed("village-time", "2025", "c", f"{number}/{DAYS}", YEAR_ENDS, least)

    found = found_in([kept(), cadre("c", layer), days, said], PACKS, "360730105")

    assert found == (set() if short_by else {("overdue-early", MISSED)})


def worked(number: int) -> list[str]:
    calendar, day = calendar_as_known(date(2025, 12, 31)), date(2025, 1, 1)
    days: list[str] = []
    while len(days) < number:
        if calendar.is_working_day(day):
            days.append(day.isoformat())
        day += timedelta(days=1)
    return days


def test_a_day_that_is_not_worked_or_counted_twice_is_found():
    sunday = of("village-days-recorded", cadre="c", days=["2025-03-16"], total=1, working_days=DAYS)
    twice = of("village-days-recorded", cadre="c", days=["2025-03-14", "2025-03-14"], total=1, working_days=DAYS)

    assert found_in([kept(), cadre("c"), sunday], PACKS) == {("count", "village-days-recorded")}
    assert found_in([kept(), cadre("c"), twice], PACKS) == {("count", "village-days-recorded")}


def test_whoever_left_before_the_end_of_a_span_owes_nothing_of_it():
    june: Json = {"month": 6, "missed": 1}
    done = [study("2025-06-05"), study("2025-06-05", "discussion")]
    no_article = missed("article", "2025H1", "c", "0/1", JUNE_ENDS)

    stays = [kept(), cadre("c", left_on="2025-07-01"), *done, no_article, of(MONTH, JUNE_ENDS, **june)]
    left = [kept(), cadre("c", left_on="2025-06-30"), *done, of(MONTH, JUNE_ENDS, **{**june, "missed": 0})]

    assert found_in(stays, PACKS) == set()
    assert found_in(left, PACKS) == set()
    assert found_in([*stays[:2], *done, of(MONTH, JUNE_ENDS, **{**june, "missed": 0})], PACKS) == {
        ("overdue-unsaid", MONTH),
        ("count", MONTH),
    }


def test_what_is_made_good_was_missing_and_is_there():
    good = of("conduct-made-good", MARCH_ENDS, owed="study", span="2025-03", cadre=None)
    late = study("2025-03-05")

    assert found_in([kept(), NO_STUDY, late, good], PACKS) == set()
    assert found_in([kept(), NO_STUDY, good], PACKS) == {("outcome", "conduct-made-good")}
    assert found_in([kept(), late, good], PACKS) == {("outcome", "conduct-made-good")}


def self_check(number: int, kept_items: int) -> Made:
    items = [{"item": f"i{place}", "is_kept": place < kept_items} for place in range(number)]
    return of("conduct-checked", check="four_sames", items=items, kept=kept_items, of=number)


@pytest.mark.parametrize(("number", "is_found"), [(3, True), (4, False), (5, True)])
def test_a_self_check_has_as_many_items_as_its_list(number: int, is_found: bool):
    found = found_in([kept(), self_check(number, 2)], PACKS)

    assert found == ({("count", "conduct-checked")} if is_found else set())


@pytest.mark.parametrize(("entry", "is_found"), [(0, True), (1, False), (41, False), (42, True)])
def test_a_breach_is_of_one_of_forty_one_prohibitions(entry: int, is_found: bool):
    found = found_in([kept(), of("breach-found", breach="prohibition", entry=entry)], PACKS)

    assert found == ({("limit", "breach-found")} if is_found else set())
