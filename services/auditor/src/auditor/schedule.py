"""Audits on a schedule: `verify` often, because it reads only what is new, the others rarely, because they read all.

What an audit meets becomes facts (`auditor.recording`). Beside them stands `audits.json`, the last report of each
audit, whole: it is there also when the store takes no facts.
"""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

from audit import inventories
from audit.checking import check
from audit.memory import Memory
from audit.reexecute import ReexecutionFailed, reexecute
from audit.verify import Settings as VerifySettings
from audit.verify import VerificationFailed, verify
from contracts.auditor.words import Audit
from contracts.fields import instant_text
from ledger.audit_log import AuditLog, write_whole
from ledger.clock import Clock, MachineClock, monotonic
from ledger.store import Store
from transparency.note import NotANote

from auditor.recording import Outcome, Recording

PAUSE_S = 1.0
FIRST_AFTER_S = 30.0
"""So long the platform is left alone to start, unless it is to be audited more often than that."""

MOST_KEPT = 10_000
"""Findings of an audit that its report holds; more are counted."""

REPORT = "audits.json"

_log = logging.getLogger(__name__)
Json = dict[str, Any]
Made = tuple[Outcome, Json]


class Auditing:
    """The auditor's second loop. `folder` is the auditor's own; `every_s` says how often each audit is made."""

    def __init__(
        self,
        store: Store,
        log: AuditLog,
        folder: Path,
        recording: Recording,
        *,
        every_s: Mapping[Audit, float],
        clock: Clock | None = None,
    ) -> None:
        self._store = store
        self._audit_log = log
        self._memory = folder / "verify.sqlite"
        self._report = folder / REPORT
        self._recording = recording
        self._clock = clock or MachineClock()
        self._every_s = dict(every_s)
        self._due = {audit: monotonic() + min(each_s, FIRST_AFTER_S) for audit, each_s in self._every_s.items()}
        self._last_error: str | None = None
        self._met = _met(self._read())
        self._audits: Mapping[Audit, Callable[[], Made]] = {
            Audit.VERIFY: self._verified,
            Audit.REEXECUTE: self._decided_again,
            Audit.CHECKS: self._reckoned_again,
        }

    def run(self, stop: Event) -> None:
        while not stop.wait(PAUSE_S):
            for audit in [name for name, due in self._due.items() if monotonic() >= due]:
                if not stop.is_set():
                    self.step(audit)

    def step(self, audit: Audit) -> None:
        """Make one audit now. Raises `StoreUnavailable`."""
        self._due[audit] = monotonic() + self._every_s[audit]
        try:
            outcome, document = self._audits[audit]()
        except (ReexecutionFailed, VerificationFailed, NotANote) as error:
            self._last_error = f"{audit}: {error}"
            _log.exception("%s could not be done", audit)
            return
        self._last_error = None
        self._report_on(outcome, document)
        self._recording.keep(outcome)
        if audit is Audit.VERIFY and not outcome.findings:
            self._take_inventory()

    def status(self) -> Json:
        alarm = f"{self._met} findings" if self._met else None
        return {"findings": self._met, "last_error": self._last_error, "alarm": alarm}

    def _verified(self) -> Made:
        with closing(Memory(self._memory)) as memory:
            settings = VerifySettings(keys=self._audit_log.published_keys(), now=MachineClock().now())
            verified = verify(self._store, self._audit_log, memory, settings)
        return Outcome(Audit.VERIFY, verified.read, verified.through, verified.findings), verified.document()

    def _take_inventory(self) -> None:
        """Once a day, of what was verified just now, unless there is no log of it yet."""
        if not self._recording.lacks_inventory():
            return
        with closing(Memory(self._memory)) as memory:
            size = memory.reached.size
            if not 0 < size == memory.reached.facts:
                return
            inventory, streams = inventories.keep(self._audit_log, size, memory.ends())
        self._recording.keep_inventory(size, streams, inventory.root)

    def _decided_again(self) -> Made:
        result = reexecute(self._store, shares=1)  # the services go on beside it
        return Outcome(Audit.REEXECUTE, result.facts, result.through, result.findings), result.document()

    def _reckoned_again(self) -> Made:
        result = check(self._store)
        return Outcome(Audit.CHECKS, result.facts, result.through, result.findings), result.document()

    def _report_on(self, outcome: Outcome, document: Json) -> None:
        findings = document.pop("findings")
        report = {
            "at": instant_text(self._clock.now()),
            **document,
            "findings": findings[:MOST_KEPT],
            "left_out": max(0, len(findings) - MOST_KEPT),
        }
        reports = {**self._read(), outcome.audit.value: report}
        write_whole(self._report, json.dumps(reports, ensure_ascii=False, indent=1).encode())
        self._met = _met(reports)

    def _read(self) -> Json:
        if not self._report.exists():
            return {}
        reports: Json = json.loads(self._report.read_text("utf-8"))
        return reports


def _met(reports: Json) -> int:
    """What the last audit of each kind has met."""
    return sum(len(report["findings"]) + report["left_out"] for report in reports.values())
