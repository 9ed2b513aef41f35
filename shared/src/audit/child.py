"""The process that decides again: `python -m audit.child READ WRITE [READ WRITE ...]`, a pair of pipes for each share.

Everything is loaded once, behind guards that stand before anything that decides is loaded; then each share of the
record gets a process of its own.
"""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from audit.sandbox import take_away

_RARELY = (50_000, 20, 50)
"""When rubbish is looked for: what is folded is kept, and has no rings."""

Pair = tuple[int, int]
Serve = Callable[..., None]


def main(arguments: Sequence[str]) -> int:
    sys.dont_write_bytecode = True
    take_away()
    recomputing = import_module("audit.recomputing")
    recomputing.load()
    gc.freeze()
    gc.set_threshold(*_RARELY)
    descriptors = [int(one) for one in arguments]
    pairs = list(zip(descriptors[::2], descriptors[1::2], strict=True))
    processes = [_started(recomputing.serve, pairs, number) for number in range(len(pairs))]
    _close(pairs)
    return max(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0 for process in processes)


def _started(serve: Serve, pairs: Sequence[Pair], number: int) -> int:
    """The process that serves this share; it ends here, with what it has."""
    process = os.fork()
    if process:
        return process
    _close([pair for pair in pairs if pair is not pairs[number]])
    given, says = pairs[number]
    with os.fdopen(given, "rb") as source, os.fdopen(says, "wb") as out:
        serve(source, out, number, len(pairs))
    sys.exit()


def _close(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        for descriptor in pair:
            os.close(descriptor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
