"""What is said to be shown is shown: the experts' rows name tests that exist."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ROWS = Path(__file__).with_name("expert_rows.toml")


def named_in(file: Path) -> set[str]:
    return {node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_every_row_of_the_experts_names_tests_that_exist():
    rows = tomllib.loads(ROWS.read_text("utf-8"))
    named = {place for places in rows.values() for place in places}
    files = {place.partition("::")[0] for place in named}
    existing = {f"{file}::{test}" for file in files for test in named_in(ROOT / file)}

    assert [f"AS-{number:02}" for number in (1, 2, 3, 6, 7, 8, 10, 13)] == list(rows)
    assert all(rows.values())
    assert set() == named - existing
