"""The newest facts, held once for all loops of a process: each gets what it lacks, however far it is behind."""

from collections.abc import Iterator
from threading import Event, Thread
from uuid import NAMESPACE_URL, uuid5

import pytest
from ledger.clock import monotonic, sleep
from ledger.feed import Feed
from ledger.memory import MemoryStore
from ledger.store import START, Draft, StoreUnavailable
from ledger.window import Batch, Window

WITHIN_S = 10.0
ONE, OTHER = ("one_",), ("other_",)


class Counting(MemoryStore):
    """Counts who asks for what; what a subscription says can be made to end."""

    def __init__(self) -> None:
        super().__init__()
        self.subscribed = self.pages = 0
        self.away = False

    def subscribe(self, prefixes, *, after=START):
        self.subscribed += 1
        inner = super().subscribe(prefixes, after=after)
        return _Ending(inner, self) if self.away else inner

    def read_all(self, prefixes, *, after=START, limit):
        self.pages += 1
        return super().read_all(prefixes, after=after, limit=limit)


class _Ending:
    def __init__(self, inner, store: Counting) -> None:
        self._inner, self._store = inner, store

    def __iter__(self):
        self._store.away = False
        raise StoreUnavailable("away")

    def stop(self) -> None:
        self._inner.stop()


@pytest.fixture
def store() -> Counting:
    return Counting()


@pytest.fixture
def stop() -> Iterator[Event]:
    stop = Event()
    yield stop
    stop.set()


def record(store: MemoryStore, stream: str, count: int = 1) -> None:
    revision = len(store.read(stream)) - 1
    ids = [uuid5(NAMESPACE_URL, f"{stream}/{revision}/{part}") for part in range(count)]
    store.append(stream, [Draft(each, "one.noted.v1", b"{}", b"{}") for each in ids], expected=revision)


def taken(feed: Iterator[Batch], count: int) -> list[int]:
    """Positions, until there are so many."""
    positions: list[int] = []
    deadline = monotonic() + WITHIN_S
    while len(positions) < count and monotonic() < deadline:
        positions += [fact.position for fact in next(feed).facts]
    return positions


def feed(window: Window, stop: Event, prefixes=ONE, after: int = START, most: int = 500) -> Iterator[Batch]:
    return iter(Feed(window, prefixes, after=after, stop=stop, most=most, pause_s=0.02))


def test_two_loops_share_one_subscription_and_each_gets_everything(store, stop):
    window = Window(store, ONE)
    record(store, "one_a", 3)
    first, second = feed(window, stop), feed(window, stop, after=0)

    assert taken(first, 3) == [0, 1, 2]
    assert taken(second, 2) == [1, 2]
    assert not next(first).facts
    assert not next(second).facts
    record(store, "one_a", 2)

    assert taken(first, 2) == taken(second, 2) == [3, 4]
    assert store.subscribed == 1


def test_each_loop_gets_the_services_it_names(store, stop):
    window = Window(store, (*ONE, *OTHER))
    mine, both = feed(window, stop), feed(window, stop, (*ONE, *OTHER))
    assert not next(mine).facts
    assert not next(both).facts
    record(store, "other_a", 2)
    record(store, "one_a", 2)

    assert taken(mine, 2) == [2, 3]
    assert taken(both, 4) == [0, 1, 2, 3]


def test_a_batch_says_how_far_it_reaches_also_where_it_holds_nothing(store, stop):
    window = Window(store, (*ONE, *OTHER))
    mine, both = feed(window, stop), feed(window, stop, (*ONE, *OTHER))
    assert not next(mine).facts
    assert not next(both).facts
    record(store, "other_a", 2)
    taken(both, 2)
    batch = next(mine)

    assert (list(batch.facts), batch.through) == ([], 1)


def test_no_more_are_held_than_there_is_room_for_and_who_is_behind_reads_from_the_store(store, stop):
    window = Window(store, ONE, most=10)
    quick, slow = feed(window, stop), feed(window, stop)
    assert not next(quick).facts
    assert not next(slow).facts
    for _ in range(25):
        record(store, "one_a")
    assert taken(quick, 25) == list(range(25))
    held, pages = len(window._facts), store.pages

    assert held <= 10
    assert taken(slow, 25) == list(range(25))
    assert store.pages > pages


@pytest.mark.parametrize("held", [9, 10, 11])
def test_nothing_is_lost_at_the_edge_of_what_is_held(store, stop, held):
    """The window is full, just not full, and has just made room."""
    window = Window(store, ONE, most=10)
    quick, slow = feed(window, stop), feed(window, stop)
    assert not next(quick).facts
    assert not next(slow).facts
    for _ in range(held):
        record(store, "one_a")
    taken(quick, held)

    assert taken(slow, held) == list(range(held))


def test_small_batches_leave_nothing_out(store, stop):
    window = Window(store, ONE)
    keeping, small = feed(window, stop), feed(window, stop, most=2)
    assert not next(keeping).facts
    assert not next(small).facts
    record(store, "one_a", 5)
    taken(keeping, 5)

    assert [[fact.position for fact in next(small).facts] for _ in range(3)] == [[0, 1], [2, 3], [4]]


def test_a_subscription_that_ends_is_told_to_every_loop_and_begun_anew_by_the_next(store, stop):
    store.away = True
    window = Window(store, ONE)
    record(store, "one_a", 2)
    failing = feed(window, stop, after=1)
    with pytest.raises(StoreUnavailable):
        next(failing)
    again = feed(window, stop, after=1)
    assert not next(again).facts
    record(store, "one_a")

    assert taken(again, 1) == [2]
    assert store.subscribed == 2


def test_the_subscription_ends_with_the_last_loop(store):
    window, stop = Window(store, ONE), Event()
    threads = [Thread(target=lambda: list(Feed(window, ONE, after=START, stop=stop))) for _ in range(2)]
    for thread in threads:
        thread.start()
    stop.set()
    for thread in threads:
        thread.join(WITHIN_S)

    assert not any(thread.is_alive() for thread in threads)
    assert window._session is None


def test_who_waits_for_facts_goes_on_when_the_process_is_told_to_end(store):
    window, stop = Window(store, ONE, rest_s=60.0), Event()
    thread = Thread(target=lambda: list(Feed(window, ONE, after=START, stop=stop)))
    thread.start()
    while window.through is None:
        sleep(0.01)
    stop.set()
    window.end()
    thread.join(WITHIN_S)

    assert not thread.is_alive()
