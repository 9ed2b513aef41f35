"""The rules of a team's decisions as a decider receives them.

Law: county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1一要, §四1二要, §四2一要).
"""

from dataclasses import dataclass

from contracts.elections.decision.messages import TopicKind
from contracts.elections.words import Body
from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, needed_threshold, number, words
from contracts.thresholds import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRules:
    """`lead_days` and `large_amount` (yuan, from which on a sum is large) are None where no pack gives a number."""

    lead_days: int | None
    majority: Threshold
    major_kinds: tuple[TopicKind, ...]
    large_amount: int | None
    is_ballot_required: bool
    ballot_bodies: tuple[Body, ...]


def decision_policy(resolved: ResolvedPolicy) -> DecisionRules:
    return DecisionRules(
        lead_days=number(resolved, "team_meeting.prenotice.lead_days"),
        majority=needed_threshold(resolved, "team_meeting.majority"),
        major_kinds=tuple(map(TopicKind, words(resolved, "major_matters"))),
        large_amount=number(resolved, "large_funds.amount"),
        is_ballot_required=bool(given(resolved, "ballot.township.enabled")),
        ballot_bodies=tuple(map(Body, words(resolved, "ballot.township.bodies"))),
    )
