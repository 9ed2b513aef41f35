"""How an authority goes about green mines: its target, schedule, duties, reviews and helpers; words and commands.

Law: opinion on green mines, parts 2, 5 and 7 (document 3 §二(二), §五, §七(一), §七(二)); its annex, arts. 11 and 12
(§附11, §附12).
The stream of a county or a city is `mining_programme-<unit>`. Its facts stand in `programme_facts`.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length, Range

from contracts.bilingual import Bilingual
from contracts.message import command, shape
from contracts.mining.vocabulary import MineLevel, Word
from contracts.vocabulary import Actor, Count, Day, Digest, Name, Ref, Text, UnitCode

Year = Annotated[int, Range(min=1900, max=2199)]
Deliverables = Annotated[tuple[Word, ...], Length(min=1, max=20)]
Issuers = Annotated[tuple[Word, ...], Length(min=1, max=20)]


class UpgradeKind(StrEnum):
    """What makes building more efficient (科技创新)."""

    TECHNOLOGY = "technology"
    """技术升级."""
    METHOD = "method"
    """方法研究."""


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
PROGRAMME_COMMANDS: tuple[type, ...] = get_args(ProgrammeCommand)
