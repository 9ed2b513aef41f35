"""Audits on a schedule: `verify` often, because it reads only what is new, `reexecute` rarely, because it reads all.

What an audit reports stands in a file of its own, `audits.json`, with the moment at which each finding was first met:
one finding for a check and a place, settled when an audit does not meet it any more, and open again if it comes back.
"""

import json
import logging
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

from audit.finding import Finding
from audit.memory import Memory
from audit.reexecute import ReexecutionFailed, reexecute
from audit.verify import Settings as VerifySettings
from audit.verify import verify
from contracts.fields import instant_text
from ledger.audit_log import AuditLog, write_whole
from ledger.clock import Clock, MachineClock, monotonic
from ledger.store import Store
from transparency.note import NotANote

PAUSE_S = 1.0
FIRST_AFTER_S = 30.0
"""So long the platform is left alone to start."""

MOST_KEPT = 10_000
"""Findings that are kept; more are counted."""

_log = logging.getLogger(__name__)
Json = dict[str, Any]


class Auditing:
    """The auditor's second loop. `folder` is the auditor's own."""

    def __init__(
        self,
        store: Store,
        log: AuditLog,
        folder: Path,
        *,
        verifies_every_s: float,
        decides_again_every_s: float,
        clock: Clock | None = None,
    ) -> None:
        self._store = store
        self._audit_log = log
        self._memory = folder / "verify.sqlite"
        self._report = folder / "audits.json"
        self._clock = clock or MachineClock()
        self._every_s = {"verify": verifies_every_s, "reexecute": decides_again_every_s}
        self._due = dict.fromkeys(self._every_s, monotonic() + FIRST_AFTER_S)
        self._last_error: str | None = None

    def run(self, stop: Event) -> None:
        while not stop.wait(PAUSE_S):
            for audit in [name for name, due in self._due.items() if monotonic() >= due]:
                self.step(audit)

    def step(self, audit: str) -> None:
        """Run one audit now. Raises `StoreUnavailable`."""
        self._due[audit] = monotonic() + self._every_s[audit]
        try:
            document, findings = self._verified() if audit == "verify" else self._decided_again()
        except (ReexecutionFailed, NotANote) as error:
            self._last_error = f"{audit}: {error}"
            _log.exception("%s could not be done", audit)
            return
        self._last_error = None
        self._keep(audit, document, findings)

    def status(self) -> Json:
        report = self._read()
        open_ = sum(finding["settled_at"] is None for finding in report["findings"])
        return {"findings": open_, "last_error": self._last_error, "alarm": f"{open_} findings" if open_ else None}

    def _verified(self) -> tuple[Json, tuple[Finding, ...]]:
        with closing(Memory(self._memory)) as memory:
            settings = VerifySettings(keys=self._audit_log.published_keys(), now=MachineClock().now())
            verified = verify(self._store, self._audit_log, memory, settings)
        return verified.document(), verified.findings

    def _decided_again(self) -> tuple[Json, tuple[Finding, ...]]:
        result = reexecute(self._store)
        return result.document(), result.findings

    def _keep(self, audit: str, document: Json, findings: Iterable[Finding]) -> None:
        now, report = instant_text(self._clock.now()), self._read()
        report["audits"][audit] = {"at": now, **{key: value for key, value in document.items() if key != "findings"}}
        known = {(one["audit"], one["check"], one["place"]): one for one in report["findings"]}
        met = {(audit, one.check, one.place): one for one in findings}
        for key, finding in met.items():
            known[key] = _met(known.get(key), audit, finding, now)
        for key, one in known.items():
            if key[0] == audit and key not in met and one["settled_at"] is None:
                one["settled_at"] = now
        report["findings"] = sorted(known.values(), key=lambda one: (one["settled_at"] is not None, one["first_at"]))
        report["left_out"] = max(0, len(report["findings"]) - MOST_KEPT)
        report["findings"] = report["findings"][:MOST_KEPT]
        write_whole(self._report, json.dumps(report, ensure_ascii=False, indent=1).encode())

    def _read(self) -> Json:
        if not self._report.exists():
            return {"audits": {}, "findings": [], "left_out": 0}
        report: Json = json.loads(self._report.read_text("utf-8"))
        return report


def _met(known: Json | None, audit: str, finding: Finding, now: str) -> Json:
    before = known or {"audit": audit, "first_at": now, "reopened": 0, "settled_at": None}
    reopened = before["reopened"] + (before["settled_at"] is not None)
    return {**before, **finding.document(), "last_at": now, "reopened": reopened, "settled_at": None}
