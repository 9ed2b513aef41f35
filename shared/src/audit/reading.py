"""Reading a record as auditors ask: the past as of a moment, cause and effect, every pack used, who was refused."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never
from uuid import UUID

from contracts.catalogue import Catalogue
from contracts.fields import instant_text
from contracts.message import Json
from contracts.refusals import CommandRefused, RefusalFact, RefusalsCounted, RefusalsDropped
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


@dataclass(frozen=True, slots=True, order=True)
class RefusedKind:
    """Refusals of one actor of one unit by one code; `unit` is empty where it was not counted apart."""

    service: str
    code: str
    actor: str
    unit: str


@dataclass(slots=True)
class RefusedCounts:
    """How often what was refused; `dropped` by service came faster than it could be kept."""

    counts: Counter[RefusedKind] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)


def refused(store: Store, services: Mapping[str, Catalogue], *, since: str = "") -> RefusedCounts:
    """All refusals of these services (name to its facts) from a day on; from the first if none is said."""
    told = RefusedCounts()
    for name, facts in services.items():
        prefix = f"{name}_refusals-"
        for recorded in _all(store, (prefix,)):
            if recorded.stream.removeprefix(prefix) >= since:
                _count(told, name, facts.read(recorded.type, json.loads(recorded.data)))
    return told


def _count(told: RefusedCounts, service: str, fact: RefusalFact) -> None:
    match fact:
        case CommandRefused():
            one = fact.refusal
            told.counts[RefusedKind(service, one.code, one.actor, one.actor_unit)] += 1
        case RefusalsCounted():
            told.counts[RefusedKind(service, fact.code, fact.actor, fact.actor_unit or "")] += fact.count
        case RefusalsDropped():
            told.dropped[service] += fact.count
        case _:
            assert_never(fact)


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
