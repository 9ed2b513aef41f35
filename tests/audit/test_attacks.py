"""Every attack on the facts of every service: whatever is done to them, it is found, and where.

The same attacks on a real node's file stand in `test_verify`; here the store is what was left of the facts.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import pytest
from audit.memory import Memory
from audit.verify import Settings, verify
from contracts.canonical import canonical
from ledger.clock import MachineClock
from ledger.recorded import GENESIS, digest_of_fact, metadata_of
from ledger.store import NO_STREAM, START, Recorded

SERVICES = ("assessment", "auditor", "disclosure", "elections", "mediation", "mining")
Facts = list[Recorded]
Found = set[tuple[str, str]]


@dataclass(frozen=True)
class Left:
    """A store as it was left: these facts, at these positions."""

    facts: Facts

    def last_position(self) -> int:
        return max((fact.position for fact in self.facts), default=START)

    def read(self, stream: str, *, after: int = NO_STREAM) -> Facts:
        return [fact for fact in self.facts if fact.stream == stream and fact.revision > after]

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> Facts:
        named = [fact for fact in self.facts if fact.position > after and fact.stream.startswith(tuple(prefixes))]
        return named[:limit]


@pytest.fixture(scope="module")
def facts(sound) -> Facts:
    facts: Facts = sound.facts()
    return facts


@pytest.fixture
def attacked(sound) -> Callable[[Facts], Found]:
    def found(left: Facts) -> Found:
        settings = Settings(sound.log.published_keys(), MachineClock().now())
        with closing(Memory(None)) as memory:
            store: Any = Left(sorted(left, key=lambda fact: fact.position))
            verified = verify(store, sound.log, memory, settings)
        return {(one.check, one.place) for one in verified.findings}

    return found


def place(fact: Recorded) -> str:
    return f"{fact.stream}@{fact.revision}"


def of(service: str, facts: Facts) -> Facts:
    return [fact for fact in facts if fact.stream.startswith(f"{service}_")]


def victim_of(service: str, facts: Facts) -> Recorded:
    """The last of its service, so that nothing of the service tells but its place in the log."""
    return of(service, facts)[-1]


def instead(facts: Facts, victim: Recorded, *others: Recorded) -> Facts:
    return [*(fact for fact in facts if fact is not victim), *others]


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_every_service_has_facts_to_be_attacked(facts, attacked):
    assert attacked(facts) == set()
    assert [service for service in SERVICES if not of(service, facts)] == []


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("part", ["data", "metadata"])
def test_one_bit_of_a_fact(service, part, facts, attacked):
    victim = victim_of(service, facts)
    content = getattr(victim, part)
    damaged: dict[str, Any] = {part: flipped(content, len(content) // 2)}

    found = attacked(instead(facts, victim, replace(victim, **damaged)))

    assert ("altered", place(victim)) in found


@pytest.mark.parametrize("service", SERVICES)
def test_a_fact_removed(service, facts, attacked):
    victim, index = victim_of(service, facts), facts.index(victim_of(service, facts))

    found = attacked(instead(facts, victim))

    assert ({("missing", f"index {index}"), ("truncated", f"index {index}")} & found) != set()


@pytest.mark.parametrize("service", SERVICES)
def test_a_whole_stream_removed(service, facts, attacked):
    stream = victim_of(service, facts).stream
    gone = [index for index, fact in enumerate(facts) if fact.stream == stream]

    found = attacked([fact for fact in facts if fact.stream != stream])

    firsts = [index for index in gone if index - 1 not in gone]
    assert {f"index {index}" for index in firsts} == {at for check, at in found if check in ("missing", "truncated")}


@pytest.mark.parametrize("service", SERVICES)
def test_the_whole_service_removed(service, facts, attacked):
    gone = {index for index, fact in enumerate(facts) if fact.stream.startswith(f"{service}_")}

    found = attacked([fact for fact in facts if not fact.stream.startswith(f"{service}_")])

    firsts = [index for index in gone if index - 1 not in gone]
    assert {f"index {index}" for index in firsts} == {at for check, at in found if check in ("missing", "truncated")}


@pytest.mark.parametrize("service", SERVICES)
def test_two_facts_in_each_others_place(service, facts, attacked):
    one, other = facts[len(facts) // 3], victim_of(service, facts)

    found = attacked(
        [
            *(fact for fact in facts if fact not in (one, other)),
            replace(one, position=other.position),
            replace(other, position=one.position),
        ]
    )

    assert {("moved", place(one)), ("moved", place(other))} <= found


@pytest.mark.parametrize("service", SERVICES)
def test_a_forged_fact_with_a_whole_chain_in_place_of_one(service, facts, attacked):
    victim = victim_of(service, facts)
    before = [fact for fact in facts if fact.stream == victim.stream and fact.revision < victim.revision]
    previous = digest_of_fact(before[-1]) if before else GENESIS
    metadata = {**metadata_of(victim), "actor": "ref-somebody-else", "previous": previous}

    found = attacked(instead(facts, victim, replace(victim, metadata=canonical(metadata))))

    assert ("altered", place(victim)) in found


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "auditor"])
def test_a_clock_set_back(service, facts, attacked):
    """The order of a service's decisions tells; the auditor has only one fact here, and none before it."""
    victim = victim_of(service, facts)
    metadata = {**metadata_of(victim), "decided_at": "2000-01-01T00:00:00.000000Z"}

    found = attacked(instead(facts, victim, replace(victim, metadata=canonical(metadata))))

    assert ("clock-set-back", place(victim)) in found


@pytest.mark.parametrize("service", SERVICES)
def test_a_store_that_ends_before_its_log(service, facts, attacked):
    """As an old backup leaves it."""
    end = facts.index(of(service, facts)[-1])

    found = attacked(facts[:end])

    assert ("truncated", f"index {end}") in found
