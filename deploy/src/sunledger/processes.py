"""Child processes: started in a session of their own, asked whether they live, stopped."""

import contextlib
import itertools
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from sunledger.procfs import (
    KILL_TAKES_S,
    ORPHANS_STOP_WITHIN_S,
    Ending,
    Held,
    Mark,
    began,
    end_recorded,
    read_mark,
)

PORTS = range(20_000, 32_000)  # below what Linux hands out to outgoing connections
WELL_KNOWN_PORTS = frozenset({21_113, 25_672, 27_017})
LOG_TAIL_BYTES = 2_000
MOST_LOG_BYTES = 16_000_000
"""Then a log begins anew; the one before stays beside it as `.1`."""

_next_port = itertools.count(os.getpid() * 37)


class NotReady(Exception):
    """A process ended, or stayed silent for too long, before it could be used."""


def free_port() -> int:
    """A port nobody listens on; two calls in one process never give the same one."""
    for _ in PORTS:
        port = PORTS[next(_next_port) % len(PORTS)]
        if port not in WELL_KNOWN_PORTS and is_free(port):
            return port
    raise OSError("no free port on loopback")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


class Launched(Protocol):
    """A process that has begun. `wait` tells the exit code, None if nobody knows it any more."""

    @property
    def pid(self) -> int: ...
    def wait(self, timeout: float) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Launch:
    """How a process begins; it sees `environment` alone, and what it says goes to `log`."""

    argv: Sequence[str]
    environment: Mapping[str, str]
    directory: Path | None
    log: IO[bytes]


def spawn(launch: Launch, *, passed: Sequence[int] = ()) -> Launched:
    """A program of its own, in a session of its own; `passed` are the descriptors that it inherits."""
    return subprocess.Popen(  # noqa: S603 - the caller is our own code
        launch.argv,
        env=launch.environment,
        cwd=launch.directory,
        stdin=subprocess.DEVNULL,
        stdout=launch.log,
        stderr=launch.log,
        start_new_session=True,
        pass_fds=passed,
    )


class Child:
    """One process of ours, in a session of its own: Ctrl-C in the terminal reaches only us."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        *,
        folder: Path,
        log_file: Path,
        environment: Mapping[str, str] | None = None,
        inherits: bool = True,
        directory: Path | None = None,
        is_ready: Callable[[], bool] = lambda: True,
        begins: Callable[[Launch], Launched] = spawn,
    ) -> None:
        """`folder` holds the pid file. Unless it `inherits`, the process sees nothing but `environment`.

        `begins` may raise `OSError`; then there is no process.
        """
        self.name = name
        self.folder = folder
        self.log_file = log_file
        self.is_wanted = False
        self._argv = tuple(argv)
        self._environment = {**(os.environ if inherits else {}), **(environment or {})}
        self._directory = directory
        self._is_ready = is_ready
        self._begins = begins
        self._process: Launched | None = None
        self._mark: Mark | None = None
        self._held: Held | None = None

    @property
    def pid_file(self) -> Path:
        return self.folder / f"{self.name}.pid"

    @property
    def pid(self) -> int | None:
        mark = self._running()
        return mark.pid if mark else None

    def start(self) -> None:
        """Start it, unless we already have; what an earlier run left behind is ended first."""
        self.is_wanted = True
        self.end_leftovers()
        if self.is_alive():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as log:
            self._process = self._begins(Launch(self._argv, self._environment, self._directory, log))
        self._mark = Mark(self._process.pid, began(self._process.pid) or "gone")
        self._held = Held(self._mark)
        self.pid_file.write_text(f"{self._mark.pid} {self._mark.began}\n")

    def is_alive(self) -> bool:
        return self._running() is not None

    def _running(self) -> Mark | None:
        """Also one that another process of ours has started: `status` and `down` ask from outside."""
        if self._held is None:
            return read_mark(self.pid_file)
        return self._mark if self._held.is_alive() else None

    def wait_ready(self, timeout_s: float) -> None:
        deadline = time.monotonic() + timeout_s
        while not self._is_ready():
            if not self.is_alive():
                raise NotReady(f"{self.name} {self.ending()}:\n{self.log_tail()}")
            if time.monotonic() > deadline:
                raise NotReady(f"{self.name} is not ready after {timeout_s:.0f} s:\n{self.log_tail()}")
            time.sleep(0.05)

    def log_tail(self) -> str:
        with self.log_file.open("rb") as log:
            log.seek(max(0, self.log_file.stat().st_size - LOG_TAIL_BYTES))
            return log.read().decode(errors="replace")

    def bound_log(self) -> None:
        """The process goes on writing to the same file, at its end: that it appends makes this possible."""
        with contextlib.suppress(FileNotFoundError):
            if self.log_file.stat().st_size > MOST_LOG_BYTES:
                shutil.copyfile(self.log_file, self.log_file.with_name(f"{self.log_file.name}.1"))
                os.truncate(self.log_file, 0)

    def ending(self) -> str:
        """How it ended, for people."""
        if self.is_alive():
            return "runs"
        if self._process is None:
            return "was not started"
        try:
            code = self._process.wait(KILL_TAKES_S)
        except subprocess.TimeoutExpired:
            return "is ending"
        if code is None:
            return "ended"
        return f"ended with code {code}" if code >= 0 else f"was ended by {signal.Signals(-code).name}"

    def stop(self, timeout_s: float) -> Ending:
        self.is_wanted = False
        mark = self._running()
        ending = mark.end(timeout_s) if mark else Ending.NOT_RUNNING
        self._clear()
        self.pid_file.unlink(missing_ok=True)
        return ending

    def end_leftovers(self, timeout_s: float = ORPHANS_STOP_WITHIN_S) -> None:
        """End what an earlier run, or a process that died, has left behind under this name."""
        if self._mark is not None and self._mark.is_alive():
            return
        self._clear()
        end_recorded((self.pid_file,), timeout_s)

    def restart(self, timeout_s: float) -> Ending:
        ending = self.stop(timeout_s)
        self.start()
        return ending

    def _clear(self) -> None:
        """Leave nothing of it: no member of its group, no zombie, no pid file."""
        if self._process is not None and self._mark is not None:
            self._mark.end(0.0)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(KILL_TAKES_S)
            self.pid_file.unlink(missing_ok=True)
        if self._held is not None:
            self._held.close()
        self._process = self._mark = self._held = None
