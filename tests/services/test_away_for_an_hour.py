"""Store or broker away for an hour: looked for ever less often, said in the status, nothing piles up, all is made up.

The hour is one of the loops' own time: what they wait for in between passes at once.
"""

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from ledger.clock import MachineTimer, timed_by
from ledger.inbox import Inbox
from ledger.memory import MemoryStore
from ledger.relay import Relay
from ledger.store import START, Draft, Meanwhile, Recorded, StoreUnavailable, Subscription
from ledger.testing.simulation.broker import MemoryBroker

HOUR_S = 3600.0
LONGEST_S = 30.0
FIRST_S = [0.2, 0.4, 0.8, 1.6, 3.2]
EVERY_LOOK = range(int(HOUR_S / LONGEST_S), int(HOUR_S / LONGEST_S) + 10)
"""So many fit into the hour, with the first and shorter ones."""

FACTS = 30
MORE_OBJECTS = 200
"""That Python itself may have made meanwhile; each of a hundred looks that kept something would add that to it."""


class Hour(MachineTimer):
    """How long the loop has waited between two attempts, and what it said of itself meanwhile."""

    def __init__(self) -> None:
        self.elapsed_s = 0.0
        self.waits: list[float] = []
        self.said: set[str] = set()
        self.objects: list[int] = []
        self.handled: list[int] = []
        self.status: Callable[[], Any] = dict

    @property
    def is_over(self) -> bool:
        return self.elapsed_s >= HOUR_S

    def wait(self, event: Event, seconds: float) -> None:
        self.elapsed_s += seconds
        self.waits.append(seconds)
        self.said.add(str(self.status().get("last_error")))
        if len(self.waits) in (20, 110):
            self.handled.append(self.status().get("handled", 0))
            gc.collect()
            self.objects.append(len(gc.get_objects()))


class AwayBroker(MemoryBroker):
    def __init__(self, hour: Hour) -> None:
        super().__init__()
        self._hour = hour

    def refuse_away(self) -> None:
        self.is_away = not self._hour.is_over
        super().refuse_away()


class AwayStore:
    """In front of one that is there."""

    def __init__(self, store: MemoryStore, hour: Hour) -> None:
        self._store = store
        self._hour = hour

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        return self._there().append(stream, drafts, expected=expected, meanwhile=meanwhile)

    def read(self, stream: str, *, after: int = START) -> list[Recorded]:
        return self._there().read(stream, after=after)

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        return self._there().read_all(prefixes, after=after, limit=limit)

    def last_position(self) -> int:
        return self._there().last_position()

    def subscribe(self, prefixes: Sequence[str], *, after: int = START) -> Subscription:
        return self._there().subscribe(prefixes, after=after)

    def _there(self) -> MemoryStore:
        if not self._hour.is_over:
            raise StoreUnavailable("The store is away.")
        return self._store


@pytest.fixture
def hour(caplog: pytest.LogCaptureFixture) -> Iterator[Hour]:
    caplog.set_level(logging.CRITICAL)  # what is logged is kept by pytest
    hour = Hour()
    with timed_by(hour):
        yield hour


def assert_waited_for(hour: Hour, error: str) -> None:
    assert hour.waits[: len(FIRST_S)] == pytest.approx(FIRST_S)
    assert max(hour.waits) == LONGEST_S
    assert len(hour.waits) in EVERY_LOOK
    assert hour.said == {error}
    assert hour.objects[1] - hour.objects[0] < MORE_OBJECTS


@pytest.mark.parametrize("away", ["broker", "store"])
def test_a_relay_publishes_everything_once_both_are_back(
    history: Any, hour: Hour, tmp_path: Path, until: Any, running: Any, away: str
) -> None:
    history.record("duty-1", FACTS)
    store = AwayStore(history.store, hour) if away == "store" else history.store
    broker = AwayBroker(hour) if away == "broker" else MemoryBroker()
    relay = Relay("disclosure", store, broker, tmp_path / "bookmark")
    hour.status = relay.status
    with running(relay):
        until(lambda: relay.status()["published"] == FACTS)

    assert_waited_for(hour, f"{away.capitalize()}Unavailable: The {away} is away.")
    assert len(broker.confirmed) == FACTS
    assert relay.status()["last_error"] is None


def test_an_inbox_without_its_store_takes_everything_once_that_is_back(
    history: Any, effects: Any, database: Path, hour: Hour, until: Any, running: Any
) -> None:
    history.record("duty-1", FACTS)
    store = AwayStore(history.store, hour)
    with closing(Inbox("assessment", store, MemoryBroker(), database, effects.reactions())) as inbox:
        hour.status = inbox.status
        with running(inbox):
            until(lambda: inbox.status()["handled"] == FACTS)

        assert_waited_for(hour, "StoreUnavailable: The store is away.")
        assert inbox.status()["last_error"] is None
    assert effects.are_in_order()


def test_an_inbox_without_its_broker_goes_on_from_the_store(
    history: Any, effects: Any, database: Path, hour: Hour, until: Any, running: Any
) -> None:
    history.record("duty-1", FACTS)
    with closing(Inbox("assessment", history.store, AwayBroker(hour), database, effects.reactions())) as inbox:
        hour.status = inbox.status
        with running(inbox):
            until(lambda: inbox.status()["connected"])

        assert hour.handled == [FACTS, FACTS]
        assert_waited_for(hour, "BrokerUnavailable: The broker is away.")
        assert inbox.status()["handled"] == FACTS
        assert inbox.status()["last_error"] is None
