"""Who is shown what stands in a case that accuses somebody, or may.

Law: Regulation on Petition Work, arts. 28 and 30 (信访工作条例 第二十八、三十条): the accused never see the accusation.
"""

from collections.abc import Sequence
from typing import Any

from contracts.mediation.case.messages import MEDIATED, CaseHistory, CaseRegistered, PetitionClass, PetitionClassified
from contracts.permissions import permissions_of
from contracts.units import area_of, is_below

_HANDLE_ACCUSATIONS = frozenset({"CentreDirector", "CentreDeputyDirector", "Auditor"})
"""The offices that are let see what somebody is accused of: who signs and triages it, and who audits the record."""


def may_see_unclassified(role: str | None) -> bool:
    """Whether who acts in this role sees a petition that nobody has classified yet: it may accuse their own office."""
    return role == "Auditor" or role in permissions_of("mediation").methods["classify_petition"]


def may_see_history(question: CaseHistory, facts: Sequence[Any]) -> bool:
    """Whether this caller is shown these facts of a case.

    What was an accusation once stays one. A petition that is not classified yet may be one, against the record's unit.
    """
    classified = [fact for fact in facts if isinstance(fact, PetitionClassified)]
    accusations = [fact for fact in classified if fact.petition_class is PetitionClass.ACCUSATION]
    if accusations:
        return all(_stands_above(question, fact.accused) for fact in accusations)
    return bool(classified) or _is_mediated(facts) or may_see_unclassified(question.acting_role)


def _stands_above(question: CaseHistory, accused: str | None) -> bool:
    """An accused unit by its code; an accused person by the reference under which they would ask."""
    if question.acting_role not in _HANDLE_ACCUSATIONS or question.acting_unit is None or accused is None:
        return False
    if area_of(accused).isdecimal():
        return is_below(accused, question.acting_unit)
    return question.actor != accused


def _is_mediated(facts: Sequence[Any]) -> bool:
    return any(isinstance(fact, CaseRegistered) and fact.kind in MEDIATED for fact in facts)
