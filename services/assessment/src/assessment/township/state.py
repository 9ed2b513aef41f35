"""What is known of a township's year, and how each fact changes it.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三1, §五1, §五4). State machine S16.
"""

from collections.abc import Mapping
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
from contracts.cases import PolicyRebound
from contracts.owed_dates import OwedDateRederived, OwedFact
from contracts.owing import moved_day

_DAYS: Mapping[str, str] = {Missed.PLAN: "plan_due_at", Missed.RESULT: "result_due_at"}
"""What is owed, and the field of the opened year that says by when."""


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


def evolve(year: TownshipYear, fact: TownshipFact | OwedFact) -> TownshipYear:
    return _rebound(year, fact) if isinstance(fact, OwedFact) else _evolve(year, fact)


def _rebound(year: TownshipYear, fact: OwedFact) -> TownshipYear:
    """It is bound to other packs; or one of the days on which something is owed is another one."""
    match fact:
        case PolicyRebound():
            return year
        case OwedDateRederived():
            assert year.opened is not None
            return replace(year, opened=replace(year.opened, **moved_day(fact, _DAYS)))
        case _:
            assert_never(fact)


def _evolve(year: TownshipYear, fact: TownshipFact) -> TownshipYear:
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
