"""A real node in a child process, for tests of whatever talks to it."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from esdbclient import NewEvent

START_S = 20.0
STOP_S = 5.0


class NodeAddress:
    """A node that runs, and where it can be reached.

    gRPC waits up to a second before it connects again to an address that refused it, and within
    one process new clients wait with the old ones: after a restart, retry what is unavailable.
    """

    def __init__(self, file: Path, *, options: Sequence[str] = ()) -> None:
        self.file = file
        self._options = tuple(options)
        self.port = 0
        self.start()

    @property
    def uri(self) -> str:
        return f"esdb://127.0.0.1:{self.port}?Tls=false"

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def start(self) -> None:
        """On the same port as before, if it ran before."""
        command = (sys.executable, "-m", "localnode", str(self.file), "--port", str(self.port))
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            (*command, *self._options), stdout=subprocess.PIPE, text=True
        )
        self.port = _port_of(self._ready_line())

    def kill(self) -> None:
        """As a power cut would, as far as the process can tell."""
        self._process.kill()
        self._end()

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        if self.is_running:
            os.kill(self.pid, signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        """Until it has ended, but not for ever: then it is killed. Its exit code."""
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        return self._end()

    def restart(self) -> None:
        if self.is_running:
            self.stop()
        self.start()

    def _end(self) -> int:
        code = self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code

    def _ready_line(self) -> str:
        lines: queue.Queue[str] = queue.Queue()
        out = self._process.stdout
        assert out is not None
        threading.Thread(target=lambda: lines.put(out.readline()), daemon=True).start()
        try:
            line = lines.get(timeout=START_S)
        except queue.Empty:
            line = ""
        if not line:
            self._process.kill()
            raise RuntimeError(f"the node did not start (exit code {self._end()})")
        return line


def _port_of(line: str) -> int:
    assert line.startswith("localnode ready on "), line
    return int(line.rsplit(":", 1)[1])


@contextmanager
def running_node(folder: Path, *, options: Sequence[str] = ()) -> Iterator[NodeAddress]:
    """A node on a free port with its file in the folder; stopped at the end."""
    node = NodeAddress(folder / "events.db", options=options)
    try:
        yield node
    finally:
        node.stop()


def event(name: str, *, event_type: str = "Noted", data: bytes = b"{}") -> NewEvent:
    """An event whose id follows from its name, so that a test can propose it twice."""
    return NewEvent(type=event_type, data=data, id=uuid5(NAMESPACE_OID, name))


def events(prefix: str, count: int) -> tuple[NewEvent, ...]:
    return tuple(event(f"{prefix}-{number}") for number in range(count))
