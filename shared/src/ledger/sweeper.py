"""Sends what has fallen due: the agenda's commands, under the service's own identity.

A command's id is derived from stream, rung and due date, so that sweeping twice, or by two processes, has the effect
of sweeping once. The decider judges: what is not due, or settled, is an empty decision.
"""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Any
from uuid import uuid5

from contracts.errors import Busy, Rejected, Unavailable

from ledger.clock import Clock, monotonic
from ledger.killpoints import reach
from ledger.parts import NAMESPACE, Handlers
from ledger.store import StoreUnavailable
from ledger.views import Due, Views, fallen_due, next_due

PAUSE_S = 1.0
DEFERRED_S = 60.0
"""How long a refused line waits before it is tried again, e.g. because no policy is active yet."""

_AT_ONCE = 200
_MOST_DEFERRED = 10_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Quiet:
    """Nothing is due before `until` as long as the views have not changed since."""

    changes: int
    until: datetime | None


class Sweeper:
    """Reads the agenda of the service's own views."""

    def __init__(self, handlers: Handlers, views: Views, clock: Clock) -> None:
        self._handlers = handlers
        self._views = views
        self._clock = clock
        self._deferred: dict[Due, float] = {}
        self._awaited = -1
        self._quiet: _Quiet | None = None
        self._swept = 0

    def step(self) -> int:
        """Send everything that is due now and was not sent before; how many commands that was."""
        view = self._views.live()
        if view.bookmark() < self._awaited:
            return 0  # the views do not show yet what the last step recorded
        lines = fallen_due(view, self._views.schema.agenda, self._clock.now(), limit=_AT_ONCE + len(self._deferred))
        return sum(self._send(line) for line in lines if not self._is_deferred(line))

    def run(self, stop: Event) -> None:
        while not stop.is_set():
            try:
                sent = self._look()
            except (StoreUnavailable, Unavailable, Busy):
                sent = 0
            if not sent:
                stop.wait(PAUSE_S)

    def status(self) -> dict[str, Any]:
        return {"swept": self._swept, "deferred": len(self._deferred)}

    def _look(self) -> int:
        """A step, unless nothing can have fallen due since the last one."""
        if self._is_quiet():
            return 0
        changes, now = self._views.changes, self._clock.now()
        sent = self.step()
        is_done = not sent and not self._deferred
        self._quiet = _Quiet(changes, next_due(self._views.live(), self._views.schema.agenda, now)) if is_done else None
        return sent

    def _is_quiet(self) -> bool:
        quiet = self._quiet
        if quiet is None or quiet.changes != self._views.changes:
            return False
        return quiet.until is None or self._clock.now() < quiet.until

    def _send(self, line: Due) -> int:
        command_id = uuid5(NAMESPACE, f"{line.stream}/{line.rung}/{line.due_at}")
        try:
            reply = self._handlers.handle_own(
                line.command, json.loads(line.document), command_id=command_id, cause=None
            )
        except Rejected as refusal:
            _log.warning("%s of %s waits: %s %s", line.rung, line.stream, refusal.code, refusal.detail)
            self._defer(line)
            return 0
        reach("sweeper.sent")
        if not reply.facts:
            self._defer(line)
        self._awaited = max(self._awaited, reply.position)
        self._swept += len(reply.facts)
        return 1

    def _defer(self, line: Due) -> None:
        if len(self._deferred) >= _MOST_DEFERRED:
            self._deferred.clear()
        self._deferred[line] = monotonic() + DEFERRED_S

    def _is_deferred(self, line: Due) -> bool:
        until = self._deferred.get(line)
        if until is not None and until <= monotonic():
            del self._deferred[line]
            return False
        return until is not None
