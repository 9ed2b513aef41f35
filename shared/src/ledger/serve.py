"""Runs a service's rpc process. The door to eventlet's changes of the standard library, in the one order that works.

What runs in native threads is loaded first, with the standard library as it was; then eventlet changes it; only then
is the service imported, and Nameko with it.
"""

import importlib
import logging
import os
import signal
from collections.abc import Callable
from typing import Any

import eventlet
from eventlet.hubs import trampoline

from ledger import log, native

STOP_S = 8
"""How long a process that was told to end may take; then it ends at once. What it had not answered is sent again."""

_NATIVE = ("ledger.clock", "ledger.esdb", "ledger.esdb_appends", "ledger.folded", "ledger.activation", "ledger.handler")

_log = logging.getLogger(__name__)


def load_native() -> None:
    """What has to be there before eventlet changes the standard library; `serve` sees to it where nobody has."""
    native.load(*_NATIVE)


def serve(module: str) -> None:
    """Block until the process is told to end. Returns only then."""
    load_native()
    eventlet.monkey_patch()
    clock: Any = importlib.import_module("ledger.clock")  # as it was loaded for native threads
    rpc: Any = importlib.import_module("ledger.rpc")
    service = _nameko_class(module, rpc)
    bridge: Any = importlib.import_module("ledger.bridge")
    runner = rpc.runner_of(service)
    _when_told(runner.stop)
    with clock.timed_by(bridge.HubTimer()):
        runner.start()
        log.ready(service.__name__)
        runner.wait()


def _nameko_class(module: str, rpc: Any) -> Any:
    service = importlib.import_module(module).SERVICE
    opening: Any = importlib.import_module("ledger.opening")
    settings: Any = importlib.import_module("ledger.settings")
    return rpc.nameko_class(service, lambda: opening.door_of(service, settings.Settings.read()))


def _when_told(end: Callable[[], None]) -> None:
    """By the system or by Ctrl-C. A signal alone does not wake the hub, which sleeps on: so it rings a bell."""
    bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def told(number: int, _: Any) -> None:
        _log.info("ending on signal %d", number)
        signal.alarm(STOP_S)
        os.eventfd_write(bell, 1)

    def await_bell() -> None:
        trampoline(bell, read=True)
        end()

    eventlet.spawn_n(await_bell)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
