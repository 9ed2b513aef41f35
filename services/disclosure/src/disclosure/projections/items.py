"""A duty as its view holds it: its row, its items with all their versions as one document, and what was entered.

What was entered is the larger part and never changes: it is written once, and a change of the duty does not read it.
The document holds `publications`, each as its fact tells of it (`channels`, `evidence`, `claimed_on`, `published_at`,
and `backdated` only if it is), and `items`: a mapping from item code, in the catalogue's order, to

    name        {zh, en} of an item that no catalogue lists, else null
    published   whether it is public now
    outdated    what is public up to this version is outdated; 0 for none
    withheld    the ground on which it is withheld, else null
    reserved    whether something in a version was redacted, or a version withdrawn
    versions    what was written, oldest first: `version`, `digest`, `shown`, the numbers of its publications, and, only
                if there is one, its `correction` and how it was `withdrawn`
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.bilingual import Bilingual
from contracts.message import Json
from ledger.store import Recorded
from ledger.views import Held, Lookup, Prepared
from sqlalchemy import Connection, bindparam, insert, select

from disclosure.projections.tables import CONTENT, DUTY, ENTERED


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


def written(connection: Connection, stream: str) -> Content | None:
    """Of this duty, with what was entered as `entry` in each version."""
    for (document,) in _FIND_CONTENT(connection, {"of_stream": stream}):
        content = _content_of(document)
        for (entries,) in _FIND_ENTERED(connection, {"of_stream": stream}):
            for one in json.loads(entries):
                content.versions(one["entry"]["item"])[one["version"] - 1]["entry"] = one["entry"]
        return content
    return None


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
_FIND_CONTENT = Lookup(select(CONTENT.c.document).where(CONTENT.c.stream == bindparam("of_stream")))
_FIND_ENTERED = Lookup(select(ENTERED.c.entries).where(ENTERED.c.stream == bindparam("of_stream")))
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
