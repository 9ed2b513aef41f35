"""The one thread that writes: many requests, one commit, one fsync, then the answers.

Because there is one writer, positions have no gaps and become visible in their order; a reader
that has seen position n will never find an event before it that it has not seen.
"""

import asyncio
import queue
import sqlite3
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from localnode.file import is_busy, open_writing
from localnode.limits import GROUP_BYTES, GROUP_REQUESTS, QUEUE_BYTES, QUEUE_REQUESTS
from localnode.recorder import Answer, Recorder
from localnode.records import Recorded, Request


@dataclass(frozen=True, slots=True)
class Expired:
    """Its deadline passed before its turn came: nothing was written."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A defect of the node; nothing was written."""


class TooBusy(Exception):
    """More is waiting to be written than the node will hold."""


class ReadOnly(Exception):
    """The disk failed; until the node is started anew it only reads."""


Outcome = Answer | Expired | Failed | TooBusy | ReadOnly
Ticket = tuple[Request, "asyncio.Future[Outcome]"]


class Writer:
    """Hands requests to its thread and their outcomes back to the event loop."""

    def __init__(
        self,
        path: Path,
        *,
        loop: asyncio.AbstractEventLoop,
        publish: Callable[[Sequence[Recorded]], None],
        max_bytes: int | None = None,
    ) -> None:
        self._connection = open_writing(path, max_bytes=max_bytes)
        self._recorder = Recorder(self._connection)
        self._loop = loop
        self._publish = publish
        self._queue: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self._waiting = 0
        self._waiting_bytes = 0
        self._broken: str | None = None
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    @property
    def position(self) -> int:
        """The last one in the file; ask before the thread is started."""
        return self._recorder.position

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Write what is waiting, then close the file."""
        self._queue.put(None)
        self._thread.join()

    def give_up(self, reason: str) -> None:
        """Stop writing: a reader met a damaged page."""
        self._broken = self._broken or reason

    async def submit(self, request: Request) -> Answer | Expired | Failed:
        """Wait until the request is on the disk, or is refused."""
        if self._broken is not None:
            raise ReadOnly(self._broken)
        if self._waiting >= QUEUE_REQUESTS or self._waiting_bytes > QUEUE_BYTES:
            raise TooBusy
        future: asyncio.Future[Outcome] = self._loop.create_future()
        self._waiting += 1
        self._waiting_bytes += request.size
        self._queue.put((request, future))
        outcome = await future
        if isinstance(outcome, TooBusy | ReadOnly):
            raise outcome
        return outcome

    def _run(self) -> None:
        stopping = False
        while not stopping:
            group, stopping = self._next_group()
            if group:
                outcomes, fresh = self._commit(group)
                self._loop.call_soon_threadsafe(self._deliver, group, outcomes, fresh)
        self._connection.close()

    def _next_group(self) -> tuple[list[Ticket], bool]:
        ticket = self._queue.get()
        group: list[Ticket] = []
        size = 0
        while ticket is not None:
            group.append(ticket)
            size += ticket[0].size
            if len(group) >= GROUP_REQUESTS or size >= GROUP_BYTES:
                return group, False
            try:
                ticket = self._queue.get_nowait()
            except queue.Empty:
                return group, False
        return group, True

    def _commit(self, group: Sequence[Ticket]) -> tuple[Sequence[Outcome], Sequence[Recorded]]:
        if self._broken is not None:
            return [ReadOnly(self._broken)] * len(group), ()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._carry_out(request) for request, _ in group]
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            return [self._disk_failed(error)] * len(group), ()
        except Exception:  # noqa: BLE001 - a defect may cost one group, never the writer
            traceback.print_exc()
            self._roll_back()
            return [Failed()] * len(group), ()
        return outcomes, self._recorder.take_fresh()

    def _carry_out(self, request: Request) -> Outcome:
        if time.monotonic() >= request.expires:
            return Expired()
        return self._recorder.carry_out(request)

    def _disk_failed(self, error: sqlite3.Error) -> TooBusy | ReadOnly:
        if is_busy(error):
            self._roll_back()
            return TooBusy()
        self._broken = str(error)
        self._roll_back()
        return ReadOnly(self._broken)

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._recorder.taken_back()
        except sqlite3.Error as error:
            self._broken = str(error)

    def _deliver(self, group: Sequence[Ticket], outcomes: Sequence[Outcome], fresh: Sequence[Recorded]) -> None:
        # Whoever waits for an answer has the next turn, before those who are sent what is new.
        for (request, future), outcome in zip(group, outcomes, strict=True):
            self._waiting -= 1
            self._waiting_bytes -= request.size
            if not future.done():
                future.set_result(outcome)
        if fresh:
            self._publish(fresh)
