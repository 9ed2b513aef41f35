"""Shifting a number or a date that a decider uses by one unit makes a named test fail: all of them by
`make mutate-policies`, here a sample of them, and what the tool itself says."""

import sys
from pathlib import Path

import pytest
from contracts.packs import read_pack
from contracts.policies import shipped_packs

sys.path.insert(0, str(Path(__file__).resolve().parent))

import mutate_policies as tool

PACKS = list(shipped_packs().values())
EVERY = tool.mutants(PACKS)
TABLE = tool.read_table()
PACK = """
[pack]
id = "example"
area = "360730"
in_force_from = 2020-01-01
known_from = 2020-01-01
source = "1"
title = "意见"
[disclosure.due.half1]
value = { month_day = "12-31", year = 0 }
unit = "month-day, years after the period's year"
source = "1 §四4"
row = "D-006"
confidence = "sure"
"""


def test_every_shifted_value_has_tests_of_its_own():
    assert EVERY
    assert all(tool.tests_for(mutant, TABLE) for mutant in EVERY)


def test_no_line_of_the_table_is_left_over():
    used = {tuple(tool.tests_for(mutant, TABLE)) for mutant in EVERY}

    assert {tuple(tests) for tests in TABLE.values()} == used


def test_every_number_and_date_in_a_value_is_shifted_up_and_down():
    assert list(tool.shifts(5)) == [("-1", 4), ("+1", 6)]
    assert [value for _, value in tool.shifts("12-31")] == ["12-30", "01-01"]
    assert [value for _, value in tool.shifts("2024-02-29")] == ["2024-02-28", "2024-03-01"]
    assert [value for _, value in tool.shifts("1/3")] == ["0", "2/3"]
    assert [value for _, value in tool.shifts({"min": 5, "max": 9})] == [
        {"min": 4, "max": 9},
        {"min": 6, "max": 9},
        {"min": 5, "max": 8},
        {"min": 5, "max": 10},
    ]
    assert [value for _, value in tool.shifts([10, 3])] == [[9, 3], [11, 3], [10, 2], [10, 4]]
    assert [list(tool.shifts(value)) for value in (True, None, "keep", "12-31 or so")] == [[], [], [], []]


def test_a_mutant_differs_from_its_pack_in_one_value():
    text = tool.Mutant("example", "disclosure.due.half1", "", "value", '{ month_day = "12-30", year = 0 }').applied(
        PACK
    )
    head = tool.Mutant("example", "pack", "", "known_from", "2019-12-31").applied(PACK)

    assert read_pack(text).parameters["disclosure.due.half1"].value == {"month_day": "12-30", "year": 0}
    assert text.replace("12-30", "12-31") == PACK
    assert str(read_pack(head).known_from) == "2019-12-31"
    with pytest.raises(LookupError):
        tool.Mutant("example", "disclosure.due.half2", "", "value", "1").applied(PACK)


def test_a_sample_is_noticed_by_the_named_tests():
    seed = tool.seed_of(PACKS)
    chosen = tool.sample(EVERY, 4, seed)
    sys.stdout.write(f"seed {seed}: {', '.join(map(str, chosen))}\n")

    assert [str(one.mutant) for one in tool.run(chosen, TABLE) if one.survived] == []


def test_a_mutant_that_no_test_notices_survives():
    mutant = next(mutant for mutant in EVERY if mutant.place == "disclosure.due.half1")
    blind = {"disclosure.due.*": ["tests/contracts/test_units.py"]}

    assert [(one.mutant, one.survived) for one in tool.run([mutant], blind)] == [(mutant, True)]
    assert [(one.mutant, one.survived) for one in tool.run([mutant], TABLE)] == [(mutant, False)]


def test_tests_that_cannot_run_say_nothing_about_a_mutant():
    mutant = next(mutant for mutant in EVERY if mutant.place == "disclosure.due.half1")

    with pytest.raises(RuntimeError):
        list(tool.run([mutant], {"disclosure.due.*": ["tests/contracts/test_that_is_not_there.py"]}))
