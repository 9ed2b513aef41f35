"""The auditor's follow process: the loops of a service, and six of its own, for log, audits, exports and acts."""

import sys
from collections.abc import Mapping
from pathlib import Path

from contracts.auditor.words import Audit
from ledger.audit_log import AuditLog
from ledger.clock import Clock
from ledger.esdb import EsdbStore
from ledger.follow import follow
from ledger.log_builder import EVERYTHING, LogBuilder
from ledger.loops import AlreadyRunning, Loop
from ledger.parts import Handlers
from ledger.settings import Settings as ServiceSettings
from ledger.store import Store
from ledger.views import Views
from ledger.window import Window
from transparency.keys import log_key

from auditor.acts.view import Indexing
from auditor.exporting import Exporting
from auditor.leaving import Leaving
from auditor.recording import Recording
from auditor.schedule import Auditing
from auditor.service import SERVICE
from auditor.serving import Serving
from auditor.settings import Settings

LOG_KEY_NAME = "sunledger-log"
AUDIT_TIMEOUT_S = 20.0
"""An audit reads far back, and may wait for it longer than a decision does."""


def own_loops(settings: Settings, store: Store, clock: Clock, folder: Path, window: Window) -> list[Loop]:
    """`store` is that of the service's decisions; what audits read, and the log where it is built, goes another way."""
    source = EsdbStore(settings.store_uri, timeout_s=AUDIT_TIMEOUT_S)
    builder = LogBuilder(source, settings.log, log_key(folder / "log.key", LOG_KEY_NAME), window=window)
    handlers, views = Handlers(SERVICE, store, clock), Views(folder, SERVICE.schema)
    recording = Recording(handlers, source, views)
    exporting = Exporting(handlers, source, AuditLog(settings.log), views, folder)
    auditing = Auditing(source, AuditLog(settings.log), folder, recording, every_s=_every_s(settings))
    indexing = Indexing(window, folder)
    serving = Serving(settings.log, settings.serves_at)
    places, every_s = settings.checkpoints_to, settings.leaves_every_s
    leaving = Leaving(AuditLog(settings.log), folder, places, every_s=every_s)
    return [
        Loop("log", builder.run, builder.status),
        Loop("audits", auditing.run, auditing.status),
        Loop("exports", exporting.run, exporting.status),
        Loop("acts", indexing.run, indexing.status),
        Loop("serving", serving.run, serving.status),
        Loop("leaving", leaving.run, leaving.status),
    ]


def _every_s(settings: Settings) -> Mapping[Audit, float]:
    """What reads everything is done in one go, one after the other."""
    seldom = dict.fromkeys((Audit.REEXECUTE, Audit.CHECKS), float(settings.decides_again_every_s))
    return {Audit.VERIFY: float(settings.verifies_every_s), **seldom}


def main() -> None:
    """The auditor builds the log, and is no witness of it: its word about itself adds nothing."""
    settings = Settings.read()
    try:
        sys.exit(
            follow(
                SERVICE,
                ServiceSettings.read(),
                further=lambda *given: own_loops(settings, *given),
                reads=EVERYTHING,
                is_witness=False,
            )
        )
    except AlreadyRunning as error:
        sys.exit(f"Another follow process of auditor is running: {error}")
