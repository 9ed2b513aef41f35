"""`views`: each service's views made anew from the facts, and held against the live ones row by row."""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from contracts.errors import Behind
from ledger.parts import ServiceParts
from ledger.projector import Projector
from ledger.store import Store, StoreUnavailable
from ledger.views import ViewFile, Views

from audit.finding import Finding

MOST_ROUNDS = 20
MOST_ROWS = 100
"""Differing rows of a table that are named one by one."""


def view_findings(store: Store, parts: ServiceParts, data: Path) -> list[Finding]:
    """How the live views of a service differ from its facts. Raises `StoreUnavailable`.

    The live file is copied and brought up to the store's end first, so that a view that is only behind is no finding.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            live = Views(data / parts.name, parts.schema).live()
        except Behind:
            return [Finding("view", parts.name, "no views have been made")]
        copied = _copied(live, Path(folder) / "live", parts)
        if not copied.live().is_current():
            return []  # made by another release: the service makes them anew by itself
        fresh = Views(Path(folder) / "fresh", parts.schema)
        fresh.prepare()
        _bring_to_one_place([Projector(store, views, parts.facts) for views in (fresh, copied)])
        return _differences(parts.name, fresh.live(), copied.live())


def _copied(live: ViewFile, folder: Path, parts: ServiceParts) -> Views:
    """A consistent copy, also while the service writes."""
    folder.mkdir()
    source = sqlite3.connect(f"{live.path.absolute().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(folder / live.path.name)) as target:
        source.backup(target)
    (folder / "live").write_text(live.path.name, "utf-8")
    return Views(folder, parts.schema)


def _bring_to_one_place(projectors: Sequence[Projector]) -> None:
    """The record goes on while this reads it."""
    for _ in range(MOST_ROUNDS):
        if not sum([projector.catch_up() for projector in projectors]):
            return
    raise StoreUnavailable("the record grows faster than its views can be made anew")


def _differences(service: str, fresh: ViewFile, live: ViewFile) -> list[Finding]:
    expected, there = fresh.rows(), live.rows()
    found: list[Finding] = []
    for table, rows in expected.items():
        missing, strange = Counter(rows) - Counter(there[table]), Counter(there[table]) - Counter(rows)
        for word, differing in (("missing", missing), ("not from facts", strange)):
            named = sorted(differing.elements(), key=repr)[:MOST_ROWS]
            found.extend(Finding("view", f"{service}.{table}", f"{word}: {_shown(row)}") for row in named)
    return found


def _shown(row: tuple[object, ...]) -> str:
    return ", ".join("-" if value is None else str(value)[:60] for value in row)[:400]
