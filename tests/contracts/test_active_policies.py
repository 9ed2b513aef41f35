"""What a process knows of the active policies: old by five seconds at the most, and asked for once for all areas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

import ledger.activation
import pytest
from contracts.common import ActivatePolicy, acknowledged
from contracts.policies import pack_named
from disclosure.service import SERVICE
from ledger.activation import CACHED_S, FOLLOWED_S, ActivePolicies
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.store import NO_STREAM, START, Recorded

NOON = datetime(2025, 7, 10, 4, tzinfo=UTC)
COUNTY, TOWNSHIP = "360730", "360730101"
LEVELS = 5
"""The areas that a township lies in, and itself."""


@dataclass
class Asked(MemoryStore):
    """Notes what is asked; after a read of a stream something may happen before its answer arrives."""

    streams: list[str] = field(default_factory=list)
    looks: int = 0
    happens: Callable[[], None] | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        self.streams.append(stream)
        answer = super().read(stream, after=after)
        happens, self.happens = self.happens, None
        if happens is not None:
            happens()
        return answer

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        self.looks += 1
        return super().read_all(prefixes, after=after, limit=limit)


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    passed = [1000.0]
    monkeypatch.setattr(ledger.activation, "monotonic", lambda: passed[0])
    return passed


@pytest.fixture
def store() -> Asked:
    store = Asked()
    activate(store, COUNTY, "county-2011")
    return store


@pytest.fixture
def policies(store: Asked, seconds: list[float]) -> ActivePolicies:
    known = ActivePolicies(store, SERVICE.facts)
    known.active(TOWNSHIP, NOON)
    store.streams.clear()
    store.looks = 0
    return known


def activate(store: MemoryStore, area: str, name: str) -> None:
    """By another process of the service."""
    pack = pack_named(name)
    command = ActivatePolicy(actor="desk", area=area, pack=pack.digest, acknowledged=acknowledged(pack, "as always"))
    identity = uuid5(NAMESPACE_URL, f"{area} {name}")
    request = Request(command_id=identity, actor="desk", role="Test", actor_unit="cn", correlation_id=identity)
    Handlers(SERVICE, store, ManualClock(NOON)).handle(command, request)


def followed(policies: ActivePolicies, unit: str = TOWNSHIP) -> list[str]:
    return [pack.id for pack in policies.active(unit, NOON).packs]


def test_nothing_is_asked_again_within_five_seconds(store: Asked, policies: ActivePolicies, seconds: list[float]):
    seconds[0] += CACHED_S

    assert followed(policies) == ["county-2011"]
    assert (store.streams, store.looks) == ([], 0)


def test_later_one_look_tells_that_nothing_was_activated_in_any_area(
    store: Asked, policies: ActivePolicies, seconds: list[float]
):
    for _ in range(10):
        seconds[0] += FOLLOWED_S

        assert followed(policies) == ["county-2011"]
    assert (store.streams, store.looks) == ([], 10)


@pytest.mark.parametrize("area", ["36", COUNTY, TOWNSHIP])
def test_what_was_activated_elsewhere_is_followed_after_five_seconds(
    store: Asked, policies: ActivePolicies, seconds: list[float], area: str
):
    activate(store, area, "cn-villagers-2018")
    seconds[0] += CACHED_S

    assert followed(policies) == ["county-2011"]
    seconds[0] += 0.001
    assert set(followed(policies)) == {"county-2011", "cn-villagers-2018"}


def test_what_was_activated_while_an_area_was_read_is_not_missed(store: Asked, seconds: list[float]):
    """One thread has read and not yet kept it; another has looked meanwhile, and what it found counts."""
    policies = ActivePolicies(store, SERVICE.facts)

    def meanwhile() -> None:
        activate(store, "cn", "cn-villagers-2018")
        seconds[0] += CACHED_S + 0.001
        assert "cn-villagers-2018" in followed(policies)

    store.happens = meanwhile
    policies.active(TOWNSHIP, NOON)

    assert "cn-villagers-2018" in followed(policies)


def test_what_is_activated_while_the_end_is_asked_for_is_found(
    store: Asked, policies: ActivePolicies, seconds: list[float], monkeypatch: pytest.MonkeyPatch
):
    """It lies before the end, and is looked for after the end before: the end is asked for first, or it were missed."""

    def last_position() -> int:
        activate(store, TOWNSHIP, "cn-villagers-2018")
        return MemoryStore.last_position(store)

    monkeypatch.setattr(store, "last_position", last_position)
    seconds[0] += CACHED_S + 0.001

    assert "cn-villagers-2018" in followed(policies)


def test_who_has_not_looked_for_half_a_minute_reads_anew_what_it_needs(
    store: Asked, policies: ActivePolicies, seconds: list[float]
):
    """Of a long time there may be much to look through."""
    activate(store, TOWNSHIP, "cn-villagers-2018")
    store.looks = 0
    store.streams.clear()
    seconds[0] += FOLLOWED_S + 0.001

    assert set(followed(policies)) == {"county-2011", "cn-villagers-2018"}
    assert store.looks == 0
    assert len(store.streams) == LEVELS


def test_what_a_process_activates_itself_it_follows_at_once(store: Asked, policies: ActivePolicies):
    activate(store, TOWNSHIP, "cn-villagers-2018")
    policies.forget()

    assert set(followed(policies)) == {"county-2011", "cn-villagers-2018"}
