"""Duties and units as lines of a page, the same on every page."""

from typing import Any

from contracts.disclosure.names import catalogue_name
from contracts.message import dump
from sqlalchemy import Row, Select, case, select

from portal.answers.question import Document, Missing, Question
from portal.projections.tables import DUTY, UNIT

STATUSES = ("on-time", "late", "overdue", "reopened", "past-due", "due-soon", "open")


def unit_of(question: Question, code: str) -> Document:
    """`Missing` if the unit is not enrolled."""
    row = question.connection.execute(select(UNIT).where(UNIT.c.code == code)).one_or_none()
    if row is None:
        raise Missing
    return unit_line(row)


def duty_line(question: Question, unit_code: str, catalogue: str, period: str) -> tuple[str, Document]:
    """One duty and the stream it is recorded in. `Missing` if there is none."""
    query = duties(question).where(DUTY.c.unit == unit_code, DUTY.c.catalogue == catalogue, DUTY.c.period == period)
    row = question.connection.execute(query).one_or_none()
    if row is None:
        raise Missing
    return row.stream, line(row)


def status_of(question: Question) -> Any:
    """What the record says of a duty today, in one word of `STATUSES`."""
    fulfilled = DUTY.c.fulfilled_at.is_not(None)
    return case(
        (DUTY.c.reopened, "reopened"),
        (fulfilled & (DUTY.c.fulfilled_at < DUTY.c.due_at), "on-time"),
        (fulfilled, "late"),
        (DUTY.c.overdue, "overdue"),
        (DUTY.c.due_at <= question.now_text, "past-due"),
        (DUTY.c.soon_from <= question.today_text, "due-soon"),
        else_="open",
    ).label("status")


def duties(question: Question) -> Select[Any]:
    return select(DUTY, UNIT.c.zh, UNIT.c.en, UNIT.c.kind, status_of(question)).join(UNIT, UNIT.c.code == DUTY.c.unit)


def unit_line(row: Row[Any]) -> Document:
    return {"code": row.code, "kind": row.kind, "name": {"zh": row.zh, "en": row.en}}


def line(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "unit_name": {"zh": row.zh, "en": row.en},
        "catalogue": row.catalogue,
        "catalogue_name": dump(catalogue_name(row.catalogue)),
        "period": row.period,
        "status": row.status,
        "due_on": row.due_on,
        "fulfilled_at": row.fulfilled_at,
        "items": row.items,
        "published": row.published,
        "withheld": row.withheld,
    }
