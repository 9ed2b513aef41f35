"""The rules of outcomes as a decider receives them: what is measured.

Law: township opinion on the centre (document 4 §六(三)).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy


@dataclass(frozen=True, slots=True)
class OutcomePolicy:
    """`indicators`: none where no active pack names any."""

    indicators: tuple[str, ...]


def outcome_policy(resolved: ResolvedPolicy) -> OutcomePolicy:
    parameter = resolved.parameters.get("outcome.indicators")
    return OutcomePolicy(() if parameter is None or parameter.silent else tuple(parameter.value))
