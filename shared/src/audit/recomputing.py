"""One share of a record, decided again. Facts come in frames, one answer goes out for each.

Whoever does it has no sockets and no clock. Everything a decision may rest on is in what it is given: the stream's
facts, the command, the rules by their digests, the calendar of the day, and the recorded moment.
"""

import json
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import IO, Any

from contracts.cases import PolicyRebound
from contracts.common import PolicyActivated
from contracts.message import Json
from contracts.notices import shipped_notices
from contracts.policies import shipped_packs
from ledger.packs import learn_pack
from ledger.recorded import PolicyNote, policy_note
from ledger.store import Recorded

from audit.deciding import AnyDecider, decider_named, installed
from audit.decision import Decision, NotDecidable, facts_of, read_json
from audit.finding import Finding
from audit.frames import read_frame
from audit.leaves import END, HISTORY
from audit.rulebook import Rulebook
from audit.sandbox import close_doors
from audit.shares import owner_of

MOST_STREAMS = 4_000
"""How many folded streams are kept; what an older one needs is asked for again."""


@dataclass(slots=True)
class Stream:
    """A stream as far as it has been folded; `append` are the parts of an append that is not complete yet."""

    state: Any = None
    decider: AnyDecider | None = None
    revision: int = -1
    follows: PolicyNote | None = None
    append: list[tuple[Recorded, Json]] = field(default_factory=list)


class _Task(Enum):
    """What is to be done with a fact."""

    DECIDE = auto()
    FOLLOW = auto()
    """Another share decides it; here the rules that it makes are learned."""
    RECALL = auto()
    """It was decided again before, and its stream has been let go since."""


class Recomputer:
    """Takes facts in the store's order, and decides every append of its share again once all its parts are there."""

    def __init__(self, number: int = 0, shares: int = 1) -> None:
        self._number = number
        self._shares = shares
        self.decisions = 0
        self.sealed = 0
        self.explained: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self._streams: OrderedDict[str, Stream] = OrderedDict()
        self._rulebook = Rulebook()
        self._lost: set[str] = set()

    def needs(self, facts: Sequence[Recorded]) -> dict[str, int]:
        """Streams whose beginnings are not in memory any more, and the revision they are needed up to."""
        wanted: dict[str, int] = {}
        begun: set[str] = set()
        for fact in facts:
            known = fact.stream in self._streams or fact.stream in begun or fact.stream in self._lost
            if not known and fact.revision > 0 and fact.stream.partition("_")[0] in installed():
                wanted[fact.stream] = fact.revision
            begun.add(fact.stream)
        return wanted

    def recall(self, facts: Sequence[Recorded], wanted: dict[str, int]) -> None:
        """Fold the beginnings that were asked for; they were decided again already. What has none is passed over."""
        for fact in facts:
            self._take(fact, _Task.RECALL)
        self._lost.update(stream for stream in wanted if stream not in self._streams)

    def offer(self, fact: Recorded) -> None:
        service = fact.stream.partition("_")[0]
        is_own = owner_of(fact.stream, self._shares) == self._number
        if service not in installed():
            self.left_out[service] += is_own
        elif fact.stream not in self._lost:
            self._take(fact, _Task.DECIDE if is_own else _Task.FOLLOW)

    def answer(self) -> Json:
        """What has come out since the last answer. Streams are let go here alone, between two frames."""
        answer = {
            "decisions": self.decisions,
            "sealed": self.sealed,
            "explained": dict(self.explained),
            "left_out": dict(self.left_out),
            "findings": [finding.document() for finding in self.findings],
        }
        self.decisions = self.sealed = 0
        self.explained, self.left_out, self.findings = Counter(), Counter(), []
        while len(self._streams) > MOST_STREAMS // self._shares:
            self._streams.popitem(last=False)
        return answer

    def _take(self, fact: Recorded, task: _Task) -> None:
        stream = self._stream(fact.stream)
        place = f"{fact.stream}@{fact.revision}"
        if fact.revision <= stream.revision:
            return  # brought in with a beginning that reached further
        try:
            metadata = read_json(fact.metadata)
            stream.revision = fact.revision
            stream.append.append((fact, metadata))
            if len(stream.append) < metadata["parts"]:
                return
            append, stream.append = stream.append, []
            self._decide_again(stream, append, task)
        except (NotDecidable, KeyError, TypeError, ValueError, LookupError, AttributeError) as error:
            stream.append = []
            if task is not _Task.FOLLOW:
                self.findings.append(Finding("unreadable", place, f"{type(error).__name__}: {error}"[:300]))

    def _stream(self, name: str) -> Stream:
        stream = self._streams.get(name)
        if stream is None:
            stream = self._streams[name] = Stream()
        else:
            self._streams.move_to_end(name)
        return stream

    def _decide_again(self, stream: Stream, append: Sequence[tuple[Recorded, Json]], task: _Task) -> None:
        fact, metadata = append[0]
        decider = decider_named(metadata["decider"]["name"])
        if decider is None:
            raise NotDecidable(f"no decider is named {metadata['decider']['name']}")
        if stream.decider is None:
            stream.decider, stream.state = decider, decider.initial
        if task is _Task.DECIDE:
            recorded = self._checked(Decision(self._rulebook, decider, stream.state, stream.follows, append))
        else:
            recorded = facts_of(decider, append)
        for item in recorded:
            stream.state = decider.evolve(stream.state, item)
        if stream.follows is None or any(isinstance(item, PolicyRebound) for item in recorded):
            stream.follows = policy_note(metadata)
        if task is not _Task.RECALL:
            self._learn(fact, recorded, metadata)

    def _checked(self, decision: Decision) -> Sequence[Any]:
        """What is recorded."""
        self.decisions += 1
        self.sealed += decision.is_sealed
        recorded = decision.check()
        self.findings += decision.findings
        if decision.explained:
            self.explained.update(decision.explained)
        return recorded

    def _learn(self, fact: Recorded, recorded: Sequence[Any], metadata: Json) -> None:
        learn_pack(fact)
        for item in recorded:
            if isinstance(item, PolicyActivated):
                moment = datetime.fromisoformat(metadata["decided_at"])
                self._rulebook.activations(fact.stream.partition("_")[0]).learn(item.area, item.pack, moment)


def load() -> None:
    """Everything that deciding needs, before doors are closed."""
    installed()
    shipped_packs()
    shipped_notices()


def serve(source: IO[bytes], out: IO[bytes], number: int, shares: int) -> None:
    recomputer = Recomputer(number, shares)
    close_doors()
    while True:
        kind, facts = read_frame(source)
        if kind == END:
            return
        wanted = recomputer.needs(facts)
        if wanted:
            _say(out, {"needs": wanted})
            kind, beginnings = read_frame(source)
            if kind != HISTORY:
                return
            recomputer.recall(beginnings, wanted)
        for fact in facts:
            recomputer.offer(fact)
        _say(out, recomputer.answer())


def _say(out: IO[bytes], answer: Json) -> None:
    out.write(json.dumps(answer).encode() + b"\n")
    out.flush()
