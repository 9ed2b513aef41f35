"""How an authority goes about green mines: target, stages, plans, duties, reviews, interpretation, innovation.

Law: opinion on green mines, parts 2, 5 and 7 (document 3 §二(二), §五, §七(一), §七(二)); its annex, arts. 11 and 12
(§附11, §附12).
What the text has lost of the later stages is added by whoever plans them, and never by us.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import assert_never

from contracts.errors import Rejected, refuse_unless
from contracts.mining.programme.messages import (
    DeliverStageItem,
    MasterPlanRegistered,
    PlanStage,
    ProgrammeCommand,
    ProgrammeFact,
    RegisterMasterPlan,
    SetTarget,
    StageItemDelivered,
    StagePlanned,
    TargetSet,
)
from contracts.mining.programme.rules import FIRST_STAGE, ProgrammePolicy
from contracts.mining.words import lists
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import UnitKind, suits

from mining.programme.state import Programme, refuse_future
from mining.programme.supervision import supervise

programme_stream = key_of(__name__, "unit")


OF_EACH_PILOT = "pilot_summary"
"""The item that is delivered once for each pilot (试点总结)."""

_Work = SetTarget | PlanStage | DeliverStageItem | RegisterMasterPlan


def decide(
    command: ProgrammeCommand, programme: Programme, rules: Rules[ProgrammePolicy], now: datetime
) -> Sequence[ProgrammeFact]:
    if isinstance(command, _Work):
        return [_plan(command, programme, rules.policy, now)]
    return [supervise(command, programme, rules.policy, now)]


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
    refuse_future(command.delivered_on, now)
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
