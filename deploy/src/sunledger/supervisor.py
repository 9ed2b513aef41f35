"""Keeps the platform's processes running, and leaves none behind, however it ends itself."""

import fcntl
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from sunledger import procfs
from sunledger.processes import Child
from sunledger.procfs import Ending, Mark, began, end_recorded, read_mark

FIRST_PAUSE_S, LAST_PAUSE_S, HEALTHY_AFTER_S = 0.5, 30.0, 60.0
LOOKS_EVERY_S = 1.0
RESERVE_PER_RANK_S = 1.5
GUARD_STOPS_WITHIN_S = 1.0
LOCK = "supervisor.lock"


class AlreadyRunning(Exception):
    """Another supervisor holds this folder."""


class Watched(Protocol):
    """What a supervisor can hold: a child, or a broker."""

    @property
    def name(self) -> str: ...
    @property
    def folder(self) -> Path: ...
    @property
    def is_wanted(self) -> bool: ...
    def start(self) -> None: ...
    def wait_ready(self, timeout_s: float) -> None: ...
    def is_alive(self) -> bool: ...
    def bound_log(self) -> None: ...
    def ending(self) -> str: ...
    def stop(self, timeout_s: float) -> Ending: ...


@dataclass
class _Care:
    """What the supervisor remembers of one child."""

    started_at: float = 0.0
    due_at: float | None = None
    pause_s: float = 0.0

    def pause_after(self, lived_s: float, longest_s: float) -> float:
        """Twice as long each time, until it has been healthy for a while."""
        healthy = self.pause_s == 0.0 or lived_s >= HEALTHY_AFTER_S
        self.pause_s = min(FIRST_PAUSE_S if healthy else 2 * self.pause_s, longest_s)
        return self.pause_s


class Supervisor:
    """Holds children rank by rank: a rank starts when the one before is ready, and they stop in reverse."""

    def __init__(
        self,
        folder: Path,
        ranks: Sequence[Sequence[Watched]],
        on_event: Callable[[str, str], None],
        *,
        longest_pause_s: float = LAST_PAUSE_S,
    ) -> None:
        """`longest_pause_s` is how long a child that keeps dying is left alone before it is started again."""
        self._longest_pause_s = longest_pause_s
        self._folder = folder.absolute()
        self._ranks = tuple(tuple(rank) for rank in ranks)
        self._children = tuple(child for rank in self._ranks for child in rank)
        self._on_event = on_event
        self._me = Mark(os.getpid(), began(os.getpid()) or "")
        self._folders = {self._folder, *(child.folder for child in self._children)}
        self._guard = self._make_guard()
        self._cares = {child.name: _Care() for child in (*self._children, self._guard)}
        self._changing = threading.RLock()
        self._stopping = False
        self._held: IO[str] | None = None

    def start_all(self, timeout_s: float) -> None:
        """All of it, or nothing: if one does not become ready in time, what has started is stopped."""
        self._hold()
        self._stopping = False
        try:
            self._end_leftovers()
            self._guard.start()
            deadline = time.monotonic() + timeout_s
            for rank in self._ranks:
                self._start_rank(rank, deadline)
        except BaseException:
            self.stop_all(procfs.ORPHANS_STOP_WITHIN_S)
            raise

    def watch(self, stop: threading.Event) -> None:
        """Start again whatever dies, until told to stop."""
        while not stop.wait(LOOKS_EVERY_S):
            for child in (*self._children, self._guard):
                self._look_after(child)

    def stop_all(self, timeout_s: float) -> dict[str, Ending]:
        """Rank by rank, the last one first; a rank may not use up the time of those that follow."""
        with self._changing:
            self._stopping = True
        deadline = time.monotonic() + timeout_s
        endings: dict[str, Ending] = {}
        for following in reversed(range(len(self._ranks))):
            remaining = deadline - time.monotonic()
            share = max(remaining / (following + 1), remaining - following * RESERVE_PER_RANK_S)
            endings |= self._stop_rank(self._ranks[following], share)
        self._guard.stop(GUARD_STOPS_WITHIN_S)
        self._release()
        return endings

    def _start_rank(self, rank: Sequence[Watched], deadline: float) -> None:
        for child in rank:
            child.start()
            self._cares[child.name].started_at = time.monotonic()
        for child in rank:
            child.wait_ready(max(0.0, deadline - time.monotonic()))
            self._on_event(child.name, "is ready")

    def _stop_rank(self, rank: Sequence[Watched], timeout_s: float) -> dict[str, Ending]:
        with ThreadPoolExecutor(max_workers=max(1, len(rank))) as pool:
            endings = pool.map(lambda child: child.stop(timeout_s), rank)
            named = {child.name: ending for child, ending in zip(rank, endings, strict=True)}
        for name, ending in named.items():
            self._on_event(name, ending)
        return named

    def _look_after(self, child: Watched) -> None:
        care = self._cares[child.name]
        child.bound_log()
        if child.is_alive() or not child.is_wanted:
            care.due_at = None
        elif care.due_at is None:
            self._put_off(child, child.ending())
        elif time.monotonic() >= care.due_at:
            self._start_again(child)

    def _put_off(self, child: Watched, what: str) -> None:
        care = self._cares[child.name]
        now = time.monotonic()
        pause_s = care.pause_after(now - care.started_at, self._longest_pause_s)
        care.due_at = now + pause_s
        self._on_event(child.name, f"{what}; starts again in {pause_s:g} s")

    def _start_again(self, child: Watched) -> None:
        care = self._cares[child.name]
        with self._changing:
            if self._stopping:
                return
            care.started_at, care.due_at = time.monotonic(), None
            try:
                child.start()
            except OSError as error:
                self._put_off(child, f"could not start: {error}")
            else:
                self._on_event(child.name, "started again")

    def _hold(self) -> None:
        """One supervisor in a folder: a second one would take the first one's children for orphans."""
        self._folder.mkdir(parents=True, exist_ok=True)
        held = (self._folder / LOCK).open("a+")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held.close()
            raise AlreadyRunning(f"another one runs in {self._folder}") from error
        held.truncate(0)
        held.write(f"{self._me.pid} {self._me.began}\n")
        held.flush()
        self._held = held

    def _release(self) -> None:
        if self._held is not None:
            self._held.truncate(0)
            self._held.close()
            self._held = None

    def _end_leftovers(self) -> None:
        pid_files = [file for folder in self._folders for file in folder.glob("*.pid")]
        for name in end_recorded(pid_files, procfs.ORPHANS_STOP_WITHIN_S):
            self._on_event(name, "was left over from an earlier run; it is ended")

    def _make_guard(self) -> Child:
        """A process that only waits for our end. If that comes without `stop_all`, it ends the others."""
        owner = (str(self._me.pid), self._me.began)
        return Child(
            "guard",
            (sys.executable, "-I", "-S", procfs.__file__, *owner, *map(str, sorted(self._folders))),
            folder=self._folder,
            log_file=self._folder / "guard.log",
            inherits=False,
        )


def running(folder: Path) -> Mark | None:
    """The process that supervises this folder, if there is one; `ask` it to end."""
    return read_mark(folder / LOCK)
