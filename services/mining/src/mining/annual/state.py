"""Where the yearly assessment of one unit stands, and what each fact makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from contracts.cases import CaseFact, DueDateRederived, PolicyRebound
from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    AnnualCommand,
    AnnualFact,
    AnnualStage,
    AssessmentBegun,
    AssessmentClosed,
    ExperienceCommended,
    FalsificationFound,
    MaterialsSubmitted,
    ResultAcknowledged,
    ResultCarriedOver,
    ResultNotCarriedOver,
    ResultNotified,
    UnderperformanceCircular,
)

_Step = (
    MaterialsSubmitted | AssessmentBegun | ResultNotified | ResultAcknowledged | AssessmentClosed | FalsificationFound
)


OPEN = (AnnualStage.SCHEDULED, AnnualStage.MATERIALS_SUBMITTED, AnnualStage.IN_ASSESSMENT)
"""What is still to be completed."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One unit's year; `stage` None: not taken up. `is_carried_over`: into the department's performance evaluation."""

    stage: AnnualStage | None = None
    scheduled: AnnualAssessmentScheduled | None = None
    is_announced_overdue: bool = False
    completed_on: date | None = None
    is_carried_over: bool = False


class Key(TypedDict):
    unit: str
    year: int


def whose_year(command: AnnualCommand) -> Key:
    return {"unit": command.unit, "year": command.year}


def evolve(assessment: Assessment, fact: AnnualFact | CaseFact) -> Assessment:
    match fact:
        case AnnualAssessmentScheduled():
            return Assessment(stage=AnnualStage.SCHEDULED, scheduled=fact)
        case AnnualAssessmentCompleted():
            return replace(assessment, stage=AnnualStage.COMPLETED, completed_on=fact.completed_on)
        case AnnualAssessmentOverdue():
            return replace(assessment, is_announced_overdue=True)
        case ResultCarriedOver():
            return replace(assessment, is_carried_over=True)
        case DueDateRederived():
            assert assessment.scheduled is not None
            scheduled = replace(assessment.scheduled, due_on=fact.after.due_on, due_at=fact.after.due_at)
            return replace(assessment, scheduled=scheduled)
        case UnderperformanceCircular() | ExperienceCommended() | ResultNotCarriedOver() | PolicyRebound():
            return assessment
        case _:
            return replace(assessment, stage=_STAGE_AFTER[type(fact)])


_STAGE_AFTER: Mapping[type[_Step], AnnualStage] = {
    MaterialsSubmitted: AnnualStage.MATERIALS_SUBMITTED,
    AssessmentBegun: AnnualStage.IN_ASSESSMENT,
    ResultNotified: AnnualStage.NOTIFIED,
    ResultAcknowledged: AnnualStage.ACKNOWLEDGED,
    AssessmentClosed: AnnualStage.CLOSED,
    FalsificationFound: AnnualStage.VOID,
}
