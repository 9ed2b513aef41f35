"""The rules of a case as a decider receives them: who organises which rung, what may be named, what is due when.

Law: township opinion on the centre (document 4 §二(二), §四(一), §五); People's Mediation Law (人民调解法); Regulation
on Petition Work (信访工作条例), arts 20, 23, 29-36.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.deadlines import DeadlineRule, RestDay, TimeUnit
from contracts.errors import Rejected, refuse_unless
from contracts.impartiality import TieKind, barring_ties
from contracts.mediation.case.messages import PetitionStep
from contracts.policies import ResolvedPolicy

ON_SPOT = "on_spot"
"""Before the ladder: at the window, or at the village's station."""

CENTRE_DEPUTY, CENTRE_DIRECTOR = "CentreDeputyDirector", "CentreDirector"


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: who organises it. `by_handler`: only the unit that the case was handed to. `by_parties`: nobody here.

    `with_departments`: the departments concerned take part.
    """

    name: str
    roles: tuple[str, ...]
    by_handler: bool = False
    with_departments: bool = False
    by_parties: bool = False


_RUNGS = {
    "judicial_office": Rung("judicial_office", ("JudicialOffice",), by_handler=True),
    "competent_unit": Rung("competent_unit", ("CompetentUnit",), by_handler=True),
    "centre_deputy_director": Rung("centre_deputy_director", (CENTRE_DEPUTY,)),
    "centre_director": Rung("centre_director", (CENTRE_DIRECTOR,)),
    "deputy_director+departments": Rung("deputy_director+departments", (CENTRE_DEPUTY,), with_departments=True),
    "director+departments": Rung("director+departments", (CENTRE_DIRECTOR,), with_departments=True),
    "arbitration_or_court": Rung("arbitration_or_court", (), by_parties=True),
}
"""What the words of a ladder mean."""

_OFFICES = {"centre_deputy_director": CENTRE_DEPUTY, "centre_director": CENTRE_DIRECTOR}
_LADDERS = {"people_mediation": "ladder.people", "administrative_mediation": "ladder.administrative"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationPolicy:
    """`ladders`: class of a case to its rungs in order, without rungs for a class that has none (AMB-38).

    `triage`: the role that signs and hands over. `returning`: how long a unit may return what is not its own.
    `finish`: people's mediation normally takes no longer; None where no pack says. `barring`: the ties that bar.
    """

    kinds: tuple[str, ...]
    channels: tuple[str, ...]
    methods: tuple[str, ...]
    ladders: Mapping[str, tuple[Rung, ...]]
    triage: str
    returning: DeadlineRule
    finish: DeadlineRule | None
    confirmation: DeadlineRule
    barring: frozenset[TieKind]
    petition: PetitionRules


def mediation_policy(resolved: ResolvedPolicy) -> MediationPolicy:
    """`Rejected` if no active pack has a rule that is needed."""
    petition = petition_policy(resolved)
    if petition.object is None:
        raise Rejected("policy-not-active", "petition.objection.working_days")
    return MediationPolicy(
        kinds=tuple(_value("case.kinds", resolved)),
        channels=tuple(_value("opinion.channels.accepted", resolved)),
        methods=tuple(_value("mediation.methods", resolved)),
        ladders={word: _ladder(word, resolved) for word in _value("case.classes", resolved)},
        triage=_word(_value("triage.by", resolved), _OFFICES),
        returning=petition.object,
        finish=_finish(resolved),
        confirmation=_confirmation(resolved),
        barring=barring_ties(resolved),
        petition=petition,
    )


def _ladder(case_class: str, resolved: ResolvedPolicy) -> tuple[Rung, ...]:
    name = _LADDERS.get(case_class)
    return () if name is None else tuple(_word(word, _RUNGS) for word in _value(name, resolved))


def _finish(resolved: ResolvedPolicy) -> DeadlineRule | None:
    months = resolved.parameters.get("mediation.finish.months")
    if months is None or months.silent:
        return None
    return DeadlineRule(amount=months.value, unit=TimeUnit.MONTHS, source=months.source)


def _confirmation(resolved: ResolvedPolicy) -> DeadlineRule:
    """A last day that is a rest day moves on where the law of civil procedure says so (民诉法85)."""
    days, moves = resolved.parameters.get("confirmation.days"), resolved.parameters.get("counting.rest_day")
    refuse_unless(days is not None, "policy-not-active", "confirmation.days")
    assert days is not None
    rest_day = RestDay.KEEP if moves is None else RestDay(moves.value)
    return DeadlineRule(amount=days.value, unit=TimeUnit.DAYS, source=days.source, rest_day=rest_day)


def _word(word: str, known: Mapping[str, Any]) -> Any:
    if word not in known:
        raise Rejected("invalid-policy-value", word)
    return known[word]


def _value(name: str, resolved: ResolvedPolicy) -> Any:
    refuse_unless(name in resolved.parameters, "policy-not-active", name)
    return resolved.value(name)


_CLOCKS = {
    PetitionStep.HANDLE: "petition.finish.days",
    PetitionStep.REVIEW: "petition.review.answer_days",
    PetitionStep.RECHECK: "petition.recheck.answer_days",
}
"""The time limits that clocks keep."""


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
