"""Every deadline, share and number of the packs that a service follows: which check reads it, or why none does.

The table is `reckoned.toml`. A parameter that a service begins to read is a failure here until it is in it; what the
table says of a check is held against what the checks read while they look at every golden decision and bound.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from audit.checks import CHECKS
from audit.checks.seen import Seen
from bounds import everything
from contracts.packs import Parameter
from contracts.policies import shipped_packs
from contracts.policy_lint import used_parameters
from golden_records import cases, facts_of
from made_records import found_in

PACKS = list(shipped_packs().values())
BOUNDING = frozenset(
    (
        *("date", "date range", "day", "day of the month", "days before the due date", "hour", "interval", "minute"),
        *("moment", "month", "month-day", "month-day range", "month-day, years after the period's year", "period"),
        *("rest day", "time", "working day", "year"),
        *("board", "household", "number", "person", "point", "share", "square metre", "yuan"),
        "scheme indicator",
    )
)
"""Units of what can be missed, fallen short of or gone beyond; lists of words, texts and files are no bounds."""

TABLE: Mapping[str, Mapping[str, str]] = tomllib.loads(Path(__file__).with_name("reckoned.toml").read_text("utf-8"))
READ, SILENT, UNREAD = TABLE["read"], TABLE["silent"], TABLE["unread"]
NAMED = [*READ, *SILENT, *UNREAD]


def parameters() -> Iterator[tuple[str, Parameter]]:
    for pack in PACKS:
        yield from pack.parameters.items()


UNITS = {name: parameter.unit for name, parameter in parameters()}
FOLLOWED = sorted(name for name in used_parameters(PACKS) if UNITS[name] in BOUNDING)


@pytest.fixture(scope="module")
def read_by_checks() -> set[tuple[str, str]]:
    """Module and parameter, of everything that a check asks the packs for."""
    read: set[tuple[str, str]] = set()
    patched = pytest.MonkeyPatch()

    def watched(method: str) -> None:
        original = getattr(Seen, method)

        def watch(seen: Seen, name: str, *rest: Any) -> Any:
            read.add((sys._getframe(1).f_globals["__name__"].rpartition(".")[2], name))
            return original(seen, name, *rest)

        patched.setattr(Seen, method, watch)

    for method in ("value", "below", "said"):
        watched(method)
    for service, make in CHECKS.items():
        for case in cases(service):
            _look(facts_of(case), [one.reads for one in make()])
    for packs, made in everything():
        found_in(made, packs)
    patched.undo()
    return read


def _look(facts: Any, reads: list[Mapping[str, Any]]) -> None:
    for fact in facts:
        for looks in reads:
            try:
                list(looks.get(fact.type, lambda _: ())(Seen(fact)))
            except (LookupError, ValueError, TypeError, AttributeError):
                continue  # of a history that begins in the middle; what it has read counts


def _is_of(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern)


def test_every_bound_that_a_service_follows_is_named_once():
    twice = {name: found for name in FOLLOWED if len(found := [one for one in NAMED if _is_of(name, one)]) != 1}

    assert twice == {}


def test_the_table_names_nothing_that_no_service_follows():
    assert [one for one in NAMED if not any(_is_of(name, one) for name in FOLLOWED)] == []


@pytest.mark.parametrize("name", sorted({**READ, **SILENT}))
def test_what_a_check_is_said_to_read_it_reads(name: str, read_by_checks: set[tuple[str, str]]):
    asked = {module for module, parameter in read_by_checks if _meets(parameter, name)}

    assert {**READ, **SILENT}[name] in asked


def _meets(asked: str, named: str) -> bool:
    """Itself, or all below a beginning."""
    return asked == named or _is_of(asked, named) or named.startswith(f"{asked}.")


@pytest.mark.parametrize("name", sorted(SILENT))
def test_what_is_said_to_be_silent_has_no_value_in_any_pack(name: str):
    assert [parameter.value for known, parameter in parameters() if known == name and not parameter.silent] == []


@pytest.mark.parametrize("name", sorted(UNREAD))
def test_what_no_check_is_said_to_read_none_reads_and_there_is_a_reason(
    name: str, read_by_checks: set[tuple[str, str]]
):
    assert [parameter for _, parameter in read_by_checks if _meets(parameter, name)] == []
    assert len(UNREAD[name]) > 20
