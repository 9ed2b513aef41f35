"""The duties, their items, and what was written and published of each."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from contracts.bilingual import Bilingual
from contracts.cases import DueDateRederived, PolicyRebound
from contracts.disclosure.duty.messages import (
    DisclosureOverdue,
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    DutySubmitted,
    FiguresFact,
    InspectionRecorded,
    ItemsAdded,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsOutdated,
    ItemsPublished,
    ItemsTakenDown,
    ItemsWithdrawn,
    LadderFact,
    OccasionFact,
    PartialDisclosurePossible,
    PostingTooShort,
    Presence,
    PublicationBackdated,
    StageFinished,
    StageNotDisclosed,
    WithheldReviewed,
)
from contracts.disclosure.words import entered_name
from contracts.fields import instant_text
from contracts.message import Json
from ledger.store import Recorded
from ledger.views import Held, Lookup, Prepared, Projection
from sqlalchemy import Boolean, Column, Connection, Index, Integer, String, Table, Text, and_, bindparam, insert, select

from disclosure.duty.rule import duty_stream
from disclosure.tables import METADATA

DUTY = Table(
    "duty",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("catalogue", String, nullable=False),
    Column("period", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("due_at", String, nullable=False, index=True),
    Column("provisional", Boolean, nullable=False),
    Column("submitted", Boolean, nullable=False),
    Column("overdue", Boolean, nullable=False),
    Column("reopened", Boolean, nullable=False),
    Column("fulfilled_at", String),
    Column("item_count", Integer, nullable=False),
    Column("published_count", Integer, nullable=False),
    Column("withheld_count", Integer, nullable=False),
    Column("reserved", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""`due_on` and `due_at` are empty where no day is named, so that such duties stand first in the order of due dates.

The counts are of its items, of those that are public, and of those withheld; `reserved`: something is withheld,
redacted or withdrawn. A list of duties needs nothing else."""

OWING = and_(DUTY.c.overdue, DUTY.c.fulfilled_at.is_(None))
"""Overdue and not made good: a few of very many."""

Index("duty_owing", DUTY.c.unit, DUTY.c.due_at, DUTY.c.stream, sqlite_where=OWING)

CONTENT = Table(
    "content",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("document", Text, nullable=False),
)
"""What was written and published of a duty's items: one document (JSON) each, as `projections.items` describes it."""

ENTERED = Table(
    "entered",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("entries", Text, nullable=False),
)
"""What a fact of a duty has entered: each entry and the number of its version (JSON)."""


def _opened(connection: Connection, fact: DutyOpened, recorded: Recorded) -> None:
    columns = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "due_on": "" if fact.due_on is None else fact.due_on.isoformat(),
        "due_at": "" if fact.due_at is None else instant_text(fact.due_at),
        "provisional": fact.is_provisional,
        "submitted": False,
        "overdue": False,
        "reopened": False,
        "fulfilled_at": None,
    }
    own_name = None if fact.matter is None or fact.matter.concerns else fact.matter.name
    content = Content([], {item: new_item(own_name or entered_name(item)) for item in fact.items})
    DUTY_ROWS.put(connection, recorded.stream, DutyRow(columns, content))


def _added(connection: Connection, fact: ItemsAdded, recorded: Recorded) -> None:
    _content(connection, recorded).items.update({named.item: new_item(named.name) for named in fact.items})


def _outdated(connection: Connection, fact: ItemsOutdated, recorded: Recorded) -> None:
    _outdate(_content(connection, recorded).items, fact.items)


def _inspected(connection: Connection, fact: InspectionRecorded, recorded: Recorded) -> None:
    """What is missing is no longer public; what is outdated or differs is marked."""
    items = _content(connection, recorded).items
    for seen in fact.observations:
        if seen.found is Presence.MISSING:
            items[seen.item]["published"] = False
    kept = (Presence.MISSING, Presence.PRESENT)
    _outdate(items, [seen.item for seen in fact.observations if seen.found not in kept])


def _outdate(items: Mapping[str, Json], codes: Iterable[str]) -> None:
    """Of what is public."""
    for item in (items[code] for code in codes):
        if item["published"]:
            item["outdated"] = max(version["version"] for version in item["versions"])


def _drafted(connection: Connection, fact: Json, recorded: Recorded) -> None:
    _write(connection, recorded, fact["entries"], None)


def _corrected(connection: Connection, fact: Json, recorded: Recorded) -> None:
    _write(connection, recorded, fact["entries"], fact["reason"])


def _write(connection: Connection, recorded: Recorded, entries: Sequence[Json], correction: str | None) -> None:
    """A new version is not withheld: whether it may be shown is checked anew."""
    items = _content(connection, recorded).items
    for numbered in entries:
        item, version = items[numbered["entry"]["item"]], new_version(numbered)
        if correction is not None:
            version["correction"] = correction
        item["versions"].append(version)
        item["withheld"] = None
        item["reserved"] |= bool(numbered["entry"].get("redactions"))
    enter(connection, recorded, entries)


def _checked(connection: Connection, fact: Json, recorded: Recorded) -> None:
    items = _content(connection, recorded).items
    for verdict in fact["verdicts"]:
        items[verdict["item"]]["withheld"] = None if verdict["passed"] else verdict["ground"]


def _reviewed(connection: Connection, fact: WithheldReviewed, recorded: Recorded) -> None:
    items = _content(connection, recorded).items
    for review in fact.reviews:
        if not review.remains:
            items[review.item]["withheld"] = None


def _published(connection: Connection, fact: Json, recorded: Recorded) -> None:
    content = _content(connection, recorded)
    number = len(content.publications)
    content.publications.append({name: fact[name] for name in ("channels", "evidence", "claimed_on", "published_at")})
    for publication in fact["items"]:
        version = content.version(publication["item"], publication["version"])
        assert version is not None, "what is published was written"
        version["shown"].append(number)
        content.items[publication["item"]]["published"] = True


def _withdrawn(connection: Connection, fact: ItemsWithdrawn, recorded: Recorded) -> None:
    """Every version of the items that is public and was not taken back before."""
    content = _content(connection, recorded)
    for code in fact.items:
        content.items[code]["published"] = False
        for version in content.versions(code):
            if is_public(version) and "withdrawn" not in version:
                version["withdrawn"] = {"on": fact.ground, "why": fact.reason}
                content.items[code]["reserved"] = True


def _backdated(connection: Connection, fact: PublicationBackdated, recorded: Recorded) -> None:
    """The publication just before it in the same append."""
    _content(connection, recorded).publications[-1]["backdated"] = True


def _submitted(connection: Connection, fact: DutySubmitted, recorded: Recorded) -> None:
    _change(connection, recorded, submitted=True)


def _reopened(connection: Connection, fact: DutyReopened, recorded: Recorded) -> None:
    _change(connection, recorded, reopened=True)


def _fulfilled_again(connection: Connection, fact: DutyFulfilledAgain, recorded: Recorded) -> None:
    _change(connection, recorded, reopened=False)


def _overdue(connection: Connection, fact: DisclosureOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, overdue=True)


def _fulfilled(connection: Connection, fact: DutyFulfilled, recorded: Recorded) -> None:
    _change(connection, recorded, fulfilled_at=instant_text(fact.fulfilled_at))


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    if not recorded.stream.startswith(duty_stream.prefix):
        return
    after = fact.after
    _change(
        connection,
        recorded,
        due_on=after.due_on.isoformat(),
        due_at=instant_text(after.due_at),
        provisional=after.is_provisional,
    )


def _change(connection: Connection, recorded: Recorded, **columns: Any) -> None:
    DUTY_ROWS.get(connection, recorded.stream).columns.update(columns)


@dataclass(slots=True)
class Content:
    """What was written and published of one duty; changed in place while facts are projected."""

    publications: list[Json]
    items: dict[str, Json]

    def versions(self, item: str) -> list[Json]:
        written: list[Json] = self.items[item]["versions"]
        return written

    def version(self, item: str, number: int) -> Json | None:
        """The versions of an item count from 1."""
        written = self.versions(item)
        return written[number - 1] if 1 <= number <= len(written) else None

    def shown(self, version: Json) -> list[Json]:
        """The publications of a version, first to last."""
        return [self.publications[number] for number in version["shown"]]


def _content(connection: Connection, recorded: Recorded) -> Content:
    return DUTY_ROWS.get(connection, recorded.stream).content


@dataclass(slots=True)
class DutyRow:
    """`columns` of the table of duties but for the counts; `kept` is all of them as the table has them, if it does."""

    columns: dict[str, Any]
    content: Content
    kept: Mapping[str, Any] | None = None


def new_item(name: Bilingual | None = None) -> Json:
    return {
        "name": None if name is None else {"zh": name.zh, "en": name.en},
        "published": False,
        "outdated": 0,
        "withheld": None,
        "reserved": False,
        "versions": [],
    }


def new_version(numbered: Json) -> Json:
    return {"version": numbered["version"], "digest": numbered["digest"], "shown": []}


def enter(connection: Connection, recorded: Recorded, entries: Sequence[Json]) -> None:
    """Keep what one fact has entered, as it holds it, without what is empty."""
    kept = [
        {"version": one["version"], "entry": {name: value for name, value in one["entry"].items() if value}}
        for one in entries
    ]
    _ENTER(connection, {"stream": recorded.stream, "revision": recorded.revision, "entries": _compact(kept)})


def is_public(version: Json) -> bool:
    """Or was, before it was withdrawn."""
    return bool(version["shown"])


def _content_of(document: str) -> Content:
    return Content(**json.loads(document))


def _compact(document: Json | Sequence[Json]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


_COUNTS = ("item_count", "published_count", "withheld_count", "reserved")
_FIND = Lookup(
    select(CONTENT.c.document, *DUTY.c)
    .join(DUTY, DUTY.c.stream == CONTENT.c.stream)
    .where(CONTENT.c.stream == bindparam("of_stream"))
)

_ENTER = Prepared(insert(ENTERED))
_SAVE_DUTY, _SAVE_CONTENT = (Prepared(insert(table).prefix_with("OR REPLACE")) for table in (DUTY, CONTENT))


def _load(connection: Connection, stream: str) -> DutyRow | None:
    for document, *values in _FIND(connection, {"of_stream": stream}):
        kept = dict(zip(DUTY.c.keys(), values, strict=True))
        columns = {name: value for name, value in kept.items() if name not in _COUNTS}
        return DutyRow(columns, _content_of(document), kept)
    return None


def _save(connection: Connection, rows: Mapping[str, DutyRow]) -> None:
    """What was only entered changes nothing that a list of duties shows, nor where a duty stands in it."""
    changed = [(row, columns) for row in rows.values() if (columns := _counted(row)) != row.kept]
    _SAVE_DUTY(connection, *(columns for _, columns in changed))
    for row, columns in changed:
        row.kept = columns
    _SAVE_CONTENT(
        connection,
        *({"stream": stream, "document": _document(row.content)} for stream, row in rows.items()),
    )


def _document(content: Content) -> str:
    return _compact({"publications": content.publications, "items": content.items})


def _counted(row: DutyRow) -> Json:
    items = row.content.items.values()
    return {
        **row.columns,
        "item_count": len(items),
        "published_count": sum(item["published"] for item in items),
        "withheld_count": sum(item["withheld"] is not None for item in items),
        "reserved": any(map(_is_reserved, items)),
    }


def _is_reserved(item: Json) -> bool:
    return item["reserved"] or item["withheld"] is not None


DUTY_ROWS = Held(_load, _save)

DUTIES = Projection(
    name="duties",
    version=5,
    applies={
        DutyOpened: _opened,
        DutySubmitted: _submitted,
        PublicationBackdated: _backdated,
        DisclosureOverdue: _overdue,
        DutyFulfilled: _fulfilled,
        DutyReopened: _reopened,
        DutyFulfilledAgain: _fulfilled_again,
        DueDateRederived: _rederived,
        ItemsAdded: _added,
        ItemsOutdated: _outdated,
        WithheldReviewed: _reviewed,
        ItemsWithdrawn: _withdrawn,
        InspectionRecorded: _inspected,
    },
    ignores=frozenset(
        {
            ItemsTakenDown,
            PostingTooShort,
            StageFinished,
            StageNotDisclosed,
            PartialDisclosurePossible,
            PolicyRebound,
            *get_args(LadderFact | OccasionFact | FiguresFact),
        }
    ),
    applies_documents={
        ItemsDrafted: _drafted,
        ItemsCorrected: _corrected,
        ItemsChecked: _checked,
        ItemsPublished: _published,
    },
)


def written(connection: Connection, stream: str) -> Content | None:
    """Of this duty, with what was entered as `entry` in each version."""
    for (document,) in _FIND_CONTENT(connection, {"of_stream": stream}):
        content = _content_of(document)
        for (entries,) in _FIND_ENTERED(connection, {"of_stream": stream}):
            for one in json.loads(entries):
                content.versions(one["entry"]["item"])[one["version"] - 1]["entry"] = one["entry"]
        return content
    return None


_FIND_CONTENT = Lookup(select(CONTENT.c.document).where(CONTENT.c.stream == bindparam("of_stream")))
_FIND_ENTERED = Lookup(select(ENTERED.c.entries).where(ENTERED.c.stream == bindparam("of_stream")))
