"""The rule of special periods as a decider receives it: whether there are any.

Law: township opinion on the centre (document 4 §三(六)).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy


@dataclass(frozen=True, slots=True)
class SpecialPolicy:
    """`has_periods` False: no active pack knows special periods."""

    has_periods: bool


def special_policy(resolved: ResolvedPolicy) -> SpecialPolicy:
    parameter = resolved.parameters.get("screening.special.enabled")
    return SpecialPolicy(parameter is not None and not parameter.silent and bool(parameter.value))
