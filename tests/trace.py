"""Which requirement rows are proven by a test, and which are not.

Run as `python tests/trace.py`. Rows come from `docs/requirements/`, proofs from the markers
`@pytest.mark.req("D-006", "D-048..D-152")` of all tests, read without importing them. Why a row is not proven may
stand in `tests/architecture/unproven.toml`, by row or range; what is proven has no such reason.
"""

import argparse
import ast
import json
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

SERVICES = {
    "E": "elections",
    "D": "disclosure",
    "M": "mediation",
    "G": "mining",
    "A": "assessment",
    "X": "audit",
    "P": "portal",
}
TAGS = ("M", "N", "O", "D", "I", "list")
ROW = re.compile(r"\| ([EDMGAXP]-\d{3}) \| [^|]* \| (?:\[([^]|]*)\] )?")
ROW_ID = re.compile(r"([A-Z])-(\d{3})")
NOT_ALWAYS_RUN = ("skip", "skipif", "xfail")
STOPS_A_TEST = ("pytest.skip", "pytest.xfail", "pytest.importorskip")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Count = dict[str, int | list[str]]
Report = dict[str, dict[str, Count]]


class Untraceable(Exception):
    """The rows contradict themselves."""


@dataclass(frozen=True)
class Row:
    id: str
    tag: str

    @property
    def service(self) -> str:
        return SERVICES[self.id[0]]


@dataclass(frozen=True)
class Claim:
    """What a marker names, and why it proves nothing, if so."""

    place: str
    argument: str
    objection: str


def read_rows(folder: Path) -> tuple[Row, ...]:
    found: dict[str, Row] = {}
    for page in sorted(folder.glob("*.md")):
        for match in map(ROW.match, page.read_text(encoding="utf-8").splitlines()):
            if match is None:
                continue
            if match[1] in found:
                raise Untraceable(f"{page.name}: {match[1]} stands twice")
            found[match[1]] = Row(match[1], tag_of(match[2], row=match[1]))
    return tuple(found[row] for row in sorted(found))


def tag_of(written: str | None, *, row: str) -> str:
    """The tag as counted: a pilot that becomes general is optional, no tag is a list item."""
    tag = "list" if written is None else written.removesuffix("→M")
    if tag not in TAGS:
        raise Untraceable(f"{row}: unknown tag [{written}]")
    return tag


def read_claims(root: Path) -> Iterator[Claim]:
    for folder in (root / "tests", *sorted((root / "services").glob("*/tests"))):
        for file in sorted(folder.rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
            yield from claims_of(tree, file.relative_to(root).as_posix())


def claims_of(tree: ast.Module, file: str) -> Iterator[Claim]:
    on_tests: set[ast.Attribute] = set()
    for test, marks in tests_of(tree, ()):
        objection = objection_to(test, marks, tree)
        calls = {node.func: node for node in nodes(marks) if isinstance(node, ast.Call)}
        for mark in marks_named("req", marks):
            on_tests.add(mark)
            for argument in arguments_of(calls.get(mark)):
                yield Claim(f"{file}:{mark.lineno}", argument, objection)
    for mark in marks_named("req", [tree]):
        if mark not in on_tests:
            yield Claim(f"{file}:{mark.lineno}", "", "the marker is not on a test")


def tests_of(
    scope: ast.Module | ast.ClassDef, outer: tuple[ast.expr, ...]
) -> Iterator[tuple[Function, tuple[ast.expr, ...]]]:
    """Each test with the expressions that mark it: its own, its class's, its module's."""
    marks = (*outer, *marks_of_scope(scope))
    for node in scope.body:
        if isinstance(node, ast.ClassDef):
            yield from tests_of(node, marks)
        elif isinstance(node, Function) and node.name.startswith("test"):
            yield node, (*marks, *node.decorator_list)


def marks_of_scope(scope: ast.Module | ast.ClassDef) -> Iterator[ast.expr]:
    yield from getattr(scope, "decorator_list", ())
    for node in scope.body:
        if isinstance(node, ast.Assign) and "pytestmark" in map(ast.unparse, node.targets):
            yield node.value


def objection_to(test: Function, marks: Iterable[ast.expr], tree: ast.Module) -> str:
    if any(list(marks_named(name, marks)) for name in NOT_ALWAYS_RUN):
        return "is claimed by a test that is skipped or may fail"
    loose = [node for node in tree.body if not isinstance(node, Function | ast.ClassDef)]
    if any(is_stop(node) for node in nodes([test, *loose])):
        return "is claimed by a test that may skip itself"
    return ""


def is_stop(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in STOPS_A_TEST


def marks_named(name: str, trees: Iterable[ast.AST]) -> Iterator[ast.Attribute]:
    for node in nodes(trees):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in (
            f"pytest.mark.{name}",
            f"mark.{name}",
        ):
            yield node


def nodes(trees: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for tree in trees:
        yield from ast.walk(tree)


def arguments_of(call: ast.Call | None) -> Iterator[str]:
    """The texts of a marker; what is not a text is shown as it is written and names no row."""
    for argument in call.args if call else ():
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value
        else:
            yield ast.unparse(argument)
    if call is None or not call.args:
        yield ""


def rows_named(argument: str) -> tuple[str, ...]:
    """The rows that "D-006" or "D-048..D-152" names; empty if it is neither."""
    ends = [ROW_ID.fullmatch(end) for end in argument.split("..")]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None or first[1] != last[1]:
        return ()
    return tuple(f"{first[1]}-{n:03}" for n in range(int(first[2]), int(last[2]) + 1))


def problems_of(claims: Iterable[Claim], known: frozenset[str]) -> Iterator[str]:
    for claim in claims:
        named = rows_named(claim.argument)
        if claim.objection:
            yield f"{claim.place}: {claim.argument} {claim.objection}".replace(":  ", ": ")
        elif not named:
            yield f"{claim.place}: names no row: {claim.argument!r}"
        yield from (f"{claim.place}: unknown row {row}" for row in named if row not in known)


def read_reasons(root: Path) -> dict[str, str]:
    """Row or range to why no test proves it."""
    file = root / "tests" / "architecture" / "unproven.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def stale_reasons(reasons: Mapping[str, str], known: frozenset[str], proven: frozenset[str]) -> Iterator[str]:
    for argument in reasons:
        named = rows_named(argument)
        if not named or set(named) - known:
            yield f"tests/architecture/unproven.toml: unknown row {argument}"
        if set(named) & proven:
            yield f"tests/architecture/unproven.toml: {argument} is proven"


def reasons_of(service: str, reasons: Mapping[str, str]) -> Iterator[str]:
    for argument, reason in reasons.items():
        if SERVICES[argument[0]] == service:
            yield from textwrap.wrap(f"{argument}: {reason}", 100, initial_indent="  ", subsequent_indent="    ")


def report_of(rows: Iterable[Row], proven: frozenset[str]) -> Report:
    groups: dict[tuple[str, str], list[str]] = {(service, tag): [] for service in SERVICES.values() for tag in TAGS}
    for row in rows:
        groups[row.service, row.tag].append(row.id)
    report: Report = {service: {} for service in SERVICES.values()}
    for (service, tag), ids in groups.items():
        missing = [row for row in ids if row not in proven]
        report[service][tag] = {
            "rows": len(ids),
            "proven": len(ids) - len(missing),
            "missing": missing,
        }
    return report


def table_of(service: str, tags: Mapping[str, Count]) -> Iterator[str]:
    yield f"{service:<12}{'rows':>6}{'proven':>8}  missing"
    for tag, count in tags.items():
        missing = count["missing"]
        assert isinstance(missing, list)
        left = f"  {tag:<10}{count['rows']:>6}{count['proven']:>8}  "
        text = textwrap.wrap(" ".join(spans(missing)), 100 - len(left)) or ["-"]
        yield left + ("\n" + " " * len(left)).join(text)


def spans(rows: Iterable[str]) -> Iterator[str]:
    """Row ids with neighbours joined: D-001..D-004 D-007."""
    numbered = ((int(row[2:]) - place, row) for place, row in enumerate(rows))
    for _, members in groupby(numbered, key=lambda pair: pair[0]):
        ids = [row for _, row in members]
        yield ids[0] if len(ids) == 1 else f"{ids[0]}..{ids[-1]}"


def main(root: Path) -> int:
    rows = read_rows(root / "docs" / "requirements")
    claims = tuple(read_claims(root))
    known = frozenset(row.id for row in rows)
    proven = frozenset(row for claim in claims for row in rows_named(claim.argument))
    reasons = read_reasons(root)
    problems = sorted({*problems_of(claims, known), *stale_reasons(reasons, known, proven)})
    if problems:
        sys.stderr.write("\n".join(problems) + "\n")
        return 1
    report = report_of(rows, proven)
    for service, tags in report.items():
        sys.stdout.write("\n".join((*table_of(service, tags), *reasons_of(service, reasons), "")) + "\n")
    out = root / "build" / "trace.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Which requirement rows are proven by a test.")
    arguments.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    sys.exit(main(arguments.parse_args().root))
