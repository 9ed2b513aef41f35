"""What was made public: a catalogue with its items, one item with all its versions, and the newest of everything."""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ledger.views import Connection, NamedLookup
from sqlalchemy import BindParameter, Row, Select, and_, bindparam, func, select

from portal.answers.lines import DUTIES, duty_line, line, matter_of, title_of, unit_of
from portal.answers.offered import taker_of
from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.tables import ATTACHMENT, DUTY, FACT, ITEM, OBJECTION, UNIT, VERSION
from portal.series import series_of
from portal.words import own_words

MOST_PERIODS = 12
"""How many periods a page offers beside its own; all of them stand on the unit's page."""

_PLACE = (
    *(DUTY.c.unit, DUTY.c.catalogue, DUTY.c.period, DUTY.c.matter_zh, DUTY.c.matter_en, DUTY.c.named),
    *(UNIT.c.zh, UNIT.c.en),
    *(ITEM.c.zh.label("item_zh"), ITEM.c.en.label("item_en")),
)
_NO_CONTENT: Document = {"table": None, "attachments": []}
_OF_STREAM: BindParameter[str] = bindparam("stream")
_ITEMS = NamedLookup(select(ITEM).where(ITEM.c.stream == _OF_STREAM).order_by(ITEM.c.place))
_VERSIONS = NamedLookup(select(VERSION).where(VERSION.c.stream == _OF_STREAM).order_by(VERSION.c.version.desc()))
_FACTS = NamedLookup(
    select(FACT.c.id, FACT.c.type, FACT.c.decided_at, FACT.c.role, FACT.c.actor_unit)
    .where(FACT.c.stream == _OF_STREAM)
    .order_by(FACT.c.revision)
)
_OBJECTIONS = (
    select(*(column for column in OBJECTION.c if column.name not in ("stream", "unit", "catalogue", "period", "item")))
    .where(
        OBJECTION.c.unit == bindparam("unit"),
        OBJECTION.c.catalogue == bindparam("catalogue"),
        OBJECTION.c.period == bindparam("period"),
        OBJECTION.c.item == bindparam("item"),
    )
    .order_by(OBJECTION.c.submitted_at.desc())
    .limit(AT_ONCE)
)
_NEWEST_PERIODS = NamedLookup(
    select(DUTY.c.period)
    .where(DUTY.c.unit == bindparam("unit"), DUTY.c.catalogue == bindparam("catalogue"))
    .order_by(func.coalesce(DUTY.c.due_at, DUTY.c.opened_at).desc())
    .limit(MOST_PERIODS)
)
MOST_OF_AN_ACT = 1_000
"""Versions among which the newest acts are looked for."""

_RECENT = (
    select(VERSION.c.fact, VERSION.c.stream, VERSION.c.version, VERSION.c.published_at, VERSION.c.id)
    .order_by(VERSION.c.published_at.desc(), VERSION.c.id.desc())
    .limit(MOST_OF_AN_ACT)
    .subquery()
)
_ACTED = (
    select(
        _RECENT.c.fact,
        _RECENT.c.stream,
        func.max(_RECENT.c.published_at).label("at"),
        func.max(_RECENT.c.id).label("id"),
        func.max(_RECENT.c.version).label("version"),
        func.count().label("number"),
    )
    .group_by(_RECENT.c.fact, _RECENT.c.stream)
    .subquery()
)
_ACTS = NamedLookup(
    DUTIES.add_columns(_ACTED.c.fact, _ACTED.c.at, _ACTED.c.version, _ACTED.c.number)
    .join(_ACTED, _ACTED.c.stream == DUTY.c.stream)
    .order_by(_ACTED.c.at.desc(), _ACTED.c.id.desc())
    .limit(bindparam("limit"))
)


def duty(question: Question) -> Answer:
    """A unit's catalogue for a period: every item with its versions, its ground, or that it is not public yet."""
    stream, of_duty = duty_line(question)
    items = items_of(question, stream)
    document = {
        "unit": unit_of(question, of_duty["unit"]),
        "duty": of_duty,
        "periods": _periods(question, of_duty),
        "items": items,
        "facts": _facts_of(question, stream),
    }
    return Answer(document=document, lines=(line for item in items for line in _item_lines(of_duty, item)))


def items_of(question: Question, stream: str) -> list[Document]:
    """Every item of a duty with its public versions."""
    versions = _versions_of(question, stream)
    return [_item(row, versions.get(row.item, [])) for row in question.ask(_ITEMS, stream=stream)]


def item(question: Question) -> Answer:
    """One item of a duty, all its public versions side by side."""
    parts = question.parts
    stream, of_duty = duty_line(question)
    this = select(ITEM).where(ITEM.c.stream == stream, ITEM.c.item.endswith(f"-{parts['number']}"))
    row = question.connection.execute(this).one_or_none()
    if row is None:
        raise Missing
    shown = _item(row, _versions_of(question, stream).get(row.item, []))
    document = {
        "unit": unit_of(question, of_duty["unit"]),
        "duty": of_duty,
        "item": shown,
        "objections": _objections(question, of_duty, row.item),
        "takes_objections": taker_of(question, "objection", of_duty["unit"]) is not None,
    }
    return Answer(document=document, lines=_item_lines(of_duty, shown))


def withheld(question: Question) -> Answer:
    """Every item that is not disclosed, with its ground."""
    query = (
        select(ITEM.c.item, ITEM.c.withheld_on, *_PLACE)
        .join(DUTY, DUTY.c.stream == ITEM.c.stream)
        .join(UNIT, UNIT.c.code == DUTY.c.unit)
        .where(ITEM.c.withheld_on.is_not(None))
        .order_by(func.coalesce(DUTY.c.due_at, DUTY.c.opened_at).desc(), DUTY.c.stream, ITEM.c.place)
    )
    rows = question.connection.execute(query.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE)).all()
    lines = [{**_place(row), "ground": row.withheld_on} for row in rows]
    return Answer(document=paged(question, lines), lines=lines[:AT_ONCE])


def publications(question: Question) -> Answer:
    """What was made public, newest first; of one unit if the address names one."""
    code = question.parts.get("unit")
    query = _newest().where(DUTY.c.unit == code) if code else _newest()
    rows = question.connection.execute(query.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE)).all()
    lines = [_publication(row) for row in rows]
    document = {"unit": unit_of(question, code) if code else None, **paged(question, lines)}
    return Answer(document=document, lines=[flat(line) for line in lines[:AT_ONCE]])


def newest_acts(question: Question, *, limit: int) -> list[Document]:
    """What was made public at once by one unit, newest first: how many items, and whether any was published before."""
    rows = question.ask(_ACTS, limit=limit)
    return [
        {**line(row), "fact": row.fact, "published_at": row.at, "acted_on": row.number, "version": row.version}
        for row in rows
    ]


def publications_with(question: Question, ids: list[int]) -> list[Document]:
    """The versions of these ids, in this order."""
    found = {row.id: row for row in question.connection.execute(_newest().where(VERSION.c.id.in_(ids)))}
    return [_publication(found[each]) for each in ids if each in found]


def _newest() -> Select[Any]:
    return (
        select(VERSION, *_PLACE)
        .join(DUTY, DUTY.c.stream == VERSION.c.stream)
        .join(ITEM, and_(ITEM.c.stream == VERSION.c.stream, ITEM.c.item == VERSION.c.item))
        .join(UNIT, UNIT.c.code == DUTY.c.unit)
        .order_by(VERSION.c.published_at.desc(), VERSION.c.id.desc())
    )


def _publication(row: Row[Any]) -> Document:
    return {**_place(row), **_version(row)}


def _place(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "unit_name": {"zh": row.zh, "en": row.en},
        "catalogue": row.catalogue,
        "catalogue_name": title_of(row.catalogue),
        "period": row.period,
        "matter": matter_of(row),
        "item": row.item,
        "item_name": {"zh": row.item_zh, "en": row.item_en},
    }


def _versions_of(question: Question, stream: str) -> Mapping[str, list[Document]]:
    """Item to its public versions, newest first."""
    versions: defaultdict[str, list[Document]] = defaultdict(list)
    for row in question.ask(_VERSIONS, stream=stream):
        versions[row.item].append(_version(row))
    return versions


def _version(row: Row[Any]) -> Document:
    return {
        "version": row.version,
        "kind": row.kind,
        "text": row.text,
        "reason": row.reason,
        "since": row.since,
        "correction": row.correction,
        "channels": _channels(row.channels),
        "claimed_on": row.claimed_on,
        "published_at": row.published_at,
        "backdated_days": row.backdated_days,
        "fact": row.fact,
        **(_NO_CONTENT if row.content is None else json.loads(row.content)),
    }


@lru_cache(maxsize=1024)
def _channels(recorded: str) -> tuple[str, ...]:
    """A few lists stand for all publications."""
    return tuple(json.loads(recorded))


def _item(row: Row[Any], versions: list[Document]) -> Document:
    """What no catalogue lists is named when it is public, or withheld."""
    is_named = bool(row.source or row.versions or row.withheld_on)
    return {
        "item": row.item,
        "number": row.item.partition("-")[2],
        "name": {"zh": row.zh, "en": row.en} if is_named else dict(own_words()["work.unnamed"]),
        "source": row.source,
        "withheld_on": row.withheld_on,
        "outdated_on": row.outdated_on,
        "versions": versions,
    }


def _periods(question: Question, of_duty: Document) -> list[str]:
    """The newest periods of the unit's catalogue, or of the matter, and the one that is shown, in order."""
    rows = question.ask(_NEWEST_PERIODS, unit=of_duty["unit"], catalogue=of_duty["catalogue"])
    series = series_of(of_duty["period"])
    newest = [row.period for row in rows if series_of(row.period) == series]
    return sorted({*newest, of_duty["period"]}, key=lambda period: (len(period), period))


_NO_VERSION = dict.fromkeys(
    (
        *("version", "kind", "text", "reason", "since", "correction", "channels", "claimed_on"),
        *("published_at", "backdated_days", "fact", "attachments"),
    )
)


def _item_lines(of_duty: Document, item: Document) -> list[Document]:
    """One line per version; one without version for an item that has none."""
    place = {key: of_duty[key] for key in ("unit", "unit_name", "catalogue", "catalogue_name", "period", "matter")}
    own = {
        "item": item["item"],
        "item_name": item["name"],
        "ground": item["withheld_on"],
        "outdated_on": item["outdated_on"],
    }
    if not item["versions"]:
        return [{**place, **own, **_NO_VERSION}]
    return [{**place, **own, **flat(version)} for version in item["versions"]]


def flat(version: Document) -> Document:
    """As the cells of one line: a table stays with the page, attachments are their names."""
    flat = {**version, "channels": " ".join(version["channels"])}
    del flat["table"]
    flat["attachments"] = " ".join(each["name"] for each in version["attachments"])
    return flat


def _objections(question: Question, of_duty: Document, item_code: str) -> list[Document]:
    """What was raised about an item, newest first: that it was, and what became of it."""
    values = {name: of_duty[name] for name in ("unit", "catalogue", "period")}
    rows = question.ask(_OBJECTIONS, **values, item=item_code)
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def _facts_of(question: Question, stream: str) -> list[Document]:
    """What was recorded about the duty, oldest first."""
    return [row._asdict() for row in question.ask(_FACTS, stream=stream)]


def attachment(connection: Connection, digest: str) -> Row[Any] | None:
    """Name and type of a content that a public version names; None if no public version does."""
    return connection.execute(select(ATTACHMENT).where(ATTACHMENT.c.digest == digest)).one_or_none()
