"""Changes of communities, at the bounds of their rules: below, at and above them, by the auditor's own count."""

import pytest
from bounds_of_changes import BOUNDS, NOTICE, PACKS, WITH_DAYS, Facts
from made_records import found_in

from contracts import policies


@pytest.mark.parametrize(("facts", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_a_bound_is_where_the_rules_have_it(facts: Facts, expected: set[tuple[str, str]]):
    assert found_in(facts, PACKS, "360730100") == expected


@pytest.mark.parametrize(("facts", "expected"), WITH_DAYS.values(), ids=WITH_DAYS)
def test_a_countys_own_days_are_counted_where_it_has_some(
    facts: Facts, expected: set[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(policies, "_met", {})

    assert found_in(facts, PACKS, "360730100", own=(NOTICE,)) == expected
