"""The rules of the centre's registers as a decider receives them.

Law: township opinion on the centre (document 4 §四(二)).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.mediation.register.messages import Allocated, CentreRegister, JointTask, TargetStep
from contracts.policies import ResolvedPolicy


@dataclass(frozen=True, slots=True)
class RegisterPolicy:
    """`kinds`: register to the kinds that its entries may have; any where it is not named."""

    kinds: Mapping[CentreRegister, tuple[str, ...]]


def register_policy(resolved: ResolvedPolicy) -> RegisterPolicy:
    teams = resolved.parameters.get("prevention.team_kinds")
    listed = () if teams is None or teams.silent else tuple(teams.value)
    return RegisterPolicy(
        {
            CentreRegister.JOINT_TASKS: tuple(JointTask),
            CentreRegister.TEAMS: listed,
            CentreRegister.TARGETS: tuple(TargetStep),
            CentreRegister.ALLOCATIONS: tuple(Allocated),
        }
    )
