"""Answers to what is asked about the centre of a township and those who are sent to it."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from contracts.mediation.centre.messages import (
    CentreLine,
    CentreLines,
    CentreMember,
    CentresOfTownship,
    DaysBetween,
    RotationLine,
    RotationLines,
    RotationsOfCentre,
    TownshipOffice,
)
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import ColumnElement, func, select, tuple_

from mediation.centre.view import CENTRE, CENTRE_DEPUTY, ROTATION

_ONE_DAY = timedelta(days=1)


def centres_of_township(source: Source, question: CentresOfTownship, page: Page) -> CentreLines:
    query = select(CENTRE).where(CENTRE.c.unit == question.unit)
    if page.after is not None:
        query = query.where(CENTRE.c.centre > page.after)
    rows = source.connection.execute(query.order_by(CENTRE.c.centre).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return CentreLines(
        centres=tuple(_centre(source, row) for row in shown),
        next=shown[-1].centre if len(rows) > page.limit else None,
    )


def _centre(source: Source, row: Any) -> CentreLine:
    of_centre = (CENTRE_DEPUTY.c.unit == row.unit) & (CENTRE_DEPUTY.c.centre == row.centre)
    deputies = select(CENTRE_DEPUTY.c.person).where(of_centre).order_by(CENTRE_DEPUTY.c.person)
    return CentreLine(
        centre=row.centre,
        established_on=date.fromisoformat(row.established_on),
        closed_on=None if row.closed_on is None else date.fromisoformat(row.closed_on),
        director=row.director,
        office=None if row.office is None else TownshipOffice(row.office),
        deputies=tuple(source.connection.execute(deputies).scalars()),
        staff=tuple(load(CentreMember, member) for member in json.loads(row.staff)),
        full_time=row.full_time,
        is_out_of_range=row.is_out_of_range,
        without_staff=tuple(json.loads(row.without_staff)),
    )


def rotations_of_centre(source: Source, question: RotationsOfCentre, page: Page) -> RotationLines:
    of_centre = (ROTATION.c.unit == question.unit) & (ROTATION.c.centre == question.centre)
    query, key = select(ROTATION).where(of_centre), tuple_(ROTATION.c.from_on, ROTATION.c.person)
    covered = None
    if page.after is not None:
        from_on, _, person = page.after.partition(" ")
        covered = _covered(source, of_centre & (key <= (from_on, person)))
        query = query.where(key > (from_on, person))
    rows = source.connection.execute(query.order_by(ROTATION.c.from_on, ROTATION.c.person).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    lines = tuple(map(_rotation, shown))
    return RotationLines(
        rotations=lines,
        gaps=tuple(_gaps(covered, lines)),
        overlaps=tuple(_overlaps(covered, lines)),
        next=f"{shown[-1].from_on} {shown[-1].person}" if len(rows) > page.limit else None,
    )


def _covered(source: Source, before: ColumnElement[bool]) -> date | None:
    """The last day of the rotations on the pages before this one."""
    last = source.connection.execute(select(func.max(ROTATION.c.to_on)).where(before)).scalar_one()
    return None if last is None else date.fromisoformat(last)


def _gaps(covered: date | None, lines: Sequence[RotationLine]) -> Iterator[DaysBetween]:
    for line in lines:
        if covered is not None and line.from_on > covered + _ONE_DAY:
            yield DaysBetween(from_on=covered + _ONE_DAY, to_on=line.from_on - _ONE_DAY)
        covered = line.to_on if covered is None else max(covered, line.to_on)


def _overlaps(covered: date | None, lines: Sequence[RotationLine]) -> Iterator[DaysBetween]:
    for line in lines:
        if covered is not None and line.from_on <= covered:
            yield DaysBetween(from_on=line.from_on, to_on=min(covered, line.to_on))
        covered = line.to_on if covered is None else max(covered, line.to_on)


def _rotation(row: Any) -> RotationLine:
    return RotationLine(
        person=row.person,
        from_unit=row.from_unit,
        is_listed=row.is_listed,
        from_on=date.fromisoformat(row.from_on),
        to_on=date.fromisoformat(row.to_on),
    )
