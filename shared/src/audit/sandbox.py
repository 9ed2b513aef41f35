"""What a decider may not touch: sockets, processes, files of others, clocks, random sources.

Two nets: the interpreter's audit events (sockets, processes, files), refused for as long as the process lives, and a
watch on every call of a built-in function while a decision is made. What only shows in the result (the order of a set)
is caught by comparing: the process runs with a hash seed, a time zone and a locale of its own.
"""

import builtins
import os
import random  # noqa: TID251 - named to be refused
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import FrameType
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
_CLOCKS = ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "monotonic", "perf_counter", "clock_gettime")
_CALLS: frozenset[Any] = frozenset(
    {
        *(getattr(time, name) for name in (*_CLOCKS, "monotonic_ns", "perf_counter_ns", "process_time")),
        *(
            os.urandom,  # noqa: TID251 - named to be refused
            os.getpid,
            os.getrandom,
            os.listdir,
            os.getenv,
        ),
        builtins.input,
    }
)
_NOW = frozenset({"now", "utcnow", "today"})
_WRITING = frozenset("wax+")


class ReachedOut(BaseException):
    """A decision asked the world; not an `Exception`, so that no decider can swallow it."""


def close_doors() -> None:
    """From here on this process opens no socket, starts no process, and reads nothing but installed packages."""
    sys.addaudithook(_refuse)


@contextmanager
def watched() -> Iterator[None]:
    """Raise `ReachedOut` at the first call of a clock or a random source."""
    sys.setprofile(_watch)
    try:
        yield
    finally:
        sys.setprofile(None)


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


def _watch(_frame: FrameType, event: str, called: Any) -> Callable[..., Any] | None:
    if event == "c_call" and _is_forbidden(called):
        sys.setprofile(None)
        raise ReachedOut(f"{getattr(called, '__module__', None) or 'datetime'}.{called.__name__}")
    return None


def _is_forbidden(called: Any) -> bool:
    owner = getattr(called, "__self__", None)
    if isinstance(owner, type):
        return called.__name__ in _NOW and issubclass(owner, date | datetime)
    return called in _CALLS or isinstance(owner, random.Random)
