"""What a decider may not touch: sockets, processes, files of others, clocks, random sources, the environment.

Two nets. The interpreter's audit events (sockets, processes, files) are refused for as long as the process lives.
Before every clock and random source stands a guard: it lets calls through, but not while a decision is made. It stands
where C code looks too, costs nothing until it is called, and is tried before it is relied on. What only shows in the
result (the order of a set) is caught by comparing: the process has a hash seed, a time zone and a locale of its own.
"""

import builtins
import ctypes
import gc
import os
import random  # noqa: TID251 - named to be refused
import sys
import time
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any

_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "ftplib.",
    "urllib.",
    "ctypes.",
)
_CLOCKS = (
    *("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "monotonic", "monotonic_ns", "perf_counter"),
    *("perf_counter_ns", "process_time", "process_time_ns", "thread_time", "thread_time_ns"),
)
_SEEDED = random.Random(1)  # noqa: S311 - only to try its guards
_GENERATOR: Any = random.Random.__base__
_GUARDED: tuple[tuple[Any, tuple[str, ...], tuple[Any, ...]], ...] = (
    (time, _CLOCKS, ()),
    (time, ("clock_gettime", "clock_gettime_ns"), (0,)),
    (date, ("today",), ()),
    (datetime, ("now", "utcnow"), ()),
    (random, ("random",), ()),
    (random, ("getrandbits", "_urandom"), (1,)),
    (_GENERATOR, ("random",), (_SEEDED,)),
    (_GENERATOR, ("getrandbits",), (_SEEDED, 1)),
    (uuid, ("_generate_time_safe", "getnode"), ()),
    (os, ("getpid", "getppid", "getcwd", "getlogin", "listdir", "scandir"), ()),
    (os, ("urandom", "getrandom"), (1,)),
    (type(os.environ), ("__getitem__",), (os.environ, "PATH")),
    (builtins, ("input",), ()),
)
"""Modules and types, what is guarded of each, and with which arguments it is tried."""

_WRITING = frozenset("wax+")


class ReachedOut(BaseException):
    """A decision asked the world; not an `Exception`, so that no decider can swallow it."""


class NotGuarded(Exception):
    """A guard does not hold on this interpreter: nothing may be decided here."""


class _Watch:
    """Whether a decision is being made, and what it has asked of the world."""

    is_on = False
    reached = ""


_watch = _Watch()


def take_away() -> None:
    """Guard the clocks and random sources; raise `NotGuarded` if that does not hold on this interpreter.

    To be called before anything is loaded that may decide: what took a clock for itself earlier goes past its guard.
    """
    for owner, names, sample in _GUARDED:
        for name in names:
            if getattr(owner, name, None) is not None:
                _put(owner, name, _guard(owner, name))
                _try(owner, name, sample)


def close_doors() -> None:
    """From here on this process opens no socket, starts no process, and reads nothing but installed packages."""
    sys.addaudithook(_refuse)


class watched:  # noqa: N801 - used as a function is
    """Raise `ReachedOut` for a call of a clock or a random source, also if the decision has swallowed it."""

    def __enter__(self) -> None:
        _watch.is_on, _watch.reached = True, ""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        _watch.is_on = False
        if _watch.reached and kind is not ReachedOut:
            raise ReachedOut(_watch.reached)


def _guard(owner: Any, name: str) -> Any:
    own = vars(owner)[name]
    said = f"{owner.__qualname__ if isinstance(owner, type) else owner.__name__}.{name}"

    def guard(*arguments: Any, **named: Any) -> Any:
        _refuse_while_deciding(said)
        return own(*arguments, **named)

    def guard_of_class(cls: type, *arguments: Any, **named: Any) -> Any:
        _refuse_while_deciding(said)
        return own.__get__(None, cls)(*arguments, **named)

    return classmethod(guard_of_class) if owner in (date, datetime) else guard


def _refuse_while_deciding(said: str) -> None:
    if _watch.is_on:
        _watch.reached = said
        raise ReachedOut(said)


def _put(owner: Any, name: str, guard: Any) -> None:
    """Types written in C take no new attributes; their dictionary does, and the interpreter is told of it."""
    if not isinstance(owner, type):
        setattr(owner, name, guard)
        return
    content: Any = gc.get_referents(vars(owner))[0]
    content[name] = guard
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(owner))


def _try(owner: Any, name: str, sample: tuple[Any, ...]) -> None:
    try:
        with watched():
            getattr(owner, name)(*sample)
    except ReachedOut:
        return
    raise NotGuarded(f"{owner.__name__}.{name} can be called while a decision is made")


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_EVENTS):
        raise ReachedOut(event)
    if event == "open" and not _is_package(arguments):
        raise ReachedOut(f"open {arguments[0]}")


def _is_package(arguments: tuple[Any, ...]) -> bool:
    path, mode = arguments[0], arguments[1] or "r"
    if not isinstance(path, str | bytes | os.PathLike) or _WRITING & set(str(mode)):
        return False
    return Path(os.fsdecode(path)).is_relative_to(sys.prefix) or any(
        entry and Path(os.fsdecode(path)).is_relative_to(entry) for entry in (*sys.path, sys.base_prefix)
    )
