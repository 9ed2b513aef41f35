"""What the linter calls used, and `make mutate-policies` shifts, is all that deciders read: they have no other door."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from contracts.errors import Rejected
from contracts.overlay import ResolvedPolicy, resolve
from contracts.packs import Pack, Parameter
from contracts.policies import shipped_packs
from contracts.policy_lint import _typed_policies, _Watched, used_parameters
from contracts.units import levels_above
from ledger.decider import Decider, RulesOf
from sunledger.home import installed_services

ROOT = Path(__file__).resolve().parents[2]
PACKS = list(shipped_packs().values())
USED = used_parameters(PACKS)
TYPED = {f"{number} {typed.__name__}": typed for number, typed in enumerate(_typed_policies())}
DECIDERS: dict[str, Decider[Any, Any, Any, Any]] = {
    decider.name: decider
    for parts in installed_services()
    for decider in parts.deciders
    if decider.rules not in (RulesOf.NONE, RulesOf.ABOVE)
}
PROVINCES = sorted({levels_above(pack.area)[1] for pack in PACKS if len(levels_above(pack.area)) > 1})


def overlays() -> Iterator[tuple[str, list[Pack]]]:
    """Everything at once, what each province adds to the nation, each pack alone, and everything but it."""
    yield "all", PACKS
    for province in PROVINCES:
        yield province, [pack for pack in PACKS if pack.area == "cn" or pack.area.startswith(province)]
    for pack in PACKS:
        yield pack.id, [pack]
        yield f"without {pack.id}", [other for other in PACKS if other is not pack]


RESOLVED = {name: resolve("cn", packs) for name, packs in overlays()}


def read_by(typed: Callable[[ResolvedPolicy], Any], resolved: ResolvedPolicy) -> set[str]:
    """The parameters that are read while the rules are made of them."""
    watched = _Watched(resolved.parameters)
    with suppress(LookupError, ValueError, Rejected):
        typed(ResolvedPolicy("cn", resolved.packs, watched, "", resolved.refused))
    return watched.seen


@pytest.mark.parametrize("name", sorted(DECIDERS))
def test_whatever_a_decider_reads_of_packs_in_whatever_overlay_is_called_used(name: str):
    policy = DECIDERS[name].policy
    read = {parameter for resolved in RESOLVED.values() for parameter in read_by(policy, resolved)}

    assert read - USED == set()


@pytest.mark.parametrize("name", sorted(TYPED))
def test_with_all_packs_at_once_all_rules_can_be_made_so_that_nothing_is_left_unread(name: str):
    TYPED[name](RESOLVED["all"])


@pytest.mark.parametrize("name", sorted(DECIDERS))
def test_what_a_decider_is_given_is_values_not_a_way_to_read_more(name: str):
    assert list(_ways_to_packs(DECIDERS[name].policy(RESOLVED["all"]))) == []


def _ways_to_packs(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, ResolvedPolicy | Parameter | Pack) or (callable(value) and not isinstance(value, type)):
        yield f"{path}: {type(value).__name__}"
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _ways_to_packs(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _ways_to_packs(item, f"{path}[{key}]")
    elif isinstance(value, tuple | list | frozenset | set) and not isinstance(value, Enum):
        for item in value:
            yield from _ways_to_packs(item, path)
