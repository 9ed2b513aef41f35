"""What is freed goes back to the system, so that a busy hour's need does not stay.

Nothing happens where the system's library is not glibc.
"""

import ctypes
import time
from typing import Any

MALLOPT = ((-8, 1), (-3, 131_072), (-1, 131_072))
"""Of glibc: one heap for all threads; what is big is asked of the system by itself, and given back to it."""

GAPS_EVERY_S = 1.0


def give_back() -> None:
    """To be called before threads are started."""
    say = _of_glibc("mallopt")
    for parameter, value in MALLOPT if say is not None else ():
        say(parameter, value)


class Gaps:
    """Between what is in use: a page that was read and sent leaves many. Threads may share it."""

    def __init__(self) -> None:
        self._trim = _of_glibc("malloc_trim")
        self._next_s = 0.0

    def give_back(self) -> None:
        """At most once in a while; takes some milliseconds then."""
        now = time.monotonic()
        if self._trim is not None and now >= self._next_s:
            self._next_s = now + GAPS_EVERY_S
            self._trim(0)


def _of_glibc(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None)
