"""Loops of a process: native threads that go on until told to stop, and say every other second how they stand.

What passes by itself, such as a store that is away, makes a loop wait and begin again; anything else ends the whole
process, to be started anew.
"""

import fcntl
import json
import logging
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from contracts.errors import Busy, Unavailable
from contracts.fields import instant_text

from ledger import heap, log
from ledger.backoff import BackOff
from ledger.clock import MachineClock, monotonic
from ledger.store import StoreUnavailable

STATUS_S = 2.0
SAID_AT_LEAST_EVERY_S = 10.0
"""Also where nothing changes: a file that is older tells of a process that hangs."""

STOP_S = 2.5

TRANSIENT = (StoreUnavailable, Unavailable, Busy)
_log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another follow process of the service holds the lock on this machine."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One thing a follow process does all the time."""

    name: str
    run: Callable[[Event], None]
    status: Callable[[], Mapping[str, Any]]


def told_to_stop() -> Event:
    """Set once the process is asked to end, by the system or by Ctrl-C."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def run_loops(loops: list[Loop], stop: Event, status_file: Path, wake: Callable[[], None] = lambda: None) -> bool:
    """Whether all went well until the process was told to end; `wake` then rouses loops that wait for facts."""
    failures: list[str] = []
    threads = [Thread(target=_keep_going, args=(loop, stop, failures), name=loop.name, daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    log.ready(", ".join(loop.name for loop in loops))
    _say_how_they_stand(loops, stop, status_file)
    wake()
    for thread in threads:
        thread.join(STOP_S)
    return not failures


def _keep_going(loop: Loop, stop: Event, failures: list[str]) -> None:
    """Begin again after what passes; end the whole process, to be started anew, after what does not."""
    back_off = BackOff()
    while not stop.is_set():
        try:
            loop.run(stop)
        except TRANSIENT as error:
            _log.warning("%s waits: %s", loop.name, error)
            back_off.wait(stop)
        except Exception:  # noqa: BLE001 - logged; the process ends and is started anew
            _log.exception("%s failed", loop.name)
            failures.append(loop.name)
            stop.set()


def _say_how_they_stand(loops: list[Loop], stop: Event, path: Path) -> None:
    said: Mapping[str, Any] = {}
    said_at = -SAID_AT_LEAST_EVERY_S
    while not stop.wait(STATUS_S):
        status = {loop.name: loop.status() for loop in loops}
        is_busy = status != said
        if is_busy:
            heap.give_back_gaps()
        if is_busy or monotonic() - said_at >= SAID_AT_LEAST_EVERY_S:
            _write_status(status, path)
            said, said_at = status, monotonic()


def _write_status(status: Mapping[str, Any], path: Path) -> None:
    document = {"pid": os.getpid(), "at": instant_text(MachineClock().now()), "loops": status}
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(document), "utf-8")
    beside.replace(path)


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Held as long as the process lives; the operating system lets go of it however the process ends."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(str(path)) from None
        yield
