"""A service's views as they would have been at a moment of the past: made from the facts up to then, and no others."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledger.parts import ServiceParts
from ledger.projector import Projector
from ledger.store import START, Recorded, Store, Subscription
from ledger.views import Views

from audit.reading import AsOf

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Past:
    """A store as of a moment or a position; nobody writes to the past, or waits for it."""

    store: Store
    until: AsOf

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        while page := self.store.read_all(prefixes, after=after, limit=limit):
            within = [fact for fact in page if self.until.includes(fact)]
            if within:
                return within
            after = page[-1].position
        return []

    def read(self, stream: str, *, after: int = -1) -> list[Recorded]:
        return [fact for fact in self.store.read(stream, after=after) if self.until.includes(fact)]

    def last_position(self) -> int:
        return self.store.last_position()

    def append(self, *_: Any, **__: Any) -> int:
        raise NotImplementedError

    def subscribe(self, *_: Any, **__: Any) -> Subscription:
        raise NotImplementedError


def past_rows(store: Store, parts: ServiceParts, until: AsOf, *, table: str = "") -> Iterator[tuple[str, Row]]:
    """Table and row, in the order of their values. Raises `StoreUnavailable`, `LookupError` for no such table."""
    tables = parts.schema.metadata.tables
    if table and table not in tables:
        raise LookupError(f"{parts.name} has no table {table}: {', '.join(sorted(tables))}")
    with tempfile.TemporaryDirectory() as folder:
        views = Views(Path(folder), parts.schema)
        views.prepare()
        Projector(_Past(store, until), views, parts.facts).catch_up()
        rows = views.live().rows()
    for name in [table] if table else sorted(rows):
        columns = tables[name].columns.keys()
        yield from ((name, dict(zip(columns, row, strict=True))) for row in rows[name])
