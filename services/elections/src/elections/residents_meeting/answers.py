"""Answers to what is asked about consultations."""

from datetime import date
from typing import Any

from contracts.elections.residents_meeting.messages import (
    ConsultationLine,
    ConsultationsAnswer,
    ConsultationsOfCommunities,
)
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from elections.paging import page_of
from elections.residents_meeting.view import CONSULTATION


def consultations_of_communities(
    source: Source, question: ConsultationsOfCommunities, page: Page
) -> ConsultationsAnswer:
    table = CONSULTATION.c
    order = (table.unit, table.held_on, table.meeting)
    rows, following = page_of(
        source, select(CONSULTATION).where(in_area(table.unit, question.unit)).order_by(*order), page
    )
    return ConsultationsAnswer(consultations=tuple(map(_consultation, rows)), next=following)


def _consultation(row: Row[Any]) -> ConsultationLine:
    return ConsultationLine(
        unit=row.unit,
        meeting=row.meeting,
        held_on=date.fromisoformat(row.held_on),
        entitled=row.entitled,
        attended=row.attended,
        place=row.place,
        topics=row.topics,
        opinions=row.opinions,
        result=row.result,
        is_closed=row.is_closed,
    )
