"""What is known of a township's year, and how each fact changes it.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三1, §五1, §五4). State machine S16.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from contracts.assessment.township.messages import (
    CadreProposed,
    LeadingGroupFormed,
    LocalIndicatorAdded,
    LocalIndicatorDropped,
    Missed,
    NegativeFindingRecorded,
    PlanFiled,
    TownshipAssessed,
    TownshipCommended,
    TownshipFact,
    TownshipNotCommended,
    TownshipOverdue,
    YearEndCheckBegun,
    YearOpened,
)


@dataclass(frozen=True, slots=True)
class TownshipYear:
    """What is known of one year; `announced`: what was said to be missed."""

    opened: YearOpened | None = None
    has_group: bool = False
    has_plan: bool = False
    local: frozenset[str] = frozenset()
    findings: int = 0
    is_begun: bool = False
    assessed: TownshipAssessed | None = None
    is_decided: bool = False
    announced: frozenset[Missed] = frozenset()


_Preparation = YearOpened | LeadingGroupFormed | PlanFiled | LocalIndicatorAdded | LocalIndicatorDropped


def evolve(year: TownshipYear, fact: TownshipFact) -> TownshipYear:
    match fact:
        case YearOpened() | LeadingGroupFormed() | PlanFiled() | LocalIndicatorAdded() | LocalIndicatorDropped():
            return _prepared(year, fact)
        case NegativeFindingRecorded():
            return replace(year, findings=year.findings + 1)
        case YearEndCheckBegun():
            return replace(year, is_begun=True)
        case TownshipAssessed():
            return replace(year, assessed=fact)
        case TownshipCommended() | TownshipNotCommended():
            return replace(year, is_decided=True)
        case CadreProposed():
            return year
        case TownshipOverdue():
            return replace(year, announced=year.announced | {fact.missed})
        case _:
            assert_never(fact)


def _prepared(year: TownshipYear, fact: _Preparation) -> TownshipYear:
    match fact:
        case YearOpened():
            return TownshipYear(opened=fact)
        case LeadingGroupFormed():
            return replace(year, has_group=True)
        case PlanFiled():
            return replace(year, has_plan=True)
        case LocalIndicatorAdded():
            return replace(year, local=year.local | {fact.indicator})
        case LocalIndicatorDropped():
            return replace(year, local=year.local - {fact.indicator})
        case _:
            assert_never(fact)
