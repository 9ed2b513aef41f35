"""Each clause of the may-not column is kept: by no permission, by its reach, or by a decider whose test is named."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from contracts.message import contract_of
from contracts.permissions import permissions_of
from contracts.units import Relation
from sunledger.home import installed_services

ROOT = Path(__file__).parents[2]
KEPT: Mapping[str, Mapping[str, Mapping[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "data" / "may_not.toml").read_text("utf-8")
)
ROW = re.compile(r"(?m)^\| [^|]+ \| (\w+) \| [^|]+ \| [^|]+ \| ([^|]+) \|$")
FORBIDDEN = {
    match[1]: match[2].strip().split("; ")
    for match in ROW.finditer((ROOT / "docs" / "requirements" / "roles.md").read_text("utf-8"))
    if match[2].strip() != "—"
}
SERVICES = ("assessment", "auditor", "disclosure", "elections", "mediation", "mining")


@cache
def granted() -> Mapping[str, list[Mapping[str, Relation]]]:
    """Method to who may call it, in each service that has a method of the name."""
    found: dict[str, list[Mapping[str, Relation]]] = {}
    for service in SERVICES:
        for method, roles in permissions_of(service).methods.items():
            found.setdefault(method, []).append(roles)
    return found


def clauses() -> Iterator[tuple[str, str]]:
    yield from ((role, clause) for role, kept in KEPT.items() for clause in kept)


@pytest.mark.req("X-024")
def test_every_clause_of_the_column_is_there_and_no_other():
    assert {role: list(kept) for role, kept in KEPT.items()} == FORBIDDEN


@pytest.mark.req("X-024")
@pytest.mark.parametrize(("role", "clause"), list(clauses()))
def test_a_clause_is_kept_as_it_says(role: str, clause: str):
    kept = KEPT[role][clause]

    assert kept
    assert set(kept) <= {"never", "own", "tests", "no_method", "not_recorded", "writes_only"}
    assert [] == [method for method in kept.get("never", ()) if any(role in each for each in granted()[method])]
    for method in kept.get("own", ()):
        assert {Relation.OWN} == {each[role] for each in granted()[method] if role in each}, method
    assert [] == [test for test in kept.get("tests", ()) if not is_a_test(test)]
    if "no_method" in kept:
        assert [] == [method for method, roles in granted().items() if any(role in each for each in roles)]
    if "writes_only" in kept:
        written = {method for method in commands() & set(granted()) if any(role in each for each in granted()[method])}
        assert written == set(kept["writes_only"])


def is_a_test(named: str) -> bool:
    file, _, name = named.partition("::")
    return f"\ndef {name}(" in (ROOT / file).read_text("utf-8")


def commands() -> set[str]:
    """The method of every command."""
    kinds = (kind for parts in installed_services() for kind in parts.commands)
    return {contract_of(kind).name.rpartition(".")[2].replace("-", "_") for kind in kinds}
