"""How often a department is appraised within a term, as a decider receives it."""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import number


@dataclass(frozen=True, slots=True)
class AppraisalPolicy:
    """`per_term`: least appraisals of each department; None where no pack gives a number."""

    per_term: int | None


def appraisal_policy(resolved: ResolvedPolicy) -> AppraisalPolicy:
    return AppraisalPolicy(number(resolved, "appraisal.departments.per_term.min"))
