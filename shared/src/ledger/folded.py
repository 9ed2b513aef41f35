"""A stream as one decision needs it: the folded state, its tip, and what every command led to."""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic
from uuid import UUID

from contracts.cases import PolicyRebound
from contracts.message import Json

from ledger.clock import sleep
from ledger.decider import Decider, S
from ledger.recorded import GENESIS, PolicyNote, Provenance, Tip, digest_of_fact, metadata_of, policy_note
from ledger.store import NO_STREAM, START, Recorded

BEGINNING = Tip(NO_STREAM, GENESIS)

MOST_STREAMS = 1024
"""How many folded streams a process keeps; the least recently changed go first, and a stream ends with its case."""

TURN = 200
"""Facts that are folded before others have their turn: a long stream, read for the first time, takes a while."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command led to: its facts' revisions. What it said stands in the metadata of the first."""

    first_revision: int
    last_revision: int


@dataclass(frozen=True, slots=True)
class Folded(Generic[S]):
    """Everything up to `tip`; `follows` is the policy of the first fact, or of the last rebinding."""

    stream: str
    state: S
    tip: Tip = BEGINNING
    position: int = START
    decided_at: datetime | None = None
    follows: PolicyNote | None = None
    outcomes: Mapping[UUID, Outcome] = field(default_factory=dict)


def fold_on(decider: Decider[Any, Any, S, Any], folded: Folded[S], facts: Sequence[Recorded]) -> Folded[S]:
    """The stream after these further facts."""
    if not facts:
        return folded
    state, outcomes, follows = folded.state, dict(folded.outcomes), folded.follows
    for number, fact in enumerate(facts, 1):
        if number % TURN == 0:
            sleep(0)
        metadata, known = metadata_of(fact), decider.facts.read(fact.type, json.loads(fact.data))
        state = decider.evolve(state, known)
        if follows is None or isinstance(known, PolicyRebound):
            follows = policy_note(metadata)
        if metadata["part"] == 0:
            last = fact.revision + metadata["parts"] - 1
            outcomes[UUID(metadata["command_id"])] = Outcome(fact.revision, last)
    return Folded(
        stream=folded.stream,
        state=state,
        tip=Tip(facts[-1].revision, digest_of_fact(facts[-1])),
        position=facts[-1].position,
        decided_at=datetime.fromisoformat(metadata["decided_at"]),
        follows=follows,
        outcomes=outcomes,
    )


def fold_own(
    decider: Decider[Any, Any, S, Any],
    folded: Folded[S],
    written: Sequence[tuple[str, Json]],
    provenance: Provenance,
    tip: Tip,
) -> Folded[S]:
    """The same after facts that were decided on `folded` and lead up to `tip`, from their documents.

    They need not be appended yet: where they are in the store (`position`) is for the caller to add. Not from the facts
    as they were decided: a moment is read back in UTC, whatever zone it was decided in.
    """
    known = [decider.facts.read(*fact) for fact in written]
    rebinds = any(isinstance(fact, PolicyRebound) for fact in known)
    outcome = Outcome(folded.tip.revision + 1, tip.revision)
    return Folded(
        stream=folded.stream,
        state=decider.fold(known, folded.state),
        tip=tip,
        decided_at=provenance.decided_at.astimezone(UTC),
        follows=provenance.policy if rebinds or folded.follows is None else folded.follows,
        outcomes={**folded.outcomes, provenance.command_id: outcome},
    )


class FoldedStates(Generic[S]):
    """The most recently used streams. Threads share it; a lost update costs a read, never a wrong answer."""

    def __init__(self, most: int = MOST_STREAMS) -> None:
        self._most = most
        self._kept: OrderedDict[str, Folded[S]] = OrderedDict()

    def get(self, stream: str) -> Folded[S] | None:
        return self._kept.get(stream)

    def keep(self, folded: Folded[S]) -> None:
        self._kept.pop(folded.stream, None)
        self._kept[folded.stream] = folded
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
