"""The rules of an authority's programme as a decider receives them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.policies import ResolvedPolicy

FIRST_STAGE = "preparation"
"""前期准备阶段: the only stage that the text still has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePolicy:
    """`target`: how many mines a city strives for, by `due_on`. `first_stage`: its first and last day.

    Each is None where no pack gives it.
    """

    target: int | None
    due_on: date | None
    first_stage: tuple[date, date] | None
    participants: tuple[str, ...]


def programme_policy(resolved: ResolvedPolicy) -> ProgrammePolicy:
    def value(name: str) -> Any:
        return resolved.value(name) if name in resolved.parameters else None

    due_on, stage = value("mining.target.due"), value("mining.stage1")
    return ProgrammePolicy(
        target=value("mining.target.count"),
        due_on=None if due_on is None else date.fromisoformat(due_on),
        first_stage=None if stage is None else (date.fromisoformat(stage["from"]), date.fromisoformat(stage["to"])),
        participants=tuple(value("participant.kinds") or ()),
    )
