"""What was made public: a catalogue with its items, one item with all its versions, and the newest of everything."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from contracts.disclosure.names import catalogue_name, item_name, item_parameter
from ledger.views import Connection
from sqlalchemy import BindParameter, Row, Select, bindparam, select

from portal.answers.lines import duty_line, named, unit_of
from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.tables import DUTY, FACT, ITEM, UNIT, VERSION

MOST_PERIODS = 12
"""How many periods a page offers beside its own; all of them stand on the unit's page."""

MOST_ADDRESSES = 40_000
"""A site map may hold 50,000."""

_OF_STREAM: BindParameter[str] = bindparam("stream")
_ITEMS = select(ITEM).where(ITEM.c.stream == _OF_STREAM).order_by(ITEM.c.place)
_VERSIONS = select(VERSION).where(VERSION.c.stream == _OF_STREAM).order_by(VERSION.c.version.desc())
_FACTS = (
    select(FACT.c.id, FACT.c.type, FACT.c.decided_at, FACT.c.role, FACT.c.actor_unit)
    .where(FACT.c.stream == _OF_STREAM)
    .order_by(FACT.c.revision)
)
_NEWEST_PERIODS = (
    select(DUTY.c.period)
    .where(DUTY.c.unit == bindparam("unit"), DUTY.c.catalogue == bindparam("catalogue"))
    .order_by(DUTY.c.due_at.desc())
    .limit(MOST_PERIODS)
)


def duty(question: Question) -> Answer:
    """A unit's catalogue for a period: every item with its versions, its ground, or that it is not public yet."""
    stream, of_duty = duty_line(question)
    versions = _versions_of(question, stream)
    items = [_item(row, versions.get(row.item, [])) for row in question.ask(_ITEMS, stream=stream)]
    document = {
        "unit": unit_of(question, of_duty["unit"]),
        "duty": of_duty,
        "periods": _periods(question, of_duty),
        "items": items,
        "facts": _facts_of(question, stream),
    }
    return Answer(document=document, lines=[line for item in items for line in _item_lines(of_duty, item)])


def item(question: Question) -> Answer:
    """One item of a duty, all its public versions side by side."""
    parts = question.parts
    stream, of_duty = duty_line(question)
    this = select(ITEM).where(ITEM.c.stream == stream, ITEM.c.item == f"{parts['catalogue']}-{parts['number']}")
    row = question.connection.execute(this).one_or_none()
    if row is None:
        raise Missing
    shown = _item(row, _versions_of(question, stream).get(row.item, []))
    document = {"unit": unit_of(question, of_duty["unit"]), "duty": of_duty, "item": shown}
    return Answer(document=document, lines=_item_lines(of_duty, shown))


def withheld(question: Question) -> Answer:
    """Every item that is not disclosed, with its ground."""
    query = (
        select(ITEM.c.item, ITEM.c.withheld_on, DUTY.c.unit, DUTY.c.catalogue, DUTY.c.period, UNIT.c.zh, UNIT.c.en)
        .join(DUTY, DUTY.c.stream == ITEM.c.stream)
        .join(UNIT, UNIT.c.code == DUTY.c.unit)
        .where(ITEM.c.withheld_on.is_not(None))
        .order_by(DUTY.c.due_at.desc(), DUTY.c.stream, ITEM.c.place)
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
    return Answer(document=document, lines=lines[:AT_ONCE])


def newest_publications(question: Question, *, limit: int) -> list[Document]:
    return [_publication(row) for row in question.connection.execute(_newest().limit(limit))]


def publications_with(question: Question, ids: list[int]) -> list[Document]:
    """The versions of these ids, in this order."""
    found = {row.id: row for row in question.connection.execute(_newest().where(VERSION.c.id.in_(ids)))}
    return [_publication(found[each]) for each in ids if each in found]


def _newest() -> Select[Any]:
    return (
        select(VERSION, DUTY.c.unit, DUTY.c.catalogue, DUTY.c.period, UNIT.c.zh, UNIT.c.en)
        .join(DUTY, DUTY.c.stream == VERSION.c.stream)
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
        "catalogue_name": named(catalogue_name(row.catalogue)),
        "period": row.period,
        "item": row.item,
        "item_name": named(item_name(row.item)),
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
        "channels": json.loads(row.channels),
        "claimed_on": row.claimed_on,
        "published_at": row.published_at,
        "fact": row.fact,
    }


def _item(row: Row[Any], versions: list[Document]) -> Document:
    return {
        "item": row.item,
        "number": row.item.partition("-")[2],
        "name": named(item_name(row.item)),
        "source": item_parameter(row.item).source,
        "withheld_on": row.withheld_on,
        "versions": versions,
    }


def _periods(question: Question, of_duty: Document) -> list[str]:
    """The newest periods of the unit's catalogue, and the one that is shown, in order."""
    rows = question.ask(_NEWEST_PERIODS, unit=of_duty["unit"], catalogue=of_duty["catalogue"])
    newest = [row.period for row in rows]
    return sorted({*newest, of_duty["period"]})


_NO_VERSION = dict.fromkeys(("version", "kind", "text", "reason", "since", "correction", "claimed_on", "published_at"))


def _item_lines(of_duty: Document, item: Document) -> list[Document]:
    """One line per version; one without version for an item that has none."""
    place = {key: of_duty[key] for key in ("unit", "unit_name", "catalogue", "catalogue_name", "period")}
    own = {"item": item["item"], "item_name": item["name"], "ground": item["withheld_on"]}
    if not item["versions"]:
        return [{**place, **own, **_NO_VERSION, "channels": None, "fact": None}]
    return [{**place, **own, **version, "channels": " ".join(version["channels"])} for version in item["versions"]]


def _facts_of(question: Question, stream: str) -> list[Document]:
    """What was recorded about the duty, oldest first."""
    return [dict(row._mapping) for row in question.ask(_FACTS, stream=stream)]  # noqa: SLF001 - SQLAlchemy's public name


def addressed(connection: Connection) -> list[tuple[str, dict[str, str], str | None]]:
    """Every unit's page and the newest duties' with the moment of their last change, for the site map."""
    units = connection.execute(select(UNIT.c.code).order_by(UNIT.c.code))
    duties = connection.execute(
        select(DUTY.c.unit, DUTY.c.catalogue, DUTY.c.period, DUTY.c.changed_at)
        .where(DUTY.c.published > 0)
        .order_by(DUTY.c.due_at.desc(), DUTY.c.stream)
        .limit(MOST_ADDRESSES)
    )
    return [("unit", {"unit": row.code}, None) for row in units] + [
        ("duty", {"unit": row.unit, "catalogue": row.catalogue, "period": row.period}, row.changed_at) for row in duties
    ]
