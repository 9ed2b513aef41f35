"""The rule of the roster as a decider receives it: how many leaders each working day has at least.

Law: township opinion on the centre (document 4 §三(三)).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy


@dataclass(frozen=True, slots=True)
class RosterPolicy:
    """`leaders` 0: no active pack asks for any."""

    leaders: int


def roster_policy(resolved: ResolvedPolicy) -> RosterPolicy:
    parameter = resolved.parameters.get("centre.duty_leaders.per_working_day")
    return RosterPolicy(0 if parameter is None or parameter.silent else int(parameter.value))
