"""The processes that decide again, as the audit that starts them sees them: each takes its share of every page."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO, Any

from ledger.leaf import Placed, placed

from audit.leaves import END, FACTS, HISTORY, write_frame
from audit.pages import Readable
from audit.shares import divided

Answer = dict[str, Any]


_KEPT = ("PATH", "PYTHONPATH", "PYTHONPYCACHEPREFIX")
"""What of the environment says where programs are, and decides nothing."""


class ReexecutionFailed(Exception):
    """A process that decides again has ended; what it said is on its standard error."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Answers come in the order of the pages, and of each page in the order of the shares."""

    store: Readable
    members: Sequence["_Member"]

    def take(self, facts: Sequence[Placed]) -> list[Future[Answer]]:
        """Begin with a page; what came of it is awaited later."""
        given = divided(facts, len(self.members))
        return [member.take(share, self.store) for member, share in zip(self.members, given, strict=True)]


@dataclass(frozen=True, slots=True)
class _Member:
    """One process, talked to by one thread."""

    given: IO[bytes]
    says: IO[bytes]
    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="share"))

    def take(self, facts: Sequence[Placed], store: Readable) -> Future[Answer]:
        return self.thread.submit(self._answer, facts, store)

    def end(self) -> None:
        """Also of a process that has ended already: what it was still to be given is let go."""
        self.thread.shutdown(cancel_futures=True)
        with suppress(BrokenPipeError):
            write_frame(self.given, END)
        with suppress(BrokenPipeError):
            self.given.close()

    def _answer(self, facts: Sequence[Placed], store: Readable) -> Answer:
        """What came of these facts; beginnings of streams it asks for are read for it."""
        self._send(FACTS, facts)
        answer = self._line()
        if "needs" in answer:
            self._send(HISTORY, [leaf for one in answer["needs"].items() for leaf in _beginning(store, *one)])
            answer = self._line()
        return answer

    def _send(self, kind: bytes, facts: Sequence[Placed]) -> None:
        try:
            write_frame(self.given, kind, facts)
        except BrokenPipeError as error:
            raise ReexecutionFailed("a process that decides again has ended") from error

    def _line(self) -> Answer:
        line = self.says.readline()
        if not line:
            raise ReexecutionFailed("a process that decides again has ended")
        answer: Answer = json.loads(line)
        return answer


@contextmanager
def crew(store: Readable, python: str, surroundings: Mapping[str, str], shares: int) -> Iterator[Crew]:
    """So many processes, made by one that loads everything once. Raises `ReexecutionFailed`."""
    with ExitStack() as stack:
        pipes = [(os.pipe(), os.pipe()) for _ in range(shares)]
        members = [_member(*pair, stack) for pair in pipes]
        theirs = [descriptor for given, says in pipes for descriptor in (given[0], says[1])]
        process = _started(python, surroundings, theirs)
        stack.callback(process.wait)
        for descriptor in theirs:
            os.close(descriptor)
        try:
            yield Crew(store, members)
        finally:
            for member in members:
                member.end()
    if process.returncode != 0:
        raise ReexecutionFailed(f"the process that decides again ended with code {process.returncode}")


def _member(given: tuple[int, int], says: tuple[int, int], stack: ExitStack) -> _Member:
    return _Member(os.fdopen(given[1], "wb"), stack.enter_context(os.fdopen(says[0], "rb")))


def _started(python: str, surroundings: Mapping[str, str], descriptors: Sequence[int]) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own program, by an interpreter the auditor names
        (python, "-m", "audit.child", *map(str, descriptors)),
        stdin=subprocess.DEVNULL,
        pass_fds=descriptors,
        env={**environment, **surroundings},
    )


def _beginning(store: Readable, stream: str, revision: int) -> list[Placed]:
    return placed([fact for fact in store.read(stream) if fact.revision < revision])
