"""Answers about the land of mines, and about land that mining used up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.mining.mine.messages import LandLine, LandLines, LandOfArea
from contracts.mining.parcels.messages import ParcelLine, ParcelLines, ParcelsOfUnit
from ledger.door import Answer, Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, func, select, tuple_

from mining.projections.land import ARABLE, MINE_LAND, PARCEL, RECLAIMED


def land_of_area(source: Source, question: LandOfArea, page: Page) -> LandLines:
    order = (MINE_LAND.c.unit, MINE_LAND.c.revision)
    own = MINE_LAND.c.unit == question.unit
    query = (
        select(MINE_LAND)
        .where(own if "-" in question.unit else in_area(MINE_LAND.c.unit, question.unit))
        .order_by(*order)
    )
    if page.after is not None:
        unit, _, revision = page.after.partition(" ")
        query = query.where(tuple_(*order) > (unit, int(revision)))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].revision}" if len(rows) > page.limit else None
    return LandLines(acts=tuple(map(_act, shown)), next=following)


def _act(row: Row[Any]) -> LandLine:
    return LandLine(unit=row.unit, act=row.act, subject=row.subject, square_metres=row.square_metres, linked=row.linked)


def parcels_of_unit(source: Source, question: ParcelsOfUnit, page: Page) -> ParcelLines:
    connection, unit = source.connection, question.unit
    query = select(PARCEL).where(PARCEL.c.unit == unit).order_by(PARCEL.c.parcel)
    if page.after is not None:
        query = query.where(PARCEL.c.parcel > page.after)
    rows = connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    limit = connection.execute(select(ARABLE.c.most).where(ARABLE.c.unit == unit)).scalar()
    given_up = select(func.sum(PARCEL.c.arable)).where(PARCEL.c.unit == unit, PARCEL.c.entered_on.is_not(None))
    won = select(func.sum(RECLAIMED.c.square_metres)).where(RECLAIMED.c.unit == unit)
    return ParcelLines(
        parcels=tuple(map(_parcel, shown)),
        limit=limit or 0,
        reduced=connection.execute(given_up).scalar() or 0,
        won=connection.execute(won).scalar() or 0,
        next=shown[-1].parcel if len(rows) > page.limit else None,
    )


def _parcel(row: Row[Any]) -> ParcelLine:
    return ParcelLine(
        parcel=row.parcel,
        mine=row.mine,
        square_metres=row.square_metres,
        arable=row.arable,
        basic_farmland=row.basic_farmland,
        is_passed=row.is_passed,
        entered_on=None if row.entered_on is None else date.fromisoformat(row.entered_on),
    )


LAND_ANSWERS: Mapping[type, Answer] = {LandOfArea: land_of_area, ParcelsOfUnit: parcels_of_unit}
