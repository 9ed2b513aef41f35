"""Elections at the bounds of their rules: one below, at, and one above, by the auditor's own count."""

import pytest
from bounds_of_elections import BOUNDS, COMMUNITY, WINDOW, eligible, groups, named, planned
from made_records import Json, Made, found_in


@pytest.mark.parametrize(("packs", "facts", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_a_bound_is_where_the_rules_have_it(packs: tuple[str, ...], facts: list[Made], expected: set[tuple[str, str]]):
    assert found_in(facts, packs) == expected


@pytest.mark.parametrize(("representatives", "is_found"), [(7, True), (8, False), (12, False), (13, True)])
def test_each_group_has_two_to_three_representatives(representatives: int, is_found: bool):
    found = found_in([planned("residents"), groups(representatives)], COMMUNITY)

    assert found == ({("limit", "groups-set-out")} if is_found else set())


@pytest.mark.parametrize(("since", "is_short"), [("2024-03-05", False), ("2024-03-06", True), (None, True)])
def test_a_residence_that_is_too_short_is_found_and_bars_nobody(since: str | None, is_short: bool):
    """Twelve months on the day of naming."""
    person: Json = {"post": "committee_member", "person": "ref-m"}
    finding = Made("elections.residence-requirement", {**person, "least_months": 12, "resident_since": since})
    stands = Made("elections.final-list-published", {"candidates": [person], "published_on": "2025-03-11"})
    before = [planned("residents", seats=1), WINDOW, named(), eligible(resident_since=since)]

    assert found_in([*before, stands], COMMUNITY) == ({("outcome", "final-list-published")} if is_short else set())
    said = found_in([*before, finding, stands], COMMUNITY)
    assert said == (set() if is_short else {("outcome", "residence-requirement")})
