"""Answers to what is asked about notice boards."""

import json
from datetime import date
from typing import Any

from contracts.bilingual import Bilingual
from contracts.disclosure.boards.messages import (
    BoardFault,
    BoardKind,
    BoardLine,
    BoardLines,
    BoardsOfUnit,
    BoardsStanding,
    ShortUnit,
    ShortUnits,
    UnitsShortOfBoards,
)
from contracts.errors import Rejected
from contracts.units import area_of
from ledger.door import Page, Source
from sqlalchemy import Row, or_, select, tuple_

from disclosure.boards.view import BOARD, SHORT
from disclosure.tables import UNIT


def boards_of_unit(source: Source, question: BoardsOfUnit, page: Page) -> BoardLines:
    unit = source.connection.execute(select(UNIT).where(UNIT.c.code == question.unit)).one_or_none()
    if unit is None:
        raise Rejected("disclosure.unknown-unit", question.unit)
    query = select(BOARD).where(BOARD.c.unit == question.unit).order_by(BOARD.c.number)
    if page.after is not None and page.after.isdecimal():
        query = query.where(BOARD.c.number > int(page.after))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    short = source.connection.execute(select(SHORT).where(SHORT.c.unit == question.unit).order_by(SHORT.c.kind)).all()
    return BoardLines(
        unit_name=Bilingual(zh=unit.zh, en=unit.en),
        boards=tuple(map(_line, shown)),
        short=tuple(map(_standing, short)),
        next=str(shown[-1].number) if len(rows) > page.limit else None,
    )


def units_short_of_boards(source: Source, question: UnitsShortOfBoards, page: Page) -> ShortUnits:
    in_area = or_(SHORT.c.unit == question.unit, SHORT.c.unit.op("GLOB")(f"{area_of(question.unit)}[0-9]*"))
    order = (SHORT.c.unit, SHORT.c.kind)
    query = select(SHORT, UNIT.c.zh, UNIT.c.en).join(UNIT, UNIT.c.code == SHORT.c.unit).where(in_area).order_by(*order)
    if page.after is not None:
        unit, _, kind = page.after.partition(" ")
        query = query.where(tuple_(*order) > (unit, kind))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return ShortUnits(
        units=tuple(
            ShortUnit(unit=row.unit, unit_name=Bilingual(zh=row.zh, en=row.en), boards=_standing(row)) for row in shown
        ),
        next=f"{shown[-1].unit} {shown[-1].kind}" if len(rows) > page.limit else None,
    )


def _standing(row: Row[Any]) -> BoardsStanding:
    return BoardsStanding(kind=BoardKind(row.kind), standing=row.standing, least=row.least)


def _line(row: Row[Any]) -> BoardLine:
    return BoardLine(
        number=row.number,
        kind=BoardKind(row.kind),
        place=row.place,
        valid_from=date.fromisoformat(row.valid_from),
        valid_to=_day(row.valid_to),
        updated_on=_day(row.updated_on),
        inspected_on=_day(row.inspected_on),
        faults=tuple(map(BoardFault, json.loads(row.faults))),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
