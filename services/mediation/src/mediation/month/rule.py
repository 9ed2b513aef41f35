"""One month of a centre's periodic work (定期工作, S12): opened by itself, done, or announced as missed once.

Law: township opinion on the centre (document 4 §二(一), §三(二) to §三(七), §四). Whether something was held within the
month is judged by the day it was held.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from typing import TypedDict, assert_never

from contracts.calendar import china_day, day_begins, day_ends, parse_period
from contracts.errors import Rejected, refuse_unless
from contracts.halfmonths import HalfMonth
from contracts.mediation.case.rules import CENTRE_DIRECTOR
from contracts.mediation.month.messages import (
    MEETINGS,
    CircularSent,
    DutyOfMonth,
    IncidentRecorded,
    MarkMonth,
    MeetingHeld,
    MeetingOverdue,
    MonthCommand,
    MonthFact,
    MonthlyReportOverdue,
    MonthlyReportSent,
    MonthOpened,
    OpenMonth,
    PeriodicDuty,
    PlanMissing,
    RecordIncident,
    RecordMeeting,
    RecordScreening,
    RecordTreatment,
    ReportSituation,
    ScreeningDone,
    ScreeningOverdue,
    SendCircular,
    SendMonthlyReport,
    SituationOverdue,
    SituationReported,
    TreatmentScreened,
)
from contracts.mediation.month.rules import MonthPolicy
from contracts.rules import Rules
from contracts.stream_names import key_of

from mediation.month import reports

month_stream = key_of(__name__, "unit", "month")

_Work = (
    RecordMeeting
    | RecordScreening
    | RecordTreatment
    | SendMonthlyReport
    | ReportSituation
    | SendCircular
    | RecordIncident
)
_Done = MeetingHeld | ScreeningDone | TreatmentScreened | MonthlyReportSent | SituationReported
_Missed = MeetingOverdue | ScreeningOverdue | MonthlyReportOverdue | SituationOverdue


@dataclass(frozen=True, slots=True)
class Month:
    """`done`: duty to how often; `announced`: what was missed and is on record."""

    opened: MonthOpened | None = None
    done: Mapping[PeriodicDuty, int] = field(default_factory=dict)
    announced: frozenset[PeriodicDuty] = frozenset()
    incidents: frozenset[str] = frozenset()
    circulars: frozenset[str] = frozenset()


def decide(command: MonthCommand, month: Month, rules: Rules[MonthPolicy], now: datetime) -> Sequence[MonthFact]:
    if isinstance(command, OpenMonth):
        return [] if month.opened is not None else [_open(command, rules.policy, now)]
    refuse_unless(month.opened is not None, "mediation.month-not-open", command.month)
    missed = _missed(command, month, now)
    if isinstance(command, MarkMonth):
        return missed
    return [*missed, *_record(command, reduce(evolve, missed, month), rules.policy, now)]


def _record(command: _Work, month: Month, policy: MonthPolicy, now: datetime) -> Sequence[MonthFact]:
    match command:
        case RecordMeeting():
            return [_meet(command, now)]
        case RecordScreening():
            return [_screen(command, now)]
        case RecordTreatment():
            return [_treat(command, policy, now)]
        case SendMonthlyReport():
            return [reports.monthly(command, month.opened, policy, is_sent=PeriodicDuty.REPORT in month.done, now=now)]
        case ReportSituation():
            return [reports.situation(command, is_sent=PeriodicDuty.SITUATION in month.done, now=now)]
        case SendCircular():
            return [reports.circular(command, is_sent=command.circular in month.circulars, now=now)]
        case RecordIncident():
            return _record_incident(command, month, policy, now)
        case _:
            assert_never(command)


def _open(command: OpenMonth, policy: MonthPolicy, now: datetime) -> MonthOpened:
    period = parse_period(command.month)
    assert period is not None
    refuse_unless(china_day(now) >= period.first_day, "mediation.month-not-begun", command.month)
    ends = {PeriodicDuty.FIRST_HALF: HalfMonth(period.year, period.number, 1).last_day}
    duties = [
        DutyOfMonth(
            duty=duty,
            needed=policy.needed[duty],
            due_on=ends.get(duty, period.last_day),
            due_at=day_ends(ends.get(duty, period.last_day)),
        )
        for duty in PeriodicDuty
        if duty in policy.needed
    ]
    following = period.next()
    return MonthOpened(
        **_key(command),
        duties=tuple(duties),
        next_month=str(following),
        next_at=day_begins(following.first_day),
        opened_at=now,
    )


def _meet(command: RecordMeeting, now: datetime) -> MeetingHeld:
    refuse_unless(command.meeting in MEETINGS, "mediation.not-a-meeting", command.meeting)
    by_director = command.meeting is not PeriodicDuty.MEETING or command.acting_role == CENTRE_DIRECTOR
    refuse_unless(by_director, "forbidden-role", "The director convenes the work meeting.")
    if command.analysis is None or command.proposals is None:
        raise Rejected("mediation.minutes-incomplete", "Analysis of the situation, and proposals.")
    _refuse_other_month(command.held_on, command.month, now)
    return MeetingHeld(
        **_key(command),
        meeting=command.meeting,
        held_on=command.held_on,
        attended=command.attended,
        analysis=command.analysis,
        proposals=command.proposals,
        convened_by=command.actor,
        recorded_at=now,
    )


def _screen(command: RecordScreening, now: datetime) -> ScreeningDone:
    _refuse_other_month(command.screened_on, command.month, now)
    first = command.screened_on <= HalfMonth(command.screened_on.year, command.screened_on.month, 1).last_day
    half = PeriodicDuty.FIRST_HALF if first else PeriodicDuty.SECOND_HALF
    return ScreeningDone(
        **_key(command),
        screened_on=command.screened_on,
        counts_for=(half, PeriodicDuty.FACTORS) if command.covers_factors else (half,),
        concentrated=command.concentrated,
        found=command.found,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _treat(command: RecordTreatment, policy: MonthPolicy, now: datetime) -> TreatmentScreened:
    _refuse_other_month(command.screened_on, command.month, now)
    strange = [target.kind for target in command.targets if target.kind not in policy.targets]
    refuse_unless(not strange, "mediation.unknown-target", ", ".join(strange))
    nobody = [target.name for target in command.targets if target.responsible is None]
    refuse_unless(not nobody, "mediation.responsible-required", ", ".join(nobody))
    return TreatmentScreened(
        **_key(command),
        screened_on=command.screened_on,
        targets=command.targets,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _record_incident(
    command: RecordIncident, month: Month, policy: MonthPolicy, now: datetime
) -> list[IncidentRecorded | PlanMissing]:
    refuse_unless(command.kind in policy.incidents, "mediation.unknown-kind", command.kind)
    new = command.incident not in month.incidents
    refuse_unless(new, "mediation.incident-recorded-already", command.incident)
    _refuse_other_month(china_day(command.happened_at), command.month, now)
    moments = [at for at in (command.happened_at, command.arrived_at, command.stabilised_at) if at is not None]
    refuse_unless(moments == sorted(moments) and moments[-1] <= now, "mediation.moments-out-of-order", command.incident)
    recorded = IncidentRecorded(
        **_key(command),
        incident=command.incident,
        kind=command.kind,
        happened_at=command.happened_at,
        arrived_at=command.arrived_at,
        stabilised_at=command.stabilised_at,
        plan=command.plan,
        units=command.units,
        actions=command.actions,
        recorded_by=command.actor,
        recorded_at=now,
    )
    if command.plan is not None:
        return [recorded]
    return [recorded, PlanMissing(**_key(command), incident=command.incident, found_at=now)]


def _missed(command: MonthCommand, month: Month, now: datetime) -> list[_Missed]:
    """What was owed by now, is not done and not announced, in the order of time."""
    assert month.opened is not None
    owed = [
        duty
        for duty in sorted(month.opened.duties, key=lambda each: (each.due_at, each.duty))
        if now >= duty.due_at and duty.duty not in month.announced and month.done.get(duty.duty, 0) < duty.needed
    ]
    return [_announce(command, duty, now) for duty in owed]


def _announce(command: MonthCommand, duty: DutyOfMonth, now: datetime) -> _Missed:
    if duty.duty is PeriodicDuty.REPORT:
        return MonthlyReportOverdue(**_key(command), due_at=duty.due_at, announced_at=now)
    if duty.duty is PeriodicDuty.SITUATION:
        return SituationOverdue(**_key(command), due_at=duty.due_at, announced_at=now)
    if duty.duty in MEETINGS:
        return MeetingOverdue(**_key(command), meeting=duty.duty, due_at=duty.due_at, announced_at=now)
    return ScreeningOverdue(**_key(command), screening=duty.duty, due_at=duty.due_at, announced_at=now)


def _refuse_other_month(day: date, month: str, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mediation.date-in-future", str(day))
    refuse_unless(day.isoformat().startswith(month), "mediation.outside-month", f"{day} is not in {month}.")


class _Key(TypedDict):
    unit: str
    month: str


def _key(command: MonthCommand) -> _Key:
    return {"unit": command.unit, "month": command.month}


def evolve(month: Month, fact: MonthFact) -> Month:
    match fact:
        case MonthOpened():
            return Month(opened=fact)
        case MeetingHeld() | ScreeningDone() | TreatmentScreened() | MonthlyReportSent() | SituationReported():
            return _more(month, _fulfilled(fact))
        case CircularSent():
            return replace(month, circulars=month.circulars | {fact.circular})
        case MeetingOverdue() | ScreeningOverdue() | MonthlyReportOverdue() | SituationOverdue():
            return replace(month, announced=month.announced | {_duty_of(fact)})
        case IncidentRecorded() | PlanMissing():
            return replace(month, incidents=month.incidents | {fact.incident})
        case _:
            assert_never(fact)


def _fulfilled(fact: _Done) -> tuple[PeriodicDuty, ...]:
    match fact:
        case MeetingHeld():
            return (fact.meeting,)
        case ScreeningDone():
            return fact.counts_for
        case TreatmentScreened():
            return (PeriodicDuty.TREATMENT,)
        case MonthlyReportSent():
            return (PeriodicDuty.REPORT,)
        case SituationReported():
            return (PeriodicDuty.SITUATION,)
        case _:
            assert_never(fact)


def _duty_of(fact: _Missed) -> PeriodicDuty:
    match fact:
        case MeetingOverdue():
            return fact.meeting
        case ScreeningOverdue():
            return fact.screening
        case MonthlyReportOverdue():
            return PeriodicDuty.REPORT
        case SituationOverdue():
            return PeriodicDuty.SITUATION
        case _:
            assert_never(fact)


def _more(month: Month, duties: tuple[PeriodicDuty, ...]) -> Month:
    return replace(month, done={**month.done, **{duty: month.done.get(duty, 0) + 1 for duty in duties}})
