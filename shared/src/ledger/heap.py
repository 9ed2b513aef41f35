"""What a process frees goes back to the system, so that it needs after a long record what it needs after a short one.

glibc alone would keep a heap for each thread, and in it what pages and messages once took.
"""

import ctypes

ARENAS, BIG, TRIM = -8, -3, -1
"""Names of glibc's parameters: how many heaps, what is asked of the system by itself, and when an end is given back."""

BIG_BYTES = 131_072


def give_back() -> None:
    """To be called before threads are started. Does nothing where the system's library is another one."""
    say = getattr(ctypes.CDLL(None), "mallopt", None)
    if say is not None:
        say(ARENAS, 1)
        say(BIG, BIG_BYTES)
        say(TRIM, BIG_BYTES)
