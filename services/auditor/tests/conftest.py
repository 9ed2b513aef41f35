"""What the tests of the auditor share: the auditor on one store and one clock, without processes."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from audit.finding import Finding
from auditor.recording import Outcome, Recording
from auditor.service import SERVICE
from contracts.auditor.words import Audit
from contracts.message import dump, load
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.projector import Projector
from ledger.store import Recorded
from ledger.views import Views

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)


class Desk:
    """The auditor: what it records, what it shows, and what others record beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock(BEGINS)
        self.store = MemoryStore()
        self.handlers = Handlers(SERVICE, self.store, self.clock)
        self.views = Views(folder / "views", SERVICE.schema)
        self.views.prepare()
        self.projector = Projector(self.store, self.views, SERVICE.facts)
        self.recording = Recording(self.handlers, self.store, self.views)

    def met(self, *findings: Finding, audit: Audit = Audit.VERIFY, through: int | None = None) -> None:
        """An audit of everything there is ends, and is recorded and shown."""
        end = self.store.last_position() if through is None else through
        self.recording.keep(Outcome(audit, len(self.store), end, findings))
        self.projector.catch_up()

    def facts(self, kind: str = "finding") -> list[Recorded]:
        return self.store.read_all((f"auditor_{kind}",), limit=10_000)

    def names(self, kind: str = "finding") -> list[str]:
        return [fact.type for fact in self.facts(kind)]

    def ask(self, question: Any, *, limit: int = 100, after: str | None = None) -> Any:
        """The answer as it goes over the wire and comes back."""
        with self.views.live().reading() as connection:
            answer = SERVICE.answers[type(question)](Source(connection, self.store.read), question, Page(limit, after))
        return load(type(answer), dump(answer))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def finding() -> Callable[..., Finding]:
    def make(check: str = "altered", place: str = "checkpoint", detail: str = "", index: int | None = None) -> Finding:
        return Finding(check, place, detail, index)

    return make
