"""Answers about land that mining used up."""

from datetime import date
from typing import Any

from contracts.mining.parcels.messages import ParcelLine, ParcelLines, ParcelsOfUnit
from ledger.door import Page, Source
from sqlalchemy import Row, func, select

from mining.parcels.view import ARABLE, PARCEL, RECLAIMED


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
