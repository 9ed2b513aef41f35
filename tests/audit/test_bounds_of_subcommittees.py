"""Sub-committees at the bounds of their rules, by the auditor's own count."""

import pytest
from bounds_of_subcommittees import BOUNDS, PACKS, Facts
from made_records import found_in


@pytest.mark.parametrize(("facts", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_a_bound_is_where_the_rules_have_it(facts: Facts, expected: set[tuple[str, str]]):
    assert found_in(facts, PACKS, "360730100") == expected
