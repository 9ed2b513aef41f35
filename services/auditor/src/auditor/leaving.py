"""Checkpoints leave the system on a schedule, so that whoever rewrites store and log cannot rewrite what others hold.

What leaves is the newest checkpoint that a quorum has cosigned, or the newest one where there is no quorum yet. A place
that does not take it is tried again; how long it has taken none is said in the status, and alarms after a day.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Any

from ledger.audit_log import AuditLog, SignedCheckpoint, write_whole
from ledger.clock import monotonic
from transparency.merkle import Unproven
from transparency.note import NotANote
from transparency.tiles import TileMissing

from auditor.places import NotTaken, Place

LOOKS_EVERY_S = 5.0
ALARMS_AFTER_S = 86_400.0

_log = logging.getLogger(__name__)


class Leaving:
    """One loop of the auditor's follow process. `places` by the name that the operator gave them."""

    def __init__(self, log: AuditLog, folder: Path, places: Mapping[str, Place], *, every_s: float) -> None:
        self._audit_log = log
        self._file = folder / "left.json"
        self._places = dict(places)
        self._every_s = every_s
        self._taken: dict[str, int] = self._read()
        self._refused: dict[str, tuple[str, float]] = {}

    def run(self, stop: Event) -> None:
        if not self._places:
            stop.wait()
            return
        due = 0.0
        while not stop.wait(LOOKS_EVERY_S):
            if monotonic() >= due and self.step():
                due = monotonic() + self._every_s

    def step(self) -> bool:
        """Offer the newest checkpoint to every place that does not have it; whether there was one."""
        try:
            newest = self._audit_log.witnessed() or self._audit_log.newest()
        except NotANote as error:
            _log.warning("no checkpoint can leave: %s", error)
            return False
        if newest is None:
            return False
        for name, place in self._places.items():
            if self._taken.get(name, -1) < newest.checkpoint.size:
                self._offer(name, place, newest)
        return True

    def status(self) -> dict[str, Any]:
        late = [name for name, (_, since) in self._refused.items() if monotonic() - since > ALARMS_AFTER_S]
        alarm = f"no checkpoint has been taken for a day by {', '.join(late)}" if late else None
        refused = {name: why for name, (why, _) in self._refused.items()}
        return {"left": dict(self._taken), "refused": refused, "alarm": alarm}

    def _offer(self, name: str, place: Place, newest: SignedCheckpoint) -> None:
        try:
            place.take(newest, self._audit_log)
        except (NotTaken, TileMissing, Unproven) as error:
            before, since = self._refused.get(name, ("", monotonic()))
            if before != str(error):
                _log.warning("a checkpoint was not taken: %s", error)
            self._refused[name] = (str(error), since)
            return
        self._refused.pop(name, None)
        self._taken[name] = newest.checkpoint.size
        write_whole(self._file, json.dumps(self._taken).encode())

    def _read(self) -> dict[str, int]:
        if not self._file.exists():
            return {}
        taken: dict[str, int] = json.loads(self._file.read_text("utf-8"))
        return {name: size for name, size in taken.items() if name in self._places}
