"""Conduct, rounds, sizes, postings, boards, reports, keys, mines and months at the bounds of their rules."""

import pytest
from bounds_of_records import COUNTY, POSTINGS, Found, of, ordered
from made_records import Made, found_in


@pytest.mark.parametrize(("facts", "expected"), POSTINGS.values(), ids=POSTINGS)
def test_postings_stand_and_are_claimed_as_long_as_the_rules_say(facts: list[Made], expected: Found):
    assert found_in(facts, COUNTY) == expected


@pytest.mark.parametrize(
    ("at", "is_early"),
    [
        ("2025-06-30T15:59:59.999999Z", True),
        ("2025-06-30T16:00:00.000000Z", False),
    ],
)
def test_a_key_is_not_destroyed_before_the_last_day_of_its_retention_is_over(at: str, is_early: bool):
    found = found_in([ordered(at, "2025-06-30")], ())

    assert (("too-early", "erasure-ordered") in found) is is_early


def test_where_the_rules_name_no_period_none_is_said():
    at = "2025-07-01T04:00:00.000000Z"

    assert found_in([ordered(at, None)], COUNTY) == set()
    assert found_in([ordered(at, "2025-06-30")], COUNTY) == {("due-date", "erasure-ordered")}


def test_no_key_is_destroyed_that_nobody_ordered_or_that_is_gone():
    order = ordered("2025-07-01T04:00:00.000000Z", None)
    gone = of("mining.key-destroyed", subject="person:p", key_id="k")

    assert found_in([order, gone], COUNTY) == set()
    assert found_in([gone], COUNTY) == {("cause", "key-destroyed")}
    assert found_in([order, gone, gone], COUNTY) == {("order", "key-destroyed")}
