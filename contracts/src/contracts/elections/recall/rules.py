"""The rules of a recall by voters as a decider receives them.

Law: Electoral Law, arts. 50 and 53 (选举法 第五十、五十三条).
"""

from dataclasses import dataclass

from contracts.errors import Rejected
from contracts.policies import ResolvedPolicy
from contracts.policy_values import needed_threshold, number
from contracts.thresholds import Threshold

_SIGNERS = "deputy.recall.min_voters"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterRecallPolicy:
    """`signers` ask for it together; `majority` is a part of all voters of the district."""

    signers: int
    majority: Threshold


def voter_recall_policy(resolved: ResolvedPolicy) -> VoterRecallPolicy:
    signers = number(resolved, _SIGNERS)
    if signers is None:
        raise Rejected("policy-not-active", f"No active pack has {_SIGNERS}.")
    return VoterRecallPolicy(signers=signers, majority=needed_threshold(resolved, "deputy.recall.majority"))
