"""The calendar year of a congress: its sessions, the matters of the year, the meetings of its presidium.

Between sessions the presidium has its work points of the year, special reports, and matters for the Party.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 12, 14 and 19; district opinion on township
people's congresses (document 2 §三(一)1, §三(二)1, §三(三)1, §四1).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import (
    ConvenedAs,
    Matter,
    Number,
    Persons,
    Presidium,
    Quarter,
    SessionKind,
    SessionNumber,
    StandsIn,
    TermNumber,
    Word,
    Year,
)
from contracts.message import Json, answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@command
class OpenCongressYear:
    """Open the year of a congress that sits. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year


Matters = Annotated[tuple[Matter, ...], Length(max=40)]


@command
class NoteSessionOfYear:
    """A session opened in this year, or closed with these matters. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    opened_on: Day
    closed: bool
    dealt_with: Matters = ()


Subjects = Annotated[tuple[Name, ...], Length(min=1, max=30)]


@command(version=2)
class HoldPresidiumMeeting:
    """A meeting of the presidium between sessions; `rules_of_procedure` names its rules in force, if any.

    `presidium` is who sits in it by the record of the congress, set by the door and never sent; version 1 did not say.
    Refused: `forbidden-role` (convened by another than the chair), `not-presidium-member`, `wrong-year`,
    `date-in-future`, `no-such-year`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    held_on: Day
    convened_by: Ref
    convened_as: ConvenedAs
    stands_in: StandsIn | None = None
    present: Persons
    subjects: Subjects
    rules_of_procedure: Name | None
    presidium: Presidium | None = None


@command
class CheckCongressYear:
    """Hold the quarters that have ended against what was done in them. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year


@shape
class WorkPoint:
    """One work priority of the presidium (工作要点)."""

    point: Ref
    text: Text


WorkPoints = Annotated[tuple[WorkPoint, ...], Length(min=1, max=40)]


@command
class DrawUpWorkPoints:
    """The presidium draws up its work points of the year and reports them to the Party committee.

    Refused: `duplicate-work-points`, `named-twice`, `no-such-year`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    points: WorkPoints


@command
class ApproveWorkPoints:
    """The Party committee approves the work points. Refused: `no-work-points`, `already-done`."""

    actor: Actor
    unit: UnitCode
    year: Year


@command
class ReturnWorkPoints:
    """The Party committee returns them with its reason; they may be drawn up anew."""

    actor: Actor
    unit: UnitCode
    year: Year
    reason: Text


@command
class StartWorkPoint:
    """The chairperson has a point carried out. Refused: `approval-required`, `no-such-point`, `already-done`."""

    actor: Actor
    unit: UnitCode
    year: Year
    point: Ref


@command
class PlanSpecialReport:
    """A special report of the government (专项工作报告) is planned by a day. Refused: `report-exists`."""

    actor: Actor
    unit: UnitCode
    year: Year
    report: Ref
    title: Name
    department: UnitCode
    due_on: Day


@command
class HearSpecialReport:
    """The report was heard and discussed. Refused: `no-such-report`, `already-done`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    year: Year
    report: Ref
    heard_on: Day
    outcome: Text


@command
class MarkSpecialReportOverdue:
    """Announce a report not heard by its day. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year
    report: Ref


@command
class SubmitToParty:
    """An important matter is submitted to the Party committee for instructions (请示). Refused: `already-done`."""

    actor: Actor
    unit: UnitCode
    year: Year
    matter: Ref
    title: Name
    submitted_on: Day


@command
class ExecuteMatter:
    """An important matter was carried out; without a submission that is a finding. Refused: `already-done`."""

    actor: Actor
    unit: UnitCode
    year: Year
    matter: Ref
    title: Name
    executed_on: Day


YearCommand = OpenCongressYear | NoteSessionOfYear | HoldPresidiumMeeting | CheckCongressYear

WorkCommand = (
    DrawUpWorkPoints
    | ApproveWorkPoints
    | ReturnWorkPoints
    | StartWorkPoint
    | PlanSpecialReport
    | HearSpecialReport
    | MarkSpecialReportOverdue
    | SubmitToParty
    | ExecuteMatter
)

PresidiumCommand = YearCommand | WorkCommand


@fact
class CongressYearOpened:
    """The year of a congress; quarters count from `from_quarter`, and `next_check_at` is the end of that one."""

    unit: UnitCode
    year: Year
    from_quarter: Quarter
    next_check_at: Instant
    next_year_at: Instant
    opened_at: Instant


@fact
class SessionOfYearNoted:
    """A session opened in this year, or closed having dealt with these matters."""

    unit: UnitCode
    year: Year
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    opened_on: Day
    closed: bool
    dealt_with: Matters
    noted_at: Instant


@fact
class PresidiumMeetingHeld:
    """The presidium met (主席团会议). `flagged`: there were no rules of procedure in force."""

    unit: UnitCode
    year: Year
    number: Number
    held_on: Day
    convened_by: Ref
    convened_as: ConvenedAs
    stands_in: StandsIn | None
    present: Persons
    subjects: Subjects
    rules_of_procedure: Name | None
    flagged: bool
    recorded_at: Instant


@fact
class QuarterChecked:
    """A quarter is over; `next_check_at` None: it was the last of the year."""

    unit: UnitCode
    year: Year
    quarter: Quarter
    next_check_at: Instant | None
    checked_at: Instant


@fact
class PresidiumMeetingMissed:
    """The presidium met fewer times in the quarter than it generally does (一般每季度举行一次)."""

    unit: UnitCode
    year: Year
    quarter: Quarter
    held: Count
    least: Count
    announced_at: Instant


@fact
class RegularSessionMissed:
    """No regular session opened in a quarter in which one generally does (一般在第一季度和第三季度)."""

    unit: UnitCode
    year: Year
    quarter: Quarter
    announced_at: Instant


@fact
class SessionCountShort:
    """The year closed with fewer regular sessions than generally (一般每年举行两次会议)."""

    unit: UnitCode
    year: Year
    held: Count
    usual: Count
    announced_at: Instant


@fact
class SessionMissing:
    """The year closed with fewer sessions than the statute asks for (每年至少举行一次)."""

    unit: UnitCode
    year: Year
    held: Count
    least: Count
    announced_at: Instant


@fact
class StatutoryItemsMissing:
    """The year closed and the congress had not heard or decided these matters (组织法 第十二条、第十九条)."""

    unit: UnitCode
    year: Year
    items: Annotated[tuple[Word, ...], Length(min=1, max=40)]
    announced_at: Instant


@fact
class WorkPointsDrawnUp:
    """The work points of the year lie before the Party committee."""

    unit: UnitCode
    year: Year
    points: WorkPoints
    drawn_up_at: Instant


@fact
class WorkPointsApproved:
    """The Party committee approved the work points."""

    unit: UnitCode
    year: Year
    approved_by: Actor
    approved_at: Instant


@fact
class WorkPointsReturned:
    """The Party committee returned the work points."""

    unit: UnitCode
    year: Year
    reason: Text
    returned_at: Instant


@fact
class WorkPointStarted:
    """A work point is being carried out."""

    unit: UnitCode
    year: Year
    point: Ref
    started_by: Actor
    started_at: Instant


@fact
class SpecialReportPlanned:
    """A special report is to be heard by `due_on`."""

    unit: UnitCode
    year: Year
    report: Ref
    title: Name
    department: UnitCode
    due_on: Day
    due_at: Instant
    planned_at: Instant


@fact
class SpecialReportHeard:
    """The presidium heard and discussed a special report."""

    unit: UnitCode
    year: Year
    report: Ref
    department: UnitCode
    heard_on: Day
    outcome: Text
    recorded_at: Instant


@fact
class SpecialReportOverdue:
    """A planned report was not heard by its day."""

    unit: UnitCode
    year: Year
    report: Ref
    due_at: Instant
    announced_at: Instant


@fact
class MatterSubmitted:
    """An important matter was submitted to the Party committee."""

    unit: UnitCode
    year: Year
    matter: Ref
    title: Name
    submitted_on: Day
    recorded_at: Instant


@fact
class MatterExecuted:
    """An important matter was carried out. `submitted` false is a finding: no instructions had been asked for."""

    unit: UnitCode
    year: Year
    matter: Ref
    title: Name
    executed_on: Day
    submitted: bool
    recorded_at: Instant


YearFact = (
    CongressYearOpened
    | SessionOfYearNoted
    | PresidiumMeetingHeld
    | QuarterChecked
    | PresidiumMeetingMissed
    | RegularSessionMissed
    | SessionCountShort
    | SessionMissing
    | StatutoryItemsMissing
)

WorkFact = (
    WorkPointsDrawnUp
    | WorkPointsApproved
    | WorkPointsReturned
    | WorkPointStarted
    | SpecialReportPlanned
    | SpecialReportHeard
    | SpecialReportOverdue
    | MatterSubmitted
    | MatterExecuted
)

PresidiumFact = YearFact | WorkFact


@question
class YearOfCongress:
    """The presidium's meetings, the planned reports and the findings of one calendar year."""

    unit: UnitCode
    year: Year


@shape
class PresidiumMeetingLine:
    """One meeting; `flagged`: without rules of procedure in force."""

    number: Number
    held_on: Day
    convened_by: Ref
    subjects: tuple[Name, ...]
    flagged: bool


@shape
class SpecialReportLine:
    """One planned report of the government."""

    report: Ref
    title: Name
    department: UnitCode
    due_on: Day
    heard_on: Day | None
    is_overdue: bool


@shape
class YearFindingLine:
    """What the year was found to lack, in a quarter or as a whole; `what` are the matters it is about."""

    finding: Ref
    quarter: Quarter | None
    what: tuple[Word, ...]


@answer
class YearOfCongressAnswer:
    """One year, each list in the order of the record; all are empty where nothing was recorded."""

    unit: UnitCode
    year: Year
    meetings: tuple[PresidiumMeetingLine, ...]
    reports: tuple[SpecialReportLine, ...]
    findings: tuple[YearFindingLine, ...]


def _without_presidium(document: Json) -> Json:
    return {**document, "presidium": None}


UPCASTS = {"elections.hold-presidium-meeting.v1": _without_presidium}
