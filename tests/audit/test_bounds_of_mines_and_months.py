"""Mines, months, rounds, sizes, boards and reports at the bounds of their rules, by the auditor's own count."""

from typing import Any

import pytest
from made_records import Made, found_in

Found = set[tuple[str, str]]
MINES = ("city-green-mines-2018", "cn-mine-listing-2020", "cn-mine-scheme-2020", "cn-land-transfer-1990")
CENTRE = ("township-centre-2012", "cn-petitions-2022")


def of(name: str, at: str = "2025-06-20T04:00:00.000000Z", **data: Any) -> Made:
    return Made(name, data, at)


# Targets and stages


def target(mines: int = 27, due_on: str = "2020-12-31", *, is_behind: bool, unit: str = "3608") -> Made:
    steps = [{"due_on": "2019-12-31", "mines": 10}, {"due_on": due_on, "mines": mines}]
    return of("mining.target-set", unit=unit, mines=mines, due_on=due_on, schedule=steps, is_behind=is_behind)


TARGETS: dict[str, tuple[Made, Found]] = {
    "as many as the city strives for": (target(27, is_behind=False), set()),
    "as many, and said to be behind": (target(27, is_behind=True), {("outcome", "target-set")}),
    "one less": (target(26, is_behind=True), set()),
    "one less, and said to be enough": (target(26, is_behind=False), {("outcome", "target-set")}),
    "a day later": (target(27, "2021-01-01", is_behind=True), set()),
    "a day later, and said to be in time": (target(27, "2021-01-01", is_behind=False), {("outcome", "target-set")}),
    "a county's, which is held against nothing": (target(11, is_behind=False, unit="360730"), set()),
    "steps that fall": (target(9, is_behind=True), {("count", "target-set")}),
}


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


# Evaluators, land


def team(size: int = 5, senior: int = 2, professionals: int = 20, senior_professionals: int = 6) -> Made:
    members = [
        {
            "person": f"p{number}",
            "is_leader": number == 0,
            "is_full_time": True,
            "is_mid_level": True,
            "is_senior": number < senior,
        }
        for number in range(size)
    ]
    return of(
        "mining.evaluator-appointed",
        team=members,
        professionals=professionals,
        senior_professionals=senior_professionals,
    )


def supplied(years: int | None, mode: str = "grant") -> Made:
    return of("mining.land-supplied", mode=mode, years=years, instalments=[], price=1)


@pytest.mark.parametrize(
    ("years", "mode", "is_found"),
    [(50, "grant", False), (51, "grant", True), (51, "lease", False), (None, "grant", False)],
)
def test_land_is_transferred_for_no_more_than_its_longest_term(years: int | None, mode: str, is_found: bool):
    assert found_in([supplied(years, mode)], MINES) == ({("limit", "land-supplied")} if is_found else set())


TOO_FEW: Found = {("share", "evaluator-appointed")}


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


# Months and rosters of a centre


def month(**times: int) -> Made:
    """By the rules of the centre each duty once; June of 2025."""
    duties = dict.fromkeys(("meeting", "first_half", "second_half", "factors", "report", "security_meeting"), 1)
    asked = {**duties, "treatment": 1, "situation": 1, **times}
    first, last = "2025-06-15", "2025-06-30"
    days = {name: first if name == "first_half" else last for name in asked}
    owed = [
        {"duty": name, "needed": number, "due_on": days[name], "due_at": f"{days[name]}T16:00:00.000000Z"}
        for name, number in asked.items()
        if number
    ]
    return of("mediation.month-opened", "2025-06-01T04:00:00.000000Z", month="2025-06", duties=owed)


def met(on: str = "2025-06-10") -> Made:
    return of("mediation.meeting-held", month="2025-06", meeting="meeting", held_on=on)


def screened(on: str, *counts_for: str) -> Made:
    return of("mediation.screening-done", month="2025-06", screened_on=on, counts_for=list(counts_for))


def no_meeting() -> Made:
    at = "2025-06-30T16:00:00.000000Z"
    return of("mediation.meeting-overdue", at, month="2025-06", meeting="meeting", due_at=at)


MONTHS: dict[str, tuple[list[Made], Found]] = {
    "each duty once": ([month()], set()),
    "a meeting twice": ([month(meeting=2)], {("count", "month-opened")}),
    "no meeting at all": ([month(meeting=0)], {("count", "month-opened")}),
    "not held, and said so": ([month(), no_meeting()], set()),
    "held, and said to be missing": ([month(), met(), no_meeting()], {("overdue-early", "meeting-overdue")}),
    "held in another month": ([month(), met("2025-07-01")], {("limit", "meeting-held")}),
    "screened on the fifteenth": ([month(), screened("2025-06-15", "first_half", "factors")], set()),
    "screened on the sixteenth for the first half": (
        [month(), screened("2025-06-16", "first_half")],
        {("count", "screening-done")},
    ),
    "screened on the sixteenth": ([month(), screened("2025-06-16", "second_half")], set()),
}


@pytest.mark.parametrize(("facts", "expected"), MONTHS.values(), ids=MONTHS)
def test_a_month_is_counted_again(facts: list[Made], expected: Found):
    assert found_in(facts, CENTRE, "360730105") == expected


def missing(day: str, found: int = 0, needed: int = 1) -> Made:
    at = "2025-07-01T04:00:00.000000Z"
    return of("mediation.duty-leader-missing", at, day=day, found=found, needed=needed)


def led(day: str, *leaders: str) -> Made:
    return of("mediation.duty-entered", day=day, leaders=list(leaders))


LEADERLESS: dict[str, tuple[list[Made], Found]] = {
    "a working day without a leader": ([missing("2025-06-20")], set()),
    "a Saturday": ([missing("2025-06-21")], {("overdue-early", "duty-leader-missing")}),
    "a day that was led": (
        [led("2025-06-20", "a"), missing("2025-06-20")],
        {("count", "duty-leader-missing")},
    ),
    "two that are asked for": ([missing("2025-06-20", needed=2)], {("count", "duty-leader-missing")}),
    "said twice": (
        [missing("2025-06-20"), missing("2025-06-20")],
        {("order", "duty-leader-missing")},
    ),
}


@pytest.mark.parametrize(("facts", "expected"), LEADERLESS.values(), ids=LEADERLESS)
def test_a_day_without_a_leader_is_a_working_day_that_nobody_led(facts: list[Made], expected: Found):
    assert found_in(facts, CENTRE, "360730105") == expected


@pytest.mark.parametrize(
    ("kind", "number", "is_found"), [("visit", 5, False), ("visit", 6, True), ("letter", 6, False)]
)
def test_five_come_together_at_the_most(kind: str, number: int, is_found: bool):
    came = of("mediation.case-registered", kind=kind, parties=[{}] * number, dispute=None, tell_on=None)

    assert found_in([came], CENTRE) == ({("limit", "case-registered")} if is_found else set())
