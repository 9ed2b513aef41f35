"""The presidium's work between sessions: work points after approval, special reports by their day, instructions.

Law: district opinion on township people's congresses (document 2 §三(二)1, §三(三)1, §四1).
"""

from datetime import datetime
from typing import assert_never

from contracts.calendar import day_ends
from contracts.elections.presidium.messages import (
    ApproveWorkPoints,
    DrawUpWorkPoints,
    ExecuteMatter,
    HearSpecialReport,
    MarkSpecialReportOverdue,
    MatterExecuted,
    MatterSubmitted,
    PlanSpecialReport,
    PresidiumCommand,
    PresidiumFact,
    ReturnWorkPoints,
    SpecialReportHeard,
    SpecialReportOverdue,
    SpecialReportPlanned,
    StartWorkPoint,
    SubmitToParty,
    WorkCommand,
    WorkPointsApproved,
    WorkPointsDrawnUp,
    WorkPointsReturned,
    WorkPointStarted,
)
from contracts.errors import Rejected, refuse_unless

from elections.plausible import refuse_future, refuse_twice
from elections.presidium.state import CongressYear, key

_Points = DrawUpWorkPoints | ApproveWorkPoints | ReturnWorkPoints | StartWorkPoint
_Reports = PlanSpecialReport | HearSpecialReport


def work(command: WorkCommand, year: CongressYear, now: datetime) -> list[PresidiumFact]:
    match command:
        case DrawUpWorkPoints() | ApproveWorkPoints() | ReturnWorkPoints() | StartWorkPoint():
            return [_points(command, year, now)]
        case PlanSpecialReport() | HearSpecialReport():
            return [_report(command, year, now)]
        case SubmitToParty():
            return [_submit(command, year, now)]
        case ExecuteMatter():
            return [_execute(command, year, now)]
        case MarkSpecialReportOverdue():
            return []
        case _:
            assert_never(command)


def overdue_reports(command: PresidiumCommand, year: CongressYear, now: datetime) -> list[PresidiumFact]:
    """Reports whose day has passed unheard, in the order of their days."""
    late = [
        (report.due_at, name)
        for name, report in year.reports.items()
        if not report.is_heard and not report.is_announced_overdue and now >= report.due_at
    ]
    return [
        SpecialReportOverdue(**key(command), report=name, due_at=due_at, announced_at=now)
        for due_at, name in sorted(late)
    ]


def _points(command: _Points, year: CongressYear, now: datetime) -> PresidiumFact:
    if isinstance(command, DrawUpWorkPoints):
        refuse_unless(year.points is None, "elections.duplicate-work-points", str(command.year))
        refuse_twice(point.point for point in command.points)
        return WorkPointsDrawnUp(**key(command), points=command.points, drawn_up_at=now)
    if year.points is None:
        raise Rejected("elections.no-work-points", str(command.year))
    match command:
        case ApproveWorkPoints():
            refuse_unless(not year.are_points_approved, "elections.already-done", "approved")
            return WorkPointsApproved(**key(command), approved_by=command.actor, approved_at=now)
        case ReturnWorkPoints():
            refuse_unless(not year.are_points_approved, "elections.already-done", "approved")
            return WorkPointsReturned(**key(command), reason=command.reason, returned_at=now)
        case StartWorkPoint():
            refuse_unless(year.are_points_approved, "elections.approval-required", command.point)
            refuse_unless(command.point in year.points, "elections.no-such-point", command.point)
            refuse_unless(not year.points[command.point], "elections.already-done", command.point)
            return WorkPointStarted(**key(command), point=command.point, started_by=command.actor, started_at=now)
        case _:
            assert_never(command)


def _report(command: _Reports, year: CongressYear, now: datetime) -> PresidiumFact:
    if isinstance(command, PlanSpecialReport):
        refuse_unless(command.report not in year.reports, "elections.report-exists", command.report)
        refuse_unless(command.due_on.year == command.year, "elections.wrong-year", str(command.due_on))
        return SpecialReportPlanned(
            **key(command),
            report=command.report,
            title=command.title,
            department=command.department,
            due_on=command.due_on,
            due_at=day_ends(command.due_on),
            planned_at=now,
        )
    report = year.reports.get(command.report)
    if report is None:
        raise Rejected("elections.no-such-report", command.report)
    refuse_unless(not report.is_heard, "elections.already-done", command.report)
    refuse_future(command.heard_on, now)
    return SpecialReportHeard(
        **key(command),
        report=command.report,
        department=report.department,
        heard_on=command.heard_on,
        outcome=command.outcome,
        recorded_at=now,
    )


def _submit(command: SubmitToParty, year: CongressYear, now: datetime) -> MatterSubmitted:
    refuse_unless(command.matter not in year.submitted, "elections.already-done", command.matter)
    refuse_future(command.submitted_on, now)
    return MatterSubmitted(
        **key(command),
        matter=command.matter,
        title=command.title,
        submitted_on=command.submitted_on,
        recorded_at=now,
    )


def _execute(command: ExecuteMatter, year: CongressYear, now: datetime) -> MatterExecuted:
    """Carried out without instructions is accepted and flagged (E-008)."""
    refuse_unless(command.matter not in year.executed, "elections.already-done", command.matter)
    refuse_future(command.executed_on, now)
    return MatterExecuted(
        **key(command),
        matter=command.matter,
        title=command.title,
        executed_on=command.executed_on,
        submitted=command.matter in year.submitted,
        recorded_at=now,
    )
