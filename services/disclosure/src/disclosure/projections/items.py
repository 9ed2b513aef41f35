"""A duty as its view holds it: its row, and its items with all their versions as one document.

The document holds `publications`, each as its fact tells of it (`channels`, `evidence`, `claimed_on`, `published_at`,
and `backdated` only if it is), and `items`: a mapping from item code, in the catalogue's order, to

    name        {zh, en} of an item that no catalogue lists, else null
    published   whether it is public now
    outdated    what is public up to this version is outdated; 0 for none
    withheld    the ground on which it is withheld, else null
    versions    what was written, oldest first: `version`, `digest`, `entry` (without what is empty in it), `shown`, the
                numbers of its publications, and, only if there is one, its `correction` and how it was `withdrawn`
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.bilingual import Bilingual
from contracts.message import Json
from ledger.views import Held, Lookup, Prepared
from sqlalchemy import Connection, bindparam, insert, select

from disclosure.projections.tables import CONTENT, DUTY


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
    """`columns` of the table of duties but for the counts."""

    columns: dict[str, Any]
    content: Content


def new_item(name: Bilingual | None = None) -> Json:
    return {
        "name": None if name is None else {"zh": name.zh, "en": name.en},
        "published": False,
        "outdated": 0,
        "withheld": None,
        "versions": [],
    }


def new_version(numbered: Json) -> Json:
    """As its fact holds it, without what is empty."""
    entry = {name: value for name, value in numbered["entry"].items() if value}
    return {"version": numbered["version"], "digest": numbered["digest"], "entry": entry, "shown": []}


def is_public(version: Json) -> bool:
    """Or was, before it was withdrawn."""
    return bool(version["shown"])


def content_of(document: str) -> Content:
    return Content(**json.loads(document))


_COLUMNS = tuple(
    column for column in DUTY.c if column.name not in ("item_count", "published_count", "withheld_count", "reserved")
)
_FIND = Lookup(
    select(CONTENT.c.document, *_COLUMNS)
    .join(DUTY, DUTY.c.stream == CONTENT.c.stream)
    .where(CONTENT.c.stream == bindparam("of_stream"))
)
_SAVE_DUTY, _SAVE_CONTENT = (Prepared(insert(table).prefix_with("OR REPLACE")) for table in (DUTY, CONTENT))


def _load(connection: Connection, stream: str) -> DutyRow | None:
    for document, *values in _FIND(connection, {"of_stream": stream}):
        columns = {column.name: value for column, value in zip(_COLUMNS, values, strict=True)}
        return DutyRow(columns, content_of(document))
    return None


def _save(connection: Connection, rows: Mapping[str, DutyRow]) -> None:
    _SAVE_DUTY(connection, *map(_counted, rows.values()))
    _SAVE_CONTENT(
        connection,
        *({"stream": stream, "document": _document(row.content)} for stream, row in rows.items()),
    )


def _document(content: Content) -> str:
    held = {"publications": content.publications, "items": content.items}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


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
    return item["withheld"] is not None or any(map(_is_reserved_version, item["versions"]))


def _is_reserved_version(version: Json) -> bool:
    return "redactions" in version["entry"] or "withdrawn" in version


DUTY_ROWS = Held(_load, _save)
