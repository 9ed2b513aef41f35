"""The way from green threads to native ones and back: a pool of native threads and a file descriptor as its bell."""

import logging
import os
from _queue import Empty, SimpleQueue  # the one in C: it stays native whatever eventlet has changed
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import eventlet
from contracts.errors import Busy, Unavailable
from eventlet import patcher
from eventlet.event import Event
from eventlet.hubs import get_hub

from ledger.clock import MachineTimer

R = TypeVar("R")

Begin = Callable[[Callable[[R], None]], object]
"""Begins something and returns at once; the function it is given is called once with what came of it, by any thread."""

_log = logging.getLogger(__name__)

THREADS = 10
"""As many as Nameko has workers by default."""

MOST_WAITING = 100
"""Calls that wait for a thread; the next one is told `Busy`."""

CLOSE_S = 2.0
"""What native threads are given to end."""


class Bridge:
    """Runs blocking functions in native threads for green threads of one hub, the one it is made in.

    A function that runs there must not log and must not touch locks, queues or sockets of the green side.
    """

    def __init__(self, *, threads: int = THREADS, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._answers: deque[tuple[_Answer, Any, BaseException | None]] = deque()
        self._open: set[_Answer] = set()
        self._closing = False
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._hub = get_hub()
        self._listener = self._hub.add(self._hub.READ, self._bell, self._deliver, _nobody_waits, _nobody_waits)
        native = patcher.original("threading")
        self.is_here = _same_thread()
        """Whether the caller is a green thread of the hub: the others may block, and ask nothing of the bridge."""
        self._threads = [native.Thread(target=self._work, name=f"bridge-{n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def await_answer(self, begin: Begin[R], meanwhile: Callable[[], object] | None = None) -> R:
        """What comes of something that is begun here and ends by itself; `meanwhile` is done before it is waited for.

        No native thread waits for it. Only the calling green thread does.
        """
        if self._closing:
            raise Unavailable("The service is stopping.")
        answer = _Answer()
        self._open.add(answer)
        try:
            begin(partial(self._take, answer))
            if meanwhile is not None:
                meanwhile()
            result: R = answer.event.wait()
            return result
        finally:
            answer.is_given_up = True
            self._open.discard(answer)

    def call(self, function: Callable[..., R], *arguments: Any, limit_s: float, **options: Any) -> R:
        """What the function returns or raises. Only the calling green thread waits.

        Raises `Unavailable` after `limit_s`; a function that has begun goes on, and nobody hears of its result. Raises
        `Busy` if too many calls wait for a thread already.
        """
        if self._closing:
            raise Unavailable("The service is stopping.")
        if self._jobs.qsize() >= self._most_waiting:
            raise Busy(f"{self._most_waiting} calls are waiting for the store.")
        job = _Job(function, arguments, options)
        self._open.add(job)
        self._jobs.put(job)
        try:
            result: R = _within(limit_s, job)
            return result
        finally:
            job.is_given_up = True
            self._open.discard(job)

    def repeat(self, function: Callable[[], object], *, every_s: float, limit_s: float) -> Callable[[], None]:
        """Call it again and again, until what is returned is called."""

        def going_on() -> None:
            while True:
                eventlet.sleep(every_s)
                try:
                    self.call(function, limit_s=limit_s)
                except (Busy, Unavailable):
                    continue
                except Exception:  # noqa: BLE001 - logged; whatever it is, the next turn may go well
                    _log.exception("what is done again and again failed; it is tried again in %g s", every_s)

        end: Callable[[], None] = eventlet.spawn(going_on).kill
        return end

    def close(self) -> None:
        """Let running functions end, drop those that wait, and join the threads within `CLOSE_S`."""
        if self._closing:
            return
        self._closing = True
        with suppress(Empty):
            while True:
                self._give_up(self._jobs.get_nowait())
        for _ in self._threads:
            self._jobs.put(None)
        with eventlet.Timeout(CLOSE_S, False):
            while self._is_alive():
                eventlet.sleep(0.01)
        self._deliver()
        self._hub.remove(self._listener)
        for job in tuple(self._open):
            self._give_up(job)
        if not self._is_alive():
            os.close(self._bell)  # else left open: a late thread would ring at whatever got the number next

    def _give_up(self, job: "_Answer | None") -> None:
        if job is not None:
            job.finish(None, Unavailable("The service is stopping."))

    def _is_alive(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        """In a native thread."""
        while (job := self._jobs.get()) is not None:
            self._take(job, *job.run())
            del job  # nothing of the green side is kept while this thread waits

    def _take(self, answer: "_Answer", result: Any, error: BaseException | None = None) -> None:
        """From any thread."""
        self._answers.append((answer, result, error))
        os.eventfd_write(self._bell, 1)

    def _deliver(self, *_: Any) -> None:
        """Called by the hub each time the bell has rung, which a green thread that waits for it would cost more.

        The bell is silenced before the answers are taken, so that none is overlooked. Nothing here waits.
        """
        with suppress(BlockingIOError):
            os.eventfd_read(self._bell)
        while self._answers:
            job, result, error = self._answers.popleft()
            job.finish(result, error)


class HubTimer(MachineTimer):
    """Durations of a program with green threads: one that sleeps does not keep the others of its hub from running."""

    def __init__(self) -> None:
        """Of the hub of the thread that makes it."""
        self._is_here = _same_thread()

    def sleep(self, seconds: float) -> None:
        if self._is_here():
            eventlet.sleep(seconds)
        else:
            super().sleep(seconds)


class _Answer:
    """What a green thread waits for; its event belongs to the green side."""

    def __init__(self) -> None:
        self.event = Event()
        self.is_given_up = False

    def finish(self, result: Any, error: BaseException | None) -> None:
        """On the green side. Never raises: it would end the one who brings the answers."""
        if self.is_given_up or self.event.ready():
            return
        self.event.send(result, error)


class _Job(_Answer):
    """One call."""

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        super().__init__()
        self._function = function
        self._arguments = arguments
        self._options = options

    def run(self) -> tuple[Any, BaseException | None]:
        """In a native thread: exactly one answer, whatever happens."""
        if self.is_given_up:
            return None, None
        try:
            return self._function(*self._arguments, **self._options), None
        except BaseException as error:  # noqa: BLE001 - it is raised again where the call came from
            return None, error


def _same_thread() -> Callable[[], bool]:
    """Tells later whether it is called in the thread in which this is called: all green threads of a hub are in one."""
    ident = patcher.original("threading").get_ident
    here = ident()
    return lambda: bool(ident() == here)


def _nobody_waits(*_: Any) -> None:
    """The hub would wake here whoever waits at a descriptor that is closed."""


def _within(limit_s: float, job: _Job) -> Any:
    limit = eventlet.Timeout(limit_s)
    try:
        return job.event.wait()
    except eventlet.Timeout as expired:
        if expired is not limit:
            raise
        raise Unavailable(f"No answer within {limit_s} s; send the same command id again.") from None
    finally:
        limit.cancel()
