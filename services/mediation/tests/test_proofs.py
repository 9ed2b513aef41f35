"""What is said to be shown is shown: the experts' rows name tests that exist, every refusal is met by one."""

from pathlib import Path

from contracts.catalogue import facts_of
from ledger.testing.proofs import missing_from, named_rows, refusals_never_met

ROOT = Path(__file__).resolve().parents[3]
ROWS = named_rows(Path(__file__).with_name("expert_rows.toml"))
ASKED = (*range(1, 14), 15, 16, 17, 18, 22)


def test_every_row_of_the_experts_names_tests_that_exist():
    assert [f"ME-{number:02}" for number in ASKED] == list(ROWS)
    assert all(ROWS.values())
    assert set() == missing_from(ROWS, ROOT)


def test_every_refusal_of_the_service_is_met_in_a_test():
    """The code stands in a test as the outcome of a decision."""
    tests = Path(__file__).parent.glob("test_*.py")

    assert set() == refusals_never_met("mediation", facts_of("mediation"), tests)
