"""A service's follow process: plain native threads that keep views, messages and due dates going.

Each loop has its own subscription and its own bookmark, so that none waits for another: the views go on while the
broker is away.
"""

import fcntl
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from contracts.consumers import producers_of
from contracts.errors import Busy, Unavailable
from contracts.fields import instant_text

from ledger import log
from ledger.backoff import BackOff
from ledger.broker import RabbitMQ
from ledger.clock import Clock, MachineClock
from ledger.esdb import EsdbStore
from ledger.history import clock_of_history
from ledger.inbox import Inbox
from ledger.messaging import Broker
from ledger.orders import Orders
from ledger.parts import Handlers, ServiceParts
from ledger.projector import Projector
from ledger.reactions import Reactions
from ledger.refusals import Recorder
from ledger.relay import Relay
from ledger.settings import Settings
from ledger.store import Store, StoreUnavailable
from ledger.sweeper import Sweeper
from ledger.views import Views

STATUS_S = 1.0
STOP_S = 2.5

_TRANSIENT = (StoreUnavailable, Unavailable, Busy)
_log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another follow process of the service holds the lock on this machine."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One thing a follow process does all the time."""

    name: str
    run: Callable[[Event], None]
    status: Callable[[], Mapping[str, Any]]


def follow(parts: ServiceParts, settings: Settings) -> int:
    """Run every loop until the process is told to end; the exit code is 1 if a loop failed."""
    folder = settings.data / parts.name
    folder.mkdir(parents=True, exist_ok=True)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with _only_one(folder / "follow.lock"):
        store = EsdbStore(settings.store_uri)
        clock = _clock_when_there(parts, store, stop)
        loops = loops_of(parts, store, clock, RabbitMQ(settings.broker_uri), folder) if clock else []
        failed = _run(loops, stop, folder / "follow.json")
        store.close()
    return 1 if failed else 0


def loops_of(parts: ServiceParts, store: Store, clock: Clock, broker: Broker | None, folder: Path) -> list[Loop]:
    """The loops a service has: those that read other services only where it reads any."""
    handlers, views = Handlers(parts, store, clock), Views(folder, parts.schema)
    views.prepare()
    projector, sweeper = Projector(store, views, parts.facts), Sweeper(handlers, views, clock)
    recorder = Recorder(handlers, folder)
    loops = [
        Loop("projector", projector.run, projector.status),
        Loop("sweeper", sweeper.run, sweeper.status),
        Loop("refusals", recorder.run, recorder.status),
    ]
    if broker is not None:
        relay = Relay(parts.name, store, broker, folder / "relay.bookmark")
        loops.append(Loop("relay", relay.run, relay.status))
    if producers_of(parts.name):
        reactions = Reactions(parts.name, parts.reactions(handlers))
        inbox = Inbox(parts.name, store, broker, folder / "inbox.sqlite", reactions, clock=clock)
        orders = Orders(folder / "orders", inbox)
        loops += [Loop("inbox", inbox.run, inbox.status), Loop("orders", orders.run, orders.status)]
    return loops


def _run(loops: list[Loop], stop: Event, status_file: Path) -> bool:
    failures: list[str] = []
    threads = [Thread(target=_keep_going, args=(loop, stop, failures), name=loop.name, daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    log.ready(", ".join(loop.name for loop in loops))
    while not stop.wait(STATUS_S):
        _write_status(loops, status_file)
    for thread in threads:
        thread.join(STOP_S)
    return bool(failures)


def _keep_going(loop: Loop, stop: Event, failures: list[str]) -> None:
    """Begin again after what passes; end the whole process, to be started anew, after what does not."""
    back_off = BackOff()
    while not stop.is_set():
        try:
            loop.run(stop)
        except _TRANSIENT as error:
            _log.warning("%s waits: %s", loop.name, error)
            back_off.wait(stop)
        except Exception:  # noqa: BLE001 - logged; the process ends and is started anew
            _log.exception("%s failed", loop.name)
            failures.append(loop.name)
            stop.set()


def _clock_when_there(parts: ServiceParts, store: Store, stop: Event) -> Clock | None:
    back_off = BackOff()
    while not stop.is_set():
        try:
            return clock_of_history(parts, store)
        except _TRANSIENT as error:
            _log.warning("waiting for the store: %s", error)
            back_off.wait(stop)
    return None


def _write_status(loops: list[Loop], path: Path) -> None:
    document = {
        "pid": os.getpid(),
        "at": instant_text(MachineClock().now()),
        "loops": {loop.name: loop.status() for loop in loops},
    }
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(document), "utf-8")
    beside.replace(path)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Held as long as the process lives; the operating system lets go of it however the process ends."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(str(path)) from None
        yield


def main(parts: ServiceParts) -> None:
    try:
        sys.exit(follow(parts, Settings.read()))
    except AlreadyRunning as error:
        sys.exit(f"Another follow process of {parts.name} is running: {error}")
