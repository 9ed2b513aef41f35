"""What the presidium does between sessions: its work points of the year, special reports, matters for the Party.

Law: district opinion on township people's congresses (document 2 §三(二)1, §三(三)1, §四1).
"""

from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.elections.congress_year import Year, YearCommand, YearFact
from contracts.message import message, shape
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, Text, UnitCode


@shape
class WorkPoint:
    """One work priority of the presidium (工作要点)."""

    point: Ref
    text: Text


WorkPoints = Annotated[tuple[WorkPoint, ...], Length(min=1, max=40)]


@message("elections.draw-up-work-points")
class DrawUpWorkPoints:
    """The presidium draws up its work points of the year and reports them to the Party committee.

    Refused: `duplicate-work-points`, `named-twice`, `no-such-year`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    points: WorkPoints


@message("elections.approve-work-points")
class ApproveWorkPoints:
    """The Party committee approves the work points. Refused: `no-work-points`, `already-done`."""

    actor: Actor
    unit: UnitCode
    year: Year


@message("elections.return-work-points")
class ReturnWorkPoints:
    """The Party committee returns them with its reason; they may be drawn up anew."""

    actor: Actor
    unit: UnitCode
    year: Year
    reason: Text


@message("elections.start-work-point")
class StartWorkPoint:
    """The chairperson has a point carried out. Refused: `approval-required`, `no-such-point`, `already-done`."""

    actor: Actor
    unit: UnitCode
    year: Year
    point: Ref


@message("elections.plan-special-report")
class PlanSpecialReport:
    """A special report of the government (专项工作报告) is planned by a day. Refused: `report-exists`."""

    actor: Actor
    unit: UnitCode
    year: Year
    report: Ref
    title: Name
    department: UnitCode
    due_on: Day


@message("elections.hear-special-report")
class HearSpecialReport:
    """The report was heard and discussed. Refused: `no-such-report`, `already-done`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    year: Year
    report: Ref
    heard_on: Day
    outcome: Text


@message("elections.mark-special-report-overdue")
class MarkSpecialReportOverdue:
    """Announce a report not heard by its day. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year
    report: Ref


@message("elections.submit-to-party")
class SubmitToParty:
    """An important matter is submitted to the Party committee for instructions (请示). Refused: `already-done`."""

    actor: Actor
    unit: UnitCode
    year: Year
    matter: Ref
    title: Name
    submitted_on: Day


@message("elections.execute-matter")
class ExecuteMatter:
    """An important matter was carried out; without a submission that is a finding. Refused: `already-done`."""

    actor: Actor
    unit: UnitCode
    year: Year
    matter: Ref
    title: Name
    executed_on: Day


# Facts


@message("elections.work-points-drawn-up")
class WorkPointsDrawnUp:
    """The work points of the year lie before the Party committee."""

    unit: UnitCode
    year: Year
    points: WorkPoints
    drawn_up_at: Instant


@message("elections.work-points-approved")
class WorkPointsApproved:
    """The Party committee approved the work points."""

    unit: UnitCode
    year: Year
    approved_by: Actor
    approved_at: Instant


@message("elections.work-points-returned")
class WorkPointsReturned:
    """The Party committee returned the work points."""

    unit: UnitCode
    year: Year
    reason: Text
    returned_at: Instant


@message("elections.work-point-started")
class WorkPointStarted:
    """A work point is being carried out."""

    unit: UnitCode
    year: Year
    point: Ref
    started_by: Actor
    started_at: Instant


@message("elections.special-report-planned")
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


@message("elections.special-report-heard")
class SpecialReportHeard:
    """The presidium heard and discussed a special report."""

    unit: UnitCode
    year: Year
    report: Ref
    department: UnitCode
    heard_on: Day
    outcome: Text
    recorded_at: Instant


@message("elections.special-report-overdue")
class SpecialReportOverdue:
    """A planned report was not heard by its day."""

    unit: UnitCode
    year: Year
    report: Ref
    due_at: Instant
    announced_at: Instant


@message("elections.matter-submitted")
class MatterSubmitted:
    """An important matter was submitted to the Party committee."""

    unit: UnitCode
    year: Year
    matter: Ref
    title: Name
    submitted_on: Day
    recorded_at: Instant


@message("elections.matter-executed")
class MatterExecuted:
    """An important matter was carried out. `submitted` false is a finding: no instructions had been asked for."""

    unit: UnitCode
    year: Year
    matter: Ref
    title: Name
    executed_on: Day
    submitted: bool
    recorded_at: Instant


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
PresidiumCommand = YearCommand | WorkCommand
PresidiumFact = YearFact | WorkFact
PRESIDIUM_COMMANDS: tuple[type, ...] = get_args(PresidiumCommand)
PRESIDIUM_FACTS: tuple[type, ...] = get_args(PresidiumFact)
