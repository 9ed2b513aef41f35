"""Decisions that were made once are made again: same history, command, rules and moment, same facts.

A case is written once and never edited. Where a decider now decides otherwise it has a new version number, and
`contracts/<service>/<stream>/stream.toml` says why; then new cases stand beside the old ones.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import calendar_as_known, china_day
from contracts.catalogue import Catalogue
from contracts.declared import merged
from contracts.errors import Rejected
from contracts.policies import resolve, shipped_packs
from contracts.rules import Rules
from ledger.decider import Decider
from ledger.testing.golden import decision_files
from sunledger.home import installed_services

ROOT = Path(__file__).resolve().parents[2]
DECIDERS: dict[str, Decider[Any, Any, Any, Any]] = {
    decider.name: decider for parts in installed_services() for decider in parts.deciders
}
ENTRY = {"from", "to", "reason", "rows"}

Golden = Mapping[str, Any]
Entry = Mapping[str, Any]


@cache
def cases() -> dict[str, Golden]:
    """`<decider>/<case>` to the golden decision; read once, never changed by a test."""
    return {name: json.loads(file.read_bytes()) for name, file in decision_files().items()}


def entries_of(decider: str) -> list[Entry]:
    """What the stream's file says of this decider."""
    service, _, name = decider.partition(".")
    return list(merged(service, "otherwise").get(name, ()))


def decided(decider: Decider[Any, Any, Any, Any], golden: Golden) -> Any:
    """What the decider decides now: facts as documents, or the code of the refusal."""
    history = [decider.facts.read(fact["type"], fact["data"]) for fact in golden["history"]]
    command = decider.commands.read(golden["command"]["type"], golden["command"]["document"])
    policy = golden["policy"]
    resolved = policy and resolve(policy["area"], [shipped_packs()[digest] for digest in policy["packs"]])
    now = datetime.fromisoformat(golden["now"])
    packs = tuple(policy["packs"]) if policy else ()
    before = tuple(golden.get("packs_before", packs))
    rules = Rules(resolved and decider.policy(resolved), calendar_as_known(china_day(now)), packs, before)
    try:
        facts = decider.decide(command, decider.fold(history), rules, now)
    except Rejected as refusal:
        return refusal.code
    return [decider.facts.write(fact) for fact in facts]


def expected(facts: Catalogue, golden: Golden) -> Any:
    """What was decided then, lifted to the newest version of each fact."""
    if "rejected" in golden:
        return golden["rejected"]
    return [facts.lift(fact["type"], fact["data"]) for fact in golden["facts"]]


def objection(decider: Decider[Any, Any, Any, Any], golden: Golden, entries: Sequence[Entry]) -> str | None:
    """Why the decision of today may not stand beside the golden one; None if it may."""
    if decided(decider, golden) == expected(decider.facts, golden):
        return None
    then = golden["decider"]["version"]
    if decider.version <= then:
        return f"{decider.name} decides otherwise under the same version {then}"
    explained = {entry["from"] for entry in entries}
    silent = [version for version in range(then, decider.version) if version not in explained]
    return f"nothing in stream.toml explains what followed version {silent[0]}" if silent else None


def test_a_golden_decision_is_made_again_or_its_change_is_explained():
    for case, golden in cases().items():
        decider = DECIDERS[golden["decider"]["name"]]

        assert case.startswith(f"{decider.name}/")
        assert objection(decider, golden, entries_of(decider.name)) is None, case


@pytest.mark.parametrize("decider", DECIDERS.values(), ids=lambda decider: decider.name)
def test_every_decider_has_golden_decisions_of_its_present_version(decider: Decider[Any, Any, Any, Any]):
    versions = [golden["decider"]["version"] for case, golden in cases().items() if case.startswith(f"{decider.name}/")]

    assert decider.version in versions
    assert all(1 <= version <= decider.version for version in versions)


@pytest.mark.parametrize("decider", DECIDERS.values(), ids=lambda decider: decider.name)
def test_every_version_number_above_the_first_is_explained_by_the_rows_that_ask_for_it(
    decider: Decider[Any, Any, Any, Any],
):
    entries = entries_of(decider.name)
    rows = {row for entry in entries for row in entry["rows"]}

    assert [set(entry) for entry in entries] == [ENTRY] * len(entries)
    assert [(entry["from"], entry["to"]) for entry in entries] == [(n, n + 1) for n in range(1, decider.version)]
    assert all(entry["reason"].strip() and entry["rows"] for entry in entries)
    assert rows <= known_rows()


def known_rows() -> set[str]:
    pages = (ROOT / "docs" / "requirements").glob("*.md")
    return {row for page in pages for row in re.findall(r"(?m)^\| ([A-Z]-\d{3}) \|", page.read_text(encoding="utf-8"))}


# That a change is noticed

CASE = "disclosure.duty/published-in-the-last-moment"
EXPLAINED = [{"from": 1, "to": 2, "reason": "Reads the clause otherwise.", "rows": ["D-006"]}]
_DUTY = {each.name: getattr(DECIDERS["disclosure.duty"], each.name) for each in fields(Decider)}
STRANGE: Decider[Any, Any, Any, Any] = Decider(**{**_DUTY, "decide": lambda *_: []})


def test_a_decision_that_differs_under_the_same_version_is_refused():
    complaint = objection(STRANGE, cases()[CASE], EXPLAINED)

    assert complaint == "disclosure.duty decides otherwise under the same version 1"


def test_a_decision_that_differs_under_a_new_version_is_refused_without_an_explanation():
    complaint = objection(replace(STRANGE, version=3), cases()[CASE], EXPLAINED)

    assert complaint == "nothing in stream.toml explains what followed version 2"


def test_a_decision_that_differs_under_a_new_version_stands_with_its_explanation():
    assert objection(replace(STRANGE, version=2), cases()[CASE], EXPLAINED) is None


def test_a_refusal_that_becomes_a_fact_is_a_decision_that_differs():
    refused = cases()["disclosure.duty/submitted-with-items-missing"]

    assert objection(STRANGE, refused, []) is not None
