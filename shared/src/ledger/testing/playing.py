"""One service without processes, on a clock that is set by hand: commands, what falls due, questions."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid5

from contracts.common import ActivatePolicy, acknowledged
from contracts.message import dump, load
from contracts.policies import pack_named

from ledger.clock import ManualClock
from ledger.door import Answer, Page, Source
from ledger.handler import Reply, Request
from ledger.memory import MemoryStore
from ledger.own_facts import own_inbox
from ledger.parts import NAMESPACE, Handlers, ServiceParts
from ledger.projector import Projector
from ledger.store import Recorded
from ledger.sweeper import Sweeper
from ledger.views import Views, next_due

MOST_ROUNDS = 50


class Played:
    """A service that is played; `folder` holds its views."""

    def __init__(
        self, parts: ServiceParts, answers: Mapping[type, Answer], *, begins: datetime, unit: str, folder: Path
    ) -> None:
        self.clock = ManualClock(begins)
        self.store = MemoryStore()
        self.handlers = Handlers(parts, self.store, self.clock)
        self.views = Views(folder, parts.schema)
        self.views.prepare()
        self.projector = Projector(self.store, self.views, parts.facts)
        self.sweeper = Sweeper(self.handlers, self.views, self.clock)
        self.own = own_inbox(parts, self.handlers, self.store, folder, self.clock)
        self._parts = parts
        self._answers = answers
        self._unit = unit
        self._sent = 0

    def activate(self, *packs: str) -> None:
        for pack in map(pack_named, packs):
            unsure = acknowledged(pack, "as the county always did")
            self.send(ActivatePolicy(actor="desk", area=self._unit, pack=pack.digest, acknowledged=unsure))

    def send(self, command: Any) -> Reply:
        self._sent += 1
        command_id = uuid5(NAMESPACE, f"played/{self._sent}")
        request = Request(
            command_id=command_id, actor=command.actor, role="Test", actor_unit=self._unit, correlation_id=command_id
        )
        return self.handlers.handle(command, request)

    def at(self, moment: datetime, *commands: Any) -> None:
        """What fell due until then, each line at its own moment, and then the commands."""
        while (due := self._next_due()) is not None and due <= moment:
            self.clock.advance_to(due)
            self._sweep()
        self.clock.advance_to(moment)
        for command in commands:
            self.send(command)
        self._sweep()

    def ask(self, question: Any, *, limit: int = 100, after: str | None = None) -> Any:
        """The answer as it goes over the wire and comes back."""
        self.projector.catch_up()
        with self.views.live().reading() as connection:
            answer = self._answers[type(question)](Source(connection, self.store.read), question, Page(limit, after))
        return load(type(answer), dump(answer))

    def facts(self, kind: type | None = None) -> list[Any]:
        """Every fact as its message, or those of one kind, in the order of the log."""
        messages = [self._parts.facts.read(fact.type, json.loads(fact.data)) for fact in self.recorded()]
        return [message for message in messages if kind is None or type(message) is kind]

    def recorded(self) -> list[Recorded]:
        return self.store.read_all((f"{self._parts.name}_",), limit=10_000)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        self.projector.catch_up()
        return self.views.live().rows()

    def rebuilt(self, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of views that are made anew from the same log, in a folder of their own."""
        views = Views(folder, self._parts.schema)
        views.prepare()
        Projector(self.store, views, self._parts.facts).catch_up()
        return views.live().rows()

    def _next_due(self) -> datetime | None:
        self._sweep()
        return next_due(self.views.live(), self.views.schema.agenda, self.clock.now())

    def _sweep(self) -> None:
        """Until nothing is due and nothing leads to anything; a line that is swept for ever fails."""
        for _ in range(MOST_ROUNDS):
            reacted = 0 if self.own is None else self.own.catch_up()
            self.projector.catch_up()
            if not self.sweeper.step() + reacted:
                return
        raise AssertionError("The agenda does not come to an end.")
