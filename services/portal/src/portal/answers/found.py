"""Search: units by their names, and everything that was made public by what it says."""

import unicodedata
from typing import Any

from sqlalchemy import or_, select, text

from portal.answers.lines import unit_line
from portal.answers.published import flat, publications_with
from portal.answers.question import AT_ONCE, Answer, Question, paged
from portal.bigrams import query_of
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
    document = {"q": wanted, "units": _units(question, wanted) if words else [], **paged(question, lines)}
    return Answer(document=document, lines=[flat(line) for line in lines[:AT_ONCE]])


def _units(question: Question, wanted: str) -> list[Any]:
    named = or_(UNIT.c.zh.contains(wanted, autoescape=True), UNIT.c.en.icontains(wanted, autoescape=True))
    rows = question.connection.execute(select(UNIT).where(named).order_by(UNIT.c.code).limit(MOST_UNITS))
    return [unit_line(row) for row in rows]
