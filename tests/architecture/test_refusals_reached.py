"""Every refusal code of every service is reached by a test that asserts it."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from contracts.declared import merged
from contracts.message import kebab

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "contracts" / "src" / "contracts"
SERVICES = sorted(path.parent.name for path in CONTRACTS.glob("*/service.toml"))
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MESSAGE = re.compile(r"^@(?:command|fact|question|answer)\b[^\n]*\nclass (\w+)", re.MULTILINE)
ASSERTS = re.compile(r"then_rejected\(|raises\(\(?(Rejected|Forbidden)|\.code\b")
"""How a test asserts a refusal; a call of a helper that does so counts as well."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def texts_of(service: str) -> set[str]:
    return set(merged(service, "texts"))


def raised_by(service: str) -> set[str]:
    raised = re.compile(rf'(?:Rejected\(|refuse_unless\([^"\n]*,)\s*"{service}\.([a-z0-9-]+)"')
    sources = [*ROOT.glob(f"services/{service}/src/**/*.py"), *CONTRACTS.glob(f"{service}/**/*.py")]
    return {code for file in sources for code in raised.findall(file.read_text("utf-8"))}


def codes_of(service: str) -> set[str]:
    """What is raised, and what else has a line in the texts and is no message; without the service's name in front."""
    sources = [*CONTRACTS.glob("*.py"), *CONTRACTS.glob(f"{service}/**/*.py")]
    messages = {kebab(name) for file in sources for name in MESSAGE.findall(file.read_text("utf-8"))}
    named = texts_of(service) - messages
    return named | raised_by(service)


def asserted(service: str, files: Iterable[Path]) -> set[str]:
    """The codes that stand in a test that asserts refusals, in its parameters, or in a constant that it names."""
    found: set[str] = set()
    for file in files:
        module = ast.parse(file.read_text("utf-8"))
        constants = dict(_constants(module))
        for function in _refusing(module):
            named = [
                constants[each.id] for each in ast.walk(function) if isinstance(each, ast.Name) and each.id in constants
            ]
            found |= {code for each in (function, *named) for code in _codes(each, service)}
    return found


def _constants(module: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for statement in module.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.targets[0].id, statement.value
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            yield statement.target.id, statement.value


def _refusing(module: ast.Module) -> list[Function]:
    """Functions that assert a refusal, by themselves or by calling one of them."""
    functions = [node for node in ast.walk(module) if isinstance(node, Function)]
    refusing = {function.name for function in functions if ASSERTS.search(ast.unparse(function))}
    while True:
        more = {function.name for function in functions if refusing & set(_called(function))} - refusing
        if not more:
            return [function for function in functions if function.name in refusing]
        refusing |= more


def _called(function: Function) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def _codes(node: ast.AST, service: str) -> Iterator[str]:
    """`service.code`, the same as a pattern, or the code alone."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            code = each.value.replace(r"\.", ".").removeprefix(f"{service}.")
            if NAME.fullmatch(code):
                yield code


def files_of(service: str) -> list[Path]:
    shared = [*ROOT.glob("tests/contracts/*.py"), *ROOT.glob("tests/services/*.py"), *ROOT.glob("tests/journeys/*.py")]
    return [*ROOT.glob(f"services/{service}/tests/**/*.py"), *shared]


@pytest.mark.parametrize("service", SERVICES)
def test_every_refusal_code_of_a_service_is_reached_by_a_test(service: str) -> None:
    assert [] == sorted(codes_of(service) - asserted(service, files_of(service)))


@pytest.mark.parametrize("service", SERVICES)
def test_every_code_that_a_service_raises_has_its_line(service: str) -> None:
    assert [] == sorted(raised_by(service) - texts_of(service))


PLANTED = """
CODES = ["in-a-constant"]

def test_one(case):
    case.then_rejected("mining.asserted")

def refuse(case, code):
    case.then_rejected(code)

def test_two(case):
    refuse(case, "mining.by-a-helper")

def test_three(case):
    for code in CODES:
        case.then_rejected(f"mining.{code}")

def test_four():
    assert "mining.only-named" in texts()
"""


def test_a_code_that_a_test_only_names_is_not_reached(tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text(PLANTED, "utf-8")
    found = asserted("mining", [tmp_path / "test_planted.py"])

    assert {"asserted", "by-a-helper", "in-a-constant"} <= found
    assert "only-named" not in found
