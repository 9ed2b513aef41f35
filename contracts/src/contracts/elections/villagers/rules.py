"""The rules of villagers' representatives and groups as a decider receives them.

Law: Organic Law of the Villagers' Committees, arts. 25, 26 and 28 (村民委员会组织法 第二十五、二十六、二十八条).
"""

from dataclasses import dataclass
from fractions import Fraction

from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, needed_threshold, number, threshold
from contracts.thresholds import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagersPolicy:
    """`households`: how many one representative stands for, at least and at most; None where no pack says it.

    `representatives` and `women` are parts of all members; `proposal` a part of the representatives.
    """

    representatives: Threshold
    women: Threshold
    households: tuple[Fraction, Fraction] | None
    quorum: Threshold
    proposal: Threshold | None
    per_quarter: int
    group_quorum: Threshold
    majority: Threshold


def villagers_policy(resolved: ResolvedPolicy) -> VillagersPolicy:
    ends = given(resolved, "village.reps.households")
    return VillagersPolicy(
        representatives=needed_threshold(resolved, "village.reps.share.min"),
        women=needed_threshold(resolved, "village.reps.women.min"),
        households=None if ends is None else (Fraction(ends["min"]), Fraction(ends["max"])),
        quorum=needed_threshold(resolved, "village.reps.quorum.min"),
        proposal=threshold(resolved, "village.reps.proposal.min"),
        per_quarter=number(resolved, "village.reps.meetings_per_quarter") or 0,
        group_quorum=needed_threshold(resolved, "village.group.quorum.min"),
        majority=needed_threshold(resolved, "village.meeting.majority"),
    )
