"""Makes views from the facts of one service or several, each exactly once: rows and bookmark in one transaction."""

import json
from collections.abc import Sequence
from threading import Event
from typing import Any

from contracts.catalogue import Catalogue

from ledger.feed import BATCH, Feed
from ledger.killpoints import reach
from ledger.packs import meet_packs
from ledger.store import Recorded, Store
from ledger.views import Schema, ViewFile, Views


class Projector:
    """Feeds the live generation; `rebuild` feeds a new one beside it and switches.

    A service projects its own facts; a reader projects those of every service that it reads.
    """

    def __init__(self, store: Store, views: Views, *facts: Catalogue) -> None:
        for catalogue in facts:
            refuse_unnamed(views.schema, catalogue)
        self._prefixes = tuple(f"{catalogue.service}_" for catalogue in facts)
        self._store = store
        self._views = views
        self._facts = {catalogue.service: catalogue for catalogue in facts}
        self._projected = 0
        self._bookmark: int | None = None

    def catch_up(self) -> int:
        """Project everything there is and return how many facts that was."""
        return self._fill(self._views.live())

    def rebuild(self) -> int:
        """Fill a new generation from the first fact on, switch to it, and return how many facts it holds."""
        generation = self._views.next_generation()
        count = self._fill(generation)
        self._views.switch_to(generation)
        return count

    def run(self, stop: Event) -> None:
        """Follow the log until told to stop; rows built by another release are built anew first."""
        if not self._views.live().is_current():
            self.rebuild()
        self.catch_up()
        for batch in Feed(self._store, self._prefixes, after=self._views.live().bookmark(), stop=stop):
            if batch:
                self._project(self._views.live(), batch)

    def status(self) -> dict[str, Any]:
        if self._bookmark is None:
            self._bookmark = self._views.live().bookmark()
        return {"bookmark": self._bookmark, "projected": self._projected}

    def _fill(self, view: ViewFile) -> int:
        count = 0
        while batch := self._store.read_all(self._prefixes, after=view.bookmark(), limit=BATCH):
            self._project(view, batch)
            count += len(batch)
        return count

    def _project(self, view: ViewFile, batch: Sequence[Recorded]) -> None:
        with view.writing(batch[-1].position) as connection:
            for fact in batch:
                meet_packs(self._store.read, fact)  # views call things by the names that packs give them
                catalogue = self._facts[fact.type.partition(".")[0]]
                message = catalogue.read(fact.type, json.loads(fact.data))
                for projection in self._views.schema.projections:
                    apply = projection.applies.get(type(message))
                    if apply is not None:
                        apply(connection, message, fact)
            reach("projector.applied")
        reach("projector.saved")
        self._bookmark = batch[-1].position
        self._views.note_change()
        self._projected += len(batch)


def refuse_unnamed(schema: Schema, facts: Catalogue) -> None:
    """Every projection names every fact of a service it reads, as applied or as ignored."""
    for projection in schema.projections:
        named = set(projection.applies) | projection.ignores
        unnamed = [facts.type_named(kind) for kind in facts if kind not in named]
        if unnamed:
            raise LookupError(f"{projection.name} does not say what it does with {', '.join(unnamed)}")
