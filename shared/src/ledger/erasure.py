"""Erasing a person or a case: the order is recorded, the key destroyed, the destruction recorded, in this order.

A process that ends in between leaves an order without a destruction; the follow process finishes it.
"""

import json
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, assert_never
from uuid import uuid5

from contracts.calendar import china_day
from contracts.catalogue import Catalogue
from contracts.errors import Busy, Unavailable, refuse_unless
from contracts.particulars import (
    ErasureCommand,
    ErasureFact,
    ErasureOrdered,
    KeyDestroyed,
    OrderErasure,
    RecordDestruction,
)
from contracts.retention import Retention, retention_of
from contracts.rules import Rules

from ledger.clock import Clock
from ledger.decider import Decider, RulesOf
from ledger.handler import Reply, Request
from ledger.keys import FILE, KeyFile
from ledger.parts import NAMESPACE, Handlers
from ledger.recorded import metadata_of
from ledger.store import START, Recorded, Store, StoreUnavailable
from ledger.window import Window

PAUSE_S = 5.0
_PAGE = 500

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whether a key's destruction was ordered, and done."""

    is_ordered: bool = False
    is_done: bool = False


def erasure_stream(service: str, subject: str) -> str:
    return f"{service}_erasure-{subject.replace(':', '-')}"


def erasure_decider(
    service: str, commands: Catalogue, facts: Catalogue
) -> Decider[ErasureCommand, ErasureFact, Erasure, Retention]:
    return Decider(
        name=f"{service}.erasure",
        version=1,
        takes=(OrderErasure, RecordDestruction),
        commands=commands,
        facts=facts,
        initial=Erasure(),
        decide=_decide,
        evolve=_evolve,
        stream=lambda command: erasure_stream(service, command.subject),
        unit=lambda command: command.unit,
        rules=RulesOf.TODAY,
        policy=retention_of(service),
    )


def _decide(command: ErasureCommand, erasure: Erasure, rules: Rules[Retention], now: datetime) -> list[ErasureFact]:
    match command:
        case OrderErasure():
            return _order(command, erasure, rules, now)
        case RecordDestruction():
            if erasure.is_done or not erasure.is_ordered:
                return []
            return [KeyDestroyed(subject=command.subject, key_id=command.key_id, destroyed_at=now)]
        case _:
            assert_never(command)


def _order(command: OrderErasure, erasure: Erasure, rules: Rules[Retention], now: datetime) -> list[ErasureFact]:
    refuse_unless(not erasure.is_ordered, "sealed-data-erased", command.subject)
    days = rules.policy.days
    retained_until = None if days is None else command.used_on + timedelta(days=days)
    ended = retained_until is None or china_day(now) > retained_until
    refuse_unless(ended, "retention-not-ended", f"{command.subject} is to be kept until {retained_until}.")
    return [
        ErasureOrdered(
            subject=command.subject,
            key_id=command.key_id,
            ground=command.ground,
            retained_until=retained_until,
            ordered_at=now,
        )
    ]


def _evolve(erasure: Erasure, fact: ErasureFact) -> Erasure:
    match fact:
        case ErasureOrdered():
            return replace(erasure, is_ordered=True)
        case KeyDestroyed():
            return replace(erasure, is_done=True)
        case _:
            assert_never(fact)


class Eraser:
    """Destroys keys that are ordered to be destroyed. Doing it twice has the effect of doing it once."""

    def __init__(self, handlers: Handlers, keys: KeyFile, clock: Clock) -> None:
        self._handlers = handlers
        self._keys = keys
        self._clock = clock

    def erase(self, order: OrderErasure, request: Request) -> Reply:
        """Record the order, carry it out, and answer with both facts."""
        ordered = self._handlers.handle(order, request)
        done = self.carry_out(ordered.facts[0])
        return replace(done, facts=(*ordered.facts, *done.facts))

    def carry_out(self, ordered: Recorded) -> Reply:
        """Destroy the key that this fact orders to destroy, and record that it is destroyed."""
        fact = self._handlers.parts.facts.read(ordered.type, json.loads(ordered.data))
        self._keys.destroy(fact.subject, fact.key_id, self._clock.now())
        return self._handlers.handle_own(
            self._handlers.parts.commands.type_named(RecordDestruction),
            {"unit": metadata_of(ordered)["unit"], "subject": fact.subject, "key_id": fact.key_id},
            command_id=uuid5(NAMESPACE, f"destroyed/{ordered.id}"),
            cause=ordered,
        )


def ordered_erasures(store: Store, service: str) -> tuple[tuple[str, str], ...]:
    """Every subject whose key is, or is to be, destroyed, with the key's id: what no backup may bring back."""
    ordered, after = [], START
    while facts := store.read_all((f"{service}_erasure-",), after=after, limit=_PAGE):
        after = facts[-1].position
        data = [json.loads(fact.data) for fact in facts if ".erasure-ordered." in fact.type]
        ordered += [(each["subject"], each["key_id"]) for each in data]
    return tuple(ordered)


class Finisher:
    """Finishes what a process began and did not end: orders without a destruction."""

    def __init__(self, handlers: Handlers, store: Store, folder: Path, window: Window | None = None) -> None:
        self._eraser = Eraser(handlers, KeyFile(folder / FILE), handlers.clock)
        self._window = window
        self._looked_at: int | None = None
        self._store = store
        self._facts = handlers.parts.facts
        self._prefix = f"{handlers.parts.name}_erasure-"
        self._read_to = START
        self._open: dict[str, Recorded] = {}
        self._finished = 0

    def run(self, stop: Event) -> None:
        while True:
            try:
                self._step_if_news()
            except (StoreUnavailable, Unavailable, Busy) as error:
                _log.warning("erasures wait: %s", error)
            if stop.wait(PAUSE_S):
                return

    def _step_if_news(self) -> None:
        """The store is asked only if the service has recorded anything since it was asked last."""
        through = None if self._window is None else self._window.through
        if through is None or through != self._looked_at or self._open:
            self.step()
            self._looked_at = through

    def step(self) -> int:
        """Finish every order there is; how many that was. What a request finishes meanwhile is done once."""
        finished = self._carry_out_open()
        while self._look():
            finished += self._carry_out_open()
        self._finished += finished
        return finished

    def status(self) -> dict[str, Any]:
        return {"finished": self._finished}

    def _carry_out_open(self) -> int:
        waiting = tuple(self._open.items())
        for stream, ordered in waiting:
            self._eraser.carry_out(ordered)
            del self._open[stream]
        return len(waiting)

    def _look(self) -> bool:
        """Read one page on: what it orders and does not finish is open. What was looked at is not looked at again."""
        end = self._store.last_position()
        facts = self._store.read_all((self._prefix,), after=self._read_to, limit=_PAGE)
        for fact in facts:
            self._read_to = fact.position
            if isinstance(self._facts.read(fact.type, json.loads(fact.data)), ErasureOrdered):
                self._open[fact.stream] = fact
            else:
                self._open.pop(fact.stream, None)
        if len(facts) < _PAGE:
            self._read_to = max(self._read_to, end)
        return bool(facts)
