"""What every organ of elections is measured by: shares of all deputies, and how a service reads packs for it.

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 14 and 25.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from contracts.errors import Rejected
from contracts.policies import ResolvedPolicy


@dataclass(frozen=True, slots=True)
class Threshold:
    """A part of a whole that must be reached (`at_least`) or passed (`more_than`): 48 of 72, 37 of 72."""

    share: Fraction
    is_strict: bool

    def is_met(self, part: int, whole: int) -> bool:
        """Of nobody no part is enough."""
        if whole == 0:
            return False
        return part > self.share * whole if self.is_strict else part >= self.share * whole


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


def needed_threshold(resolved: ResolvedPolicy, name: str) -> Threshold:
    found = threshold(resolved, name)
    if found is None:
        raise Rejected("policy-not-active", f"No active pack has {name}.")
    return found


def threshold(resolved: ResolvedPolicy, name: str) -> Threshold | None:
    """`{ at_least = "2/3", of = … }` or `{ more_than = "1/2", of = … }`; None where no pack gives it."""
    value: Any = given(resolved, name)
    if value is None:
        return None
    is_strict = "more_than" in value
    return Threshold(Fraction(value["more_than" if is_strict else "at_least"]), is_strict)


def words(resolved: ResolvedPolicy, name: str) -> tuple[str, ...]:
    """A list; empty where no active pack has it, or the one that has it is silent."""
    value = given(resolved, name)
    return () if value is None else tuple(value)


def number(resolved: ResolvedPolicy, name: str) -> int | None:
    """A whole number; None where no active pack has it, or the one that has it is silent."""
    value = given(resolved, name)
    return None if value is None else int(value)


def exact(resolved: ResolvedPolicy, name: str) -> Fraction | None:
    """A whole number or a share; None where no active pack has it, or the one that has it is silent."""
    value = given(resolved, name)
    return None if value is None else Fraction(value)


def given(resolved: ResolvedPolicy, name: str) -> Any:
    parameter = resolved.parameters.get(name)
    return None if parameter is None or parameter.silent else parameter.value
