"""`reexecute`: every decision made again by the deciders of the installed release, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from ledger.store import Recorded, Store

from audit.finding import Finding, in_order
from audit.frames import END, FACTS, HISTORY, write_frame
from audit.pages import AsItStood, Readable

PAGE = 500
MOST_FINDINGS = 10_000

STRANGE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}
"""The surroundings in which decisions are made again: none that a service would run in."""

Tell = Callable[[int], None]


class ReexecutionFailed(Exception):
    """The process that decides again has ended; what it said is on its standard error."""


@dataclass(frozen=True, slots=True)
class Reexecuted:
    """`explained`: decisions that differ as `decisions.toml` says, by decider and versions.

    `left_out`: facts of services that are not installed here. `sealed`: decisions on commands with sealed values, made
    again on the ciphertext as it stands.
    """

    facts: int
    decisions: int
    sealed: int
    explained: Mapping[str, int]
    left_out: Mapping[str, int]
    findings: tuple[Finding, ...]
    through: int

    def document(self) -> dict[str, Any]:
        return {
            "facts": self.facts,
            "decisions": self.decisions,
            "sealed": self.sealed,
            "explained": dict(self.explained),
            "not_reexecuted": dict(self.left_out),
            "through": self.through,
            "findings": [finding.document() for finding in self.findings],
        }


def reexecute(
    store: Store,
    *,
    services: Sequence[str] = (),
    python: str = sys.executable,
    surroundings: Mapping[str, str] = STRANGE,
    page: int = PAGE,
    tell: Tell = lambda _: None,
) -> Reexecuted:
    """All of the record, or of some services, up to where the store stands now.

    Raises `StoreUnavailable` and `ReexecutionFailed`.
    """
    prefixes = tuple(f"{service}_" for service in services) or ("",)
    through = store.last_position()
    source = AsItStood(store, through)
    findings: list[Finding] = []
    answer: dict[str, Any] = {"decisions": 0, "sealed": 0, "explained": {}, "left_out": {}}
    count = 0
    with _process(python, surroundings) as child:
        facts = source.read_all(prefixes, limit=page)
        while facts:
            child.send(FACTS, facts)
            following = source.read_all(prefixes, after=facts[-1].position, limit=page)
            answer = child.answer(source)
            findings += [Finding(**one) for one in answer["findings"][: MOST_FINDINGS - len(findings)]]
            count += len(facts)
            tell(count)
            facts = following
    return Reexecuted(
        facts=count,
        decisions=answer["decisions"],
        sealed=answer["sealed"],
        explained=answer["explained"],
        left_out=answer["left_out"],
        findings=tuple(in_order(findings)),
        through=through,
    )


@dataclass(frozen=True, slots=True)
class _Child:
    given: IO[bytes]
    says: IO[bytes]

    def send(self, kind: bytes, facts: Sequence[Recorded] = ()) -> None:
        try:
            write_frame(self.given, kind, facts)
        except BrokenPipeError as error:
            raise ReexecutionFailed("the process that decides again has ended") from error

    def answer(self, store: Readable) -> dict[str, Any]:
        """What came of the last facts; beginnings of streams it asks for are read for it."""
        answer = self._line()
        if "needs" in answer:
            self.send(HISTORY, [fact for one in answer["needs"].items() for fact in _beginning(store, *one)])
            answer = self._line()
        return answer

    def _line(self) -> dict[str, Any]:
        line = self.says.readline()
        if not line:
            raise ReexecutionFailed("the process that decides again has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _beginning(store: Readable, stream: str, revision: int) -> list[Recorded]:
    return [fact for fact in store.read(stream) if fact.revision < revision]


@contextmanager
def _process(python: str, surroundings: Mapping[str, str]) -> Iterator[_Child]:
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 - our own program, by an interpreter the auditor names
        (python, "-m", "audit.recomputing"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**environment, **surroundings},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:  # closes the pipes, at which the process ends, and waits for it
        child = _Child(process.stdin, process.stdout)
        yield child
        child.send(END)
    if process.returncode != 0:
        raise ReexecutionFailed(f"the process that decides again ended with code {process.returncode}")
