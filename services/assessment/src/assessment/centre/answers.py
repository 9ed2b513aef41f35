"""The half-yearly checks of governance centres, as they stand."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from contracts.assessment.centre.messages import (
    CentreCheckLine,
    CentreChecksOfArea,
    CentreChecksOfAreaAnswer,
    HalfYearLine,
    RewardOutcome,
)
from contracts.units import area_of
from ledger.door import Page, Source
from sqlalchemy import Row, and_, select, tuple_

from assessment.centre.view import CENTRE_SUBJECT, CENTRE_YEAR

_TOWNSHIP_DIGITS = 9


def centre_checks_of_area(source: Source, question: CentreChecksOfArea, page: Page) -> CentreChecksOfAreaAnswer:
    unit, year, subject = CENTRE_SUBJECT.c.unit, CENTRE_SUBJECT.c.year, CENTRE_SUBJECT.c.subject
    area = area_of(question.unit)[:_TOWNSHIP_DIGITS]
    of_year = and_(CENTRE_YEAR.c.unit == unit, CENTRE_YEAR.c.year == year)
    query = select(CENTRE_SUBJECT, *_OF_YEAR).join(CENTRE_YEAR, of_year).where(unit.op("GLOB")(f"{area}*"))
    if page.after is not None:
        township, number, name = page.after.split(" ")
        query = query.where(tuple_(unit, year, subject) > (township, int(number), name))
    rows = source.connection.execute(query.order_by(unit, year, subject).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    last = shown[-1] if len(rows) > page.limit else None
    following = None if last is None else f"{last.unit} {last.year} {last.subject}"
    return CentreChecksOfAreaAnswer(checks=tuple(map(_line, shown)), next=following)


_OF_YEAR = (
    CENTRE_YEAR.c.first_frozen_at,
    CENTRE_YEAR.c.second_frozen_at,
    CENTRE_YEAR.c.is_first_overdue,
    CENTRE_YEAR.c.is_second_overdue,
    CENTRE_YEAR.c.is_decision_overdue,
)


def _line(row: Row[Any]) -> CentreCheckLine:
    return CentreCheckLine(
        township=row.unit,
        year=row.year,
        subject=row.subject,
        responsible=row.responsible,
        first=HalfYearLine(
            frozen_at=_moment(row.first_frozen_at),
            checked_at=_moment(row.first_checked_at),
            score=_score(row.first_score),
            digest=row.first_digest,
            is_overdue=row.is_first_overdue,
        ),
        second=HalfYearLine(
            frozen_at=_moment(row.second_frozen_at),
            checked_at=_moment(row.second_checked_at),
            score=_score(row.second_score),
            digest=row.second_digest,
            is_overdue=row.is_second_overdue,
        ),
        outcome=None if row.outcome is None else RewardOutcome(row.outcome),
        target_met=row.target_met,
        reason=row.reason,
        is_decision_overdue=row.is_decision_overdue,
    )


def _score(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
