"""A decider: one stream's state, what may be decided about it, and what a fact changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from contracts.blobs import Blob
from contracts.cases import Dated, Reckoning
from contracts.catalogue import Catalogue
from contracts.deadlines import Deadline
from contracts.policies import ResolvedPolicy
from contracts.rules import Rules
from contracts.running_cases import Running

C = TypeVar("C")
E = TypeVar("E")
S = TypeVar("S")
P = TypeVar("P")


class RulesOf(StrEnum):
    """Which rules a decision follows."""

    CASE = "case"
    """Pinned when the stream was opened: a duty, an election, a dispute."""
    TODAY = "today"
    """Those in force on the day: registers, units, offices."""
    ABOVE = "above"
    """What is activated for the areas above: the activation of policies."""
    NONE = "none"
    """No policy: the clock, and what was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases(Generic[S, P]):
    """Streams that are cases with a due date. `prefix` begins their names, `due` is what is recorded of a case.

    `reckoning` says by the rules how the due date is reckoned; both are asked of opened cases only. `dates` are all
    that are open, where there may be several at a time.
    """

    prefix: str
    due: Callable[[S], Deadline | None]
    reckoning: Callable[[S, P], Reckoning]
    dates: Callable[[S, P], Sequence[Dated]] | None = None


RULES_DO_NOT_REACH_BACK = "立法法 第一百零四条"
"""Legislation Law, art. 104: the clause by which a case keeps the rules of its beginning, where no other says so."""


@dataclass(frozen=True, slots=True)
class KeptRules:
    """Streams that keep the rules they were begun under whatever reaches running cases, and why; `source`: the clause.

    `prefix` begins their names. Their days, if they have any, are of the calendar or named by somebody.
    """

    prefix: str
    reason: str
    source: str


def cases_of(prefix: str, running: Running[S, P]) -> Cases[S, P]:
    """The streams of this name as cases that are decided by `contracts.running_cases`."""
    return Cases(prefix=prefix, due=running.due, reckoning=running.reckoning, dates=running.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider(Generic[C, E, S, P]):
    """`decide` returns facts or raises `Rejected`; `evolve` never refuses a recorded fact.

    Both are deterministic: no clock, no id, no input besides their arguments. `version` goes up when any golden
    decision changes. `takes` are its commands. `stream` names the stream of a command, `unit` whose record it is.
    `contents`: by kind of command the contents that it rests on without naming them; they have to be there still.
    `prefix` begins the names of its streams: needed where it takes commands that name their stream (ties) and has no
    `cases`. `kept`: its streams keep the rules they were begun under.
    """

    name: str
    version: int
    takes: tuple[type, ...]
    commands: Catalogue
    facts: Catalogue
    initial: S
    decide: Callable[[C, S, Rules[P], datetime], Sequence[E]]
    evolve: Callable[[S, E], S]
    stream: Callable[[C], str]
    unit: Callable[[C], str]
    rules: RulesOf
    policy: Callable[[ResolvedPolicy], P]
    cases: Cases[S, P] | None = None
    contents: Mapping[type, Callable[[Any, S], Iterable[Blob]]] = field(default_factory=dict)
    prefix: str | None = None
    kept: KeptRules | None = None

    def fold(self, facts: Iterable[E], state: S | None = None) -> S:
        folded = self.initial if state is None else state
        for fact in facts:
            folded = self.evolve(folded, fact)
        return folded
