"""What shows that a congress has its organs, as a decider receives it."""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, number


@dataclass(frozen=True, slots=True)
class MarkPolicy:
    """`staff`: how many at least, 0 where no pack gives a number; `seal` has `{township}` in it."""

    staff: int
    seal: str | None


def mark_policy(resolved: ResolvedPolicy) -> MarkPolicy:
    return MarkPolicy(number(resolved, "presidium_office.staff.min") or 0, given(resolved, "seal.pattern"))
