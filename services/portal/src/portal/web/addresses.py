"""The addresses of all pages: stable, readable, made of unit, catalogue and period.

`/en` in front asks for English, `/large` for large letters; `.json`, `.csv` and others behind ask for the same page in
that form.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from werkzeug.routing import BaseConverter, Map, MapAdapter, Rule

from portal.words import Language


class Form(StrEnum):
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    ATOM = "atom"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Place:
    """What an address asks for: a page by its name, in a form and a language."""

    page: str
    form: Form
    language: Language
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class Extra:
    """What is no page: a file of the site itself, or a list for machines."""

    name: str


PATHS: Mapping[str, str] = {
    "overview": "/",
    "unit": "/units/<unit:unit>",
    "publications_of": "/units/<unit:unit>/publications",
    "congress_of": "/units/<unit:unit>/congress",
    "deputies": "/units/<unit:unit>/deputies",
    "elections_of": "/units/<unit:unit>/elections",
    "decisions_of": "/units/<unit:unit>/decisions",
    "mines_of": "/units/<unit:unit>/mines",
    "guide": "/units/<unit:unit>/guide",
    "rules_of": "/units/<unit:unit>/rules",
    "stations": "/units/<unit:unit>/stations",
    "blanks_of": "/units/<unit:unit>/forms",
    "blank": "/units/<unit:unit>/forms/<word:blank>",
    "board": "/units/<unit:unit>/boards/<board:board>",
    "one_call_of": "/units/<unit:unit>/one-call",
    "duty": "/units/<unit:unit>/<catalogue:catalogue>/<period:period>",
    "item": "/units/<unit:unit>/<catalogue:catalogue>/<period:period>/<number:number>",
    "overdue": "/overdue",
    "withheld": "/withheld",
    "calendar": "/calendar",
    "month": "/calendar/<month:month>",
    "boards": "/boards",
    "congress": "/congress",
    "elections": "/elections",
    "decisions": "/decisions",
    "disputes": "/disputes",
    "titles": "/titles",
    "circulars": "/circulars",
    "mines": "/mines",
    "standards": "/mines/standards",
    "standard": "/mines/standards/<word:standard>",
    "progress": "/mines/progress",
    "minerals": "/mines/minerals",
    "mines_on": "/mines/<day:day>",
    "rules": "/rules",
    "blanks": "/forms",
    "one_call": "/one-call",
    "publications": "/publications",
    "search": "/search",
    "fact": "/facts/<fact:id>",
    "about": "/about",
}
EXTRAS: Mapping[str, str] = {
    "style": "/static/portal.css",
    "icon": "/static/icon.svg",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "health": "/health",
    "attachment": "/attachments/<digest:digest>",
}
NO_PARTS: Mapping[str, str] = {}
_FURTHER: Mapping[str, tuple[Form, ...]] = {
    "publications": (Form.ATOM,),
    "publications_of": (Form.ATOM,),
    "one_call_of": (Form.TXT,),
}

_SHAPES = {
    "unit": r"[0-9]{2,12}(?:-[a-z0-9-]{1,40})?",
    "catalogue": r"[A-Z]{2,10}(?:_[a-z]{1,20})?",
    "period": r"[0-9]{4}(?:H[12]|Q[1-4]|-(?:0[1-9]|1[0-2]))|standing|m-[a-z0-9-]{1,40}-[1-9][0-9]{0,2}",
    "number": r"[1-9][0-9]?[a-z]?|x[1-9][0-9]{0,2}",
    "board": r"[1-9][0-9]{0,2}",
    "day": r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9]",
    "month": r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])",
    "word": r"[a-z0-9][a-z0-9_-]{0,62}",
    "digest": r"[0-9a-f]{64}",
    "fact": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
}
_PART = re.compile(r"<\w+:(\w+)>")
_PREFIX = {Language.ZH: "", Language.EN: "/en"}
_LARGE = "/large"


def address(page: str, language: Language, parts: Mapping[str, str] = NO_PARTS, form: Form = Form.HTML) -> str:
    """The path of a page; the parts come from the record and have the shapes above."""
    path = _TEMPLATES[page].format(**parts)
    if form is Form.HTML:
        return f"{_PREFIX[language]}{path}"
    return f"{_PREFIX[language]}{'/index' if path == '/' else path}.{form}"


def large_address(page: str, language: Language, parts: Mapping[str, str] = NO_PARTS) -> str:
    """The same page in large letters."""
    return f"{_LARGE}{address(page, language, parts)}"


def with_query(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def binding() -> MapAdapter:
    """What finds the place that a path names; no host is ever looked at."""
    return _MAP.bind("")


def forms_of(page: str) -> tuple[Form, ...]:
    """In which forms a page can be had beside HTML."""
    if page == "about":
        return ()
    return (Form.JSON, Form.CSV, *_FURTHER.get(page, ()))


def _rules() -> Iterator[Rule]:
    for language, prefix in _PREFIX.items():
        for page, path in PATHS.items():
            yield _rule(f"{prefix}{path}", Place(page, Form.HTML, language))
            yield _rule(f"{_LARGE}{prefix}{path}", Place(page, Form.HTML, language, is_large=True))
            for form in forms_of(page):
                yield _rule(f"{prefix}{'/index' if path == '/' else path}.{form}", Place(page, form, language))
    for name, path in EXTRAS.items():
        yield _rule(path, Extra(name))


def _rule(path: str, endpoint: Place | Extra) -> Rule:
    return Rule(path, endpoint=endpoint, methods=["GET"])


def _converter(pattern: str) -> type[BaseConverter]:
    class Shaped(BaseConverter):
        regex = pattern

    return Shaped


_TEMPLATES = {page: _PART.sub(r"{\1}", path) for page, path in PATHS.items()}
_MAP = Map(
    list(_rules()),
    converters={name: _converter(pattern) for name, pattern in _SHAPES.items()},
    strict_slashes=False,
    redirect_defaults=False,
    merge_slashes=False,
)
