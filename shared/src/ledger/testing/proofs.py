"""Whether what is said to be shown is shown: rows name tests that exist, and every refusal is met by one."""

import ast
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from contracts.catalogue import Catalogue
from contracts.declared import merged
from contracts.message import contract_of


def named_rows(rows: Path) -> Mapping[str, Sequence[str]]:
    """Row to the tests that show it, each `file::function` from the root of the repository."""
    return tomllib.loads(rows.read_text("utf-8"))


def missing_from(rows: Mapping[str, Sequence[str]], root: Path) -> set[str]:
    named = {place for places in rows.values() for place in places}
    tests = {place.partition("::")[0] for place in named}
    return named - {f"{file}::{test}" for file in tests for test in _tests_in(root / file)}


def refusals_never_met(service: str, facts: Catalogue, tests: Iterable[Path]) -> set[str]:
    """The codes that have a text and stand in none of these tests as the outcome of a decision."""
    codes = set(merged(service, "texts")) - {contract_of(kind).name.partition(".")[2] for kind in facts}
    pattern = re.compile(rf"{service}\.([a-z-]+)\b")
    return codes - {code for file in tests for code in pattern.findall(file.read_text("utf-8"))}


def _tests_in(file: Path) -> set[str]:
    return {node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
