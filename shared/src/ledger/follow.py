"""A service's follow process: plain native threads that keep views, messages and due dates going.

All loops read one subscription (`ledger.window`), each at a bookmark of its own, so that none waits for another: the
views go on while the broker is away.
"""

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from contracts.consumers import producers_of
from contracts.particulars import OrderErasure

from ledger.audit_log import AuditLog
from ledger.backoff import BackOff
from ledger.broker import RabbitMQ
from ledger.clock import Clock
from ledger.erasure import Finisher
from ledger.esdb import EsdbStore
from ledger.history import clock_of_history
from ledger.inbox import Inbox
from ledger.loops import TRANSIENT, AlreadyRunning, Loop, only_one, run_loops, told_to_stop
from ledger.messaging import Broker
from ledger.orders import Orders
from ledger.own_facts import own_inbox
from ledger.parts import Handlers, ServiceParts
from ledger.priority import stand_back
from ledger.projector import Projector
from ledger.reactions import Reactions
from ledger.refusals import Recorder
from ledger.relay import Relay
from ledger.settings import Settings
from ledger.store import Store
from ledger.sweeper import Sweeper
from ledger.views import Views
from ledger.window import REST_S, Window
from ledger.witness import Witness

_log = logging.getLogger(__name__)


Further = Callable[[Store, Clock, Path, Window], list[Loop]]
"""Loops that a service has beside those of every service; it is given its store, clock, folder and window."""


def follow(
    parts: ServiceParts,
    settings: Settings,
    *,
    further: Further = lambda *_: [],
    reads: Sequence[str] = (),
    is_witness: bool = True,
) -> int:
    """Run every loop until the process is told to end; the exit code is 1 if a loop failed.

    `reads`: prefixes of streams that further loops follow, where those are not the service's own alone.
    """
    stand_back()
    folder = settings.data / parts.name
    folder.mkdir(parents=True, exist_ok=True)
    stop = told_to_stop()
    with only_one(folder / "follow.lock"):
        store = EsdbStore(settings.store_uri)
        clock = _clock_when_there(parts, store, stop)
        window = Window(store, tuple(reads) or (f"{parts.name}_",), rest_s=REST_S)
        loops: list[Loop] = []
        if clock is not None:
            loops += loops_of(parts, store, clock, RabbitMQ(settings.broker_uri), folder, window)
            loops += further(store, clock, folder, window)
        if is_witness:
            witness = Witness(parts.name, store, AuditLog(settings.log), folder)
            loops.append(Loop("witness", witness.run, witness.status))
        well = run_loops(loops, stop, folder / "follow.json", window.end)
        store.close()
    return 0 if well else 1


def loops_of(
    parts: ServiceParts, store: Store, clock: Clock, broker: Broker | None, folder: Path, window: Window
) -> list[Loop]:
    """The loops a service has: those that react to facts only where it reacts to any."""
    handlers, views = Handlers(parts, store, clock), Views(folder, parts.schema)
    views.prepare()
    projector, sweeper = Projector(store, views, parts.facts, window=window), Sweeper(handlers, views, clock)
    recorder = Recorder(handlers, folder)
    loops = [
        Loop("projector", projector.run, projector.status),
        Loop("sweeper", sweeper.run, sweeper.status),
        Loop("refusals", recorder.run, recorder.status),
    ]
    if any(kind is OrderErasure for kind in parts.commands):
        finisher = Finisher(handlers, store, folder, window)
        loops.append(Loop("erasures", finisher.run, finisher.status))
    if broker is not None:
        relay = Relay(parts.name, store, broker, folder / "relay.bookmark", window)
        loops.append(Loop("relay", relay.run, relay.status))
    inboxes: dict[str, Inbox] = {}
    if producers_of(parts.name):
        reactions = Reactions(parts.name, parts.reactions(handlers))
        inbox = Inbox(parts.name, store, broker, folder / "inbox.sqlite", reactions, clock=clock)
        inboxes["inbox"] = inbox
    own = own_inbox(parts, handlers, store, folder, clock, window)
    if own is not None:
        inboxes["own-facts"] = own
    if inboxes:
        orders = Orders(folder / "orders", *inboxes.values())
        loops += [Loop(name, each.run, each.status) for name, each in inboxes.items()]
        loops.append(Loop("orders", orders.run, orders.status))
    return loops


def _clock_when_there(parts: ServiceParts, store: Store, stop: Event) -> Clock | None:
    back_off = BackOff()
    while not stop.is_set():
        try:
            return clock_of_history(parts, store)
        except TRANSIENT as error:
            _log.warning("waiting for the store: %s", error)
            back_off.wait(stop)
    return None


def main(parts: ServiceParts) -> None:
    try:
        sys.exit(follow(parts, Settings.read()))
    except AlreadyRunning as error:
        sys.exit(f"Another follow process of {parts.name} is running: {error}")
