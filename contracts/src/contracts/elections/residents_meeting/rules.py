"""The rules of residents' meetings as a decider receives them.

Law: Organic Law of the Urban Residents' Committees, art. 9 (居民委员会组织法 第九条); draft opinion on residents'
committees, part 2 (document 5 §二(一)2(1), §二(三)2(2)).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import needed_threshold, number, words
from contracts.thresholds import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentsMeetingPolicy:
    """`quorum` is a part of those entitled, `majority` of those who came; `forms` empty: no pack names any.

    `fields`: how many parts complete minutes have; None where no pack says it, and all of them are asked for.
    """

    quorum: Threshold
    majority: Threshold
    forms: tuple[str, ...]
    fields: int | None


def residents_meeting_policy(resolved: ResolvedPolicy) -> ResidentsMeetingPolicy:
    return ResidentsMeetingPolicy(
        quorum=needed_threshold(resolved, "residents_meeting.quorum"),
        majority=needed_threshold(resolved, "residents_meeting.majority"),
        forms=words(resolved, "residents_meeting.forms"),
        fields=number(resolved, "minutes.fields"),
    )
