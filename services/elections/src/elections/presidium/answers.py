"""Answers to what is asked about a congress's year."""

import json
from datetime import date

from contracts.elections.presidium.messages import (
    PresidiumMeetingLine,
    SpecialReportLine,
    YearFindingLine,
    YearOfCongress,
    YearOfCongressAnswer,
)
from ledger.door import Page, Source
from sqlalchemy import select

from elections.presidium.rule import presidium_stream
from elections.presidium.view import PRESIDIUM_MEETING, SPECIAL_REPORT, YEAR_FINDING


def year_of_congress(source: Source, question: YearOfCongress, page: Page) -> YearOfCongressAnswer:
    stream = presidium_stream(question.unit, question.year)
    return YearOfCongressAnswer(
        unit=question.unit,
        year=question.year,
        meetings=_meetings(source, stream),
        reports=_reports(source, stream),
        findings=_findings(source, stream),
    )


def _meetings(source: Source, stream: str) -> tuple[PresidiumMeetingLine, ...]:
    of_year = select(PRESIDIUM_MEETING).where(PRESIDIUM_MEETING.c.stream == stream)
    return tuple(
        PresidiumMeetingLine(
            number=row.number,
            held_on=date.fromisoformat(row.held_on),
            convened_by=row.convened_by,
            subjects=tuple(json.loads(row.subjects)),
            flagged=row.flagged,
        )
        for row in source.connection.execute(of_year.order_by(PRESIDIUM_MEETING.c.number))
    )


def _reports(source: Source, stream: str) -> tuple[SpecialReportLine, ...]:
    of_year = select(SPECIAL_REPORT).where(SPECIAL_REPORT.c.stream == stream)
    return tuple(
        SpecialReportLine(
            report=row.report,
            title=row.title,
            department=row.department,
            due_on=date.fromisoformat(row.due_on),
            heard_on=None if row.heard_on is None else date.fromisoformat(row.heard_on),
            is_overdue=row.is_overdue,
        )
        for row in source.connection.execute(of_year.order_by(SPECIAL_REPORT.c.due_on, SPECIAL_REPORT.c.report))
    )


def _findings(source: Source, stream: str) -> tuple[YearFindingLine, ...]:
    of_year = select(YEAR_FINDING).where(YEAR_FINDING.c.stream == stream)
    return tuple(
        YearFindingLine(finding=row.finding, quarter=row.quarter, what=tuple(json.loads(row.what)))
        for row in source.connection.execute(of_year.order_by(YEAR_FINDING.c.revision))
    )
