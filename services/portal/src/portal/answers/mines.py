"""The directory of green mines as of a day: today's, or the one that the address names."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from contracts.units import area_of
from sqlalchemy import Row, Select, bindparam, func, select

from portal.answers.in_force import said_by
from portal.answers.lines import unit_of
from portal.answers.offered import taker_of
from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.circular_tables import STANDARD
from portal.projections.mine_tables import LISTING, MINE
from portal.projections.tables import UNIT

COUNTY_DIGITS = 6

_LISTED = (
    select(LISTING, MINE.c.zh, MINE.c.en, MINE.c.mineral, UNIT.c.zh.label("county_zh"), UNIT.c.en.label("county_en"))
    .add_columns(STANDARD.c.zh.label("standard_zh"), STANDARD.c.en.label("standard_en"))
    .join(MINE, MINE.c.unit == LISTING.c.unit)
    .join(STANDARD, STANDARD.c.standard == LISTING.c.standard, isouter=True)
    .join(UNIT, UNIT.c.code == func.substr(LISTING.c.unit, 1, COUNTY_DIGITS), isouter=True)
    .where(LISTING.c.certified_on <= bindparam("day"))
    .order_by(LISTING.c.certified_on.desc(), LISTING.c.unit, LISTING.c.round)
)


def mines(question: Question) -> Answer:
    """Every mine that is or was in the directory by the day; what has left it stays, with its date."""
    return _directory(question, _LISTED, None)


def mines_of(question: Question) -> Answer:
    """The same for the mines of one area."""
    unit = unit_of(question, question.parts["unit"])
    within = LISTING.c.unit.op("GLOB")(f"{area_of(unit['code'])}[0-9-]*")
    return _directory(question, _LISTED.where(within), unit)


def _directory(question: Question, query: Select[Any], unit: Document | None) -> Answer:
    day = _day(question)
    rows = question.ask(query.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE), day=day)
    texts = _texts(question, {row.standard for row in rows if row.standard_zh is None})
    lines = [_line(row, day, texts) for row in rows]
    document = {
        "day": day,
        "today": question.today_text,
        "published": sorted({row.standard for row in rows if row.standard_zh is not None}),
        "unit": unit,
        "report_to": taker_of(question, "mine", unit["code"] if unit else None),
        **paged(question, lines),
    }
    return Answer(document=document, lines=lines[:AT_ONCE])


def _day(question: Question) -> str:
    """The one that the address names or the form asks for, or today; `Missing` for a day that no calendar has, and for
    one that has not come."""
    named = question.parts.get("day") or question.query.get("day") or question.today_text
    try:
        date.fromisoformat(named)
    except ValueError:
        raise Missing from None
    if named > question.today_text:
        raise Missing
    return named


def _texts(question: Question, standards: Iterable[str]) -> dict[str, Document]:
    """Standard to the title of the text that holds it, for those that were not published by themselves."""
    texts: dict[str, Document] = {}
    for standard in sorted(standards):
        held = said_by(question, "mining", f"mine.standard.{standard}.")
        if held:
            texts[standard] = dict(held[0].pack.title)
    return texts


def _line(row: Row[Any], day: str, texts: Mapping[str, Document]) -> Document:
    is_published = row.standard_zh is not None
    is_out = row.effective_on is not None and row.effective_on <= day
    return {
        "mine": row.unit,
        "mine_name": {"zh": row.zh, "en": row.en},
        "county": row.unit[:COUNTY_DIGITS],
        "county_name": None if row.county_zh is None else {"zh": row.county_zh, "en": row.county_en},
        "mineral": row.mineral,
        "level": row.level,
        "standard": row.standard,
        "standard_name": {"zh": row.standard_zh, "en": row.standard_en} if is_published else texts.get(row.standard),
        "certified_on": row.certified_on,
        "listing": "removed" if is_out else "listed",
        "removed_on": row.removed_on if is_out else None,
        "removal_ground": row.ground if is_out else None,
        "fact": row.fact,
    }
