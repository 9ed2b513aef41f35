"""The rules of notice boards as a decider receives them."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.disclosure.boards.messages import BoardKind
from contracts.policies import ResolvedPolicy
from contracts.units import UnitKind


@dataclass(frozen=True, slots=True)
class BoardPolicy:
    """`least`: kind of unit to kind of board to how many there have to be."""

    least: Mapping[UnitKind, Mapping[BoardKind, int]]


def board_policy(resolved: ResolvedPolicy) -> BoardPolicy:
    return BoardPolicy({unit: dict(_least(unit, resolved)) for unit in UnitKind})


def _least(unit: UnitKind, resolved: ResolvedPolicy) -> list[tuple[BoardKind, int]]:
    named = [(kind, resolved.parameters.get(f"{unit}.{kind}_boards.min")) for kind in BoardKind]
    return [(kind, parameter.value) for kind, parameter in named if parameter is not None and not parameter.silent]
