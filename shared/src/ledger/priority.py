"""Who goes first where processors are short: whoever is waited for."""

import os
from contextlib import suppress
from pathlib import Path

GIVES_WAY = 10
"""Of the nineteen steps that Linux has: beside one that does not give way it gets a tenth, alone it gets everything."""

_SESSION = Path("/proc/self/autogroup")


def give_way() -> None:
    """From here on this process waits for those whom a caller waits for (docs/decisions/priority.md).

    Where Linux shares the processors out among sessions, a process alone has no say: then its session gives way, which
    is its own in all that we start.
    """
    os.nice(GIVES_WAY)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):  # it is not there, or not ours to write
            _SESSION.write_text(str(GIVES_WAY), "ascii")
