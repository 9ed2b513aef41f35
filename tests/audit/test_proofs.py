"""What is said to be shown is shown: the experts' rows of audit name tests that exist."""

from pathlib import Path

from ledger.testing.proofs import missing_from, named_rows

ROOT = Path(__file__).resolve().parents[2]
ROWS = named_rows(Path(__file__).with_name("expert_rows.toml"))


def test_every_row_of_the_experts_names_tests_that_exist():
    assert [f"AU-{number:02}" for number in range(1, 21)] == list(ROWS)
    assert all(ROWS.values())
    assert set() == missing_from(ROWS, ROOT)
