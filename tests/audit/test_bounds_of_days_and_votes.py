"""Days, votes and numbers at their bounds that no golden decision comes to."""

import pytest
from bounds_of_days_and_votes import BOUNDS as OF_ELECTIONS
from bounds_of_numbers import BOUNDS as OF_NUMBERS
from bounds_of_numbers import Found
from made_records import Made, found_in

BOUNDS = {**OF_ELECTIONS, **OF_NUMBERS}


@pytest.mark.parametrize(("packs", "facts", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_a_bound_is_where_the_rules_have_it(packs: tuple[str, ...], facts: list[Made], expected: Found):
    assert found_in(facts, packs) == expected
