"""Who of an area is assessed in rounds, and what each came to."""

import json
from typing import Any

from contracts.assessment.round.messages import RoundLine, RoundsOfArea, RoundsOfAreaAnswer, SubjectAssessed
from contracts.assessment.words import SchemeCode
from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select, tuple_

from assessment.round.view import ROUND_SUBJECT


def rounds_of_area(source: Source, question: RoundsOfArea, page: Page) -> RoundsOfAreaAnswer:
    row = ROUND_SUBJECT.c
    place = tuple_(row.subject, row.scheme, row.assessor)
    query = select(ROUND_SUBJECT).where(row.year == question.year, in_area(row.subject, question.unit))
    if page.after is not None:
        query = query.where(place > tuple(page.after.split(" ")))
    rows = source.connection.execute(query.order_by(row.subject, row.scheme, row.assessor).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    last = shown[-1] if len(rows) > page.limit else None
    return RoundsOfAreaAnswer(
        unit=question.unit,
        year=question.year,
        subjects=tuple(map(_line, shown)),
        next=None if last is None else f"{last.subject} {last.scheme} {last.assessor}",
    )


def _line(row: Row[Any]) -> RoundLine:
    return RoundLine(
        assessor=row.assessor,
        scheme=SchemeCode(row.scheme),
        subject=row.subject,
        result=None if row.result is None else load(SubjectAssessed, json.loads(row.result)),
    )
