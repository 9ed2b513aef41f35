"""What the presidium does between sessions: its work points of the year, special reports, matters for the Party.

Law: district opinion on township people's congresses (document 2 §三(二)1, §三(三)1, §四1).
"""

from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.elections.congress_year import Year, YearCommand, YearFact
from contracts.message import command, fact, shape
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, Text, UnitCode


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


# Facts


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
