"""What a record must be after any schedule, and how two records are compared."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from contracts.canonical import canonical
from contracts.consumers import producers_of, relayed_of

from ledger.envelope import fact_body
from ledger.memory import MemoryStore
from ledger.recorded import GENESIS, digest_of_fact, metadata_of
from ledger.store import START, Recorded
from ledger.testing.simulation.world import World

EVERYTHING = 1_000_000
_NOT_COMPARED = ("previous", "decided_at")


def streams_of(store: MemoryStore) -> Mapping[str, list[Recorded]]:
    streams: defaultdict[str, list[Recorded]] = defaultdict(list)
    for fact in store.read_all(("",), after=START, limit=EVERYTHING):
        streams[fact.stream].append(fact)
    return streams


def fingerprint(store: MemoryStore, running: Mapping[str, frozenset[str]]) -> Mapping[str, Sequence[str]]:
    """Stream to digests. What a service records by itself is compared digest for digest.

    A stream of a service that reads others may bring together what comes from several streams, whose order among each
    other nobody promises, and it may be late: of its facts content and command are compared, whatever their order. What
    such a service records because of its own facts rests on ids and moments that are late as well: they are left out.
    `running`: recorded type to its sums of everything before, which follow that order; the views hold the last of them.
    """
    own = own_ids(store)
    return {
        stream: sorted(
            content_digest(fact, own[stream.partition("_")[0]], running.get(fact.type, frozenset())) for fact in facts
        )
        if producers_of(stream.partition("_")[0])
        else list(map(_digest, facts))
        for stream, facts in sorted(streams_of(store).items())
    }


def own_ids(store: MemoryStore) -> Mapping[str, frozenset[str]]:
    """Service to the ids of its facts, which hold the moment at which they were recorded."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for stream, facts in streams_of(store).items():
        ids[stream.partition("_")[0]].update(str(fact.id) for fact in facts)
    return {service: frozenset(of_service) for service, of_service in ids.items()}


def _digest(fact: Recorded) -> str:
    return str(digest_of_fact(fact))


def content_digest(fact: Recorded, own: frozenset[str] = frozenset(), running: frozenset[str] = frozenset()) -> str:
    """Everything of a fact but when it was recorded, and behind which other; `own`: ids of its service's facts."""
    metadata = metadata_of(fact)
    data = {key: value for key, value in json.loads(fact.data).items() if key not in running}
    left_out: tuple[str, ...] = _NOT_COMPARED
    if metadata["$causationId"] in own:
        left_out = (*_NOT_COMPARED, "command", "command_id", "$causationId")
        data = {
            key: value for key, value in data.items() if value != metadata["decided_at"] and not _is_own(value, own)
        }
    kept = {key: value for key, value in metadata.items() if key not in left_out}
    return hashlib.sha256(canonical({"type": fact.type, "data": data, "metadata": kept})).hexdigest()


def _is_own(value: Any, own: frozenset[str]) -> bool:
    """Whether this names one of these facts as its cause."""
    return isinstance(value, dict) and value.get("fact") in own


def complaints(world: World) -> list[str]:
    """What is wrong with the record and with what the loops say of it; empty if nothing is."""
    found = world.failures[:3]
    found += [problem for facts in streams_of(world.store).values() for problem in _broken(facts)]
    found += _repeated(world)
    found += _answers(world)
    for process in world.following:
        if process.parked():
            found.append(f"{process.name} has parked {process.parked()} facts")
        found += _unconfirmed(world, process.parts.name, process.relay.bookmark)
    return found


def _broken(facts: Sequence[Recorded]) -> list[str]:
    previous, found = GENESIS, []
    for revision, fact in enumerate(facts):
        if fact.revision != revision or metadata_of(fact)["previous"] != previous:
            found.append(f"{fact.stream} is not chained at {revision}")
        previous = digest_of_fact(fact)
    return found


def _repeated(world: World) -> list[str]:
    facts = world.store.read_all(("",), after=START, limit=EVERYTHING)
    parts = Counter((fact.stream, metadata_of(fact)["command_id"], metadata_of(fact)["part"]) for fact in facts)
    return [f"{stream} has part {part} of command {name} twice" for (stream, name, part), n in parts.items() if n > 1]


def _answers(world: World) -> list[str]:
    """One answer to a command, however often it was sent; and what was answered is recorded."""
    recorded = {str(fact.id) for fact in world.store.read_all(("",), after=START, limit=EVERYTHING)}
    found = []
    for command_id, answers in world.calls.answers.items():
        if any(answer != answers[0] for answer in answers):
            found.append(f"command {command_id} was answered in {len(answers)} ways: {answers}")
        kind, reply = answers[0]
        if kind == "recorded" and not {fact["id"] for fact in reply["facts"]} <= recorded:
            found.append(f"command {command_id} was answered with what is not recorded")
    return found


def _unconfirmed(world: World, service: str, bookmark: int) -> list[str]:
    """The relay's promise: up to its bookmark the broker has said of every fact that is read that it is safe."""
    facts = world.store.read_all((f"{service}_",), after=START, limit=EVERYTHING)
    relayed = [fact for fact in facts if fact.position <= bookmark and fact.type in relayed_of(service)]
    lost = [fact for fact in relayed if fact_body(fact) not in world.broker.confirmed]
    return [f"the relay of {service} went past {fact.stream} {fact.revision}, unconfirmed" for fact in lost[:1]]
