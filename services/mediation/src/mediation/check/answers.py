"""Answers to what is asked about the half-yearly checks, and how the four ones hold in a half-year."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from contracts.calendar import day_begins, day_ends, parse_period
from contracts.fields import instant_text
from contracts.mediation.case.messages import CaseStatus
from contracts.mediation.check.messages import (
    CheckLine,
    CheckLines,
    ChecksOfUnit,
    Consequence,
    FourOne,
    FourOneLine,
    FourOnesAnswer,
    FourOnesOfUnit,
)
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import ColumnElement, and_, func, or_, select

from mediation.case.view import CASE
from mediation.check.view import CHECK, CONSEQUENCE

_ENDED = (CaseStatus.CLOSED, CaseStatus.ARCHIVED, CaseStatus.ENDED, CaseStatus.REFERRED, CaseStatus.WITHDRAWN)


def checks_of_unit(source: Source, question: ChecksOfUnit, page: Page) -> CheckLines:
    of_its_year = and_(
        CONSEQUENCE.c.unit == CHECK.c.unit,
        CONSEQUENCE.c.subject == CHECK.c.subject,
        CONSEQUENCE.c.year == func.substr(CHECK.c.half, 1, 4),
    )
    query = select(CHECK, CONSEQUENCE.c.consequence, CONSEQUENCE.c.reason).outerjoin(CONSEQUENCE, of_its_year)
    query = query.where(CHECK.c.unit == question.unit)
    if page.after is not None:
        half, _, subject = page.after.partition(" ")
        query = query.where(or_(CHECK.c.half < half, and_(CHECK.c.half == half, CHECK.c.subject > subject)))
    query = query.order_by(CHECK.c.half.desc(), CHECK.c.subject)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return CheckLines(
        checks=tuple(map(_line, shown)),
        next=f"{shown[-1].half} {shown[-1].subject}" if len(rows) > page.limit else None,
    )


def _line(row: Any) -> CheckLine:
    return CheckLine(
        half=row.half,
        subject=row.subject,
        responsible=row.responsible,
        unmet=row.unmet,
        score=None if row.score is None else Fraction(row.score),
        consequence=None if row.consequence is None else Consequence(row.consequence),
        reason=row.reason,
    )


def four_ones_of_unit(source: Source, question: FourOnesOfUnit, page: Page) -> FourOnesAnswer:
    half = parse_period(question.half)
    assert half is not None, "the message takes nothing else"
    came_in = and_(
        in_area(CASE.c.unit, question.unit),
        CASE.c.registered_at >= instant_text(day_begins(half.first_day)),
        CASE.c.registered_at < instant_text(day_ends(half.last_day)),
    )
    mediated = and_(came_in, CASE.c.attempts > 0)
    assessed = and_(in_area(CHECK.c.unit, question.unit), CHECK.c.half == question.half)

    def counted(which: ColumnElement[bool]) -> int:
        return source.connection.execute(select(func.count()).select_from(CASE).where(which)).scalar_one()

    def lines() -> Iterator[FourOneLine]:
        total = counted(came_in)
        here = CASE.c.received_outside_centre.is_(False)
        fed_back = or_(CASE.c.told_on.is_not(None), CASE.c.closed_at.is_not(None))
        ended = CASE.c.status.in_([status.value for status in _ENDED])
        is_assessed = source.connection.execute(select(CHECK.c.half).where(assessed)).first() is not None
        yield FourOneLine(one=FourOne.WINDOW, done=counted(and_(came_in, here)), of=total)
        yield FourOneLine(one=FourOne.PLATFORM, done=counted(and_(came_in, fed_back)), of=total)
        yield FourOneLine(one=FourOne.FLOW, done=counted(and_(mediated, ended)), of=counted(mediated))
        yield FourOneLine(one=FourOne.MECHANISM, done=int(is_assessed), of=1)

    return FourOnesAnswer(half=question.half, ones=tuple(lines()))
