"""The holiday notices of the State Council, each with the day it became known.

Law: Measures on Public Holidays (全国年节及纪念日放假办法) as amended by decrees 513, 644 and 795; the yearly notices
on holidays (国务院办公厅关于部分节假日安排的通知), which move days off and turn weekends into working days.

A file is never edited after its release: a correction is a further notice with a later `known_from`, so that what was
known on a day stays what it was. `confidence` is about number and day of publication; the days off themselves are
compared with a public package by `make notices`.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from contracts.canonical import digest_of
from contracts.errors import Malformed

_HEAD_REQUIRED = {"id", "kind", "title", "source", "published", "confidence"}
_HEAD_OPTIONAL = {"known_from", "settles_from", "settles_to", "note"}
_DAYS_OF_THE_HEAD = ("published", "known_from", "settles_from", "settles_to")
_FESTIVAL = {"name", "off", "work"}
_SATURDAY = 5
ONE_DAY = timedelta(days=1)


class NoticeKind(StrEnum):
    """A yearly arrangement, a change of one, a single holiday, or the decree they all apply."""

    YEARLY = "yearly"
    AMENDMENT = "amendment"
    SPECIAL = "special"
    RULE = "rule"


class Confidence(StrEnum):
    """How sure number and day of publication are."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Festival:
    """Spans of days off (first, last) and the weekends worked for them. Weekends inside a span are days off as well."""

    zh: str
    en: str
    off: tuple[tuple[date, date], ...]
    work: tuple[date, ...]

    def days_off(self) -> Iterator[date]:
        for first, last in self.off:
            for step in range((last - first).days + 1):
                yield first + step * ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice (通知). `settled`: first and last day of what it settles, so that only an amendment can change it.

    That ends on 28 December, because a notice may reach back as far as the 29th of the year before its own.
    """

    id: str
    kind: NoticeKind
    zh: str
    en: str
    source: str
    published: date
    known_from: date
    confidence: Confidence
    settled: tuple[date, date] | None
    note: str
    festivals: tuple[Festival, ...]
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def speaks_of(self, first: date, last: date) -> bool:
        """It settles a day of the span, or names one."""
        spans = [*([self.settled] if self.settled else ())]
        for festival in self.festivals:
            spans += [*festival.off, *((day, day) for day in festival.work)]
        return any(begins <= last and first <= ends for begins, ends in spans)


@cache
def shipped_notices() -> tuple[Notice, ...]:
    """Every notice this release carries, in the order in which they became known."""
    folder = files("contracts") / "notices"
    notices = [read_notice(entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted(notices, key=lambda notice: (notice.known_from, notice.published, notice.id)))


def read_notice(text: str) -> Notice:
    """Raise `Malformed`, naming key and rule, if the text is not a notice."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed({"notice": [f"Not TOML: {error}"]}) from error
    _check_keys("document", document, {"notice"}, {"festival"})
    head = document["notice"]
    _check_head(head)
    festivals = tuple(_festivals(document.get("festival", [])))
    settled = (head["settles_from"], head["settles_to"]) if "settles_from" in head else None
    known_from = head.get("known_from", head["published"])
    return Notice(
        id=head["id"],
        kind=NoticeKind(head["kind"]),
        zh=head["title"]["zh"],
        en=head["title"]["en"],
        source=head["source"],
        published=head["published"],
        known_from=known_from,
        confidence=Confidence(head["confidence"]),
        settled=settled,
        note=head.get("note", ""),
        festivals=festivals,
        digest=_digest(head, known_from, settled, festivals),
    )


def _digest(
    head: dict[str, Any], known_from: date, settled: tuple[date, date] | None, festivals: tuple[Festival, ...]
) -> str:
    """Of what an answer can depend on: not of titles, notes and confidence."""
    days = [
        {
            "name": festival.zh,
            "off": [[first.isoformat(), last.isoformat()] for first, last in festival.off],
            "work": [day.isoformat() for day in festival.work],
        }
        for festival in festivals
    ]
    named = {key: head[key] for key in ("id", "kind", "source")}
    dated = {"published": head["published"].isoformat(), "known_from": known_from.isoformat()}
    return digest_of({**named, **dated, "settled": [day.isoformat() for day in settled or ()], "festivals": days})


def _check_head(head: Any) -> None:
    _check_keys("notice", head, _HEAD_REQUIRED, _HEAD_OPTIONAL)
    for key in _DAYS_OF_THE_HEAD:
        _require(key not in head or type(head[key]) is date, f"notice.{key}", "Not a date.")
    for key in ("id", "source"):
        _require(isinstance(head[key], str) and head[key] != "", f"notice.{key}", "Not a text.")
    _check_name("notice.title", head["title"])
    _require(head["kind"] in list(NoticeKind), "notice.kind", "Kind is yearly, amendment, special or rule.")
    _require(head["confidence"] in list(Confidence), "notice.confidence", "Confidence is sure, likely or unsure.")
    _require(head.get("known_from", head["published"]) >= head["published"], "notice.known_from", "Not yet published.")
    settles = [head[key] for key in ("settles_from", "settles_to") if key in head]
    wanted = 2 if head["kind"] == NoticeKind.YEARLY else 0
    _require(
        len(settles) == wanted, "notice.settles_from", "A yearly notice settles from a day to a day, no other does."
    )
    _require(settles == sorted(settles), "notice.settles_to", "Before settles_from.")


def _festivals(tables: Any) -> Iterator[Festival]:
    _require(isinstance(tables, list), "festival", "Not a list of tables.")
    for index, table in enumerate(tables):
        name = f"festival.{index}"
        _check_keys(name, table, _FESTIVAL, set())
        _check_name(f"{name}.name", table["name"])
        spans = tuple(_span(f"{name}.off", item) for item in _list(f"{name}.off", table["off"]))
        work = tuple(_list(f"{name}.work", table["work"]))
        for day in work:
            _require(
                type(day) is date and day.weekday() >= _SATURDAY, f"{name}.work", "Only a weekend is made a workday."
            )
        yield Festival(zh=table["name"]["zh"], en=table["name"]["en"], off=spans, work=work)


def _span(name: str, item: Any) -> tuple[date, date]:
    days = _list(name, item)
    _require(len(days) == 2 and all(type(day) is date for day in days), name, "Not a first and a last day.")
    first, last = days
    _require(first <= last, name, "The last day is before the first.")
    return first, last


def _list(name: str, value: Any) -> list[Any]:
    _require(isinstance(value, list), name, "Not a list.")
    return list(value)


def _check_name(name: str, value: Any) -> None:
    _check_keys(name, value, {"zh", "en"}, set())
    _require(all(isinstance(text, str) and text for text in value.values()), name, "Not a text.")


def _check_keys(name: str, table: Any, required: set[str], optional: set[str]) -> None:
    _require(isinstance(table, dict), name, "Not a table.")
    missing, unknown = required - set(table), set(table) - required - optional
    _require(not missing, name, f"Missing: {', '.join(sorted(missing))}.")
    _require(not unknown, name, f"Unknown: {', '.join(sorted(unknown))}.")


def _require(condition: bool, name: str, complaint: str) -> None:
    if not condition:
        raise Malformed({name: [complaint]})
