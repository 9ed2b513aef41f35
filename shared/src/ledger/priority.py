"""Who goes first where the processor is short: callers wait for a command, and nobody waits for what follows it."""

import os
from contextlib import suppress
from pathlib import Path

BEHIND = 5
"""How far a process stands back: a third of the weight of one that does not, so that it is slow and never still."""

_OF_SESSION = Path("/proc/self/autogroup")


def stand_back() -> None:
    """To be called before threads are started.

    Where the system divides the processor among sessions first, as on a desktop, what is said of the session counts.
    """
    os.nice(max(0, BEHIND - os.nice(0)))
    with suppress(OSError):
        _OF_SESSION.write_text(f"{BEHIND}\n", "ascii")
