"""The three-year programme of townships, as it stands."""

import json
from datetime import date
from typing import Any

from contracts.assessment.programme.messages import (
    ProgrammeLine,
    ProgrammesOfArea,
    ProgrammesOfAreaAnswer,
    ProgrammeWorkOfUnit,
    ProgrammeWorkOfUnitAnswer,
    ProgrammeWorkRecorded,
)
from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from assessment.programme.view import PROGRAMME, PROGRAMME_WORK


def programmes_of_area(source: Source, question: ProgrammesOfArea, page: Page) -> ProgrammesOfAreaAnswer:
    unit = PROGRAMME.c.unit
    query = select(PROGRAMME).where(in_area(unit, question.unit))
    if page.after is not None:
        query = query.where(unit > page.after)
    rows = source.connection.execute(query.order_by(unit).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = shown[-1].unit if len(rows) > page.limit else None
    return ProgrammesOfAreaAnswer(programmes=tuple(map(_line, shown)), next=following)


def programme_work_of_unit(source: Source, question: ProgrammeWorkOfUnit, page: Page) -> ProgrammeWorkOfUnitAnswer:
    query = select(PROGRAMME_WORK).where(PROGRAMME_WORK.c.unit == question.unit)
    if page.after is not None:
        query = query.where(PROGRAMME_WORK.c.place > int(page.after))
    rows = source.connection.execute(query.order_by(PROGRAMME_WORK.c.place).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = str(shown[-1].place) if len(rows) > page.limit else None
    work = tuple(load(ProgrammeWorkRecorded, json.loads(row.document)) for row in shown)
    return ProgrammeWorkOfUnitAnswer(unit=question.unit, work=work, next=following)


def _line(row: Row[Any]) -> ProgrammeLine:
    completed_on = row.office_completed_on
    return ProgrammeLine(
        unit=row.unit,
        name=row.name,
        target_year=row.target_year,
        office_completed_on=None if completed_on is None else date.fromisoformat(completed_on),
        completed=row.completed,
        of=row.of,
        is_office_overdue=row.is_office_overdue,
        is_share_overdue=row.is_share_overdue,
        is_programme_overdue=row.is_programme_overdue,
    )
