"""The yearly assessment of one unit's progress with green mines (绿色矿山考核, S14), as a case with a due date.

Law: annex to the opinion on green mines, arts. 8-12 (document 3 §附8-§附12). The assessor is the provincial competent
unit of the line, never the assessed unit; mid-December ends with the 20th (AMB-28): a day of the calendar, which no
notice moves, and which a statute that reaches running cases may.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from typing import assert_never

from contracts.calendar import china_day, day_ends
from contracts.cases import CaseCommand, CaseFact, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.errors import refuse_unless
from contracts.mining.annual.messages import (
    ASSESSMENT_CLAUSE,
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    AnnualCommand,
    AnnualFact,
    AnnualStage,
    AssessmentBegun,
    BeginAssessment,
    CompleteAssessment,
    MarkAssessmentOverdue,
    MaterialsSubmitted,
    ScheduleAssessment,
    SubmitMaterials,
)
from contracts.mining.annual.rules import AnnualPolicy
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import key_of

from mining.annual.outcome import OutcomeCommand, conclude
from mining.annual.state import OPEN, Assessment, evolve, whose_year

annual_stream = key_of(__name__, "unit", "year")

_Later = SubmitMaterials | BeginAssessment | CompleteAssessment | OutcomeCommand | MarkAssessmentOverdue


def decide(
    command: AnnualCommand | CaseCommand, assessment: Assessment, rules: Rules[AnnualPolicy], now: datetime
) -> Sequence[AnnualFact | CaseFact]:
    return RUNNING.decide(command, assessment, rules, now, _decide)


def _decide(
    command: AnnualCommand, assessment: Assessment, rules: Rules[AnnualPolicy], now: datetime
) -> Sequence[AnnualFact]:
    if isinstance(command, ScheduleAssessment):
        return [_schedule(command, assessment, rules.policy, now)]
    scheduled = assessment.scheduled
    refuse_unless(scheduled is not None, "mining.no-such-assessment", f"{command.unit} {command.year}")
    assert scheduled is not None
    missed = _overdue(assessment, now)
    return [*missed, *_decide_on(command, reduce(evolve, missed, assessment), scheduled, now)]


def _decide_on(
    command: _Later, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> Sequence[AnnualFact]:
    if isinstance(command, OutcomeCommand):
        return conclude(command, assessment, scheduled, now)
    match command:
        case SubmitMaterials():
            return [_submit(command, assessment, scheduled, now)]
        case BeginAssessment():
            return [_begin(command, assessment, now)]
        case CompleteAssessment():
            return [_complete(command, assessment, scheduled, now)]
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
        **whose_year(command),
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
        **whose_year(command), materials=command.materials, submitted_by=command.actor, submitted_at=now
    )


def _begin(command: BeginAssessment, assessment: Assessment, now: datetime) -> AssessmentBegun:
    has_materials = assessment.stage is not AnnualStage.SCHEDULED
    refuse_unless(has_materials, "mining.materials-incomplete", "Nothing was handed in.")
    is_next = assessment.stage is AnnualStage.MATERIALS_SUBMITTED
    refuse_unless(is_next, "mining.not-in-this-stage", f"It is {assessment.stage}.")
    return AssessmentBegun(**whose_year(command), begun_by=command.actor, begun_at=now)


def _complete(
    command: CompleteAssessment, assessment: Assessment, scheduled: AnnualAssessmentScheduled, now: datetime
) -> AnnualAssessmentCompleted:
    is_begun = assessment.stage is AnnualStage.IN_ASSESSMENT
    refuse_unless(is_begun, "mining.not-in-this-stage", f"It is {assessment.stage}.")
    refuse_unless(command.report is not None, "mining.assessment-report-required", "Without a report it is not done.")
    assert command.report is not None
    return AnnualAssessmentCompleted(
        **whose_year(command),
        assessor=scheduled.assessor,
        grade=command.grade,
        report=command.report,
        completed_on=china_day(now),
        due_at=scheduled.due_at,
        clause=ASSESSMENT_CLAUSE,
        completed_by=command.actor,
        completed_at=now,
    )


def _overdue(assessment: Assessment, now: datetime) -> list[AnnualFact]:
    """The missing announcement, once, if due: no result depends on whether the sweeper ran."""
    scheduled = assessment.scheduled
    is_open = assessment.stage in OPEN and not assessment.is_announced_overdue
    if not is_open or scheduled is None or now < scheduled.due_at:
        return []
    return [
        AnnualAssessmentOverdue(
            unit=scheduled.unit,
            year=scheduled.year,
            assessor=scheduled.assessor,
            due_on=scheduled.due_on,
            due_at=scheduled.due_at,
            clause=ASSESSMENT_CLAUSE,
            announced_at=now,
        )
    ]


def _reckoning(assessment: Assessment, policy: AnnualPolicy) -> Reckoning:
    assert assessment.scheduled is not None
    rule = DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=policy.due_source)
    return Reckoning(rule, policy.due_on(assessment.scheduled.year))


RUNNING: Running[Assessment, AnnualPolicy] = Running(
    unit=lambda assessment: None if assessment.scheduled is None else assessment.scheduled.unit,
    due_on=lambda assessment: None if assessment.scheduled is None else assessment.scheduled.due_on,
    is_closed=lambda assessment: assessment.stage not in OPEN,
    is_announced=lambda assessment: assessment.is_announced_overdue,
    reckoning=_reckoning,
    evolve=evolve,
    missed=lambda assessment, _, now: _overdue(assessment, now),
)
