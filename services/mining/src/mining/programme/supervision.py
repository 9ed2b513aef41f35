"""How an authority looks after green mines from day to day: duties, reviews, interpretation, participants, upgrades.

Law: opinion on green mines, parts 5 and 7 (document 3 §五, §七(一), §七(二)); its annex, art. 12 (§附12).
"""

from datetime import datetime
from typing import assert_never

from contracts.errors import Rejected, refuse_unless
from contracts.mining.programme.messages import (
    AssignDuty,
    InterpretMeasures,
    LocalDutyAssigned,
    LocalDutyReported,
    MeasuresInterpreted,
    ParticipantRegistered,
    ProgrammeFact,
    ProgressReviewed,
    RecordUpgrade,
    RegisterParticipant,
    ReportDuty,
    ReviewProgress,
    UpgradeRecorded,
)
from contracts.mining.programme.rules import ProgrammePolicy
from contracts.mining.words import lists
from contracts.units import area_of

from mining.programme.state import Programme, refuse_future

Supervision = AssignDuty | ReportDuty | ReviewProgress | InterpretMeasures | RegisterParticipant | RecordUpgrade


def supervise(command: Supervision, programme: Programme, policy: ProgrammePolicy, now: datetime) -> ProgrammeFact:
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
    refuse_future(command.reported_on, now)
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
    refuse_future(command.reviewed_on, now)
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
    refuse_future(command.issued_on, now)
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
    refuse_future(command.done_on, now)
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
