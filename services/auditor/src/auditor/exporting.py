"""Exports of archives, made as they are ordered: one file each, named by its digest, and the fact that says so.

Law: documents 2 §三(三)3, 5 §二(三)3(4). The file is a bundle (docs/bundle.md): whoever gets it checks it alone.
"""

import logging
import os
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID, uuid5

from audit.export import About, NothingToExport, export
from audit.prover import NotProvable
from contracts.auditor.export.messages import GiveUpExport, KnownExport, RecordExport, Series
from contracts.calendar import day_begins
from contracts.message import Json
from ledger.audit_log import AuditLog
from ledger.parts import NAMESPACE, Handlers
from ledger.store import NO_STREAM, Store
from ledger.views import Views

from auditor.export.answers import open_exports
from auditor.export.rule import export_stream

FOLDER = "exports"
PAUSE_S = 5.0
STREAMS: Mapping[Series, tuple[str, ...]] = {
    Series.CONGRESS_SESSIONS: ("elections_session-", "elections_presidium-", "elections_execution-"),
    Series.GENERAL_ELECTIONS: ("elections_election-", "elections_turnout-"),
    Series.DEPUTY_DATA: ("elections_deputy-", "elections_group-", "elections_marks-", "elections_recall-"),
    Series.COMMUNITY_PROPERTY: ("disclosure_books-",),
    Series.COMMUNITY_ARCHIVES: ("disclosure_documents-", "disclosure_regulations-"),
    Series.COMMUNITY_SEALS: ("disclosure_seals-",),
}
"""How the streams begin that belong to each series."""

_log = logging.getLogger(__name__)


class Exporting:
    """One loop of the auditor's follow process. What cannot be proven yet is tried again; what is not there is not."""

    def __init__(self, handlers: Handlers, source: Store, log: AuditLog, views: Views, folder: Path) -> None:
        self._handlers = handlers
        self._source = source
        self._audit_log = log
        self._views = views
        self._folder = folder / FOLDER
        self._waiting = 0

    def run(self, stop: Event) -> None:
        while not stop.wait(PAUSE_S):
            self.step()

    def step(self) -> None:
        """Make what was ordered. Raises `StoreUnavailable`; doing it again is harmless."""
        with self._views.live().reading() as connection:
            ordered = open_exports(connection)
        self._waiting = 0
        for one in ordered:
            try:
                self._send(RecordExport, one, self._made(one))
            except NothingToExport as error:
                self._send(GiveUpExport, one, {"reason": str(error)})
            except NotProvable as error:
                self._waiting += 1
                _log.warning("export %s waits: %s", one.export, error)

    def status(self) -> Mapping[str, Any]:
        return {"waiting": self._waiting}

    def _made(self, ordered: KnownExport) -> Json:
        """Written aside first: a file that bears its digest as its name is whole."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = self._folder / f"{ordered.export}.part"
        about = About(
            begins=day_begins(ordered.from_on),
            ends=day_begins(ordered.to_on + timedelta(days=1)),
            prefixes=STREAMS[ordered.series],
            unit=ordered.unit,
        )
        digest = sha256()
        with aside.open("wb") as file:

            def write(line: bytes) -> None:
                digest.update(line)
                file.write(line)

            made = export(self._source, self._audit_log, about, write, None)
            file.flush()
            os.fsync(file.fileno())
        octets = aside.stat().st_size
        aside.replace(self._folder / digest.hexdigest())
        return {"digest": digest.hexdigest(), "facts": made.facts, "octets": octets, "log_size": made.log_size}

    def _send(self, kind: type, ordered: KnownExport, said: Json) -> None:
        document = {"unit": ordered.unit, "export": ordered.export, **said}
        name = self._handlers.parts.commands.type_named(kind)
        stream = export_stream(ordered.unit, ordered.export)
        [order, *_] = self._source.read(stream, after=NO_STREAM)
        command_id: UUID = uuid5(NAMESPACE, f"{name}/{stream}")
        self._handlers.handle_own(name, document, command_id=command_id, cause=order)
