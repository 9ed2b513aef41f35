"""The yearly assessment of a unit's progress with green mines (S14): words, commands and facts of one stream.

Law: annex to the opinion on green mines, arts. 8-12 (document 3 §附8-§附12); arts. 1-7 are lost, so that what is scored
is told by the report alone. Assessed are units, not mines (AMB-31). The stream is `mining_annual-<unit>-<year>`.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length, Range

from contracts.message import command, shape
from contracts.mining.vocabulary import Word
from contracts.vocabulary import Actor, Day, Digest, Ref, Text, UnitCode

Year = Annotated[int, Range(min=1900, max=2199)]

Grade = Word
"""The result (考核结果), in the words of whoever assesses: the source's own are lost."""


class Falsehood(StrEnum):
    """Kinds of dishonesty in the assessment (弄虚作假情形)."""

    FALSIFICATION = "falsification"
    """弄虚作假."""
    CONCEALMENT = "concealment"
    """瞒报."""
    FALSE_REPORTING = "false_reporting"
    """虚报."""


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
class Material:
    """One of the materials (材料): which kind the rules ask for, and its content."""

    kind: Word
    content: Digest


Materials = Annotated[tuple[Material, ...], Length(min=1, max=50)]


@command
class ScheduleAssessment:
    """The competent unit takes a unit's year up. Refused: `mining.before-effective-date`, `mining.self-assessment`,
    `mining.assessment-already-scheduled`."""

    actor: Actor
    unit: UnitCode
    year: Year
    assessor: UnitCode


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
ANNUAL_COMMANDS: tuple[type, ...] = get_args(AnnualCommand)
