"""The site as a WSGI application: finds the page, asks the views, answers in the form that was asked for.

It only reads. What is not public and what does not exist are answered alike; what breaks is logged, and never shown.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

from contracts.errors import Behind, Rejected
from contracts.fields import instant_text
from ledger.audit_log import AuditLog
from ledger.blobs import Blobs
from ledger.views import Views
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.http import is_resource_modified
from werkzeug.wrappers import Request, Response

from portal import forms
from portal.answers.published import attachment
from portal.answers.question import Answer, Missing, Question
from portal.answers.site_map import addressed
from portal.answers.standing import Standing, standing
from portal.answers.texts import know_texts
from portal.pages import ANSWERS, MENU, Shown, error_page, html_page, look
from portal.proof import inclusion, size_of
from portal.spoken import spoken
from portal.web.addresses import Extra, Form, Place, address, binding, with_query
from portal.web.headers import COMMON, DOWNLOAD, KINDS, OPEN_DATA, PAGE, SAFE_KINDS
from portal.web.kept import KeptPages
from portal.web.limits import Limiter
from portal.words import Language, Words

_QUERY = ("q", "page", "day")
_LONGEST_QUERY = 400
_UNLISTED = "".join(f"Disallow: {path}\n" for path in ("/search", "/en/search", "/large/"))
_RETRY_S = "5"
_log = logging.getLogger(__name__)


class Site:
    """`folder` is the portal's own; `public_url` begins the full addresses that feeds and the site map must give."""

    def __init__(
        self,
        views: Views,
        folder: Path,
        *,
        public_url: str,
        limiter: Limiter,
        blobs: Blobs,
        log: AuditLog,
        kept: KeptPages,
    ) -> None:
        self._views = views
        self._folder = folder
        self._public_url = public_url.rstrip("/")
        self._limiter = limiter
        self._blobs = blobs
        self._log = log
        self._kept = kept
        self._binding = binding()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        response = self._answer(request)
        response.headers.extend(COMMON)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        language = Language.EN if request.path.startswith(("/en/", "/large/en/")) else Language.ZH
        try:
            if not self._limiter.allows(request.remote_addr or ""):
                return _error(language, "busy", 429, {"Retry-After": _RETRY_S})
            place, parts = self._binding.match(request.path, request.method)
            return self._extra(place, parts) if isinstance(place, Extra) else self._page(request, place, parts)
        except (Missing, NotFound):
            return _error(language, "not_found", 404)
        except MethodNotAllowed:
            return _error(language, "method", 405, {"Allow": "GET, HEAD"})
        except Behind:
            return _error(language, "behind", 503, {"Retry-After": _RETRY_S})
        except Exception:  # noqa: BLE001 - logged; the visitor is told nothing of it
            _log.exception("%s %s", request.method, request.path)
            return _error(language, "internal", 500)

    def _page(self, request: Request, place: Place, parts: Mapping[str, str]) -> Response:
        with self._views.live().reading() as connection:
            record = standing(connection, self._folder)
            tag, changed = f'W/"{look()}-{record.tag}{self._proven(place)}"', record.last_modified
            if not is_resource_modified(request.environ, etag=tag, last_modified=changed):
                return _with_state(Response(status=304), tag, record)
            query = _query(request)
            asked = Question(connection, record, partial(inclusion, self._log), parts, query)
            if query or place.form is not Form.HTML:
                text = self._made(place, asked)
            else:
                made_of = (tag, _minute(record), place, *parts.items())
                text = self._kept.text(made_of, partial(self._made, place, asked))
        response = Response(text, content_type=KINDS[place.form])
        response.headers.extend(PAGE if place.form is Form.HTML else OPEN_DATA)
        return _with_state(response, tag, record)

    def _made(self, place: Place, asked: Question) -> str:
        know_texts(asked.connection)
        answer = ANSWERS[place.page](asked)
        return self._text(place, asked.parts, asked.query, answer, asked.standing)

    def _proven(self, place: Place) -> str:
        """A fact's page also changes when the audit log has come so far."""
        return f"-{size_of(self._log)}" if place.page == "fact" else ""

    def _text(
        self, place: Place, parts: Mapping[str, str], query: Mapping[str, str], answer: Answer, record: Standing
    ) -> str:
        words = Words(place.language)
        match place.form:
            case Form.HTML:
                return html_page(Shown(place, parts, query, words, answer.document, record))
            case Form.JSON:
                return forms.json_text(answer, record)
            case Form.CSV:
                return forms.csv_text(answer.lines, words)
            case Form.TXT:
                return spoken(answer.document, words)
            case Form.ATOM:
                return self._atom(place, parts, query, answer, words)

    def _atom(
        self, place: Place, parts: Mapping[str, str], query: Mapping[str, str], answer: Answer, words: Words
    ) -> str:
        own = address(place.page, place.language, parts, Form.ATOM)
        unit = answer.document["unit"]
        return forms.atom_text(
            answer.document,
            words,
            own=self._full(with_query(own, query)),
            page=self._full(address(place.page, place.language, parts)),
            title=words.say("publications.of_unit", unit=words.name(unit["name"])) if unit else words.say("site.title"),
            link=lambda line: self._full(_of_item(line, place.language)),
        )

    def _extra(self, extra: Extra, parts: Mapping[str, str]) -> Response:
        match extra.name:
            case "attachment":
                return self._attachment(parts["digest"])
            case "style":
                return _file("portal.css", "text/css; charset=utf-8")
            case "icon":
                return _file("icon.svg", "image/svg+xml")
            case "robots":
                text = f"User-agent: *\n{_UNLISTED}Sitemap: {self._full('/sitemap.xml')}\n"
                return Response(text, content_type="text/plain; charset=utf-8")
            case "sitemap":
                return self._sitemap()
            case _:
                return self._health()

    def _attachment(self, digest: str) -> Response:
        """A download, whatever it is; `Missing` unless a public version names it and its bytes are as recorded."""
        with self._views.live().reading() as connection:
            named = attachment(connection, digest)
        if named is None:
            raise Missing
        try:
            content = self._blobs.opened(digest)
        except Rejected:
            _log.warning("attachment %s is public and not here as it was recorded", digest)
            raise Missing from None
        kind = named.media_type if named.media_type in SAFE_KINDS else "application/octet-stream"
        response = Response(content, content_type=kind, direct_passthrough=True)
        response.headers.extend(DOWNLOAD)
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(named.name, safe='')}"
        response.set_etag(digest)
        return response

    def _sitemap(self) -> Response:
        with self._views.live().reading() as connection:
            record = standing(connection, self._folder)
            places = addressed(connection)
        newest: list[tuple[str, datetime | None]] = [
            (self._full(address(page, Language.ZH)), record.last_modified) for page in MENU
        ]
        listed = newest + [
            (self._full(address(page, Language.ZH, parts)), _machine_time(changed, record))
            for page, parts, changed in places
        ]
        return Response(forms.sitemap_text(listed), content_type="application/xml; charset=utf-8")

    def _health(self) -> Response:
        """For whoever watches the site: 200 while the views are fresh, 503 with the same text when they are not."""
        with self._views.live().reading() as connection:
            record = standing(connection, self._folder)
        complete = "never" if record.complete_at is None else instant_text(record.complete_at)
        text = f"bookmark {record.bookmark}\ncomplete {complete}\n"
        status = 503 if record.is_stale else 200
        return Response(text, status=status, content_type="text/plain; charset=utf-8")

    def _full(self, path: str) -> str:
        return f"{self._public_url}{path}"


def _minute(record: Standing) -> datetime | None:
    """Until when the record is complete, as a page says it."""
    return None if record.complete_at is None else record.complete_at.replace(second=0, microsecond=0)


def _query(request: Request) -> dict[str, str]:
    """Only what pages know; `Missing` if it is longer than any page asks."""
    if len(request.query_string) > _LONGEST_QUERY:
        raise Missing
    return {name: request.args[name] for name in _QUERY if name in request.args}


def _of_item(line: Mapping[str, str], language: Language) -> str:
    parts = {name: line[name] for name in ("unit", "catalogue", "period")}
    return address("item", language, {**parts, "number": line["item"].partition("-")[2]})


def _machine_time(changed_at: str | None, record: Standing) -> datetime | None:
    return None if changed_at is None else datetime.fromisoformat(changed_at) - record.offset


def _with_state(response: Response, tag: str, record: Standing) -> Response:
    response.headers["ETag"] = tag
    response.last_modified = record.last_modified.astimezone(UTC)
    response.headers["Cache-Control"] = "public, no-cache"
    if record.complete_at is not None:
        response.headers["Sunledger-Complete-At"] = instant_text(record.complete_at)
    return response


def _error(language: Language, word: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    response = Response(error_page(word, Words(language)), status=status, content_type=KINDS[Form.HTML])
    response.headers.extend({**PAGE, "Cache-Control": "no-store", **(headers or {})})
    return response


def _file(name: str, kind: str) -> Response:
    response = Response((files("portal") / "static" / name).read_bytes(), content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
