"""The rules of a congress and its deputies as a decider receives them.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 19 and 20; Deputies Law (代表法), arts. 61 and 62.
"""

from dataclasses import dataclass

from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, number, threshold, words
from contracts.thresholds import Threshold

_FIRST_SESSION = "congress.first_session.months"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPolicy:
    """`first_session`: from the election on; `absences` end a mandate; empty grounds: no pack names any."""

    first_session: DeadlineRule | None
    suspension_grounds: tuple[str, ...]
    termination_grounds: tuple[str, ...]
    absences: int | None
    ex_officio: tuple[str, ...]
    presidium_majority: Threshold | None
    stands_in: bool


def term_policy(resolved: ResolvedPolicy) -> TermPolicy:
    months = number(resolved, _FIRST_SESSION)
    return TermPolicy(
        first_session=None
        if months is None
        else DeadlineRule(amount=months, unit=TimeUnit.MONTHS, source=resolved.parameters[_FIRST_SESSION].source),
        suspension_grounds=words(resolved, "deputy.suspension.grounds"),
        termination_grounds=words(resolved, "deputy.termination.grounds"),
        absences=number(resolved, "deputy.absence.sessions"),
        ex_officio=words(resolved, "presidium.ex_officio"),
        presidium_majority=threshold(resolved, "presidium.majority"),
        stands_in=given(resolved, "presidium.delegated_convening") == "only_if_chair_vacant_or_unable",
    )
