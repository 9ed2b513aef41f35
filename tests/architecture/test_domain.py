"""Rules are pure: they import contracts and the standard library, and nothing that reads the world."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rule_modules import is_rule, rule_files, service_of
from sunledger.home import installed_services

WORLD = {"os", "time", "random", "secrets", "socket", "subprocess", "threading", "asyncio", "logging", "pathlib", "io"}


def strangers(source: str, service: str) -> list[str]:
    """What a module with rules imports and may not."""
    allowed = {"contracts", service} | (set(sys.stdlib_module_names) - WORLD)
    return [name for name in imported(source) if not may(name, service, allowed)]


def may(name: str, service: str, allowed: set[str]) -> bool:
    if name.startswith(f"{service}.") and not is_rule(name):
        return False
    return name.partition(".")[0] in allowed


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Name) and node.id in {"open", "__import__", "eval", "exec", "print", "input"}:
            yield f"builtin.{node.id}"


def test_every_service_that_decides_has_rules() -> None:
    assert {service_of(path) for path in rule_files()} == {parts.name for parts in installed_services()}


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_decider_knows_only_contracts_and_the_standard_library(path: Path) -> None:
    assert [] == strangers(path.read_text("utf-8"), service_of(path))


@pytest.mark.parametrize(
    "planted",
    [
        "import time",
        "import os.path",
        "from ledger.decider import Decider",
        "from sqlalchemy import select",
        "from disclosure.duty.answers import duty_history",
        "open('policy.toml')",
    ],
)
def test_a_planted_stranger_is_found(planted: str) -> None:
    assert [] != strangers(f"from contracts.errors import Rejected\n{planted}\n", "disclosure")


DOORS = {"contracts.policies", "contracts.packs", "contracts.policy_values", "contracts.policy_lint"}


def test_a_rule_imports_no_door_to_the_packs() -> None:
    """What deciders read of packs is what `tests/contracts/test_used_parameters.py` watches: their typed policy."""
    found = [
        f"{path}: {module}"
        for path in rule_files()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (module := node.module or "") in DOORS
    ]

    assert found == []
