"""The yearly assessment of one unit's progress with green mines (绿色矿山考核, S14).

Law: annex to the opinion on green mines, arts. 8-12 (document 3 §附8-§附12). The assessor is the provincial competent
unit of the line, never the assessed unit; mid-December ends with the 20th (AMB-28).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import TypedDict, assert_never

from contracts.calendar import china_day, day_ends
from contracts.errors import refuse_unless
from contracts.mining.annual import (
    AcknowledgeResult,
    AnnualCommand,
    AnnualStage,
    BeginAssessment,
    CommendExperience,
    CompleteAssessment,
    FindFalsification,
    IssueCircular,
    MarkAssessmentOverdue,
    NotifyResult,
    ScheduleAssessment,
    SubmitMaterials,
)
from contracts.mining.annual_facts import (
    ASSESSMENT_CLAUSE,
    CIRCULAR_CLAUSE,
    FALSIFICATION_CLAUSE,
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    AnnualFact,
    AssessmentBegun,
    ExperienceCommended,
    FalsificationFound,
    MaterialsSubmitted,
    ResultAcknowledged,
    ResultNotified,
    UnderperformanceCircular,
)
from contracts.mining.annual_policy import AnnualPolicy
from contracts.rules import Rules

_Later = (
    SubmitMaterials
    | BeginAssessment
    | CompleteAssessment
    | NotifyResult
    | AcknowledgeResult
    | FindFalsification
    | IssueCircular
    | CommendExperience
    | MarkAssessmentOverdue
)
_Step = MaterialsSubmitted | AssessmentBegun | ResultNotified | ResultAcknowledged | FalsificationFound
_OPEN = (AnnualStage.SCHEDULED, AnnualStage.MATERIALS_SUBMITTED, AnnualStage.IN_ASSESSMENT)
_WITH_RESULT = (AnnualStage.COMPLETED, AnnualStage.NOTIFIED, AnnualStage.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class Assessment:
    """One unit's year; `stage` None: not taken up."""

    stage: AnnualStage | None = None
    scheduled: AnnualAssessmentScheduled | None = None
    is_announced_overdue: bool = False
    completed_on: date | None = None


def decide(
    command: AnnualCommand, assessment: Assessment, rules: Rules[AnnualPolicy], now: datetime
) -> Sequence[AnnualFact]:
    if isinstance(command, ScheduleAssessment):
        return [_schedule(command, assessment, rules.policy, now)]
    scheduled = assessment.scheduled
    refuse_unless(scheduled is not None, "mining.no-such-assessment", f"{command.unit} {command.year}")
    assert scheduled is not None
    overdue = _overdue(command, assessment, scheduled, now)
    return [*overdue, *_decide_on(command, reduce(evolve, overdue, assessment), scheduled, now)]


def _decide_on(
    command: _Later, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> Sequence[AnnualFact]:
    match command:
        case SubmitMaterials():
            return [_submit(command, assessment, scheduled, now)]
        case BeginAssessment():
            return [_begin(command, assessment, now)]
        case CompleteAssessment():
            return [_complete(command, assessment, scheduled, now)]
        case NotifyResult() | AcknowledgeResult():
            return [_tell(command, assessment, now)]
        case FindFalsification():
            return [_find(command, assessment, scheduled, now)]
        case IssueCircular() | CommendExperience():
            return [_speak_of(command, scheduled, now)]
        case MarkAssessmentOverdue():
            return []
        case _:
            assert_never(command)


def _schedule(
    command: ScheduleAssessment, assessment: Assessment, policy: AnnualPolicy, now: datetime
) -> AnnualAssessmentScheduled:
    already = assessment.stage is not None
    refuse_unless(not already, "mining.assessment-already-scheduled", f"{command.unit} {command.year}")
    begins = date(command.year, 1, 1)
    refuse_unless(begins >= policy.in_force_from, "mining.before-effective-date", f"From {policy.in_force_from} on.")
    refuse_unless(command.assessor != command.unit, "mining.self-assessment", command.assessor)
    due_on = policy.due_on(command.year)
    return AnnualAssessmentScheduled(
        **_key(command),
        assessor=command.assessor,
        required=policy.required,
        due_on=due_on,
        due_at=day_ends(due_on),
        publishes_falsehood=policy.publishes_falsehood,
        publishes_circular=policy.publishes_circular,
        scheduled_by=command.actor,
        scheduled_at=now,
    )


def _submit(
    command: SubmitMaterials, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> MaterialsSubmitted:
    is_awaited = assessment.stage in (AnnualStage.SCHEDULED, AnnualStage.MATERIALS_SUBMITTED)
    refuse_unless(is_awaited, "mining.not-in-this-stage", f"It is {assessment.stage}.")
    missing = sorted(set(scheduled.required) - {material.kind for material in command.materials})
    refuse_unless(not missing, "mining.materials-incomplete", ", ".join(missing))
    return MaterialsSubmitted(
        **_key(command), materials=command.materials, submitted_by=command.actor, submitted_at=now
    )


def _begin(command: BeginAssessment, assessment: Assessment, now: datetime) -> AssessmentBegun:
    has_materials = assessment.stage is not AnnualStage.SCHEDULED
    refuse_unless(has_materials, "mining.materials-incomplete", "Nothing was handed in.")
    is_next = assessment.stage is AnnualStage.MATERIALS_SUBMITTED
    refuse_unless(is_next, "mining.not-in-this-stage", f"It is {assessment.stage}.")
    return AssessmentBegun(**_key(command), begun_by=command.actor, begun_at=now)


def _complete(
    command: CompleteAssessment, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> AnnualAssessmentCompleted:
    is_begun = assessment.stage is AnnualStage.IN_ASSESSMENT
    refuse_unless(is_begun, "mining.not-in-this-stage", f"It is {assessment.stage}.")
    refuse_unless(command.report is not None, "mining.assessment-report-required", "Without a report it is not done.")
    assert command.report is not None
    return AnnualAssessmentCompleted(
        **_key(command),
        assessor=scheduled.assessor,
        grade=command.grade,
        report=command.report,
        completed_on=china_day(now),
        due_at=scheduled.due_at,
        clause=ASSESSMENT_CLAUSE,
        completed_by=command.actor,
        completed_at=now,
    )


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
                **_key(command), notified_on=command.notified_on, notified_by=command.actor, recorded_at=now
            )
        case AcknowledgeResult():
            is_told = assessment.stage is AnnualStage.NOTIFIED
            refuse_unless(is_told, "mining.not-in-this-stage", f"It is {assessment.stage}.")
            return ResultAcknowledged(**_key(command), acknowledged_by=command.actor, acknowledged_at=now)
        case _:
            assert_never(command)


def _find(
    command: FindFalsification, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> FalsificationFound:
    """False data cannot stand: whatever rests on them is void, with a result or before there is one."""
    refuse_unless(assessment.stage is not AnnualStage.VOID, "mining.result-already-void", command.unit)
    _refuse_day(command.found_on, china_day(scheduled.scheduled_at), now)
    return FalsificationFound(
        **_key(command),
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
                **_key(command),
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
                **_key(command),
                commended_on=command.commended_on,
                text=command.text,
                clause=CIRCULAR_CLAUSE,
                commended_by=command.actor,
                recorded_at=now,
            )
        case _:
            assert_never(command)


def _overdue(
    command: AnnualCommand, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> list[AnnualFact]:
    """The missing announcement, once, if due: no result depends on whether the sweeper ran."""
    is_open = assessment.stage in _OPEN and not assessment.is_announced_overdue
    if not is_open or now < scheduled.due_at:
        return []
    return [
        AnnualAssessmentOverdue(
            **_key(command),
            assessor=scheduled.assessor,
            due_on=scheduled.due_on,
            due_at=scheduled.due_at,
            clause=ASSESSMENT_CLAUSE,
            announced_at=now,
        )
    ]


def _refuse_day(day: date, earliest: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))
    refuse_unless(day >= earliest, "mining.day-too-early", f"{day} is before {earliest}.")


class _Key(TypedDict):
    unit: str
    year: int


def _key(command: AnnualCommand) -> _Key:
    return {"unit": command.unit, "year": command.year}


def evolve(assessment: Assessment, fact: AnnualFact) -> Assessment:
    match fact:
        case AnnualAssessmentScheduled():
            return Assessment(stage=AnnualStage.SCHEDULED, scheduled=fact)
        case AnnualAssessmentCompleted():
            return replace(assessment, stage=AnnualStage.COMPLETED, completed_on=fact.completed_on)
        case AnnualAssessmentOverdue():
            return replace(assessment, is_announced_overdue=True)
        case UnderperformanceCircular() | ExperienceCommended():
            return assessment
        case _:
            return replace(assessment, stage=_STAGE_AFTER[type(fact)])


_STAGE_AFTER: Mapping[type[_Step], AnnualStage] = {
    MaterialsSubmitted: AnnualStage.MATERIALS_SUBMITTED,
    AssessmentBegun: AnnualStage.IN_ASSESSMENT,
    ResultNotified: AnnualStage.NOTIFIED,
    ResultAcknowledged: AnnualStage.ACKNOWLEDGED,
    FalsificationFound: AnnualStage.VOID,
}
