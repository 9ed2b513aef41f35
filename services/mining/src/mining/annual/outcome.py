"""What becomes of the result of a yearly assessment: told, carried over, void, spoken of, and the end of the case.

Law: annex to the opinion on green mines, arts. 9-11 (document 3 §附9-§附11).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mining.annual.messages import (
    CARRYING_CLAUSE,
    CIRCULAR_CLAUSE,
    FALSIFICATION_CLAUSE,
    AcknowledgeResult,
    AnnualAssessmentScheduled,
    AnnualFact,
    AnnualStage,
    AssessmentClosed,
    CarryResultOver,
    CloseAssessment,
    CommendExperience,
    ExperienceCommended,
    FalsificationFound,
    FindFalsification,
    IssueCircular,
    NotifyResult,
    ResultAcknowledged,
    ResultCarriedOver,
    ResultNotCarriedOver,
    ResultNotified,
    UnderperformanceCircular,
)

from mining.annual.state import Assessment, whose_year

OutcomeCommand = (
    NotifyResult
    | AcknowledgeResult
    | CarryResultOver
    | CloseAssessment
    | FindFalsification
    | IssueCircular
    | CommendExperience
)

_WITH_RESULT = (AnnualStage.COMPLETED, AnnualStage.NOTIFIED, AnnualStage.ACKNOWLEDGED, AnnualStage.CLOSED)


def conclude(
    command: OutcomeCommand, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> Sequence[AnnualFact]:
    match command:
        case NotifyResult() | AcknowledgeResult():
            return [_tell(command, assessment, now)]
        case CarryResultOver():
            return [_carry_over(command, assessment, now)]
        case CloseAssessment():
            return _close(command, assessment, now)
        case FindFalsification():
            return [_find(command, assessment, scheduled, now)]
        case IssueCircular() | CommendExperience():
            return [_speak_of(command, scheduled, now)]
        case _:
            assert_never(command)


def _tell(
    command: NotifyResult | AcknowledgeResult, assessment: Assessment, now: datetime
) -> ResultNotified | ResultAcknowledged:
    match command:
        case NotifyResult():
            is_next = assessment.stage is AnnualStage.COMPLETED
            refuse_unless(is_next, "mining.not-in-this-stage", f"It is {assessment.stage}.")
            assert assessment.completed_on is not None
            _refuse_day(command.notified_on, assessment.completed_on, now)
            return ResultNotified(
                **whose_year(command), notified_on=command.notified_on, notified_by=command.actor, recorded_at=now
            )
        case AcknowledgeResult():
            is_told = assessment.stage is AnnualStage.NOTIFIED
            refuse_unless(is_told, "mining.not-in-this-stage", f"It is {assessment.stage}.")
            return ResultAcknowledged(**whose_year(command), acknowledged_by=command.actor, acknowledged_at=now)
        case _:
            assert_never(command)


def _find(
    command: FindFalsification, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> FalsificationFound:
    """False data cannot stand: whatever rests on them is void, with a result or before there is one."""
    refuse_unless(assessment.stage is not AnnualStage.VOID, "mining.result-already-void", command.unit)
    _refuse_day(command.found_on, china_day(scheduled.scheduled_at), now)
    return FalsificationFound(
        **whose_year(command),
        kind=command.kind,
        voids_result=assessment.stage in _WITH_RESULT,
        found_on=command.found_on,
        text=command.text,
        evidence=command.evidence,
        is_published=scheduled.publishes_falsehood,
        clause=FALSIFICATION_CLAUSE,
        found_by=command.actor,
        recorded_at=now,
    )


def _speak_of(
    command: IssueCircular | CommendExperience, scheduled: AnnualAssessmentScheduled, now: datetime
) -> UnderperformanceCircular | ExperienceCommended:
    earliest = china_day(scheduled.scheduled_at)
    match command:
        case IssueCircular():
            _refuse_day(command.issued_on, earliest, now)
            return UnderperformanceCircular(
                **whose_year(command),
                issued_on=command.issued_on,
                grounds=command.grounds,
                is_published=scheduled.publishes_circular,
                clause=CIRCULAR_CLAUSE,
                issued_by=command.actor,
                recorded_at=now,
            )
        case CommendExperience():
            _refuse_day(command.commended_on, earliest, now)
            return ExperienceCommended(
                **whose_year(command),
                commended_on=command.commended_on,
                text=command.text,
                clause=CIRCULAR_CLAUSE,
                commended_by=command.actor,
                recorded_at=now,
            )
        case _:
            assert_never(command)


def _carry_over(command: CarryResultOver, assessment: Assessment, now: datetime) -> ResultCarriedOver:
    """Also after the case is closed: a finding is made good, and stays recorded."""
    has_result = assessment.stage in _WITH_RESULT
    refuse_unless(has_result, "mining.not-in-this-stage", f"It is {assessment.stage}.")
    refuse_unless(not assessment.is_carried_over, "mining.result-already-carried-over", command.unit)
    assert assessment.completed_on is not None
    _refuse_day(command.carried_on, assessment.completed_on, now)
    return ResultCarriedOver(
        **whose_year(command),
        evaluation=command.evaluation,
        carried_on=command.carried_on,
        clause=CARRYING_CLAUSE,
        carried_by=command.actor,
        recorded_at=now,
    )


def _close(command: CloseAssessment, assessment: Assessment, now: datetime) -> Sequence[AnnualFact]:
    """A result that is no part of the performance evaluation when the case ends is a finding."""
    is_told = assessment.stage is AnnualStage.ACKNOWLEDGED
    refuse_unless(is_told, "mining.not-in-this-stage", f"It is {assessment.stage}.")
    finding = ResultNotCarriedOver(**whose_year(command), clause=CARRYING_CLAUSE, found_at=now)
    closed = AssessmentClosed(**whose_year(command), closed_by=command.actor, closed_at=now)
    return [closed] if assessment.is_carried_over else [finding, closed]


def _refuse_day(day: date, earliest: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))
    refuse_unless(day >= earliest, "mining.day-too-early", f"{day} is before {earliest}.")
