"""Answers about demonstration zones."""

from datetime import date
from typing import Any

from contracts.bilingual import Bilingual
from contracts.mining.zone.messages import OpenItem, ZoneLine, ZoneLines, ZonesOfArea
from contracts.units import area_of
from ledger.door import Page, Source
from sqlalchemy import ColumnElement, Connection, Row, or_, select, tuple_

from mining.zone.rule import items_of
from mining.zone.view import ZONE, ZONE_WORK


def zones_of_area(source: Source, question: ZonesOfArea, page: Page) -> ZoneLines:
    in_area = or_(ZONE.c.unit == question.unit, _inside(ZONE.c.unit, question.unit))
    order = (ZONE.c.unit, ZONE.c.zone)
    query = select(ZONE).where(in_area).order_by(*order)
    if page.after is not None:
        unit, _, zone = page.after.partition(" ")
        query = query.where(tuple_(*order) > (unit, zone))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].zone}" if len(rows) > page.limit else None
    return ZoneLines(zones=tuple(_zone(source.connection, row) for row in shown), next=following)


def _inside(code: ColumnElement[str], unit: str) -> ColumnElement[bool]:
    return code.op("GLOB")(f"{area_of(unit)}?*") if unit == area_of(unit) else code == unit


def _zone(connection: Connection, row: Row[Any]) -> ZoneLine:
    of_zone = (ZONE_WORK.c.unit == row.unit, ZONE_WORK.c.zone == row.zone)
    works = connection.execute(select(ZONE_WORK.c.part, ZONE_WORK.c.item).where(*of_zone)).all()
    done = {(work.part, work.item) for work in works}
    return ZoneLine(
        unit=row.unit,
        zone=row.zone,
        title=Bilingual(zh=row.zh, en=row.en),
        area=row.area,
        key_area=row.key_area,
        mines=tuple(row.mines.split(" ")),
        plan=row.plan,
        opened_on=date.fromisoformat(row.opened_on),
        works=len(works),
        funds=row.funds,
        open=tuple(
            OpenItem(part=part, item=item)
            for part, items in items_of().items()
            for item in items
            if (part.value, item) not in done
        ),
    )
