"""The clock of a service's history: its first fact says which it is, and every process reads it there."""

import json
from datetime import timedelta
from uuid import uuid5

from contracts.catalogue import Catalogue
from contracts.common import ClockKind, ClockSet, SetClock

from ledger.activation import clock_stream
from ledger.clock import Clock, MachineClock
from ledger.parts import NAMESPACE, Handlers, ServiceParts, own_request, service_actor
from ledger.store import Store


def clock_of_history(parts: ServiceParts, store: Store) -> Clock:
    """The clock the history is recorded by; a history that has none yet gets the real one, as its first fact."""
    fact = recorded_clock(parts.facts, store)
    if fact is None:
        set_clock(parts, store, MachineClock(), ClockKind.REAL, timedelta())
        fact = recorded_clock(parts.facts, store)
        assert fact is not None
    return MachineClock(timedelta(microseconds=fact.offset_us))


def recorded_clock(facts: Catalogue, store: Store) -> ClockSet | None:
    recorded = store.read(clock_stream(facts.service))
    if not recorded:
        return None
    fact = facts.read(recorded[0].type, json.loads(recorded[0].data))
    assert isinstance(fact, ClockSet)
    return fact


def set_clock(parts: ServiceParts, store: Store, clock: Clock, kind: ClockKind, offset: timedelta) -> None:
    """Record the clock; two processes that do it at once record it once."""
    command = SetClock(actor=service_actor(parts.name), clock=kind, offset_us=offset // timedelta(microseconds=1))
    command_id = uuid5(NAMESPACE, f"{clock_stream(parts.name)}/{kind}")
    Handlers(parts, store, clock).handle(command, own_request(parts.name, command_id, None))
