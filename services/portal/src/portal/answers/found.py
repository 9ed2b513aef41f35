"""Search: units, mines, decisions and standards by their names, and everything that was made public by what it says."""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select, text

from portal.answers.lines import unit_line
from portal.answers.published import flat, publications_with
from portal.answers.question import AT_ONCE, Answer, Question, paged
from portal.bigrams import query_of
from portal.projections.circular_tables import STANDARD
from portal.projections.decision_tables import DECISION
from portal.projections.mine_tables import LISTING, MINE
from portal.projections.tables import UNIT, WORDS

MOST_UNITS = 20
LONGEST = 100
"""Characters of what is searched for that count."""

_MATCHES = text(
    f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH :words ORDER BY rowid DESC LIMIT :most OFFSET :first"  # noqa: S608 - the name is ours
)


def search(question: Question) -> Answer:
    """Newest first; a search without a word finds nothing."""
    wanted = unicodedata.normalize("NFC", question.query.get("q", ""))[:LONGEST].strip()
    words = query_of(wanted)
    ids: list[int] = []
    if words:
        bounds: dict[str, Any] = {"words": words, "most": AT_ONCE + 1, "first": (question.page - 1) * AT_ONCE}
        ids = [row.rowid for row in question.connection.execute(_MATCHES, bounds)]
    lines = publications_with(question, ids)
    document = {
        "q": wanted,
        "units": _units(question, wanted) if words else [],
        "named": _named(question, wanted) if words else [],
        **paged(question, lines),
    }
    return Answer(document=document, lines=[flat(line) for line in lines[:AT_ONCE]])


def _named(question: Question, wanted: str) -> list[Any]:
    """What has a name of its own and a page: listed mines, public decisions, standards."""
    today = question.today_text
    listed = select(LISTING.c.unit).where(LISTING.c.certified_on <= today)
    queries = (
        ("mines_of", MINE, select(MINE.c.unit, MINE.c.zh, MINE.c.en).where(MINE.c.unit.in_(listed))),
        ("decisions_of", DECISION, select(DECISION.c.unit, DECISION.c.zh, DECISION.c.en).where(DECISION.c.is_public)),
        ("standard", STANDARD, select(STANDARD.c.standard.label("unit"), STANDARD.c.zh, STANDARD.c.en)),
    )
    return [
        {"page": page, "of": row.unit, "name": {"zh": row.zh, "en": row.en}}
        for page, table, query in queries
        for row in question.ask(query.where(_is_named(table, wanted)).order_by(table.c.zh).limit(MOST_UNITS))
    ]


def _is_named(table: Table, wanted: str) -> ColumnElement[bool]:
    return or_(table.c.zh.contains(wanted, autoescape=True), table.c.en.icontains(wanted, autoescape=True))


def _units(question: Question, wanted: str) -> list[Any]:
    rows = question.connection.execute(
        select(UNIT).where(_is_named(UNIT, wanted)).order_by(UNIT.c.code).limit(MOST_UNITS)
    )
    return [unit_line(row) for row in rows]
