"""Makes views from the facts of one service or several, each exactly once: rows and bookmark in one transaction."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Event
from typing import Any, NamedTuple

from contracts.catalogue import Catalogue
from contracts.message import recall

from ledger.clock import monotonic
from ledger.feed import BATCH, Feed
from ledger.killpoints import reach
from ledger.packs import PacksMet
from ledger.store import Recorded, Store
from ledger.views import Apply, ApplyDocument, Schema, ViewFile, Views
from ledger.window import Window

REBUILD_BATCH = 5000
"""Facts per transaction while a generation is filled that nobody reads yet."""

MARKS_EVERY_S = 60.0
"""How often the bookmark moves over facts of other services, which a process that begins would look through again."""

_MOST_HELD = 1_000_000


class _Effects(NamedTuple):
    """What one kind of fact changes, in the order of the projections."""

    of_documents: tuple[ApplyDocument, ...]
    of_messages: tuple[Apply, ...]


class Projector:
    """Feeds the live generation; `rebuild` feeds a new one beside it and switches.

    A service projects its own facts; a reader projects those of every service that it reads. It follows the store
    through the `window` of its process, or one of its own.
    """

    def __init__(self, store: Store, views: Views, *facts: Catalogue, window: Window | None = None) -> None:
        for catalogue in facts:
            refuse_unnamed(views.schema, catalogue)
        self._prefixes = tuple(f"{catalogue.service}_" for catalogue in facts)
        self._store = store
        self._window = window or Window(store, self._prefixes)
        self._views = views
        self._facts = {catalogue.service: catalogue for catalogue in facts}
        self._projected = 0
        self._bookmark: int | None = None
        self._marked_at = -MARKS_EVERY_S
        self._effects = cache(self._effects_of)
        self._packs = PacksMet(store.read)

    def catch_up(self) -> int:
        """Project everything there is and return how many facts that was."""
        return self._fill(self._views.live())

    def rebuild(self) -> int:
        """Fill a new generation from the first fact on, switch to it, and return how many facts it holds."""
        generation = self._views.next_generation()
        with _rare_collections():
            count = self._fill(generation, REBUILD_BATCH)
        self._views.switch_to(generation)
        return count

    def run(self, stop: Event) -> None:
        """Follow the log until told to stop; rows built by another release are built anew first."""
        if not self._views.live().is_current():
            self.rebuild()
        for batch in Feed(self._window, self._prefixes, after=self._views.live().bookmark(), stop=stop):
            if batch.facts:
                self._project(self._views.live(), batch.facts)
            elif self._lags(batch.through):
                self._mark(self._views.live(), batch.through)

    def status(self) -> dict[str, Any]:
        if self._bookmark is None:
            self._bookmark = self._views.live().bookmark()
        return {"bookmark": self._bookmark, "projected": self._projected}

    def _effects_of(self, kind: type) -> _Effects:
        projections = self._views.schema.projections
        return _Effects(
            tuple(one.applies_documents[kind] for one in projections if kind in one.applies_documents),
            tuple(one.applies[kind] for one in projections if kind in one.applies),
        )

    def _fill(self, view: ViewFile, batch_size: int = BATCH) -> int:
        count = 0
        while batch := self._store.read_all(self._prefixes, after=view.bookmark(), limit=batch_size):
            self._project(view, batch)
            count += len(batch)
        return count

    def _project(self, view: ViewFile, batch: Sequence[Recorded]) -> None:
        with view.writing(batch[-1].position) as connection:
            for fact in batch:
                self._packs.meet(fact)  # views call things by the names that packs give them
                catalogue = self._facts[fact.type.partition(".")[0]]
                kind, document = catalogue.lifted(fact.type, fact.data)
                effects = self._effects(kind)
                for apply_document in effects.of_documents:
                    apply_document(connection, document, fact)
                if effects.of_messages:
                    message: Any = recall(kind, document)
                    for apply in effects.of_messages:
                        apply(connection, message, fact)
            reach("projector.applied")
        reach("projector.saved")
        self._bookmark = batch[-1].position
        self._views.note_change()
        self._projected += len(batch)

    def _lags(self, through: int) -> bool:
        return through > self.status()["bookmark"] and monotonic() - self._marked_at >= MARKS_EVERY_S

    def _mark(self, view: ViewFile, through: int) -> None:
        with view.writing(through):
            pass
        self._bookmark, self._marked_at = through, monotonic()


@contextmanager
def _rare_collections() -> Iterator[None]:
    """A batch holds many objects and no cycles: to look through them again and again costs more than its facts."""
    before = gc.get_threshold()
    gc.set_threshold(_MOST_HELD, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def refuse_unnamed(schema: Schema, facts: Catalogue) -> None:
    """Every projection names every fact of a service it reads, as applied or as ignored."""
    for projection in schema.projections:
        named = projection.named
        unnamed = [facts.type_named(kind) for kind in facts if kind not in named]
        if unnamed:
            raise LookupError(f"{projection.name} does not say what it does with {', '.join(unnamed)}")
