"""The rules of the yearly assessment as a decider receives them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.errors import refuse_unless
from contracts.policies import ResolvedPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualPolicy:
    """`required`: the materials a unit hands in; `due`: "12-20", the last day of each year in time, by `due_source`."""

    in_force_from: date
    due: str
    due_source: str
    required: tuple[str, ...]
    publishes_falsehood: bool
    publishes_circular: bool

    def due_on(self, year: int) -> date:
        return date.fromisoformat(f"{year:04}-{self.due}")


def annual_policy(resolved: ResolvedPolicy) -> AnnualPolicy:
    """`Rejected` if no active pack has the rules: nothing is scheduled on guesses."""

    def value(name: str) -> Any:
        refuse_unless(name in resolved.parameters, "policy-not-active", name)
        return resolved.value(name)

    return AnnualPolicy(
        in_force_from=date.fromisoformat(value("mining.annual.from")),
        due=value("mining.annual.due"),
        due_source=resolved.parameters["mining.annual.due"].source,
        required=tuple(value("annual.required")),
        publishes_falsehood=value("mining.falsification.publish"),
        publishes_circular=value("mining.underperformance.publish"),
    )
