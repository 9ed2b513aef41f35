"""The periodic work of a centre, month by month (定期工作, S12): meetings, screenings, reports, and incidents.

A month opens by itself; what it owes is done, or announced once as missed.

Law: township opinion on the centre (document 4 §二(一), §三(二) to §三(七), §四). Screening of disputes is half-monthly
and that of destabilising factors monthly: both are kept, and one that covers both counts for both (AMB-13).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.mediation.words import MonthCode, Word
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@command
class OpenMonth:
    """The duties of a month begin. The next month opens by itself; twice has no effect. Refused: `month-not-begun`."""

    actor: Actor
    unit: UnitCode
    month: MonthCode


class PeriodicDuty(StrEnum):
    """What is owed in each month. `first_half`, `second_half`: the screening of disputes (每半月排查)."""

    MEETING = "meeting"
    """工作例会."""
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"
    FACTORS = "factors"
    """排查不稳定因素."""
    REPORT = "report"
    """月报."""
    SECURITY_MEETING = "security_meeting"
    """社会治安形势分析会和情况通报会."""
    TREATMENT = "treatment"
    """联治排查."""
    SITUATION = "situation"
    """治安和社会稳定形势分析."""


@command
class RecordMeeting:
    """A monthly meeting was held, with its two parts. The work meeting is convened by the director alone.

    Refused: `month-not-open`, `not-a-meeting`, `forbidden-role`, `minutes-incomplete`, `outside-month`,
    `date-in-future`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    month: MonthCode
    meeting: PeriodicDuty
    held_on: Day
    attended: Annotated[tuple[UnitCode, ...], Length(max=60)]
    analysis: Text | None = None
    proposals: Text | None = None


@command
class RecordScreening:
    """Disputes were screened. `found`: the submissions that were registered of it; `concentrated`: in a special period.

    Refused: `month-not-open`, `outside-month`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    month: MonthCode
    screened_on: Day
    covers_factors: bool
    concentrated: bool = False
    found: Annotated[tuple[Ref, ...], Length(max=200)] = ()
    text: Text


@shape
class Target:
    """What is treated jointly (重点区域、路段、场所、行业), by whom."""

    kind: Word
    name: Name
    department: UnitCode
    responsible: Ref | None = None


@command
class RecordTreatment:
    """Disorderly areas and problems were screened, and targets fixed with department and person.

    Refused: `month-not-open`, `responsible-required`, `unknown-target`, `outside-month`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    month: MonthCode
    screened_on: Day
    targets: Annotated[tuple[Target, ...], Length(max=50)]
    text: Text


class ReportSection(StrEnum):
    """The six parts of the written monthly report (月报内容)."""

    SAFETY_CREATION = "safety_creation"
    GOVERNANCE_WORK = "governance_work"
    SECURITY_PROBLEMS = "security_problems"
    DISPUTES = "disputes"
    SUDDEN_INCIDENTS = "sudden_incidents"
    MASS_INCIDENTS = "mass_incidents"


@shape
class Section:
    """One part of the report."""

    section: ReportSection
    text: Text


@command
class SendMonthlyReport:
    """Send the written report of the month. Refused: `month-not-open`, `report-incomplete`, `addressee-missing`,
    `report-sent-already`."""

    actor: Actor
    unit: UnitCode
    month: MonthCode
    sections: Annotated[tuple[Section, ...], Length(max=12)]
    to: Annotated[tuple[Word, ...], Length(max=6)]


@command
class RecordIncident:
    """A sudden or mass incident: what was done by whom, on which plan.

    Refused: `month-not-open`, `unknown-kind`, `incident-recorded-already`, `outside-month`, `date-in-future`,
    `moments-out-of-order`.
    """

    actor: Actor
    unit: UnitCode
    month: MonthCode
    incident: Ref
    kind: Word
    happened_at: Instant
    arrived_at: Instant | None = None
    stabilised_at: Instant | None = None
    plan: Name | None = None
    units: Annotated[tuple[UnitCode, ...], Length(max=60)]
    actions: Text


@command
class ReportSituation:
    """Report how public security and stability stand: the analysis, the work done, what was learned, opinions on it.

    Refused: `month-not-open`, `report-incomplete`, `report-sent-already`.
    """

    actor: Actor
    unit: UnitCode
    month: MonthCode
    analysis: Text | None = None
    work: Text | None = None
    experience: Text | None = None
    opinions: Text | None = None


class CircularSection(StrEnum):
    """What a circular tells the Party committee and the departments of (通报内容)."""

    NEW_ISSUES = "new_issues"
    SECURITY_PROBLEMS = "security_problems"
    DISPUTES = "disputes"
    SUDDEN_INCIDENTS = "sudden_incidents"
    MASS_INCIDENTS = "mass_incidents"
    INTELLIGENCE = "intelligence"


@shape
class CircularPart:
    """One part of a circular."""

    section: CircularSection
    text: Text


@command
class SendCircular:
    """Tell the Party committee and departments what happened and what was done about it; no rule says how often.

    Refused: `month-not-open`, `report-incomplete`, `addressee-missing`, `report-sent-already`.
    """

    actor: Actor
    unit: UnitCode
    month: MonthCode
    circular: Ref
    sections: Annotated[tuple[CircularPart, ...], Length(max=12)]
    to_party_committee: bool
    departments: Annotated[tuple[UnitCode, ...], Length(max=60)]


@command
class MarkMonth:
    """Announce what a month has missed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    month: MonthCode


MonthCommand = (
    OpenMonth
    | RecordMeeting
    | RecordScreening
    | RecordTreatment
    | SendMonthlyReport
    | ReportSituation
    | SendCircular
    | RecordIncident
    | MarkMonth
)


@shape
class DutyOfMonth:
    """One duty of a month: how often it is owed, and by when."""

    duty: PeriodicDuty
    needed: Count
    due_on: Day
    due_at: Instant


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


@question
class MonthsOfUnit:
    """The periodic duties of a unit, the newest month first."""

    unit: UnitCode


@question
class MonthlyFigures:
    """What the monthly report counts: all of it from recorded facts of the unit and of every unit in its area."""

    unit: UnitCode
    month: MonthCode


@shape
class MonthLine:
    """One duty of one month. `done`: how often; late stays overdue."""

    month: MonthCode
    duty: PeriodicDuty
    needed: Count
    done: Count
    due_on: Day
    is_overdue: bool


@answer
class MonthLines:
    """One page of duties; `next` is the token of the page after this one."""

    duties: tuple[MonthLine, ...]
    next: str | None


@answer
class MonthlyFiguresAnswer:
    """Each counted by the month in which it was recorded; `on_spot` of those closed by agreement."""

    month: MonthCode
    registered: Count
    closed: Count
    on_spot: Count
    failed_attempts: Count
    terminated: Count
    referred: Count
    screenings: Count
    meetings: Count
    sudden_incidents: Count
    mass_incidents: Count


MEETINGS = frozenset({PeriodicDuty.MEETING, PeriodicDuty.SECURITY_MEETING})
