"""The auditor's follow process: one loop builds the log, another audits, a third serves the log's files."""

import sys

from ledger.audit_log import AuditLog
from ledger.esdb import EsdbStore
from ledger.log_builder import LogBuilder
from ledger.loops import AlreadyRunning, Loop, only_one, run_loops, told_to_stop
from transparency.keys import log_key

from auditor.schedule import Auditing
from auditor.serving import Serving
from auditor.settings import Settings

LOG_KEY_NAME = "sunledger-log"


def follow(settings: Settings) -> int:
    """Run every loop until the process is told to end; the exit code is 1 if one failed."""
    folder = settings.data / "auditor"
    folder.mkdir(parents=True, exist_ok=True)
    stop = told_to_stop()
    with only_one(folder / "follow.lock"):
        store = EsdbStore(settings.store_uri, timeout_s=20.0)
        builder = LogBuilder(store, settings.log, log_key(folder / "log.key", LOG_KEY_NAME))
        auditing = Auditing(
            store,
            AuditLog(settings.log),
            folder,
            verifies_every_s=settings.verifies_every_s,
            decides_again_every_s=settings.decides_again_every_s,
        )
        serving = Serving(settings.log, settings.serves_at)
        loops = [
            Loop("log", builder.run, builder.status),
            Loop("audits", auditing.run, auditing.status),
            Loop("serving", serving.run, serving.status),
        ]
        well = run_loops(loops, stop, folder / "follow.json")
        store.close()
    return 0 if well else 1


def main() -> None:
    try:
        sys.exit(follow(Settings.read()))
    except AlreadyRunning as error:
        sys.exit(f"Another follow process of auditor is running: {error}")
