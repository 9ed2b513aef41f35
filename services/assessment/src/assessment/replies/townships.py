"""The years of townships, as they stand."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from contracts.assessment.township.messages import TownshipsOfArea, TownshipsOfAreaAnswer, TownshipYearLine
from ledger.door import Answer, Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select, tuple_

from assessment.projections.tables import TOWNSHIP_YEAR


def townships_of_area(source: Source, question: TownshipsOfArea, page: Page) -> TownshipsOfAreaAnswer:
    unit, year = TOWNSHIP_YEAR.c.unit, TOWNSHIP_YEAR.c.year
    query = select(TOWNSHIP_YEAR).where(in_area(unit, question.unit))
    if page.after is not None:
        code, _, number = page.after.partition(" ")
        query = query.where(tuple_(unit, year) > (code, int(number)))
    rows = source.connection.execute(query.order_by(unit, year).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].year}" if len(rows) > page.limit else None
    return TownshipsOfAreaAnswer(years=tuple(map(_line, shown)), next=following)


def _line(row: Row[Any]) -> TownshipYearLine:
    return TownshipYearLine(
        unit=row.unit,
        year=row.year,
        has_group=row.has_group,
        plan_filed_at=_moment(row.plan_filed_at),
        is_plan_overdue=row.is_plan_overdue,
        is_result_overdue=row.is_result_overdue,
        assessed_at=_moment(row.assessed_at),
        score=None if row.score is None else Fraction(row.score),
        digest=row.digest,
        findings=row.findings,
        is_commended=row.is_commended,
        reason=row.reason,
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


TOWNSHIP_ANSWERS: Mapping[type, Answer] = {TownshipsOfArea: townships_of_area}
