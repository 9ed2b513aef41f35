"""Reading a record as auditors ask: a stream or service as of a moment, cause and effect, every pack ever used."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from contracts.fields import instant_text
from contracts.message import Json
from ledger.recorded import metadata_of
from ledger.store import START, Recorded, Store

PAGE = 1000
MOST_TOLD = 2000
"""Facts of one trail; a longer one is cut, and says so."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """Up to and with a moment of decision, or a position of the store; everything if neither is said."""

    moment: str = ""
    position: int | None = None

    def includes(self, fact: Recorded) -> bool:
        if self.position is not None:
            return fact.position <= self.position
        return not self.moment or str(metadata_of(fact)["decided_at"]) <= self.moment


def as_of(text: str) -> AsOf:
    """A position (digits), or a moment with its zone. Raise `ValueError` if it is neither."""
    if not text or text.isdigit():
        return AsOf(position=int(text) if text else None)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} says no zone: append Z or +08:00")
    return AsOf(moment=instant_text(moment))


def replayed(store: Store, name: str, until: AsOf) -> Iterator[Recorded]:
    """The facts of a stream, a service, or all, as they were then. A stream's name has an underscore."""
    if "_" in name:
        yield from filter(until.includes, store.read(name))
        return
    yield from filter(until.includes, _all(store, (f"{name}_" if name else "",)))


@dataclass(slots=True)
class Trail:
    """A fact, and what was recorded because of it; `by_cause` leads from an id to the facts it caused, in order."""

    root: str
    by_cause: defaultdict[str, list[Recorded]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[str, Recorded] = field(default_factory=dict)
    is_cut: bool = False

    def lines(self) -> Iterator[tuple[int, Recorded]]:
        """Depth and fact, causes before effects; a fact that is its own cause is told once."""
        told: set[str] = set()
        waiting = [(0, fact) for fact in reversed(self._roots())]
        while waiting:
            depth, fact = waiting.pop()
            if str(fact.id) in told:
                continue
            told.add(str(fact.id))
            yield depth, fact
            waiting.extend((depth + 1, effect) for effect in reversed(self.by_cause.get(str(fact.id), [])))

    def orphans(self) -> list[Recorded]:
        """Facts whose cause is another fact that is not in the record."""
        told = {str(fact.id) for _, fact in self.lines()}
        return [fact for name, fact in self.facts.items() if name not in told]

    def _roots(self) -> list[Recorded]:
        """Facts that a command from outside brought: their cause is the command itself."""
        return [fact for fact in self.facts.values() if _is_from_outside(fact)]


def trail_of(store: Store, identity: UUID) -> Trail:
    """Everything that the same request set off, across services: by the correlation of the fact or command named.

    Raise `LookupError` if nothing in the record has this id.
    """
    wanted = str(identity)
    correlation = next(
        (
            str(metadata["$correlationId"])
            for fact, metadata in _with_metadata(store)
            if wanted in (str(fact.id), metadata["command_id"], metadata["$correlationId"])
        ),
        None,
    )
    if correlation is None:
        raise LookupError(f"nothing in the record has the id {wanted}")
    trail = Trail(wanted)
    for fact, metadata in _with_metadata(store):
        if metadata["$correlationId"] == correlation:
            if len(trail.facts) == MOST_TOLD:
                trail.is_cut = True
                break
            trail.facts[str(fact.id)] = fact
            if metadata["$causationId"] != metadata["command_id"]:
                trail.by_cause[metadata["$causationId"]].append(fact)
    return trail


def packs_used(store: Store) -> dict[str, Counter[str]]:
    """Digest of every pack that a decision has named, to decisions by service."""
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fact, metadata in _with_metadata(store):
        if metadata["part"] == 0:
            for digest in (metadata["policy"] or {"packs": ()})["packs"]:
                used[digest][fact.stream.partition("_")[0]] += 1
    return dict(used)


def _is_from_outside(fact: Recorded) -> bool:
    metadata = metadata_of(fact)
    return bool(metadata["$causationId"] == metadata["command_id"])


def _with_metadata(store: Store) -> Iterator[tuple[Recorded, Json]]:
    """What cannot be read is `verify`'s to say."""
    for fact in _all(store, ("",)):
        try:
            yield fact, json.loads(fact.metadata)
        except ValueError:
            continue


def _all(store: Store, prefixes: tuple[str, ...]) -> Iterator[Recorded]:
    after = START
    while page := store.read_all(prefixes, after=after, limit=PAGE):
        yield from page
        after = page[-1].position
