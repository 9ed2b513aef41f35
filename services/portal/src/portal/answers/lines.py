"""Duties and units as lines of a page, the same on every page."""

from collections.abc import Sequence
from typing import Any

from contracts.bilingual import Bilingual
from contracts.disclosure.words import catalogue_name
from ledger.views import NamedLookup
from sqlalchemy import Label, Row, bindparam, case, select

from portal.answers.question import Document, Missing, Question
from portal.projections.tables import DUTY, UNIT
from portal.words import own_words

COUNTED = ("on-time", "late", "overdue", "reopened", "past-due", "due-soon", "open")
STATUSES = (*COUNTED, "shown")
"""`shown` is what was made public without a due date: it can be neither early nor late."""


def unit_of(question: Question, code: str) -> Document:
    """`Missing` if the unit is not enrolled."""
    return unit_line(_one(question.ask(_ONE_UNIT, code=code)))


def duty_line(question: Question) -> tuple[str, Document]:
    """The duty that the address names, and the stream it is recorded in. `Missing` if there is none."""
    parts = question.parts
    row = _one(question.ask(_ONE_DUTY, unit=parts["unit"], catalogue=parts["catalogue"], period=parts["period"]))
    return row.stream, line(row)


def _one(rows: Sequence[Any]) -> Any:
    if not rows:
        raise Missing
    [row] = rows
    return row


def _status() -> Label[str]:
    """What the record says of a duty at the moment of a question, in one word of `STATUSES`."""
    fulfilled = DUTY.c.fulfilled_at.is_not(None)
    return case(
        (DUTY.c.reopened, "reopened"),
        (fulfilled & DUTY.c.due_at.is_(None), "shown"),
        (fulfilled & (DUTY.c.fulfilled_at < DUTY.c.due_at), "on-time"),
        (fulfilled, "late"),
        (DUTY.c.overdue, "overdue"),
        (DUTY.c.due_at <= bindparam("now"), "past-due"),
        (DUTY.c.soon_from <= bindparam("today"), "due-soon"),
        else_="open",
    ).label("status")


STATUS = _status()
DUTIES = select(DUTY, UNIT.c.zh, UNIT.c.en, UNIT.c.kind, STATUS).join(UNIT, UNIT.c.code == DUTY.c.unit)
"""Statements with a status are asked with `question.moment`."""

_ONE_DUTY = NamedLookup(
    DUTIES.where(
        DUTY.c.unit == bindparam("unit"),
        DUTY.c.catalogue == bindparam("catalogue"),
        DUTY.c.period == bindparam("period"),
    )
)
_ONE_UNIT = NamedLookup(select(UNIT).where(UNIT.c.code == bindparam("code")))


def named(name: Bilingual) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def title_of(catalogue: str) -> dict[str, str]:
    """What a catalogue is called; work outside the calendars is in no pack's list."""
    own = own_words().get(f"work.{catalogue}")
    return dict(own) if own else named(catalogue_name(catalogue))


def matter_of(row: Row[Any]) -> dict[str, str] | None:
    """None of a duty of the calendars, and of one whose matter is not public yet."""
    return {"zh": row.matter_zh, "en": row.matter_en} if row.named and row.matter_zh is not None else None


def unit_line(row: Row[Any]) -> Document:
    return {"code": row.code, "kind": row.kind, "name": {"zh": row.zh, "en": row.en}}


def line(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "unit_name": {"zh": row.zh, "en": row.en},
        "catalogue": row.catalogue,
        "catalogue_name": title_of(row.catalogue),
        "period": row.period,
        "matter": matter_of(row),
        "status": row.status,
        "due_on": row.due_on,
        "opened_at": row.opened_at,
        "fulfilled_at": row.fulfilled_at,
        "items": row.items,
        "published": row.published,
        "withheld": row.withheld,
    }
