"""What every organ of elections is measured by: shares of all deputies.

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 14 and 25.
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import needed_threshold
from contracts.thresholds import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionsPolicy:
    """`quorum` of all deputies attends, `majority` of all deputies decides and elects (AMB-51)."""

    quorum: Threshold
    majority: Threshold


def elections_policy(resolved: ResolvedPolicy) -> ElectionsPolicy:
    """`Rejected` where no active pack says when a congress is able to act."""
    return ElectionsPolicy(
        quorum=needed_threshold(resolved, "congress.quorum.min"),
        majority=needed_threshold(resolved, "congress.majority"),
    )
