"""How an authority goes about green mines: its target, schedule, duties, reviews and helpers.

The stream of a county or a city is `mining_programme-<unit>`.

Law: opinion on green mines, parts 2, 5 and 7 (document 3 §二(二), §五, §七(一), §七(二)); its annex, arts. 11 and 12
(§附11, §附12).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.bilingual import Bilingual
from contracts.message import answer, command, fact, question, shape
from contracts.mining.words import MineLevel, Word
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Ref, Text, UnitCode


@shape
class Milestone:
    """How many green mines there are to be by a day (进度安排)."""

    due_on: Day
    mines: Count


Milestones = Annotated[tuple[Milestone, ...], Length(min=1, max=40)]


@command
class SetTarget:
    """Set how many mines of the area are green by a day (建设目标), and by which steps. A later target replaces it.

    Refused: `mining.schedule-misses-target`.
    """

    actor: Actor
    unit: UnitCode
    mines: Count
    due_on: Day
    schedule: Milestones


Deliverables = Annotated[tuple[Word, ...], Length(min=1, max=20)]


@command
class PlanStage:
    """Plan a stage of the work (阶段) with what it has to deliver. The text has the first stage alone, the others are
    lost: they are added by whoever plans them.

    Refused: `mining.stage-already-planned`, `mining.invalid-period`, `mining.stage-differs`.
    """

    actor: Actor
    unit: UnitCode
    stage: Word
    title: Bilingual
    from_on: Day
    until_on: Day
    deliverables: Deliverables


@command
class DeliverStageItem:
    """One of the stage's items is done. `of_unit`: the pilot whose experience is summed up (试点总结), one for each.

    Refused: `mining.no-such-stage`, `mining.unknown-deliverable`, `mining.pilot-unit-required`,
    `mining.already-delivered`, `mining.date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    stage: Word
    deliverable: Word
    of_unit: UnitCode | None = None
    content: Digest
    delivered_on: Day


Year = Annotated[int, Range(min=1900, max=2199)]


@command
class RegisterMasterPlan:
    """Put a master plan (矿产资源总体规划) on the register, with its target and key areas (重点区域).

    Refused: `mining.plan-already-registered`, `mining.invalid-period`.
    """

    actor: Actor
    unit: UnitCode
    plan: Ref
    level: MineLevel
    title: Name
    from_year: Year
    to_year: Year
    mines: Count | None = None
    key_areas: Annotated[tuple[Name, ...], Length(max=40)]


@command
class AssignDuty:
    """Give one of the local duties (落实责任) an owner and a day. Refused: `mining.unknown-duty`."""

    actor: Actor
    unit: UnitCode
    duty: Word
    owner: UnitCode
    due_on: Day
    text: Text


@command
class ReportDuty:
    """Say how far a duty is. Refused: `mining.no-such-duty`, `mining.date-in-future`."""

    actor: Actor
    unit: UnitCode
    duty: Word
    reported_on: Day
    text: Text
    is_done: bool


@command
class ReviewProgress:
    """Look at the progress of a unit of one's own area or system (督导考核). Refused: `mining.not-in-own-area`,
    `mining.date-in-future`."""

    actor: Actor
    unit: UnitCode
    of_unit: UnitCode
    reviewed_on: Day
    text: Text
    is_satisfactory: bool


Issuers = Annotated[tuple[Word, ...], Length(min=1, max=20)]


@command
class InterpretMeasures:
    """Interpret the measures of assessment (解释); `by` are issuers of the document. Refused: `mining.unknown-issuer`,
    `mining.date-in-future`."""

    actor: Actor
    unit: UnitCode
    article: Name
    text: Text
    by: Issuers
    issued_on: Day


@command
class RegisterParticipant:
    """Put an organisation that takes part in innovation on the register. Refused: `mining.unknown-participant`."""

    actor: Actor
    unit: UnitCode
    organisation: Name
    kind: Word
    part: Text


class UpgradeKind(StrEnum):
    """What makes building more efficient (科技创新)."""

    TECHNOLOGY = "technology"
    """技术升级."""
    METHOD = "method"
    """方法研究."""


@command
class RecordUpgrade:
    """A better technology or method was brought in. Refused: `mining.date-in-future`."""

    actor: Actor
    unit: UnitCode
    mine: UnitCode | None = None
    kind: UpgradeKind
    subject: Name
    effect: Text
    done_on: Day


ProgrammeCommand = (
    SetTarget
    | PlanStage
    | DeliverStageItem
    | RegisterMasterPlan
    | AssignDuty
    | ReportDuty
    | ReviewProgress
    | InterpretMeasures
    | RegisterParticipant
    | RecordUpgrade
)


@fact
class TargetSet:
    """So many mines are to be green by a day (建设目标). `is_behind`: a city's, and less than it strives for."""

    unit: UnitCode
    mines: Count
    due_on: Day
    schedule: Milestones
    is_behind: bool
    set_by: Actor
    set_at: Instant


@fact
class StagePlanned:
    """A stage of the work is planned (阶段安排)."""

    unit: UnitCode
    stage: Word
    title: Bilingual
    from_on: Day
    until_on: Day
    deliverables: Deliverables
    planned_by: Actor
    planned_at: Instant


@fact
class StageItemDelivered:
    """One of the stage's items is done; `is_late`: after the stage's last day."""

    unit: UnitCode
    stage: Word
    deliverable: Word
    of_unit: UnitCode | None
    content: Digest
    delivered_on: Day
    is_late: bool
    delivered_by: Actor
    recorded_at: Instant


@fact
class MasterPlanRegistered:
    """A master plan of mineral resources (矿产资源总体规划) is on the register."""

    unit: UnitCode
    plan: Ref
    level: MineLevel
    title: Name
    from_year: Year
    to_year: Year
    mines: Count | None
    key_areas: tuple[Name, ...]
    registered_by: Actor
    registered_at: Instant


@fact
class LocalDutyAssigned:
    """A local duty (落实责任) has an owner and a day."""

    unit: UnitCode
    duty: Word
    owner: UnitCode
    due_on: Day
    text: Text
    assigned_by: Actor
    assigned_at: Instant


@fact
class LocalDutyReported:
    """How far a local duty is; `is_late`: done after its day."""

    unit: UnitCode
    duty: Word
    reported_on: Day
    text: Text
    is_done: bool
    is_late: bool
    reported_by: Actor
    recorded_at: Instant


@fact
class ProgressReviewed:
    """The progress of a unit was looked at by the one it belongs to (督导考核)."""

    unit: UnitCode
    of_unit: UnitCode
    reviewed_on: Day
    text: Text
    is_satisfactory: bool
    reviewed_by: Actor
    recorded_at: Instant


@fact
class MeasuresInterpreted:
    """The measures were interpreted (解释). `is_alone`: by one of the issuers, where all interpret them together."""

    unit: UnitCode
    article: Name
    text: Text
    by: Issuers
    is_alone: bool
    issued_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class ParticipantRegistered:
    """An organisation takes part in innovation (共同参与)."""

    unit: UnitCode
    organisation: Name
    kind: Word
    part: Text
    registered_by: Actor
    registered_at: Instant


@fact
class UpgradeRecorded:
    """A better technology or method was brought in (技术升级)."""

    unit: UnitCode
    mine: UnitCode | None
    kind: UpgradeKind
    subject: Name
    effect: Text
    done_on: Day
    recorded_by: Actor
    recorded_at: Instant


ProgrammeFact = (
    TargetSet
    | StagePlanned
    | StageItemDelivered
    | MasterPlanRegistered
    | LocalDutyAssigned
    | LocalDutyReported
    | ProgressReviewed
    | MeasuresInterpreted
    | ParticipantRegistered
    | UpgradeRecorded
)


@question
class ProgrammeOfUnit:
    """What an authority has set itself, done, and left open."""

    unit: UnitCode


@shape
class AreaTarget:
    """The target of one unit in the area (分解任务目标)."""

    unit: UnitCode
    mines: Count
    due_on: Day
    is_behind: bool


@shape
class StageLine:
    """One stage; `open`: what is not delivered yet, `late`: how many items came after its last day."""

    stage: Word
    title: Bilingual
    from_on: Day
    until_on: Day
    open: tuple[Word, ...]
    delivered: Count
    late: Count


@shape
class DutyLine:
    """One local duty (落实责任) with its owner."""

    duty: Word
    owner: UnitCode
    due_on: Day
    is_done: bool
    is_late: bool


@shape
class PlanLine:
    """One master plan on the register."""

    plan: Ref
    level: MineLevel
    title: Name
    to_year: Year
    mines: Count | None
    key_areas: tuple[Name, ...]


@shape
class NewsLine:
    """A review, an interpretation, a participant or an upgrade: the type of its fact and what it is about."""

    type: Name
    subject: Name
    is_flagged: bool


@answer
class ProgrammeAnswer:
    """`listed`: how many mines of the area are in the directory; `set_below`: the sum of the targets of the units in
    the area; `is_short`: that sum is lower than the area's own target. `unassigned`: local duties without an owner.
    """

    target: AreaTarget | None
    listed: Count
    below: tuple[AreaTarget, ...]
    set_below: Count
    is_short: bool
    stages: tuple[StageLine, ...]
    duties: tuple[DutyLine, ...]
    unassigned: tuple[Word, ...]
    plans: tuple[PlanLine, ...]
    news: tuple[NewsLine, ...]
