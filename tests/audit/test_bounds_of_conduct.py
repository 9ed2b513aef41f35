"""What a township's cadres owe, at the bounds of the rules: counted by the auditor span by span."""

import pytest
from bounds_of_conduct import (
    BOUNDS,
    DAYS,
    JUNE_ENDS,
    MARCH_ENDS,
    MISSED,
    MONTH,
    NO_STUDY,
    PACKS,
    YEAR_ENDS,
    Found,
    cadre,
    kept,
    missed,
    of,
    self_check,
    study,
    worked,
)
from made_records import Json, Made, found_in


@pytest.mark.parametrize(("facts", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_what_a_span_owes_is_counted_again(facts: list[Made], expected: Found):
    assert found_in([kept(), cadre("c"), *facts], PACKS, "360730105") == expected


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


@pytest.mark.parametrize(("number", "is_found"), [(3, True), (4, False), (5, True)])
def test_a_self_check_has_as_many_items_as_its_list(number: int, is_found: bool):
    found = found_in([kept(), self_check(number, 2)], PACKS)

    assert found == ({("count", "conduct-checked")} if is_found else set())


@pytest.mark.parametrize(("entry", "is_found"), [(0, True), (1, False), (41, False), (42, True)])
def test_a_breach_is_of_one_of_forty_one_prohibitions(entry: int, is_found: bool):
    found = found_in([kept(), of("breach-found", breach="prohibition", entry=entry)], PACKS)

    assert found == ({("limit", "breach-found")} if is_found else set())
