"""What is made known of green mines beside the directory: circulars, standards, progress and examples."""

import json
from typing import Any

from contracts.packs import Pack
from contracts.policies import known_packs
from sqlalchemy import Row, Select, func, select

from portal.answers.announced import announced
from portal.answers.in_force import said_by
from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.circular_tables import CIRCULAR, EXPERIENCE, STANDARD
from portal.projections.mine_tables import LISTING, MINE
from portal.projections.tables import UNIT

COUNTY_DIGITS = 6
TARGET = "mining.target."
MOST_EXAMPLES = 60

_ZH, _EN = func.coalesce(UNIT.c.zh, MINE.c.zh).label("zh"), func.coalesce(UNIT.c.en, MINE.c.en).label("en")


def _with_name(table: Any) -> Select[Any]:
    """With the name of the unit, which may be a mine."""
    of_unit = table.outerjoin(UNIT, UNIT.c.code == table.c.unit).outerjoin(MINE, MINE.c.unit == table.c.unit)
    return select(table, _ZH, _EN).select_from(of_unit)


_CIRCULARS = _with_name(CIRCULAR).order_by(CIRCULAR.c.issued_on.desc(), CIRCULAR.c.fact)
_EXAMPLES = _with_name(EXPERIENCE).order_by(EXPERIENCE.c.commended_on.desc(), EXPERIENCE.c.fact).limit(MOST_EXAMPLES)
_STANDARDS = (
    select(STANDARD, UNIT.c.zh.label("unit_zh"), UNIT.c.en.label("unit_en"))
    .outerjoin(UNIT, UNIT.c.code == STANDARD.c.unit)
    .order_by(STANDARD.c.in_force_from.desc(), STANDARD.c.standard)
)
_COUNTY = func.substr(LISTING.c.unit, 1, COUNTY_DIGITS)


def circulars(question: Question) -> Answer:
    """Who was named in a circular, when and on what ground, newest first."""
    rows = question.ask(_CIRCULARS.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE))
    notices = announced(question, (row.fact for row in rows))
    lines = [_circular(row) for row in rows]
    return Answer(document={**paged(question, lines), "notices": dict(notices)}, lines=lines[:AT_ONCE])


def _circular(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "unit_name": _name(row.zh, row.en),
        "year": row.year,
        "circular": row.circular,
        "issued_on": row.issued_on,
        "reason": row.text,
        "clause": row.clause,
        "fact": row.fact,
    }


def standards(question: Question) -> Answer:
    """Every published standard; its items stand on its own page."""
    lines = [_standard(row) for row in question.ask(_STANDARDS)]
    return Answer(document={"lines": lines}, lines=lines)


def standard(question: Question) -> Answer:
    """One standard with its items and their points, from the texts that it was published under."""
    rows = question.ask(_STANDARDS.where(STANDARD.c.standard == question.parts["standard"]))
    if not rows:
        raise Missing
    row = rows[0]
    items = _items(row.standard, json.loads(row.packs))
    lines = [{"standard": row.standard, **item} for item in items]
    return Answer(document={"standard": _standard(row), "items": items}, lines=lines)


def _standard(row: Row[Any]) -> Document:
    return {
        "standard": row.standard,
        "title": {"zh": row.zh, "en": row.en},
        "unit": row.unit,
        "unit_name": _name(row.unit_zh, row.unit_en),
        "level": row.level,
        "industry": row.industry,
        "in_force_from": row.in_force_from,
        "items": row.items,
        "published_on": row.published_on,
        "fact": row.fact,
    }


def _items(standard: str, digests: list[str]) -> list[Document]:
    """The narrowest text has the last word, as when a mine is assessed."""
    stem = f"mine.standard.{standard}.item."
    found: dict[str, Document] = {}
    for pack in (known_packs()[digest] for digest in digests if digest in known_packs()):
        found |= dict(_of_pack(pack, stem))
    return list(found.values())


def _of_pack(pack: Pack, stem: str) -> list[tuple[str, Document]]:
    named = [(name.removeprefix(stem), each) for name, each in pack.parameters.items() if name.startswith(stem)]
    return [
        (
            name,
            {
                "dimension": name.partition(".")[0],
                "number": name.partition(".")[2],
                "points": str(each.value),
                "source": each.source,
            },
        )
        for name, each in named
        if "." in name and not each.silent
    ]


def progress(question: Question) -> Answer:
    """How many mines are certified in each county, beside the number that the opinion sets; and the examples."""
    today = question.today_text
    listed = (LISTING.c.certified_on <= today, func.coalesce(LISTING.c.effective_on, "9999") > today)
    counts = (
        select(_COUNTY.label("county"), UNIT.c.zh, UNIT.c.en, func.count().label("number"))
        .select_from(LISTING.outerjoin(UNIT, UNIT.c.code == _COUNTY))
        .where(*listed)
        .group_by(_COUNTY, UNIT.c.zh, UNIT.c.en)
        .order_by(_COUNTY)
    )
    lines = [
        {"county": row.county, "county_name": _name(row.zh, row.en), "certified": row.number}
        for row in question.ask(counts)
    ]
    document = {
        "counties": lines,
        "certified": sum(line["certified"] for line in lines),
        "target": _target(question),
        "examples": [_example(row) for row in question.ask(_EXAMPLES)],
    }
    return Answer(document=document, lines=lines)


def _target(question: Question) -> Document | None:
    """From the newest text that sets a number; None where none does."""
    stated = said_by(question, "mining", TARGET)
    counts = [each for each in stated if each.parameter.name == f"{TARGET}count"]
    if not counts:
        return None
    parameter, pack = counts[0].parameter, counts[0].pack
    due = next((each.parameter.value for each in stated if each.parameter.name == f"{TARGET}due"), None)
    return {
        "count": parameter.value,
        "due_on": None if due is None else str(due),
        "source": parameter.source,
        "title": dict(pack.title),
    }


def _example(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "unit_name": _name(row.zh, row.en),
        "year": row.year,
        "commended_on": row.commended_on,
        "text": row.text,
        "clause": row.clause,
        "fact": row.fact,
    }


def _name(zh: str | None, en: str | None) -> dict[str, str] | None:
    return None if zh is None or en is None else {"zh": zh, "en": en}
