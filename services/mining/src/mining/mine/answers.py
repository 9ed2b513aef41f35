"""Answers about the register of mines, their land, and the directory: as it was on a day, and as known on another."""

from datetime import date
from fractions import Fraction
from typing import Any

from contracts.bilingual import Bilingual
from contracts.mining.mine.messages import (
    Directory,
    DirectoryAnswer,
    LandLine,
    LandLines,
    LandOfArea,
    ListedMine,
    MineLine,
    MineLines,
    MinesOfArea,
    MineStage,
    RemovalGround,
    RemovedMine,
    RemovedMines,
    RemovedMinesAnswer,
)
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import ColumnElement, Row, and_, func, or_, select, tuple_

from mining.mine.view import LISTING, MINE, MINE_LAND, next_level

_END_OF_TIME = date.max


def directory(source: Source, question: Directory, page: Page) -> DirectoryAnswer:
    """A listing counts if it and nothing that ends it holds on the day, as far as both were known by then."""
    listed = and_(in_area(LISTING.c.code, question.unit), *_listed(question))
    query = select(LISTING).where(listed).order_by(LISTING.c.code, LISTING.c.round)
    if page.after is not None:
        query = query.where(LISTING.c.code > page.after)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    count = source.connection.execute(select(func.count()).select_from(LISTING).where(listed)).scalar_one()
    return DirectoryAnswer(
        mines=tuple(_listed_mine(row, question) for row in shown),
        listed=count,
        next=shown[-1].code if len(rows) > page.limit else None,
    )


def _listed(question: Directory) -> tuple[ColumnElement[bool], ...]:
    """Without a day: whatever is known not to have ended. A removal is never announced for a day to come."""
    on = (question.on or _END_OF_TIME).isoformat()
    known_on = (question.known_on or _END_OF_TIME).isoformat()
    is_ended = and_(LISTING.c.effective_on <= on, LISTING.c.removed_known_on <= known_on)
    return (
        LISTING.c.certified_on <= on,
        LISTING.c.certified_known_on <= known_on,
        or_(LISTING.c.effective_on.is_(None), ~is_ended),
    )


def removed_mines(source: Source, question: RemovedMines, page: Page) -> RemovedMinesAnswer:
    removed = and_(in_area(LISTING.c.code, question.unit), LISTING.c.removed_at.is_not(None))
    order = (LISTING.c.removed_at, LISTING.c.code)
    query = select(LISTING).where(removed).order_by(*(column.desc() for column in order))
    if page.after is not None:
        query = query.where(tuple_(*order) < _place(page.after))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].removed_at} {shown[-1].code}" if len(rows) > page.limit else None
    return RemovedMinesAnswer(mines=tuple(map(_removed_mine, shown)), next=following)


def mines_of_area(source: Source, question: MinesOfArea, page: Page) -> MineLines:
    query = select(MINE).where(in_area(MINE.c.code, question.unit)).order_by(MINE.c.code)
    if page.after is not None:
        query = query.where(MINE.c.code > page.after)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return MineLines(mines=tuple(map(_line, shown)), next=shown[-1].code if len(rows) > page.limit else None)


def _place(token: str) -> tuple[str, str]:
    first, _, second = token.partition(" ")
    return first, second


def _listed_mine(row: Row[Any], question: Directory) -> ListedMine:
    is_known = row.removed_known_on is not None and (
        question.known_on is None or row.removed_known_on <= question.known_on.isoformat()
    )
    return ListedMine(
        unit=row.code,
        mine=Bilingual(zh=row.zh, en=row.en),
        holder=row.holder,
        round=row.round,
        standard=row.standard,
        total=Fraction(row.total),
        certified_on=date.fromisoformat(row.certified_on),
        removed_on=date.fromisoformat(row.removed_on) if is_known else None,
        stream=row.stream,
        revision=row.revision,
        evidence=row.evidence,
    )


def _removed_mine(row: Row[Any]) -> RemovedMine:
    return RemovedMine(
        unit=row.code,
        mine=Bilingual(zh=row.zh, en=row.en),
        round=row.round,
        ground=RemovalGround(row.ground),
        text=row.text,
        certified_on=date.fromisoformat(row.certified_on),
        removed_on=date.fromisoformat(row.removed_on),
        effective_on=date.fromisoformat(row.effective_on),
    )


def _line(row: Row[Any]) -> MineLine:
    stage = MineStage(row.stage)
    return MineLine(
        unit=row.code,
        mine=Bilingual(zh=row.zh, en=row.en),
        holder=row.holder,
        mineral=row.mineral,
        kind=row.kind,
        size=row.size,
        plan=row.plan,
        is_pilot=row.is_pilot,
        stage=stage,
        round=row.round,
        next_level=next_level(row.levels, row.reviewed) if stage is MineStage.EVALUATED else None,
        notice_until=None if row.notice_until is None else date.fromisoformat(row.notice_until),
        cure_by=None if row.cure_by is None else date.fromisoformat(row.cure_by),
        is_cure_overdue=row.is_cure_overdue,
    )


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
