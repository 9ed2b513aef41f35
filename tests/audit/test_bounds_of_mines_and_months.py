"""Mines, months, rounds, sizes, boards and reports at the bounds of their rules, by the auditor's own count."""

import pytest
from bounds_of_mines_and_months import CENTRE, LEADERLESS, MINES, MONTHS, TARGETS, TOO_FEW, Found, of, supplied, team
from made_records import Made, found_in


@pytest.mark.parametrize(("fact", "expected"), TARGETS.values(), ids=TARGETS)
def test_a_citys_target_is_held_against_the_opinions(fact: Made, expected: Found):
    assert found_in([fact], MINES, "3608") == expected


@pytest.mark.parametrize(
    ("first", "last", "is_found"),
    [
        ("2017-12-01", "2018-06-30", False),
        ("2017-11-30", "2018-06-30", True),
        ("2017-12-01", "2018-07-01", True),
    ],
)
def test_the_first_stage_is_on_the_days_of_the_opinion(first: str, last: str, is_found: bool):
    fact = of("mining.stage-planned", stage="preparation", from_on=first, until_on=last)

    assert found_in([fact], MINES, "3608") == ({("limit", "stage-planned")} if is_found else set())


@pytest.mark.parametrize(
    ("years", "mode", "is_found"),
    [(50, "grant", False), (51, "grant", True), (51, "lease", False), (None, "grant", False)],
)
def test_land_is_transferred_for_no_more_than_its_longest_term(years: int | None, mode: str, is_found: bool):
    assert found_in([supplied(years, mode)], MINES) == ({("limit", "land-supplied")} if is_found else set())


@pytest.mark.parametrize(
    ("appointed", "expected"),
    [
        (team(), set()),
        (team(size=4), TOO_FEW),
        (team(senior=1), TOO_FEW),
        (team(professionals=15, senior_professionals=5), set()),
        (team(professionals=14, senior_professionals=5), TOO_FEW),
        (team(professionals=20, senior_professionals=5), TOO_FEW),
    ],
)
def test_an_evaluator_is_as_large_and_as_senior_as_the_rules_ask(appointed: Made, expected: Found):
    assert found_in([appointed], MINES) == expected


@pytest.mark.parametrize(("reserves", "is_short"), [("2/1", True), ("299/100", True), ("3/1", False), ("4/1", False)])
@pytest.mark.parametrize("says_short", [True, False])
def test_reserves_are_for_three_years_at_the_least(reserves: str, is_short: bool, says_short: bool):
    standing = {"is_operating": True, "reserves": reserves, "penalties": [], "accidents": []}
    failed = ["operating_with_reserves"] if says_short else []
    checked = of(
        "mining.prerequisites-checked",
        notice="n",
        notice_on="2021-06-20",
        looks_back_to="2018-06-20",
        standing=standing,
        failed=failed,
    )

    found = found_in([checked], MINES)

    assert (("outcome", "prerequisites-checked") in found) is (is_short is not says_short)


@pytest.mark.parametrize(("facts", "expected"), MONTHS.values(), ids=MONTHS)
def test_a_month_is_counted_again(facts: list[Made], expected: Found):
    assert found_in(facts, CENTRE, "360730105") == expected


@pytest.mark.parametrize(("facts", "expected"), LEADERLESS.values(), ids=LEADERLESS)
def test_a_day_without_a_leader_is_a_working_day_that_nobody_led(facts: list[Made], expected: Found):
    assert found_in(facts, CENTRE, "360730105") == expected


@pytest.mark.parametrize(
    ("kind", "number", "is_found"), [("visit", 5, False), ("visit", 6, True), ("letter", 6, False)]
)
def test_five_come_together_at_the_most(kind: str, number: int, is_found: bool):
    came = of("mediation.case-registered", kind=kind, parties=[{}] * number, dispute=None, tell_on=None)

    assert found_in([came], CENTRE) == ({("limit", "case-registered")} if is_found else set())
