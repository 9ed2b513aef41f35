"""Facts of how an authority goes about green mines.

Law: opinion on green mines, parts 2, 5 and 7 (document 3 §二(二), §五, §七(一), §七(二)); its annex, arts. 11 and 12
(§附11, §附12).
"""

from typing import get_args

from contracts.bilingual import Bilingual
from contracts.message import fact
from contracts.mining.programme import Deliverables, Issuers, Milestones, UpgradeKind, Year
from contracts.mining.vocabulary import MineLevel, Word
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Ref, Text, UnitCode


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
PROGRAMME_FACTS: tuple[type, ...] = get_args(ProgrammeFact)
