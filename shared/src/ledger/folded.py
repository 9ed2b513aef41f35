"""A stream as one decision needs it: the folded state, its tip, and what every command led to."""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic
from uuid import UUID

from contracts.canonical import digest_of
from contracts.cases import PolicyRebound
from contracts.sealed import without_sealed

from ledger.decider import Decider, S
from ledger.recorded import GENESIS, PolicyNote, Tip, digest_of_fact, metadata_of, policy_note
from ledger.store import NO_STREAM, START, Recorded

BEGINNING = Tip(NO_STREAM, GENESIS)

MOST_STREAMS = 512
"""How many folded streams a process keeps; the least recently changed go first, and a stream ends with its case."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command led to: its type, the digest of its document without what is sealed, and its facts' revisions."""

    command_type: str
    document_digest: str
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
    for fact in facts:
        metadata, known = metadata_of(fact), decider.facts.read(fact.type, json.loads(fact.data))
        state = decider.evolve(state, known)
        if follows is None or isinstance(known, PolicyRebound):
            follows = policy_note(metadata)
        if metadata["part"] == 0:
            outcomes[UUID(metadata["command_id"])] = _outcome(fact.revision, metadata)
    return Folded(
        stream=folded.stream,
        state=state,
        tip=Tip(facts[-1].revision, digest_of_fact(facts[-1])),
        position=facts[-1].position,
        decided_at=datetime.fromisoformat(metadata["decided_at"]),
        follows=follows,
        outcomes=outcomes,
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


def _outcome(revision: int, metadata: Mapping[str, Any]) -> Outcome:
    command = metadata["command"]
    return Outcome(
        command_type=command["type"],
        document_digest=digest_of(without_sealed(command["document"])),
        first_revision=revision,
        last_revision=revision + metadata["parts"] - 1,
    )
