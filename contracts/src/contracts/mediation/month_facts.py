"""What is recorded of the periodic work of a centre (定期工作, S12).

Law: township opinion on the centre (document 4 §二(一), §三(二) to §三(七), §四).
"""

from typing import get_args

from contracts.mediation.months import CircularPart, DutyOfMonth, MonthCode, PeriodicDuty, Section, Target
from contracts.mediation.vocabulary import Word
from contracts.message import fact
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, Text, UnitCode


@fact
class MonthOpened:
    """The duties of a month (本月定期工作); the next month opens at `next_at`."""

    unit: UnitCode
    month: MonthCode
    duties: tuple[DutyOfMonth, ...]
    next_month: MonthCode
    next_at: Instant
    opened_at: Instant


@fact
class MeetingHeld:
    """A monthly meeting was held (会议召开): analysis and proposals."""

    unit: UnitCode
    month: MonthCode
    meeting: PeriodicDuty
    held_on: Day
    attended: tuple[UnitCode, ...]
    analysis: Text
    proposals: Text
    convened_by: Actor
    recorded_at: Instant


@fact
class ScreeningDone:
    """Disputes were screened (排查): counts for the duties named."""

    unit: UnitCode
    month: MonthCode
    screened_on: Day
    counts_for: tuple[PeriodicDuty, ...]
    concentrated: bool
    found: tuple[Ref, ...]
    text: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class TreatmentScreened:
    """Targets of joint treatment were fixed (联合治理)."""

    unit: UnitCode
    month: MonthCode
    screened_on: Day
    targets: tuple[Target, ...]
    text: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class MonthlyReportSent:
    """The written report went to Party committee and governance office (月报上报); late if not before `due_at`."""

    unit: UnitCode
    month: MonthCode
    sections: tuple[Section, ...]
    to: tuple[Word, ...]
    due_at: Instant
    sent_by: Actor
    sent_at: Instant


@fact
class SituationReported:
    """How public security and stability stand was analysed and reported in its four parts (形势分析报告)."""

    unit: UnitCode
    month: MonthCode
    analysis: Text
    work: Text
    experience: Text
    opinions: Text
    reported_by: Actor
    reported_at: Instant


@fact
class CircularSent:
    """The Party committee and departments were told of situation and handling (通报)."""

    unit: UnitCode
    month: MonthCode
    circular: Ref
    sections: tuple[CircularPart, ...]
    departments: tuple[UnitCode, ...]
    sent_by: Actor
    sent_at: Instant


@fact
class IncidentRecorded:
    """A sudden or mass incident and how it was met (突发事件处置)."""

    unit: UnitCode
    month: MonthCode
    incident: Ref
    kind: Word
    happened_at: Instant
    arrived_at: Instant | None
    stabilised_at: Instant | None
    plan: Name | None
    units: tuple[UnitCode, ...]
    actions: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class PlanMissing:
    """Finding: no emergency plan was assigned to the incident (M-032)."""

    unit: UnitCode
    month: MonthCode
    incident: Ref
    found_at: Instant


@fact
class MeetingOverdue:
    """The month passed without the meeting (逾期未召开)."""

    unit: UnitCode
    month: MonthCode
    meeting: PeriodicDuty
    due_at: Instant
    announced_at: Instant


@fact
class ScreeningOverdue:
    """The month or half-month passed without screening (逾期未排查)."""

    unit: UnitCode
    month: MonthCode
    screening: PeriodicDuty
    due_at: Instant
    announced_at: Instant


@fact
class MonthlyReportOverdue:
    """The month passed without its report (逾期未报)."""

    unit: UnitCode
    month: MonthCode
    due_at: Instant
    announced_at: Instant


@fact
class SituationOverdue:
    """The month passed without an analysis of the situation (逾期未分析形势)."""

    unit: UnitCode
    month: MonthCode
    due_at: Instant
    announced_at: Instant


MonthFact = (
    MonthOpened
    | MeetingHeld
    | ScreeningDone
    | TreatmentScreened
    | MonthlyReportSent
    | SituationReported
    | CircularSent
    | IncidentRecorded
    | PlanMissing
    | MeetingOverdue
    | ScreeningOverdue
    | MonthlyReportOverdue
    | SituationOverdue
)
MONTH_FACTS: tuple[type, ...] = get_args(MonthFact)
