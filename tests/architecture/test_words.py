"""Every fact and every refusal code has its line in Chinese and in English, and nothing else has."""

import ast
import re
from pathlib import Path

import pytest
from contracts.cases import CASE_FACTS
from contracts.impartiality import GUARD_CODES, TIE_FACTS
from contracts.message import contract_of
from contracts.texts import texts_of
from contracts.upward_reports import REPORT_CODES, REPORT_FACTS
from sunledger.home import installed_services

ROOT = Path(__file__).parents[2]
SERVICES = {parts.name: parts for parts in installed_services()}
REFUSING = {"Rejected", "Forbidden", "refuse_unless"}
OFFERED_FACTS = (*CASE_FACTS, *TIE_FACTS, *REPORT_FACTS)
"""Of mechanisms that a service may take up, and"""
OFFERED_CODES = (*GUARD_CODES, *REPORT_CODES)
"""their refusals, in front of which the service puts its name."""
CODE = re.compile(r"[a-z]+(-[a-z]+)+|[a-z]+\.[a-z]+(-[a-z]+)*")


def codes_in(path: Path) -> set[str]:
    """The codes that a module refuses with: literals in calls of the refusing functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSING:
            found |= {text for text in map(text_of, node.args[:2]) if CODE.fullmatch(text)}
    return found


def text_of(argument: ast.expr) -> str:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def codes_of(service: str) -> set[str]:
    sources = [*ROOT.glob(f"services/{service}/src/**/*.py"), *ROOT.glob("shared/src/ledger/*.py")]
    sources += [*ROOT.glob(f"contracts/src/contracts/{service}/**/*.py"), *ROOT.glob("contracts/src/contracts/*.py")]
    codes = set().union(*(codes_in(path) for path in sources))
    return {code.removeprefix(f"{service}.") for code in codes}


def facts_of(service: str) -> set[str]:
    names = {contract_of(kind).name for kind in SERVICES[service].facts}
    return {name.removeprefix(".").removeprefix(f"{service}.") for name in names}


def shared_facts() -> set[str]:
    """Those that more than one service may record, by whichever service does."""
    names = {contract_of(kind).name for parts in SERVICES.values() for kind in parts.facts}
    return {name.removeprefix(".") for name in names if name.startswith(".")}


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_facts_and_codes_have_a_line_in_both_languages(service: str) -> None:
    texts = texts_of(service)

    assert set() == (facts_of(service) | codes_of(service)) - set(texts)
    assert [] == [name for name, line in texts.items() if set(line) != {"zh", "en"} or not all(line.values())]


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_no_line_is_left_over(service: str) -> None:
    tokens = {"token-expired", "token-audience"}  # made from the library's exceptions by a table
    offered = {contract_of(kind).name.removeprefix(".") for kind in OFFERED_FACTS} | set(OFFERED_CODES)

    assert set() == set(texts_of(service)) - facts_of(service) - shared_facts() - codes_of(service) - tokens - offered
