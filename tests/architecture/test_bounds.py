"""Whatever can grow in a process that goes on for months is in docs/bounds.md, with its bound."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from rule_modules import rule_files

ROOT = Path(__file__).parents[2]
GROWING = frozenset({"dict", "list", "set", "deque", "Queue", "SimpleQueue", "OrderedDict", "Counter", "defaultdict"})
CACHES = frozenset({"cache", "lru_cache"})
SOURCES = sorted(
    path
    for folder in ("contracts", "shared", "services/*", "deploy")
    for path in ROOT.glob(f"{folder}/src/**/*.py")
    if not {"testing", "audit"} & set(path.parts) and path.name != "testing.py" and path not in rule_files()
)


def _name(node: ast.expr | None) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=function) | ast.Subscript(value=function):
            return _name(function)
        case _:
            return ""


def _grows(value: ast.expr | None) -> bool:
    match value:
        case ast.Dict(keys=[]) | ast.List(elts=[]):
            return True
        case ast.Call(func=function, args=arguments, keywords=keywords):
            made = [item.value for item in keywords if item.arg == "default_factory"]
            if _name(function) == "field":
                return any(_name(item.body if isinstance(item, ast.Lambda) else item) in GROWING for item in made)
            return _name(function) in GROWING and not (arguments and _name(function) in ("dict", "list", "set"))
        case _:
            return False


def _held(tree: ast.Module, module: str) -> Iterator[str]:
    """What modules and objects hold, and functions that remember."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(_name(item) in CACHES for item in node.decorator_list):
            yield f"{module}.{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from (f"{module}.{node.name}.{name}" for name in _attributes(node))
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _grows(statement.value):
            target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
            yield f"{module}.{_name(target)}"


def _attributes(owner: ast.ClassDef) -> Iterator[str]:
    fields = {id(statement) for statement in owner.body}
    for node in ast.walk(owner):
        if isinstance(node, ast.Assign | ast.AnnAssign) and _grows(node.value):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            is_own = isinstance(target, ast.Attribute) and _name(target.value) == "self"
            if is_own or id(node) in fields:
                yield _name(target)


def _found() -> set[str]:
    found = set()
    for path in SOURCES:
        module = ".".join(path.with_suffix("").parts[path.parts.index("src") + 1 :])
        found |= set(_held(ast.parse(path.read_text("utf-8")), module))
    return found


def test_everything_that_can_grow_is_in_the_table_and_nothing_else():
    table = (ROOT / "docs" / "bounds.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `([\w.]+\.\w+)` \|", table, flags=re.MULTILINE))

    assert sorted(_found() - listed) == []
    assert sorted(listed - _found()) == []


def test_every_line_of_the_table_says_a_bound_and_why_it_holds():
    lines = (ROOT / "docs" / "bounds.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]

    assert [row for row in rows if len(row) != 4 or not all(row)] == []
