"""What the threat notes say is shown by tests: every claim names one, and every one that is named exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
CLAIMS, NOT_SHOWN = PAGE.split("## What is not shown by any test")
NAMED = re.compile(r"`((?:services/\w+/)?tests/[\w/]+\.py)(?:::(\w+))?`")
CLAIM = re.compile(r"(?ms)^- \*\*(?:Can|Cannot|Is|Reads|Sees|Finds)\b.*?(?=^- |^#|\Z)")
ABBREVIATED = re.compile(r"`(test_\w+(?:\.py)?)`")


@cache
def defined_in(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_claim_of_the_threat_notes_names_a_test() -> None:
    claims = CLAIM.findall(CLAIMS)

    assert len(claims) > 20
    assert [] == [claim.split(".")[0] for claim in claims if not NAMED.search(claim)]


@pytest.mark.parametrize("named", sorted(set(NAMED.findall(PAGE))), ids="::".join)
def test_a_test_that_the_threat_notes_name_exists(named: tuple[str, str]) -> None:
    path, test = named

    assert (ROOT / path).is_file()
    assert not test or test in defined_in(ROOT / path)


def test_no_test_is_named_without_its_place() -> None:
    assert [] == ABBREVIATED.findall(PAGE)


def test_each_of_the_five_people_has_a_part() -> None:
    parts = re.findall(r"(?m)^## (.+)$", PAGE)

    people = ("outsider", "clerk", "service's operator", "store's operator", "broker's operator")
    assert all(any(person in part for part in parts) for person in people)
