"""`reexecute`: every decision made again by the deciders of the installed release, in processes of its own."""

import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from ledger.store import START, Store

from audit.crew import Answer, ReexecutionFailed, crew
from audit.finding import Finding, in_order
from audit.pages import AsItStood, leaves_ahead

__all__ = ["PAGE", "STRANGE", "Reexecuted", "ReexecutionFailed", "reexecute"]

PAGE = 250
UNDER_WAY = 4
"""Pages that the processes hold, or wait for them while they start; the memory of a run is bounded by them."""

MOST_FINDINGS = 10_000
MOST_SHARES = 8

STRANGE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}
"""The surroundings in which decisions are made again: none that a service would run in."""

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Reexecuted:
    """`explained`: decisions that differ as `stream.toml` says, by decider and versions.

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


def shares_here() -> int:
    """One for each core that this process may use."""
    return min(MOST_SHARES, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def reexecute(
    store: Store,
    *,
    services: Sequence[str] = (),
    python: str = sys.executable,
    surroundings: Mapping[str, str] = STRANGE,
    shares: int | None = None,
    page: int = PAGE,
    tell: Tell = lambda _: None,
) -> Reexecuted:
    """All of the record, or of some services, up to where the store stands now.

    The result is the same in any number of `shares`. Raises `StoreUnavailable` and `ReexecutionFailed`.
    """
    prefixes = tuple(f"{service}_" for service in services) or ("",)
    through = store.last_position()
    source, tally = AsItStood(store, through), _Tally()
    with crew(source, python, surroundings, shares or shares_here()) as processes:
        under_way: deque[tuple[int, list[Future[Answer]]]] = deque()
        for facts in leaves_ahead(source, START, prefixes=prefixes, limit=page):
            under_way.append((len(facts), processes.take(facts)))
            if len(under_way) > UNDER_WAY:
                tell(tally.add(*under_way.popleft()))
        for count, answers in under_way:
            tell(tally.add(count, answers))
    return tally.result(through)


@dataclass(slots=True)
class _Tally:
    """What came of the pages so far."""

    facts: int = 0
    decisions: int = 0
    sealed: int = 0
    explained: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def add(self, facts: int, answers: Sequence[Future[Answer]]) -> int:
        """Wait for what came of a page; how many facts there have been then."""
        self.facts += facts
        for answer in (one.result() for one in answers):
            self.decisions += answer["decisions"]
            self.sealed += answer["sealed"]
            self.explained.update(answer["explained"])
            self.left_out.update(answer["left_out"])
            found = [Finding(**one) for one in answer["findings"]]
            self.findings += found[: MOST_FINDINGS - len(self.findings)]
        return self.facts

    def result(self, through: int) -> Reexecuted:
        return Reexecuted(
            facts=self.facts,
            decisions=self.decisions,
            sealed=self.sealed,
            explained=dict(sorted(self.explained.items())),
            left_out=dict(sorted(self.left_out.items())),
            findings=tuple(in_order(self.findings)),
            through=through,
        )
