"""What bears on units' performance evaluations, as it stands."""

from datetime import datetime
from typing import Any

from contracts.assessment.performance.messages import (
    Performance,
    PerformanceLine,
    PerformanceOfUnit,
    PerformanceOfUnitAnswer,
)
from contracts.assessment.words import Cause
from contracts.units import area_of
from ledger.door import Page, Source
from sqlalchemy import ColumnElement, Row, exists, or_, select, tuple_

from assessment.performance.view import PERFORMANCE


def performance_of_unit(source: Source, question: PerformanceOfUnit, page: Page) -> PerformanceOfUnitAnswer:
    unit, place = PERFORMANCE.c.unit, PERFORMANCE.c.place
    whose: ColumnElement[bool] = unit == question.unit
    if question.unit == area_of(question.unit):
        whose = or_(whose, unit.op("GLOB")(f"{question.unit}[0-9-]*"))
    other = PERFORMANCE.alias()
    of_year = (other.c.unit == unit, other.c.year == PERFORMANCE.c.year, other.c.kind == Performance.VOID.value)
    query = select(PERFORMANCE, exists().where(*of_year).label("is_void")).where(whose)
    if page.after is not None:
        code, _, number = page.after.partition(" ")
        query = query.where(tuple_(unit, place) > (code, int(number)))
    rows = source.connection.execute(query.order_by(unit, place).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].place}" if len(rows) > page.limit else None
    return PerformanceOfUnitAnswer(unit=question.unit, lines=tuple(map(_line, shown)), next=following)


def _line(row: Row[Any]) -> PerformanceLine:
    return PerformanceLine(
        unit=row.unit,
        year=row.year,
        kind=Performance(row.kind),
        grade=row.grade,
        clause=row.clause,
        happened_at=datetime.fromisoformat(row.happened_at),
        is_void=bool(row.is_void) and row.kind == Performance.RESULT.value,
        cause=Cause(stream=row.cause_stream, fact=row.cause),
    )
