"""The rules of titles as a decider receives them, made from the packs that are active.

Law: draft opinion on residents' committees, parts 1 and 3 (document 5 §一, §三). A standard that the source does not
give is None, and the title waits until a pack gives it (AMB-03, AMB-26).
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from contracts.assessment.sheet.rules import SchemePolicy, scheme_policy
from contracts.bounds import exact
from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, month_day, number, words


@dataclass(frozen=True, slots=True)
class Window:
    """Days of a year, both ends included."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date, year: int) -> bool:
        return date(year, *self.first) <= day <= date(year, *self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePolicy:
    """None = no active pack gives a value. `demonstration` is in hundredths of the score."""

    schemes: SchemePolicy
    methods: tuple[str, ...]
    methods_required: int | None
    least_sample: Fraction | None
    self_check: Window | None
    qualified: Fraction | None
    demonstration: Fraction | None
    district_share: Fraction | None
    yearly_share: Fraction | None
    tolerance: Fraction | None


def title_policy(resolved: ResolvedPolicy) -> TitlePolicy:
    return TitlePolicy(
        schemes=scheme_policy(resolved),
        methods=words(resolved, "C.methods.kinds"),
        methods_required=number(resolved, "C.methods.required"),
        least_sample=_exact(resolved, "survey.sample"),
        self_check=_window(resolved),
        qualified=_exact(resolved, "C.title.qualified.min_mandatory"),
        demonstration=_exact(resolved, "C.title.demonstration.min"),
        district_share=_exact(resolved, "C.title.district.demo_share"),
        yearly_share=_exact(resolved, "C.yearly_share.target"),
        tolerance=_exact(resolved, "C.yearly_share.tolerance"),
    )


def _exact(resolved: ResolvedPolicy, name: str) -> Fraction | None:
    return exact(given(resolved, name))


def _window(resolved: ResolvedPolicy) -> Window | None:
    value = given(resolved, "C.self_check.window")
    if not isinstance(value, dict):
        return None
    return Window(month_day(value["from"]), month_day(value["to"]))
