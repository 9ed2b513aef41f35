"""The years of townships, and cadres' files, as they stand."""

import json
from datetime import datetime
from fractions import Fraction
from typing import Any

from contracts.assessment.township.messages import (
    CadreFile,
    CadreFileAnswer,
    CadreProposed,
    TownshipsOfArea,
    TownshipsOfAreaAnswer,
    TownshipYearLine,
)
from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select, tuple_

from assessment.township.view import CADRE_PROPOSAL, TOWNSHIP_YEAR


def townships_of_area(source: Source, question: TownshipsOfArea, page: Page) -> TownshipsOfAreaAnswer:
    unit, year = TOWNSHIP_YEAR.c.unit, TOWNSHIP_YEAR.c.year
    query = select(TOWNSHIP_YEAR).where(in_area(unit, question.unit))
    if page.after is not None:
        code, _, number = page.after.partition(" ")
        query = query.where(tuple_(unit, year) > (code, int(number)))
    rows = source.connection.execute(query.order_by(unit, year).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].year}" if len(rows) > page.limit else None
    return TownshipsOfAreaAnswer(years=tuple(map(_year, shown)), next=following)


def _year(row: Row[Any]) -> TownshipYearLine:
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


def cadre_file(source: Source, question: CadreFile, page: Page) -> CadreFileAnswer:
    stream, place = CADRE_PROPOSAL.c.stream, CADRE_PROPOSAL.c.place
    of_cadre = CADRE_PROPOSAL.c.cadre == question.cadre
    query = select(CADRE_PROPOSAL).where(of_cadre, in_area(CADRE_PROPOSAL.c.unit, question.unit))
    if page.after is not None:
        name, _, number = page.after.partition(" ")
        query = query.where(tuple_(stream, place) > (name, int(number)))
    rows = source.connection.execute(query.order_by(stream, place).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].stream} {shown[-1].place}" if len(rows) > page.limit else None
    proposals = tuple(load(CadreProposed, json.loads(row.document)) for row in shown)
    return CadreFileAnswer(cadre=question.cadre, proposals=proposals, next=following)
