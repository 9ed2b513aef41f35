"""The rules of exploration as a decider receives them."""

from dataclasses import dataclass

from contracts.errors import refuse_unless
from contracts.policies import ResolvedPolicy

_STAGES = "exploration.stages"


@dataclass(frozen=True, slots=True)
class ExplorationPolicy:
    """`stages`: those that the source still names, in order."""

    stages: tuple[str, ...]


def exploration_policy(resolved: ResolvedPolicy) -> ExplorationPolicy:
    """`Rejected` if no active pack has the rules."""
    refuse_unless(_STAGES in resolved.parameters, "policy-not-active", _STAGES)
    return ExplorationPolicy(stages=tuple(resolved.value(_STAGES)))
