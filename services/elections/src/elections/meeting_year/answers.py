"""Answers to what is asked about the residents' meetings of a year."""

import json
from datetime import date
from typing import Any

from contracts.elections.meeting_year.messages import (
    MeetingOfYear,
    MeetingYearLine,
    MissedWindow,
    ResidentsMeetingsAnswer,
    ResidentsMeetingsOfYear,
)
from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from elections.meeting_year.view import MEETING_YEAR
from elections.paging import page_of


def residents_meetings_of_year(
    source: Source, question: ResidentsMeetingsOfYear, page: Page
) -> ResidentsMeetingsAnswer:
    table = MEETING_YEAR.c
    of_year = select(MEETING_YEAR).where(table.year == question.year, in_area(table.unit, question.unit))
    rows, following = page_of(source, of_year.order_by(table.unit), page)
    return ResidentsMeetingsAnswer(communities=tuple(map(_line, rows)), next=following)


def _line(row: Row[Any]) -> MeetingYearLine:
    return MeetingYearLine(
        unit=row.unit,
        since=date.fromisoformat(row.since),
        meetings=tuple(load(MeetingOfYear, each) for each in json.loads(row.meetings)),
        missed=tuple(load(MissedWindow, each) for each in json.loads(row.missed)),
    )
