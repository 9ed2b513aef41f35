"""Deciders are pure: `domain/` imports contracts and the standard library, and nothing that reads the world."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORLD = {"os", "time", "random", "secrets", "socket", "subprocess", "threading", "asyncio", "logging", "pathlib", "io"}


def strangers(source: str, service: str) -> list[str]:
    """What a module of `domain/` imports and may not."""
    allowed = {"contracts", service} | (set(sys.stdlib_module_names) - WORLD)
    return [name for name in imported(source) if not may(name, service, allowed)]


def may(name: str, service: str, allowed: set[str]) -> bool:
    if name.startswith(f"{service}.") and not name.startswith(f"{service}.domain"):
        return False
    return name.partition(".")[0] in allowed


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."
        elif isinstance(node, ast.Name) and node.id in {"open", "__import__", "eval", "exec", "print", "input"}:
            yield f"builtin.{node.id}"


def domain_files() -> list[Path]:
    return sorted(ROOT.glob("services/*/src/*/domain/*.py"))


def test_every_service_that_decides_has_a_domain() -> None:
    deciding = {path.parts[-3] for path in domain_files()}

    assert {"assessment", "disclosure"} <= deciding


@pytest.mark.parametrize("path", domain_files(), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_decider_knows_only_contracts_and_the_standard_library(path: Path) -> None:
    assert [] == strangers(path.read_text("utf-8"), path.parts[-3])


@pytest.mark.parametrize(
    "planted",
    [
        "import time",
        "import os.path",
        "from ledger.decider import Decider",
        "from sqlalchemy import select",
        "from disclosure.answers import ANSWERS",
        "open('policy.toml')",
    ],
)
def test_a_planted_stranger_is_found(planted: str) -> None:
    assert [] != strangers(f"from contracts.errors import Rejected\n{planted}\n", "disclosure")
