"""How an authority goes about green mines: target, stages, plans, duties, reviews, interpretation, innovation.

Law: opinion on green mines, parts 2, 5 and 7 (document 3 §二(二), §五, §七(一), §七(二)); its annex, arts. 11 and 12
(§附11, §附12).
What the text has lost of the later stages is added by whoever plans them, and never by us.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import Rejected, refuse_unless
from contracts.mining.lists import lists
from contracts.mining.programme import (
    AssignDuty,
    DeliverStageItem,
    InterpretMeasures,
    PlanStage,
    ProgrammeCommand,
    RecordUpgrade,
    RegisterMasterPlan,
    RegisterParticipant,
    ReportDuty,
    ReviewProgress,
    SetTarget,
)
from contracts.mining.programme_facts import (
    LocalDutyAssigned,
    LocalDutyReported,
    MasterPlanRegistered,
    MeasuresInterpreted,
    ParticipantRegistered,
    ProgrammeFact,
    ProgressReviewed,
    StageItemDelivered,
    StagePlanned,
    TargetSet,
    UpgradeRecorded,
)
from contracts.mining.programme_policy import FIRST_STAGE, ProgrammePolicy
from contracts.rules import Rules
from contracts.units import UnitKind, area_of, suits

OF_EACH_PILOT = "pilot_summary"
"""The item that is delivered once for each pilot (试点总结)."""

_Work = SetTarget | PlanStage | DeliverStageItem | RegisterMasterPlan
_Supervision = AssignDuty | ReportDuty | ReviewProgress | InterpretMeasures | RegisterParticipant | RecordUpgrade


@dataclass(frozen=True, slots=True)
class Programme:
    """`delivered`: stage, item and pilot of what is done; `plans`: the master plans on the register."""

    stages: Mapping[str, StagePlanned] = field(default_factory=dict)
    delivered: frozenset[tuple[str, str, str | None]] = frozenset()
    plans: frozenset[str] = frozenset()
    duties: Mapping[str, LocalDutyAssigned] = field(default_factory=dict)


def decide(
    command: ProgrammeCommand, programme: Programme, rules: Rules[ProgrammePolicy], now: datetime
) -> Sequence[ProgrammeFact]:
    if isinstance(command, _Work):
        return [_plan(command, programme, rules.policy, now)]
    return [_supervise(command, programme, rules.policy, now)]


def _plan(command: _Work, programme: Programme, policy: ProgrammePolicy, now: datetime) -> ProgrammeFact:
    match command:
        case SetTarget():
            return _target(command, policy, now)
        case PlanStage():
            return _stage(command, programme, policy, now)
        case DeliverStageItem():
            return _deliver(command, programme, now)
        case RegisterMasterPlan():
            return _master_plan(command, programme, now)
        case _:
            assert_never(command)


def _supervise(command: _Supervision, programme: Programme, policy: ProgrammePolicy, now: datetime) -> ProgrammeFact:
    match command:
        case AssignDuty():
            return _assign(command, now)
        case ReportDuty():
            return _report(command, programme, now)
        case ReviewProgress():
            return _review(command, now)
        case InterpretMeasures():
            return _interpret(command, now)
        case RegisterParticipant():
            return _participant(command, policy, now)
        case RecordUpgrade():
            return _upgrade(command, now)
        case _:
            assert_never(command)


def _target(command: SetTarget, policy: ProgrammePolicy, now: datetime) -> TargetSet:
    last = command.schedule[-1]
    rises = all(one.due_on < other.due_on and one.mines <= other.mines for one, other in pairwise(command.schedule))
    arrives = last.mines == command.mines and last.due_on <= command.due_on
    refuse_unless(rises and arrives, "mining.schedule-misses-target", f"{command.mines} by {command.due_on}")
    return TargetSet(
        unit=command.unit,
        mines=command.mines,
        due_on=command.due_on,
        schedule=command.schedule,
        is_behind=suits(UnitKind.CITY, command.unit) and _is_behind(command, policy),
        set_by=command.actor,
        set_at=now,
    )


def _is_behind(command: SetTarget, policy: ProgrammePolicy) -> bool:
    """The city strives (力争): fewer or later is a deviation, and no bar."""
    is_less = policy.target is not None and command.mines < policy.target
    is_later = policy.due_on is not None and command.due_on > policy.due_on
    return is_less or is_later


def _stage(command: PlanStage, programme: Programme, policy: ProgrammePolicy, now: datetime) -> StagePlanned:
    refuse_unless(command.stage not in programme.stages, "mining.stage-already-planned", command.stage)
    refuse_unless(command.from_on <= command.until_on, "mining.invalid-period", str(command.until_on))
    if command.stage == FIRST_STAGE:
        _refuse_another_first_stage(command, policy)
    return StagePlanned(
        unit=command.unit,
        stage=command.stage,
        title=command.title,
        from_on=command.from_on,
        until_on=command.until_on,
        deliverables=command.deliverables,
        planned_by=command.actor,
        planned_at=now,
    )


def _refuse_another_first_stage(command: PlanStage, policy: ProgrammePolicy) -> None:
    days = policy.first_stage
    is_as_said = days is None or days == (command.from_on, command.until_on)
    refuse_unless(is_as_said, "mining.stage-differs", f"{days}")
    missing = sorted(set(lists()["stage_1_deliverables"]) - set(command.deliverables))
    refuse_unless(not missing, "mining.stage-differs", ", ".join(missing))


def _deliver(command: DeliverStageItem, programme: Programme, now: datetime) -> StageItemDelivered:
    stage = programme.stages.get(command.stage)
    if stage is None:
        raise Rejected("mining.no-such-stage", command.stage)
    refuse_unless(command.deliverable in stage.deliverables, "mining.unknown-deliverable", command.deliverable)
    names_pilot = command.of_unit is not None or command.deliverable != OF_EACH_PILOT
    refuse_unless(names_pilot, "mining.pilot-unit-required", command.deliverable)
    is_new = (command.stage, command.deliverable, command.of_unit) not in programme.delivered
    refuse_unless(is_new, "mining.already-delivered", command.deliverable)
    _refuse_future(command.delivered_on, now)
    return StageItemDelivered(
        unit=command.unit,
        stage=command.stage,
        deliverable=command.deliverable,
        of_unit=command.of_unit,
        content=command.content,
        delivered_on=command.delivered_on,
        is_late=command.delivered_on > stage.until_on,
        delivered_by=command.actor,
        recorded_at=now,
    )


def _master_plan(command: RegisterMasterPlan, programme: Programme, now: datetime) -> MasterPlanRegistered:
    refuse_unless(command.plan not in programme.plans, "mining.plan-already-registered", command.plan)
    refuse_unless(command.from_year <= command.to_year, "mining.invalid-period", str(command.to_year))
    return MasterPlanRegistered(
        unit=command.unit,
        plan=command.plan,
        level=command.level,
        title=command.title,
        from_year=command.from_year,
        to_year=command.to_year,
        mines=command.mines,
        key_areas=command.key_areas,
        registered_by=command.actor,
        registered_at=now,
    )


def _assign(command: AssignDuty, now: datetime) -> LocalDutyAssigned:
    refuse_unless(command.duty in lists()["local_duties"], "mining.unknown-duty", command.duty)
    return LocalDutyAssigned(
        unit=command.unit,
        duty=command.duty,
        owner=command.owner,
        due_on=command.due_on,
        text=command.text,
        assigned_by=command.actor,
        assigned_at=now,
    )


def _report(command: ReportDuty, programme: Programme, now: datetime) -> LocalDutyReported:
    duty = programme.duties.get(command.duty)
    if duty is None:
        raise Rejected("mining.no-such-duty", command.duty)
    _refuse_future(command.reported_on, now)
    return LocalDutyReported(
        unit=command.unit,
        duty=command.duty,
        reported_on=command.reported_on,
        text=command.text,
        is_done=command.is_done,
        is_late=command.is_done and command.reported_on > duty.due_on,
        reported_by=command.actor,
        recorded_at=now,
    )


def _review(command: ReviewProgress, now: datetime) -> ProgressReviewed:
    is_own = command.of_unit != command.unit and command.of_unit.startswith(area_of(command.unit))
    refuse_unless(is_own, "mining.not-in-own-area", command.of_unit)
    _refuse_future(command.reviewed_on, now)
    return ProgressReviewed(
        unit=command.unit,
        of_unit=command.of_unit,
        reviewed_on=command.reviewed_on,
        text=command.text,
        is_satisfactory=command.is_satisfactory,
        reviewed_by=command.actor,
        recorded_at=now,
    )


def _interpret(command: InterpretMeasures, now: datetime) -> MeasuresInterpreted:
    strangers = sorted(set(command.by) - set(lists()["issuers"]))
    refuse_unless(not strangers, "mining.unknown-issuer", ", ".join(strangers))
    _refuse_future(command.issued_on, now)
    return MeasuresInterpreted(
        unit=command.unit,
        article=command.article,
        text=command.text,
        by=command.by,
        is_alone=len(set(command.by)) == 1,
        issued_on=command.issued_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _participant(command: RegisterParticipant, policy: ProgrammePolicy, now: datetime) -> ParticipantRegistered:
    refuse_unless(command.kind in policy.participants, "mining.unknown-participant", command.kind)
    return ParticipantRegistered(
        unit=command.unit,
        organisation=command.organisation,
        kind=command.kind,
        part=command.part,
        registered_by=command.actor,
        registered_at=now,
    )


def _upgrade(command: RecordUpgrade, now: datetime) -> UpgradeRecorded:
    _refuse_future(command.done_on, now)
    return UpgradeRecorded(
        unit=command.unit,
        mine=command.mine,
        kind=command.kind,
        subject=command.subject,
        effect=command.effect,
        done_on=command.done_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))


def evolve(programme: Programme, fact: ProgrammeFact) -> Programme:
    match fact:
        case StagePlanned():
            return replace(programme, stages={**programme.stages, fact.stage: fact})
        case StageItemDelivered():
            item = (fact.stage, fact.deliverable, fact.of_unit)
            return replace(programme, delivered=programme.delivered | {item})
        case MasterPlanRegistered():
            return replace(programme, plans=programme.plans | {fact.plan})
        case LocalDutyAssigned():
            return replace(programme, duties={**programme.duties, fact.duty: fact})
        case TargetSet() | LocalDutyReported() | ProgressReviewed():
            return programme
        case MeasuresInterpreted() | ParticipantRegistered() | UpgradeRecorded():
            return programme
        case _:
            assert_never(fact)
