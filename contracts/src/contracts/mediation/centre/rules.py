"""The rules of a centre as a decider receives them: how many there are, who leads it, who works in it.

Law: township opinion on the centre (document 4 §一).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, number, words


@dataclass(frozen=True, slots=True, kw_only=True)
class CentrePolicy:
    """Each None or empty where no active pack says; without `per_township` there are no centres."""

    per_township: int | None
    deputies: int | None
    is_deputy_full_time: bool
    staff_min: int | None
    staff_max: int | None
    to_move_in: tuple[str, ...]
    rotating: tuple[str, ...]

    def is_out_of_range(self, full_time: int) -> bool:
        is_too_few = self.staff_min is not None and full_time < self.staff_min
        return is_too_few or (self.staff_max is not None and full_time > self.staff_max)


def centre_policy(resolved: ResolvedPolicy) -> CentrePolicy:
    return CentrePolicy(
        per_township=number(resolved, "centre.per_township"),
        deputies=number(resolved, "centre.deputy.count"),
        is_deputy_full_time=bool(given(resolved, "centre.deputy.full_time")),
        staff_min=number(resolved, "centre.staff.min"),
        staff_max=number(resolved, "centre.staff.max"),
        to_move_in=words(resolved, "centre.resident_units"),
        rotating=words(resolved, "centre.rotating_units"),
    )
