"""A process from which others are forked: it has loaded what they all need, so each begins at once and shares it.

The services of one machine load the same messages, store client and loops. Loaded once and shared, they cost a
fraction of the time and memory (docs/decisions/nursery.md). What belongs to one service is loaded after the fork.

A request is one datagram `{"argv", "environment", "directory"}` with the descriptor of the log; the answer is
`{"pid"}`. `{"ended": pid}` is answered by `{"code"}`: the exit code, or null for who has not ended.
"""

import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 65_536
COMMAND_NAME = Path("/proc/self/comm")


@dataclass(frozen=True, slots=True)
class Order:
    """What a forked process is to be: `argv` is a module with a `main`, and its arguments."""

    argv: Sequence[str]
    environment: Mapping[str, str]
    directory: str | None
    log: int

    @property
    def name(self) -> str:
        """What `ps` shows, e.g. `mining-follow`; Linux keeps 15 characters of it."""
        return "-".join([self.argv[0].partition(".")[0], *self.argv[1:2]])


def load_native() -> None:
    """For processes with native threads alone: follow processes and the portal."""
    for name in ("ledger.follow", "ledger.reader", *_modules_of("contracts")):
        importlib.import_module(name)


def load_green() -> None:
    """For rpc processes: all that has to be there before eventlet changes the standard library."""
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    importlib.import_module("ledger.serve").load_native()
    for name in _modules_of("contracts"):
        importlib.import_module(name)


LOADS: Mapping[str, Callable[[], None]] = {"native": load_native, "green": load_green}


def main() -> None:
    """`python -m sunledger.nursery KIND DESCRIPTOR`: load, and fork whatever the other end of the socket asks for."""
    kind, descriptor = sys.argv[1:]
    channel = socket.socket(fileno=int(descriptor))
    LOADS[kind]()
    gc.collect()
    gc.freeze()  # the collector would write into every page that is shared
    order = _next_order(channel)
    if order is not None:
        _become(order)
        importlib.import_module(order.argv[0]).main()


def _modules_of(package: str) -> list[str]:
    path = importlib.import_module(package).__path__
    return [module.name for module in pkgutil.walk_packages(path, f"{package}.")]


def _next_order(channel: socket.socket) -> Order | None:
    """Serve requests. Returns in each forked process what that is to be, here None when nobody asks any more."""
    while True:
        data, descriptors, _, _ = socket.recv_fds(channel, MOST_BYTES, 1)
        if not data:
            return None
        request = json.loads(data)
        if "ended" in request:
            _answer(channel, {"code": _exit_code(request["ended"])})
            continue
        order = Order(**request, log=descriptors[0])
        pid = _fork()
        if pid == 0:
            channel.close()
            return order
        os.close(order.log)
        if not _answer(channel, {"pid": pid}):
            os.kill(pid, signal.SIGKILL)  # nobody would ever know of it


def _answer(channel: socket.socket, document: Mapping[str, int | None]) -> bool:
    with suppress(BrokenPipeError, ConnectionResetError):
        return bool(channel.send(json.dumps(document).encode()))
    return False


def _fork() -> int:
    """As `os.fork`, but the new process leads a session of its own before anybody hears of it."""
    leads, ready = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.close(leads)
        os.close(ready)
        return 0
    os.close(ready)
    os.read(leads, 1)
    os.close(leads)
    return pid


def _exit_code(pid: int) -> int | None:
    with suppress(ChildProcessError):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
    return None


def _become(order: Order) -> None:
    """Be as a process that was started by itself: its log, environment, folder, arguments and name."""
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(order.log, 1)
    os.dup2(order.log, 2)
    os.close(order.log)
    os.environ.clear()
    os.environ.update(order.environment)
    if order.directory is not None:
        os.chdir(order.directory)
    sys.argv = list(order.argv)
    COMMAND_NAME.write_text(order.name)


if __name__ == "__main__":
    main()
