"""What a process frees goes back to the system, so that it needs after a long record what it needs after a short one.

glibc alone would keep a heap for each thread, in it what pages and messages once took, and between what is in use every
gap. What SQLite keeps of a file's pages is bounded here too: the system keeps them as well, and once for all processes.
"""

import ctypes
from typing import Any

ARENAS, BIG, TRIM = -8, -3, -1
"""Names of glibc's parameters: how many heaps, what is asked of the system by itself, and when an end is given back."""

BIG_BYTES = 131_072

PAGES_KB = 512
"""Of each file and connection. By itself SQLite would take 2 MB, and reach it only after hours."""


def give_back() -> None:
    """To be called before threads are started. Does nothing where the system's library is another one."""
    say = _of_glibc("mallopt")
    if say is not None:
        say(ARENAS, 1)
        say(BIG, BIG_BYTES)
        say(TRIM, BIG_BYTES)


def give_back_gaps() -> None:
    """To be called now and then by a process that is busy; takes some milliseconds."""
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_glibc(name: str) -> Any | None:
    return getattr(ctypes.CDLL(None), name, None)
