"""Sessions, deputies and teams at the bounds of their rules: below, at and above them, by the auditor's own count."""

import pytest
from bounds_of_congresses import BOUNDS, PACKS, Facts
from made_records import Made, found_in


@pytest.mark.parametrize(("facts", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_a_bound_is_where_the_rules_have_it(facts: Facts, expected: set[tuple[str, str]]):
    assert found_in(facts, PACKS, "360730100") == expected


@pytest.mark.parametrize(
    ("at", "to_publish", "is_found"),
    [
        ("2025-03-11T15:59:59.999999Z", False, False),
        ("2025-03-11T15:59:59.999999Z", True, True),
        ("2025-03-11T16:00:00.000000Z", True, False),
        ("2025-03-11T16:00:00.000000Z", False, True),
    ],
)
def test_a_profile_is_to_be_published_from_the_day_of_the_law_on(at: str, to_publish: bool, is_found: bool):
    fact = Made("elections.deputy-profile-changed", {"to_publish": to_publish}, at=at)

    assert bool(found_in([fact], PACKS)) is is_found
