"""The yearly assessment of a unit's progress with green mines (S14), from the schedule to the closed case.

Assessed are units, not mines (AMB-31). The stream is `mining_annual-<unit>-<year>`. What other services react to names
the unit, the day and the clause.

Law: annex to the opinion on green mines, arts. 8-12 (document 3 §附8-§附12); arts. 1-7 are lost, so that what is scored
is told by the report alone.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.message import answer, command, fact, question, shape
from contracts.mining.words import Word
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Ref, Text, UnitCode

Year = Annotated[int, Range(min=1900, max=2199)]


@command
class ScheduleAssessment:
    """The competent unit takes a unit's year up. Refused: `mining.before-effective-date`, `mining.self-assessment`,
    `mining.assessment-already-scheduled`."""

    actor: Actor
    unit: UnitCode
    year: Year
    assessor: UnitCode


@shape
class Material:
    """One of the materials (材料): which kind the rules ask for, and its content."""

    kind: Word
    content: Digest


Materials = Annotated[tuple[Material, ...], Length(min=1, max=50)]


@command
class SubmitMaterials:
    """The assessed unit hands in its summary report and what supports it. Refused: `mining.materials-incomplete`."""

    actor: Actor
    unit: UnitCode
    year: Year
    materials: Materials


@command
class BeginAssessment:
    """The competent unit begins to assess. Refused: `mining.materials-incomplete`."""

    actor: Actor
    unit: UnitCode
    year: Year


Grade = Word
"""The result (考核结果), in the words of whoever assesses: the source's own are lost."""


@command
class CompleteAssessment:
    """The assessment is done, with its report. Refused: `mining.assessment-report-required`."""

    actor: Actor
    unit: UnitCode
    year: Year
    grade: Grade
    report: Digest | None = None


@command
class NotifyResult:
    """The result is sent to the assessed unit (通报)."""

    actor: Actor
    unit: UnitCode
    year: Year
    notified_on: Day


@command
class AcknowledgeResult:
    """The assessed unit has the result."""

    actor: Actor
    unit: UnitCode
    year: Year


@command
class CarryResultOver:
    """The result is part of the department's performance evaluation (绩效评价), where it is named `evaluation`.

    Refused: `mining.not-in-this-stage`, `mining.result-already-carried-over`, `mining.date-in-future`,
    `mining.day-too-early`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    evaluation: Ref
    carried_on: Day


@command
class CloseAssessment:
    """End the case once the unit has its result. A result that was not carried over is found then."""

    actor: Actor
    unit: UnitCode
    year: Year


class Falsehood(StrEnum):
    """Kinds of dishonesty in the assessment (弄虚作假情形)."""

    FALSIFICATION = "falsification"
    """弄虚作假."""
    CONCEALMENT = "concealment"
    """瞒报."""
    FALSE_REPORTING = "false_reporting"
    """虚报."""


@command
class FindFalsification:
    """Something was false, concealed or overstated: the result is void, and a circular follows."""

    actor: Actor
    unit: UnitCode
    year: Year
    kind: Falsehood
    found_on: Day
    text: Text
    evidence: Digest


@command
class IssueCircular:
    """Criticise poor work or an unmet task (通报), with the grounds."""

    actor: Actor
    unit: UnitCode
    year: Year
    issued_on: Day
    grounds: Text


@command
class CommendExperience:
    """Sum up and spread the experience of an outstanding unit (总结推广)."""

    actor: Actor
    unit: UnitCode
    year: Year
    commended_on: Day
    text: Text


@command
class MarkAssessmentOverdue:
    """Announce that the due date has passed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year


AnnualCommand = (
    ScheduleAssessment
    | SubmitMaterials
    | BeginAssessment
    | CompleteAssessment
    | NotifyResult
    | AcknowledgeResult
    | CarryResultOver
    | CloseAssessment
    | FindFalsification
    | IssueCircular
    | CommendExperience
    | MarkAssessmentOverdue
)


@fact
class AnnualAssessmentScheduled:
    """A unit's year is to be assessed by `assessor` (年度考核), to be completed before `due_at`.

    `required`: the materials that are asked for. `publishes_falsehood`, `publishes_circular`: whether circulars are
    published (AMB-32).
    """

    unit: UnitCode
    year: Year
    assessor: UnitCode
    required: tuple[Word, ...]
    due_on: Day
    due_at: Instant
    publishes_falsehood: bool
    publishes_circular: bool
    scheduled_by: Actor
    scheduled_at: Instant


@fact
class MaterialsSubmitted:
    """The assessed unit handed in its materials (考核材料)."""

    unit: UnitCode
    year: Year
    materials: Materials
    submitted_by: Actor
    submitted_at: Instant


@fact
class AssessmentBegun:
    """The competent unit began to assess (开展考核)."""

    unit: UnitCode
    year: Year
    begun_by: Actor
    begun_at: Instant


@fact
class AnnualAssessmentCompleted:
    """The year's assessment is done (考核完成); late if not before `due_at` (event flow 33)."""

    unit: UnitCode
    year: Year
    assessor: UnitCode
    grade: Grade
    report: Digest
    completed_on: Day
    due_at: Instant
    clause: Text
    completed_by: Actor
    completed_at: Instant


@fact
class AnnualAssessmentOverdue:
    """The competent unit did not complete the assessment in time (event flow 34)."""

    unit: UnitCode
    year: Year
    assessor: UnitCode
    due_on: Day
    due_at: Instant
    clause: Text
    announced_at: Instant


@fact
class ResultNotified:
    """The result was sent to the assessed unit (考核结果通报)."""

    unit: UnitCode
    year: Year
    notified_on: Day
    notified_by: Actor
    recorded_at: Instant


@fact
class ResultAcknowledged:
    """The assessed unit has the result (签收)."""

    unit: UnitCode
    year: Year
    acknowledged_by: Actor
    acknowledged_at: Instant


@fact
class ResultCarriedOver:
    """The result is part of the department's performance evaluation (纳入绩效评价体系)."""

    unit: UnitCode
    year: Year
    evaluation: Ref
    carried_on: Day
    clause: Text
    carried_by: Actor
    recorded_at: Instant


@fact
class ResultNotCarriedOver:
    """Finding: the case ended, and the result is no part of the department's performance evaluation."""

    unit: UnitCode
    year: Year
    clause: Text
    found_at: Instant


@fact
class AssessmentClosed:
    """The case of the year is closed (考核办结)."""

    unit: UnitCode
    year: Year
    closed_by: Actor
    closed_at: Instant


@fact
class FalsificationFound:
    """The assessment rests on what is false (弄虚作假): its result is void (event flows 30, 31).

    `voids_result`: a result had been recorded. `is_published`: the circular goes to the public too.
    """

    unit: UnitCode
    year: Year
    kind: Falsehood
    voids_result: bool
    found_on: Day
    text: Text
    evidence: Digest
    is_published: bool
    clause: Text
    found_by: Actor
    recorded_at: Instant


@fact
class UnderperformanceCircular:
    """Poor work or an unmet task was criticised (通报), with the grounds (event flow 32)."""

    unit: UnitCode
    year: Year
    issued_on: Day
    grounds: Text
    is_published: bool
    clause: Text
    issued_by: Actor
    recorded_at: Instant


@fact
class ExperienceCommended:
    """The experience of an outstanding unit was summed up to be spread (总结推广)."""

    unit: UnitCode
    year: Year
    commended_on: Day
    text: Text
    clause: Text
    commended_by: Actor
    recorded_at: Instant


AnnualFact = (
    AnnualAssessmentScheduled
    | MaterialsSubmitted
    | AssessmentBegun
    | AnnualAssessmentCompleted
    | AnnualAssessmentOverdue
    | ResultNotified
    | ResultAcknowledged
    | ResultCarriedOver
    | ResultNotCarriedOver
    | AssessmentClosed
    | FalsificationFound
    | UnderperformanceCircular
    | ExperienceCommended
)


@question
class AssessmentsOfUnit:
    """The yearly assessments of one unit, newest first."""

    unit: UnitCode


@question
class OverdueAssessments:
    """Assessments in an area that are late and still open, oldest first."""

    unit: UnitCode


class AnnualStage(StrEnum):
    """Where the assessment stands. Whether it came late is told by its due date."""

    SCHEDULED = "scheduled"
    MATERIALS_SUBMITTED = "materials-submitted"
    IN_ASSESSMENT = "in-assessment"
    COMPLETED = "completed"
    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"
    VOID = "void"


@shape
class AssessmentLine:
    """One unit's year. `grade` is None while there is no result, and after it was found false."""

    unit: UnitCode
    year: Year
    assessor: UnitCode
    stage: AnnualStage
    due_on: Day
    is_overdue: bool
    grade: Grade | None
    report: Digest | None
    completed_on: Day | None
    notified_on: Day | None
    acknowledged_at: Instant | None
    carried_on: Day | None
    is_found_not_carried: bool
    circulars: Count


@answer
class AssessmentLines:
    """One page of assessments."""

    assessments: tuple[AssessmentLine, ...]
    next: str | None


FALSIFICATION_CLAUSE = "3 §附10"
CIRCULAR_CLAUSE = "3 §附11"
ASSESSMENT_CLAUSE = "3 §附8"
CARRYING_CLAUSE = "3 §附9"
