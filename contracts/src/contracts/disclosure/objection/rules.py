"""The rules of comments and objections as a decider receives them."""

from dataclasses import dataclass

from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.duty.rules import DisclosurePolicy, disclosure_policy
from contracts.policies import ResolvedPolicy

_ANSWER_DAYS = "disclosure.objection.answer.days"


@dataclass(frozen=True, slots=True)
class ObjectionPolicy:
    """What can be objected to, and by when it is answered; `answer` None where law and policy are silent (AMB-03)."""

    disclosure: DisclosurePolicy
    answer: DeadlineRule | None


def objection_policy(resolved: ResolvedPolicy) -> ObjectionPolicy:
    return ObjectionPolicy(disclosure=disclosure_policy(resolved), answer=_answer(resolved))


def _answer(resolved: ResolvedPolicy) -> DeadlineRule | None:
    parameter = resolved.parameters.get(_ANSWER_DAYS)
    if parameter is None or parameter.silent:
        return None
    return DeadlineRule(amount=parameter.value, unit=TimeUnit.DAYS, source=parameter.source)
