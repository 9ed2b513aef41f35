"""The rules of letters, visits and opinions as a decider receives them.

Law: Regulation on Petition Work (信访工作条例), arts 20, 23, 29-36.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.mediation.petitions import PetitionStep
from contracts.policies import ResolvedPolicy

_CLOCKS = {
    PetitionStep.HANDLE: "petition.finish.days",
    PetitionStep.REVIEW: "petition.review.answer_days",
    PetitionStep.RECHECK: "petition.recheck.answer_days",
}
"""The time limits that clocks keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionRules:
    """Time limits of the regulation; None where no active pack has one, as before 2022-05-01.

    `finish_days`, `review_days`, `recheck_days`: budgets of clocks that can stop, their sources in `clauses`.
    `extension_days`: at most, in all.
    """

    classes: tuple[str, ...]
    tell: DeadlineRule | None
    object: DeadlineRule | None
    finish_days: int | None
    extension_days: int
    ask_review: DeadlineRule | None
    review_days: int | None
    ask_recheck: DeadlineRule | None
    recheck_days: int | None
    most_representatives: int | None
    clauses: Mapping[PetitionStep, str]


def petition_policy(resolved: ResolvedPolicy) -> PetitionRules:
    classes = resolved.parameters.get("petition.classes")
    return PetitionRules(
        classes=() if classes is None else tuple(classes.value),
        tell=_rule(resolved, "petition.tell.days", TimeUnit.DAYS),
        object=_rule(resolved, "petition.objection.working_days", TimeUnit.WORKING_DAYS),
        finish_days=_number(resolved, _CLOCKS[PetitionStep.HANDLE]),
        extension_days=_number(resolved, "petition.extension.days.max") or 0,
        ask_review=_rule(resolved, "petition.review.ask_days", TimeUnit.DAYS),
        review_days=_number(resolved, _CLOCKS[PetitionStep.REVIEW]),
        ask_recheck=_rule(resolved, "petition.recheck.ask_days", TimeUnit.DAYS),
        recheck_days=_number(resolved, _CLOCKS[PetitionStep.RECHECK]),
        most_representatives=_number(resolved, "petition.representatives.max"),
        clauses={
            step: resolved.parameters[name].source for step, name in _CLOCKS.items() if name in resolved.parameters
        },
    )


def _rule(resolved: ResolvedPolicy, name: str, unit: TimeUnit) -> DeadlineRule | None:
    parameter = resolved.parameters.get(name)
    if parameter is None or parameter.silent:
        return None
    return DeadlineRule(amount=parameter.value, unit=unit, source=parameter.source)


def _number(resolved: ResolvedPolicy, name: str) -> int | None:
    parameter = resolved.parameters.get(name)
    return None if parameter is None or parameter.silent else int(parameter.value)
