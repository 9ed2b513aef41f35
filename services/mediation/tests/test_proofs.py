"""What is said to be shown is shown: the experts' rows name tests that exist, every refusal is met by one."""

import ast
import re
import tomllib
from pathlib import Path

from contracts.mediation.catalogue import MEDIATION_FACTS
from contracts.message import contract_of

ROOT = Path(__file__).resolve().parents[3]
ROWS = Path(__file__).with_name("expert_rows.toml")
TEXTS = ROOT / "contracts" / "src" / "contracts" / "mediation" / "texts.toml"
ASKED = (*range(1, 14), 15, 16, 17, 18, 22)


def named_in(file: Path) -> set[str]:
    return {node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_every_row_of_the_experts_names_tests_that_exist():
    rows = tomllib.loads(ROWS.read_text("utf-8"))
    named = {place for places in rows.values() for place in places}
    files = {place.partition("::")[0] for place in named}
    existing = {f"{file}::{test}" for file in files for test in named_in(ROOT / file)}

    assert [f"ME-{number:02}" for number in ASKED] == list(rows)
    assert all(rows.values())
    assert set() == named - existing


def test_every_refusal_of_the_service_is_met_in_a_test():
    """The code stands in a test as the outcome of a decision."""
    facts = {contract_of(kind).name.partition(".")[2] for kind in MEDIATION_FACTS}
    codes = set(tomllib.loads(TEXTS.read_text("utf-8"))) - facts
    met = {
        code
        for file in Path(__file__).parent.glob("test_*.py")
        for code in re.findall(r"mediation\.([a-z-]+)\b", file.read_text("utf-8"))
    }

    assert set() == codes - met
