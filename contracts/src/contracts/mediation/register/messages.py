"""The registers that a centre keeps of its standing work: one entry after the other, corrected by later entries.

Law: township opinion on the centre (document 4 §二(三) to §二(八), §三(一), §四(二), (三), (五)); county opinion
(document 1 §四3).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.mediation.words import Word, Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


class CentreRegister(StrEnum):
    """What a register is of. The first eight are the fields of §二(四)."""

    PUBLIC_SECURITY = "public_security"
    """治安防控."""
    FLOATING_PERSONS = "floating_persons"
    """流动人员管理服务."""
    YOUTH = "youth"
    """预防青少年违法犯罪."""
    RESETTLEMENT = "resettlement"
    """安置帮教."""
    CORRECTION = "correction"
    """社区矫正."""
    ANTI_DRUG = "anti_drug"
    """禁毒."""
    NATIONAL_SECURITY = "national_security"
    """国家安全."""
    ANTI_CULT = "anti_cult"
    """反邪教."""
    SAFETY_CREATION = "safety_creation"
    """平安创建."""
    INFORMATION = "information"
    """社情、民情信息."""
    TASKS = "tasks"
    """交办的其他工作."""
    JOINT_TASKS = "joint_tasks"
    """五项联合工作."""
    TEAMS = "teams"
    """联防队伍."""
    PATROLS = "patrols"
    """治安巡防."""
    DISPATCHES = "dispatches"
    """联勤调配."""
    LINKS = "links"
    """联创单位."""
    TARGETS = "targets"
    """综治目标管理责任制."""
    COORDINATIONS = "coordinations"
    """疑难复杂问题协调."""
    ALLOCATIONS = "allocations"
    """人力物力调配."""
    JOINT_CENTRE = "joint_centre"
    """和谐平安联创中心."""


@shape
class RegisterEntry:
    """One entry. Each register needs its own fields: see `NEEDED`.

    `kind`: which joint task, which sort of team, which class of information. `person`: who answers for it.
    `issuer`: who gave the task, or who answers for the joint centre.
    """

    entered_on: Day
    text: Text
    units: Annotated[tuple[UnitCode, ...], Length(max=60)] = ()
    person: Ref | None = None
    kind: Word | None = None
    source: Name | None = None
    issuer: Name | None = None
    due_on: Day | None = None


@command
class EnterRegister:
    """Make an entry. Refused: `entry-incomplete`, `unknown-kind`, `wrong-year`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    register: CentreRegister
    year: Year
    entry: RegisterEntry


EntryNumber = Annotated[int, Range(min=1, max=100_000)]


@command
class CorrectRegister:
    """Put another entry in the place of one, with the reason; both stay. Refused as above, and `no-such-entry`."""

    actor: Actor
    unit: UnitCode
    register: CentreRegister
    year: Year
    number: EntryNumber
    entry: RegisterEntry
    reason: Text


RegisterCommand = EnterRegister | CorrectRegister


@fact
class RegisterEntered:
    """An entry was made (登记), numbered in its register and year from 1."""

    unit: UnitCode
    register: CentreRegister
    year: Year
    number: EntryNumber
    entry: RegisterEntry
    entered_by: Actor
    entered_at: Instant


@fact
class RegisterCorrected:
    """An entry was corrected (更正), with the reason."""

    unit: UnitCode
    register: CentreRegister
    year: Year
    number: EntryNumber
    entry: RegisterEntry
    reason: Text
    corrected_by: Actor
    corrected_at: Instant


RegisterFact = RegisterEntered | RegisterCorrected


@question
class RegisterOfUnit:
    """One register of a unit, entry by entry as they stand now."""

    unit: UnitCode
    register: CentreRegister
    year: Year


@shape
class RegisterLine:
    """One entry; `corrections`: how often it was corrected."""

    number: EntryNumber
    entry: RegisterEntry
    corrections: Count


@answer
class RegisterLines:
    """One page of entries; `next` is the token of the page after this one."""

    entries: tuple[RegisterLine, ...]
    next: str | None


class JointTask(StrEnum):
    """The five joint tasks (五项联合工作)."""

    JOINT_CONTROL = "joint_control"
    JOINT_MEDIATION = "joint_mediation"
    JOINT_DUTY = "joint_duty"
    JOINT_TREATMENT = "joint_treatment"
    JOINT_CREATION = "joint_creation"


class TargetStep(StrEnum):
    """What is done under the target-responsibility system (检查、指导、考核、兑现奖惩)."""

    INSPECTION = "inspection"
    GUIDANCE = "guidance"
    ASSESSMENT = "assessment"
    REWARD = "reward"
    PENALTY = "penalty"


class Allocated(StrEnum):
    """What is allocated (人力、物力)."""

    PEOPLE = "people"
    RESOURCES = "resources"


NEEDED: dict[CentreRegister, tuple[str, ...]] = {
    CentreRegister.SAFETY_CREATION: ("units",),
    CentreRegister.INFORMATION: ("source", "kind"),
    CentreRegister.TASKS: ("issuer", "due_on"),
    CentreRegister.JOINT_TASKS: ("kind", "units"),
    CentreRegister.TEAMS: ("kind", "units"),
    CentreRegister.PATROLS: ("units",),
    CentreRegister.DISPATCHES: ("person",),
    CentreRegister.LINKS: ("units",),
    CentreRegister.TARGETS: ("kind", "units"),
    CentreRegister.COORDINATIONS: ("units", "person"),
    CentreRegister.ALLOCATIONS: ("kind", "units", "person"),
    CentreRegister.JOINT_CENTRE: ("issuer",),
}
"""The fields without which an entry is refused."""

OF_SEVERAL = frozenset({CentreRegister.LINKS, CentreRegister.COORDINATIONS})
"""A link joins two units at least, and what one unit settles alone needs no coordination."""
