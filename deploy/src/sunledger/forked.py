"""Children that are forked from a nursery, and the nursery as a child itself."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sunledger.processes import Child, Launch, Launched, spawn
from sunledger.procfs import Mark, began

ANSWERS_WITHIN_S = 30.0
"""It loads some seconds before its first answer."""

_MOST_BYTES = 1_024
"""Of an answer."""


class Nursery:
    """Begins children by forking; `process` is what a supervisor has to keep running."""

    def __init__(self, kind: str, *, folder: Path, log_file: Path) -> None:
        """`kind` is one of `sunledger.nursery.LOADS`."""
        argv = (sys.executable, "-m", "sunledger.nursery", kind)
        self.process = Child(f"nursery-{kind}", argv, folder=folder, log_file=log_file, begins=self._begin)
        self._channel: socket.socket | None = None
        self._asking = threading.Lock()

    def fork(self, launch: Launch) -> Launched:
        """Begin `launch`, whose `argv` is a module and its arguments. Raises `OSError` while the nursery is away."""
        directory = str(launch.directory) if launch.directory is not None else None
        request = {"argv": launch.argv, "environment": dict(launch.environment), "directory": directory}
        pid = self._ask(request, launch.log.fileno())["pid"]
        return _Forked(Mark(pid, began(pid) or "gone"), self)

    def exit_code(self, pid: int) -> int | None:
        """Of a process that has ended; None if the nursery that forked it has ended as well."""
        try:
            code: int | None = self._ask({"ended": pid})["code"]
        except OSError:
            return None
        return code

    def _begin(self, launch: Launch) -> Launched:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(ANSWERS_WITHIN_S)
        with theirs, self._asking:
            self._hang_up()
            self._channel = ours
            argv = (*launch.argv, str(theirs.fileno()))
            return spawn(Launch(argv, launch.environment, launch.directory, launch.log), passed=(theirs.fileno(),))

    def _ask(self, request: Mapping[str, Any], *descriptors: int) -> dict[str, Any]:
        with self._asking:
            if self._channel is None:
                raise ConnectionError("the nursery is away")
            try:
                socket.send_fds(self._channel, [json.dumps(request).encode()], descriptors)
                answer = self._channel.recv(_MOST_BYTES)
            except OSError as error:
                self._hang_up()  # a late answer would be taken for that of the next request
                raise ConnectionError(f"the nursery does not answer: {error}") from error
            if not answer:
                self._hang_up()
                raise ConnectionError("the nursery has ended")
            document: dict[str, Any] = json.loads(answer)
            return document

    def _hang_up(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None


@dataclass(frozen=True, slots=True)
class _Forked:
    """What `subprocess.Popen` is to a process that was started here."""

    mark: Mark
    nursery: Nursery

    @property
    def pid(self) -> int:
        return self.mark.pid

    def wait(self, timeout: float) -> int | None:
        if not self.mark.ends_within(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return self.nursery.exit_code(self.pid)
