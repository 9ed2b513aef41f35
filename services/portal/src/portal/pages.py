"""Every page: who answers its question, and what its template is given."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any

from portal import charts
from portal.answers import (
    blanks,
    boards,
    circulars,
    congress,
    decisions,
    deputies,
    disputes,
    duties,
    elections,
    facts,
    found,
    guide,
    minerals,
    mines,
    month,
    posting,
    published,
    rules,
    stations,
    titles,
)
from portal.answers.lines import STATUSES
from portal.answers.question import Answer, Document, Question
from portal.answers.standing import Standing
from portal.changes import pieces
from portal.render import render
from portal.web.addresses import Form, Place, address, forms_of, large_address, with_query
from portal.words import Words


def _about(question: Question) -> Answer:
    return Answer(document={})


ANSWERS: Mapping[str, Callable[[Question], Answer]] = {
    "overview": duties.overview,
    "unit": duties.unit,
    "overdue": duties.overdue,
    "calendar": month.calendar,
    "month": month.calendar,
    "duty": published.duty,
    "item": published.item,
    "withheld": published.withheld,
    "boards": boards.boards,
    "board": posting.board,
    "one_call": posting.one_call_units,
    "one_call_of": posting.one_call,
    "congress": congress.congress,
    "congress_of": congress.congress_of,
    "deputies": deputies.deputies,
    "elections": elections.elections,
    "elections_of": elections.elections_of,
    "decisions": decisions.decisions,
    "decisions_of": decisions.decisions,
    "disputes": disputes.disputes,
    "titles": titles.titles,
    "circulars": circulars.circulars,
    "standards": circulars.standards,
    "standard": circulars.standard,
    "progress": circulars.progress,
    "minerals": minerals.minerals,
    "guide": guide.guide,
    "mines": mines.mines,
    "mines_on": mines.mines,
    "mines_of": mines.mines_of,
    "rules": rules.rules,
    "rules_of": rules.rules_of,
    "stations": stations.stations,
    "blanks": blanks.blanks,
    "blanks_of": blanks.blanks_of,
    "blank": blanks.blank,
    "publications": published.publications,
    "publications_of": published.publications,
    "fact": facts.fact,
    "search": found.search,
    "about": _about,
}
TEMPLATES = {page: page for page in ANSWERS} | {
    "month": "calendar",
    "publications_of": "publications",
    "mines_on": "mines",
    "mines_of": "mines",
    "decisions_of": "decisions",
}
MENU = (
    *("overview", "overdue", "calendar", "publications", "withheld", "boards"),
    *("congress", "elections", "decisions", "titles", "mines", "disputes", "rules", "blanks", "about"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to be made: where it stands, and what it shows."""

    place: Place
    parts: Mapping[str, str]
    query: Mapping[str, str]
    words: Words
    document: Document
    standing: Standing


def html_page(shown: Shown) -> str:
    own = shown.place
    language = own.language
    this, other_size = (large_address, address) if own.is_large else (address, large_address)
    context = {
        **_common(shown.words, this),
        "doc": shown.document,
        "standing": shown.standing,
        "place": own,
        "query": shown.query,
        "plain": with_query(address(own.page, language, shown.parts), shown.query),
        "other": with_query(this(own.page, language.other, shown.parts), shown.query),
        "other_size": with_query(other_size(own.page, language, shown.parts), shown.query),
        "forms": {
            form.value: with_query(address(own.page, language, shown.parts, form), shown.query)
            for form in forms_of(own.page)
        },
        "acts": _acts,
        "pieces": pieces,
        "turned": lambda page: with_query(this(own.page, language, shown.parts), {**shown.query, "page": str(page)}),
    }
    return render(TEMPLATES[own.page], context)


def _acts(lines: Sequence[Document]) -> list[list[Document]]:
    """Publications that were one act, together."""
    return [list(act) for _, act in groupby(lines, key=itemgetter("fact"))]


def error_page(word: str, words: Words) -> str:
    return render("error", {**_common(words), "word": word})


def _common(words: Words, place: Callable[..., str] = address) -> dict[str, Any]:
    def url(page: str, **parts: str) -> str:
        return place(page, words.language, parts)

    def data(page: str, form: str, **parts: str) -> str:
        return address(page, words.language, parts, Form(form))

    return {"w": words, "url": url, "data": data, "charts": charts, "menu": MENU, "statuses": STATUSES, "look": look()}


@cache
def look() -> str:
    """Names how this release's pages look: it changes with any template, word, style or chart."""
    package = files("portal")
    parts = [*(package / "templates").iterdir(), *(package / "static").iterdir(), package / "words.toml"]
    texts = sorted((part.name, part.read_bytes()) for part in parts if part.is_file())
    return hashlib.sha256(b"".join(name.encode() + text for name, text in texts)).hexdigest()[:12]
