"""Titles and commendations: which units hold or held one, and who takes part in a year's creation."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, select

from portal.answers.announced import announced
from portal.answers.question import AT_ONCE, Answer, Document, Question, paged
from portal.projections.tables import UNIT
from portal.projections.title_tables import TITLE, YEARLY_LIST

KINDS = ("qualified", "demonstration", "district", "commended")
MOST_LISTS = 20

_TITLES = (
    select(TITLE, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == TITLE.c.unit, isouter=True)
    .order_by(TITLE.c.conferred_at.desc(), TITLE.c.fact)
)
_LISTS = (
    select(YEARLY_LIST, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == YEARLY_LIST.c.unit, isouter=True)
    .order_by(YEARLY_LIST.c.year.desc(), YEARLY_LIST.c.unit)
    .limit(MOST_LISTS)
)
_NAMES = select(UNIT.c.code, UNIT.c.zh, UNIT.c.en).where(UNIT.c.code.in_(bindparam("codes", expanding=True)))


def titles(question: Question) -> Answer:
    """Every title that was conferred, newest first, those that were lost with their day; and the lists of the years."""
    rows = question.ask(_TITLES.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE))
    notices = announced(question, (row.fact for row in rows))
    lines = [_line(row) for row in rows]
    document = {
        **paged(question, lines),
        "notices": dict(notices),
        "lists": _lists(question),
    }
    return Answer(document=document, lines=lines[:AT_ONCE])


def titles_of(question: Question, unit: str) -> list[Document]:
    """Those of one unit, for its page."""
    return [_line(row) for row in question.ask(_TITLES.where(TITLE.c.unit == unit))]


def _line(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "unit_name": _name(row),
        "award": row.title,
        "year": row.year,
        "conferred_at": row.conferred_at,
        "reason": row.reason,
        "lost_at": row.lost_at,
        "lost_reason": row.lost_reason,
        "fact": row.fact,
    }


def _lists(question: Question) -> list[Document]:
    rows = question.ask(_LISTS)
    names = _named(question, {code for row in rows for code in json.loads(row.communities)})
    return [
        {
            "unit": row.unit,
            "unit_name": _name(row),
            "year": row.year,
            "of": row.of,
            "communities": [
                {"code": code, "name": names.get(code, {"zh": code, "en": code}), "is_enrolled": code in names}
                for code in json.loads(row.communities)
            ],
            "fact": row.fact,
        }
        for row in rows
    ]


def _named(question: Question, codes: Iterable[str]) -> Mapping[str, dict[str, str]]:
    return {row.code: {"zh": row.zh, "en": row.en} for row in question.ask(_NAMES, codes=sorted(codes))}


def _name(row: Row[Any]) -> dict[str, str] | None:
    return None if row.zh is None else {"zh": row.zh, "en": row.en}
