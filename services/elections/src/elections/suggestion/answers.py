"""Answers to what is asked about deputies' suggestions."""

import json
from datetime import date, datetime
from typing import Any

from contracts.elections.suggestion.messages import (
    HandlingReport,
    SuggestionLine,
    SuggestionsAnswer,
    SuggestionsOfCongress,
    SuggestionStep,
)
from ledger.door import Page, Source
from sqlalchemy import Row, func, select

from elections.paging import page_of
from elections.suggestion.view import SUGGESTION

_ACCEPTED = (SuggestionStep.ACCEPTED, SuggestionStep.REPORTED)


def suggestions_of_congress(source: Source, question: SuggestionsOfCongress, page: Page) -> SuggestionsAnswer:
    line = SUGGESTION.c
    is_of_term = (line.unit == question.unit) & (line.term == question.term)
    counted = select(
        func.count().label("received"),
        func.count(line.to).label("assigned"),
        func.count(line.replied_at).label("replied"),
        func.count().filter(line.step.in_(_ACCEPTED)).label("accepted"),
        func.count().filter(line.is_late).label("late"),
    ).where(is_of_term)
    numbers = source.connection.execute(counted).mappings().one()
    rows, following = page_of(source, select(SUGGESTION).where(is_of_term).order_by(line.name), page)
    return SuggestionsAnswer(
        unit=question.unit,
        term=question.term,
        report=HandlingReport(**numbers),
        suggestions=tuple(map(_line, rows)),
        next=following,
    )


def _line(row: Row[Any]) -> SuggestionLine:
    return SuggestionLine(
        suggestion=row.name,
        kind=row.kind,
        title=row.title,
        signatories=tuple(json.loads(row.signatories)),
        submitted_at=datetime.fromisoformat(row.submitted_at),
        step=SuggestionStep(row.step),
        to=row.to,
        due_on=None if row.due_on is None else date.fromisoformat(row.due_on),
        is_late=row.is_late,
        replied_at=None if row.replied_at is None else datetime.fromisoformat(row.replied_at),
        session=row.session,
    )
