"""A pass over the facts in a process of its own, beside the one that reads: `python -m audit.verify_aside`.

To read a fact costs as much as to look at it, and neither waits for the other where there are two cores. What goes
between the two processes, both our own, is pickled; the facts go as they do to those that decide again.
"""

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import IO, Any

from ledger.audit_log import AuditLog
from ledger.leaf import Placed

from audit.finding import Finding
from audit.leaves import END, FACTS, read_leaves, write_frame
from audit.memory import Memory
from audit.verifier import Beginning, Verified, Verifier

PROGRAM = "audit.verify_aside"


class VerificationFailed(Exception):
    """The process that looks at the facts has ended; what it said is on its standard error."""


class _Aside:
    """The process, as whoever reads the facts sees it."""

    def __init__(self, given: IO[bytes], says: IO[bytes]) -> None:
        self._given = given
        self._says = says

    def take(self, facts: Sequence[Placed]) -> None:
        try:
            write_frame(self._given, FACTS, facts)
        except BrokenPipeError as error:
            raise VerificationFailed from error

    def finish(self, further: Sequence[Finding], retention: Sequence[Finding], through: int) -> Verified:
        try:
            write_frame(self._given, END)
            pickle.dump((further, retention, through), self._given)
            self._given.flush()
            verified: Verified = pickle.load(self._says)  # noqa: S301 - our own process wrote it
        except (BrokenPipeError, EOFError) as error:
            raise VerificationFailed from error
        return verified


@contextmanager
def passing_aside(log: AuditLog, memory: Memory, beginning: Beginning) -> Iterator[_Aside]:
    """The process ends with the block; what it has kept by then stands in the memory."""
    memory.roll_back()
    process = subprocess.Popen(  # noqa: S603 - our own program
        (sys.executable, "-m", PROGRAM), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        pickle.dump((log.folder, memory.path, beginning), process.stdin)
        yield _Aside(process.stdin, process.stdout)
    finally:
        _end(process)
        memory.roll_back()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Also if it is still at it: then it is not waited for what it would say."""
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except BrokenPipeError:
            continue
    process.wait()


def main(source: IO[bytes], out: IO[bytes]) -> None:
    """Nothing is said, and nothing kept beyond what was kept on the way, if the other side goes before the end."""
    folder, path, beginning = _given(source)
    with closing(Memory(path)) as memory:
        verifier = Verifier(AuditLog(folder), memory, beginning)
        while (facts := read_leaves(source)) is not None:
            verifier.take(facts)
        try:
            said = _given(source)
        except EOFError:
            return
        pickle.dump(verifier.finish(*said), out)
        out.flush()


def _given(source: IO[bytes]) -> Any:
    return pickle.load(source)  # noqa: S301 - the audit that has started this process wrote it


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
