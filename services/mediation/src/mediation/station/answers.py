"""Answers to what is asked about the stations of villages: which village has none, and what stays in the village.

Law: township opinion on the centre (document 4 §一, §六(二)).
"""

import json
from datetime import date
from typing import Any

from contracts.mediation.case.messages import CloseCause
from contracts.mediation.station.messages import StationLine, StationLines, StationsOfArea
from contracts.mediation.words import Level
from contracts.units import UnitKind
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import ColumnElement, and_, func, or_, select

from mediation.case.view import CASE
from mediation.station.view import STATION
from mediation.tables import MERGED, UNIT
from mediation.years import in_year

_BELOW = (Level.VILLAGE.value, Level.GROUP.value)


def stations_of_area(source: Source, question: StationsOfArea, page: Page) -> StationLines:
    last_day = f"{question.year}-12-31"
    merged = select(MERGED.c.unit).where(MERGED.c.valid_from <= last_day)
    stands = and_(UNIT.c.valid_from <= last_day, UNIT.c.code.not_in(merged))
    in_question = and_(UNIT.c.kind == UnitKind.VILLAGE.value, stands, in_area(UNIT.c.code, question.unit))
    without = in_question & UNIT.c.code.not_in(select(STATION.c.unit))
    key = UNIT.c.code + " " + func.coalesce(STATION.c.station, "")
    villages = select(UNIT.c.code, STATION).outerjoin(STATION, STATION.c.unit == UNIT.c.code).where(in_question)
    if page.after is not None:
        villages = villages.where(key > page.after)
    rows = source.connection.execute(villages.order_by(key).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return StationLines(
        villages=tuple(_line(source, row, question.year) for row in shown),
        without_station=source.connection.execute(select(func.count()).select_from(UNIT).where(without)).scalar_one(),
        next=f"{shown[-1].code} {shown[-1].station or ''}" if len(rows) > page.limit else None,
    )


def _line(source: Source, row: Any, year: int) -> StationLine:
    screened = and_(CASE.c.is_screened, in_area(CASE.c.unit, row.code), in_year(CASE.c.registered_at, year))
    stayed = and_(CASE.c.cause == CloseCause.AGREED.value, CASE.c.level.in_(_BELOW))
    went_up = or_(CASE.c.handler.is_not(None), CASE.c.level.not_in(_BELOW))

    def counted(which: ColumnElement[bool]) -> int:
        return source.connection.execute(select(func.count()).select_from(CASE).where(which)).scalar_one()

    return StationLine(
        unit=row.code,
        station=row.station,
        set_up_on=None if row.set_up_on is None else date.fromisoformat(row.set_up_on),
        head=row.head,
        workers=() if row.workers is None else tuple(json.loads(row.workers)),
        screened=counted(screened),
        settled_in_village=counted(and_(screened, stayed)),
        passed_up=counted(and_(screened, went_up)),
    )
