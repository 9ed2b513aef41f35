"""Services without processes: every loop of the follow processes driven step by step on a clock set by hand.

The same loops, handlers and files as in the running platform; only RPC and the broker are left out, which the
inboxes can do without because they read what they miss from the store.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from contracts.consumers import producers_of
from ledger.clock import ManualClock
from ledger.inbox import Inbox
from ledger.own_facts import own_inbox
from ledger.parts import Handlers, ServiceParts
from ledger.projector import Projector
from ledger.reactions import Reactions
from ledger.store import Store
from ledger.sweeper import Sweeper
from ledger.views import Views, next_due


class InProcess:
    """Some services on one store and one clock."""

    def __init__(self, services: Sequence[ServiceParts], store: Store, clock: ManualClock, data: Path) -> None:
        self.clock = clock
        self._parts = [_Part(parts, store, clock, data / parts.name) for parts in services]
        self.handlers = {part.parts.name: part.handlers for part in self._parts}

    def settle(self) -> None:
        """Let every loop go on until none of them finds anything to do."""
        while sum(part.step() for part in self._parts):
            pass

    def react(self, service: str) -> None:
        """Let a service do what its own facts ask of it, before anything else is done."""
        for part in self._parts:
            if part.parts.name == service:
                part.react()

    def next_due(self) -> datetime | None:
        """When the next line of any agenda falls due."""
        moments = [moment for part in self._parts if (moment := part.next_due(self.clock.now())) is not None]
        return min(moments, default=None)

    def close(self) -> None:
        for part in self._parts:
            part.close()


class _Part:
    def __init__(self, parts: ServiceParts, store: Store, clock: ManualClock, folder: Path) -> None:
        self.parts = parts
        self.handlers = Handlers(parts, store, clock)
        self._views = Views(folder, parts.schema)
        self._views.prepare()
        self._projector = Projector(store, self._views, parts.facts)
        self._sweeper = Sweeper(self.handlers, self._views, clock)
        inbox, self._own = None, own_inbox(parts, self.handlers, store, folder, clock)
        if producers_of(parts.name):
            reactions = Reactions(parts.name, parts.reactions(self.handlers))
            inbox = Inbox(parts.name, store, None, folder / "inbox.sqlite", reactions, clock=clock)
        self._inboxes = tuple(each for each in (inbox, self._own) if each is not None)

    def step(self) -> bool:
        received = sum(inbox.catch_up() for inbox in self._inboxes)
        projected = self._projector.catch_up()
        return bool(received + projected + self._sweeper.step())

    def react(self) -> None:
        while self._own is not None and self._own.catch_up():
            pass

    def next_due(self, now: datetime) -> datetime | None:
        return next_due(self._views.live(), self.parts.schema.agenda, now)

    def close(self) -> None:
        for inbox in self._inboxes:
            inbox.close()
