"""Rounds, sizes, boards and reports at the bounds of their rules, by the auditor's own count."""

import pytest
from bounds_of_rounds_and_boards import BOARDS, REPORTED, REPORTS, ROUNDS, SIZES, Found
from made_records import Made, found_in


@pytest.mark.parametrize(("facts", "expected"), ROUNDS.values(), ids=ROUNDS)
def test_a_result_is_what_its_sheet_came_to_and_each_is_assessed_once(facts: list[Made], expected: Found):
    assert found_in(facts, (), "360730") == expected


@pytest.mark.parametrize(("fact", "expected"), SIZES.values(), ids=SIZES)
def test_the_size_of_a_community_is_held_against_its_bounds(fact: Made, expected: Found):
    assert found_in([fact], ("community-draft-standards",)) == expected


@pytest.mark.parametrize(("facts", "expected"), BOARDS.values(), ids=BOARDS)
def test_boards_are_counted_by_the_days_they_stand(facts: list[Made], expected: Found):
    assert found_in(facts, ("community-draft",)) == expected


@pytest.mark.parametrize(("facts", "expected"), REPORTS.values(), ids=REPORTS)
def test_a_report_is_due_with_its_period_and_sent_or_said_to_be_missing(facts: list[Made], expected: Found):
    assert found_in(facts, REPORTED) == expected
