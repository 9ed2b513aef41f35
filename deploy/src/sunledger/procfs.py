"""What Linux says of a process, and how one is ended: by its own number, never by name.

A process is known by its number and by the moment it began. Numbers are given out again, so what only looks like our
process is left alone.
"""

import contextlib
import functools
import os
import select
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PROC = Path("/proc")
KILL_TAKES_S = 5.0
ORPHANS_STOP_WITHIN_S = 10.0


class Ending(StrEnum):
    NOT_RUNNING = "was not running"
    ON_REQUEST = "ended on request"
    KILLED = "had to be killed"


def memory_pss(pid: int) -> int:
    """Bytes, shared pages counted by their share; 0 if the process is gone."""
    with contextlib.suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def cpu_seconds(pid: int) -> float:
    """Processor time used so far; 0 if the process is gone."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def began(pid: int) -> str | None:
    """The moment the process began, in ticks of this boot of the machine; None if it is gone."""
    fields = _stat(pid)
    if fields is None or fields[0] in "ZX":
        return None
    return f"{fields[19]}@{_boot()}"


@functools.cache
def _boot() -> str:
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the command's name, which may itself hold blanks and brackets."""
    try:
        return (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None


@dataclass(frozen=True)
class Mark:
    """Which process is meant, for as long as the machine runs."""

    pid: int
    began: str

    def is_alive(self) -> bool:
        return began(self.pid) == self.began

    def ask(self, timeout_s: float) -> bool:
        """Ask it to end. Whether it has, within that time."""
        with self._handle() as handle:
            if handle is None:
                return True
            signal.pidfd_send_signal(handle, signal.SIGTERM)
            signal.pidfd_send_signal(handle, signal.SIGCONT)
        return self.ends_within(timeout_s)

    def end(self, timeout_s: float) -> Ending:
        """Ask it to end, and kill what is left of its group after that or when the time is over."""
        ran = self.is_alive()
        asked_enough = self.ask(timeout_s)
        self._kill_group()
        if not asked_enough:
            self.ends_within(KILL_TAKES_S)
            return Ending.KILLED
        return Ending.ON_REQUEST if ran else Ending.NOT_RUNNING

    def ends_within(self, timeout_s: float | None) -> bool:
        """Wait for its end; without a limit if there is none."""
        with self._handle() as handle:
            if handle is None:
                return True
            return _has_ended(handle, None if timeout_s is None else max(0.0, timeout_s) * 1000)

    def _kill_group(self) -> None:
        if began(self.pid) not in {None, self.began}:
            return  # the number belongs to another process now
        for member in _group(self.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(member, signal.SIGKILL)

    @contextlib.contextmanager
    def _handle(self) -> Iterator[int | None]:
        """A descriptor that stays with this process even if its number is given out again."""
        try:
            handle = os.pidfd_open(self.pid)
        except ProcessLookupError:
            yield None
            return
        try:
            yield handle if self.is_alive() else None
        finally:
            os.close(handle)


def _group(number: int) -> Iterator[int]:
    for folder in PROC.glob("[0-9]*"):
        fields = _stat(int(folder.name))
        if fields and fields[0] not in "ZX" and int(fields[2]) == number:
            yield int(folder.name)


class Held:
    """A process that is looked at again and again: the system says whether it has ended, nothing is read or parsed."""

    def __init__(self, mark: Mark) -> None:
        self._handle: int | None = None
        with contextlib.suppress(ProcessLookupError):
            self._handle = os.pidfd_open(mark.pid)
        self._is_meant = mark.is_alive()  # asked once it is held: its number is not given out again meanwhile

    def is_alive(self) -> bool:
        handle = self._handle
        return handle is not None and self._is_meant and not _has_ended(handle)

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _has_ended(handle: int, timeout_ms: float | None = 0) -> bool:
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(timeout_ms))


def read_mark(pid_file: Path) -> Mark | None:
    """The process a pid file speaks of, if it still runs."""
    try:
        pid, began_at = pid_file.read_text().split()
    except (FileNotFoundError, ValueError):
        return None
    mark = Mark(int(pid), began_at)
    return mark if mark.is_alive() else None


def end_recorded(pid_files: Sequence[Path], timeout_s: float) -> tuple[str, ...]:
    """End, all at once, what earlier runs have left behind. Returns the names of what still ran."""

    def end(pid_file: Path) -> bool:
        mark = read_mark(pid_file)
        ending = mark.end(timeout_s) if mark else Ending.NOT_RUNNING
        pid_file.unlink(missing_ok=True)
        return ending is not Ending.NOT_RUNNING

    with ThreadPoolExecutor(max_workers=max(1, len(pid_files))) as pool:
        ran = pool.map(end, pid_files)
    return tuple(pid_file.stem for pid_file, did in zip(pid_files, ran, strict=True) if did)


def guard(owner: Mark, folders: Sequence[Path]) -> None:
    """Outlive the owner, however it ends, and then end whatever its pid files still speak of."""
    owner.ends_within(None)
    pid_files = [file for folder in folders for file in folder.glob("*.pid")]
    own = {file for file in pid_files if (mark := read_mark(file)) and mark.pid == os.getpid()}
    end_recorded([file for file in pid_files if file not in own], ORPHANS_STOP_WITHIN_S)


if __name__ == "__main__":  # run as a file of its own, without site-packages: it has to be small
    guard(Mark(int(sys.argv[1]), sys.argv[2]), [Path(folder) for folder in sys.argv[3:]])
