"""Which indicator a unit's duties are evidence for, as a decider receives it, made from the active packs.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(5)).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.policies import ResolvedPolicy


@dataclass(frozen=True, slots=True)
class AssessmentPolicy:
    """`indicators`: catalogue to the indicator that its duties are evidence for."""

    indicators: Mapping[str, str]


def assessment_policy(resolved: ResolvedPolicy) -> AssessmentPolicy:
    named = resolved.below("assessment.evidence")
    return AssessmentPolicy({catalogue: indicator.value for catalogue, indicator in named if not indicator.silent})
