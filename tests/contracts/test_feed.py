"""What is read from a subscription, in batches."""

from collections.abc import Iterator
from threading import Event
from uuid import NAMESPACE_URL, uuid5

import pytest
from ledger.clock import monotonic
from ledger.feed import Feed, Pace
from ledger.memory import MemoryStore
from ledger.store import NO_STREAM, START, Draft
from ledger.window import Window


@pytest.fixture
def stop() -> Iterator[Event]:
    stop = Event()
    yield stop
    stop.set()


def test_the_first_batch_after_a_quiet_time_is_not_held_back(stop: Event):
    began = monotonic()
    Pace(pace_s=5).keep(stop)

    assert monotonic() - began < 1


def test_a_batch_that_follows_at_once_waits_for_the_pace(stop: Event):
    pace, began = Pace(pace_s=0.1), monotonic()
    pace.keep(stop)
    pace.keep(stop)
    pace.keep(stop)

    assert 0.2 <= monotonic() - began < 2


def test_whoever_is_told_to_stop_does_not_wait(stop: Event):
    pace, began = Pace(pace_s=60), monotonic()
    pace.keep(stop)
    stop.set()
    pace.keep(stop)

    assert monotonic() - began < 1


def test_facts_that_come_while_a_batch_is_held_back_are_part_of_it(stop: Event):
    store = MemoryStore()
    batches = iter(Feed(Window(store, ("testing_",)), ("testing_",), after=START, stop=stop, pause_s=0.02))
    assert not next(batches).facts  # it is listening
    sizes: list[int] = []
    for number in range(3):
        drafts = [
            Draft(uuid5(NAMESPACE_URL, f"{number}/{part}"), "testing.noted.v1", b"{}", b"{}") for part in range(2)
        ]
        store.append(f"testing_note-{number}", drafts, expected=NO_STREAM)
    while sum(sizes) < 6:
        sizes.append(len(next(batches).facts))

    assert len(sizes) <= 2
