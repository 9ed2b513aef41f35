"""The rules of village resolutions as a decider receives them.

Law: county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1二要, §四2三要); Organic Law of
the Villagers' Committees, arts. 21, 22, 24-26 (村民委员会组织法).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.elections.resolution.messages import Step
from contracts.elections.words import Body
from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, needed_threshold, number, thresholds_by_base, words
from contracts.thresholds import Threshold

ADULTS, HOUSEHOLDS = "adults", "households"

_BALLOT_BODIES = {
    "party_members": Body.PARTY_MEMBERS,
    "villager_representatives": Body.REPRESENTATIVES,
    "villagers_assembly": Body.ASSEMBLY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionRules:
    """`assembly_quorum`: by what each is a share of, adults or households; any one is enough.

    `ballot_bodies` decide by ballot where `is_ballot_required`; `notice_days` is None where no pack gives a number.
    """

    steps: tuple[Step, ...]
    deciding_bodies: tuple[Body, ...]
    is_ballot_required: bool
    ballot_bodies: tuple[Body, ...]
    notice_days: int | None
    assembly_quorum: Mapping[str, Threshold]
    representatives_quorum: Threshold
    majority: Threshold


def resolution_policy(resolved: ResolvedPolicy) -> ResolutionRules:
    return ResolutionRules(
        steps=tuple(map(Step, words(resolved, "four_two.steps"))),
        deciding_bodies=tuple(map(Body, words(resolved, "four_two.step4.bodies"))),
        is_ballot_required=bool(given(resolved, "ballot.village.enabled")),
        ballot_bodies=tuple(_BALLOT_BODIES[name] for name in words(resolved, "ballot.village.bodies")),
        notice_days=number(resolved, "village.assembly.notice_days"),
        assembly_quorum=thresholds_by_base(resolved, "village.assembly.quorum"),
        representatives_quorum=needed_threshold(resolved, "village.reps.quorum.min"),
        majority=needed_threshold(resolved, "village.meeting.majority"),
    )
