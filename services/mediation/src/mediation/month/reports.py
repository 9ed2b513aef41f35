"""What a centre reports in writing: its month, how the situation stands, and circulars.

Law: township opinion on the centre (document 4 §二(一), §三(五), §三(七)).
"""

from datetime import datetime

from contracts.errors import Rejected, refuse_unless
from contracts.mediation.month.messages import (
    CircularSection,
    CircularSent,
    MonthlyReportSent,
    MonthOpened,
    PeriodicDuty,
    ReportSection,
    ReportSituation,
    SendCircular,
    SendMonthlyReport,
    SituationReported,
)
from contracts.mediation.month.rules import MonthPolicy


def monthly(
    command: SendMonthlyReport, opened: MonthOpened | None, policy: MonthPolicy, *, is_sent: bool, now: datetime
) -> MonthlyReportSent:
    assert opened is not None
    due = {duty.duty: duty.due_at for duty in opened.duties}
    refuse_unless(PeriodicDuty.REPORT in due, "mediation.invalid-transition", "No monthly report is owed.")
    refuse_unless(not is_sent, "mediation.report-sent-already", command.month)
    written = {section.section for section in command.sections}
    missing = sorted(set(ReportSection) - written)
    complete = len(written) >= policy.sections and len(written) == len(command.sections)
    refuse_unless(complete, "mediation.report-incomplete", ", ".join(missing))
    absent = sorted(set(policy.addressees) - set(command.to))
    refuse_unless(not absent, "mediation.addressee-missing", ", ".join(absent))
    return MonthlyReportSent(
        unit=command.unit,
        month=command.month,
        sections=command.sections,
        to=command.to,
        due_at=due[PeriodicDuty.REPORT],
        sent_by=command.actor,
        sent_at=now,
    )


def situation(command: ReportSituation, *, is_sent: bool, now: datetime) -> SituationReported:
    refuse_unless(not is_sent, "mediation.report-sent-already", command.month)
    if command.analysis is None or command.work is None or command.experience is None or command.opinions is None:
        raise Rejected("mediation.report-incomplete", "Analysis, work, experience and opinions.")
    return SituationReported(
        unit=command.unit,
        month=command.month,
        analysis=command.analysis,
        work=command.work,
        experience=command.experience,
        opinions=command.opinions,
        reported_by=command.actor,
        reported_at=now,
    )


def circular(command: SendCircular, *, is_sent: bool, now: datetime) -> CircularSent:
    refuse_unless(not is_sent, "mediation.report-sent-already", command.circular)
    written = [part.section for part in command.sections]
    missing = sorted(set(CircularSection) - set(written))
    whole = not missing and len(written) == len(set(written))
    refuse_unless(whole, "mediation.report-incomplete", ", ".join(missing))
    to_all = command.to_party_committee and len(command.departments) > 0
    refuse_unless(to_all, "mediation.addressee-missing", "The Party committee, and departments.")
    return CircularSent(
        unit=command.unit,
        month=command.month,
        circular=command.circular,
        sections=command.sections,
        departments=command.departments,
        sent_by=command.actor,
        sent_at=now,
    )
