"""Appends that nobody waits for in a thread of his own, on a real node that also dies and freezes."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from ledger import esdb_appends
from ledger.clock import monotonic
from ledger.esdb import EsdbStore
from ledger.esdb_appends import Appends
from ledger.esdb_clients import connected
from ledger.store import NO_STREAM, Draft
from localnode.testing import NodeAddress, running_node

TIMEOUT_S = 0.5
ANSWER_S = 10.0

Make = Callable[..., Draft]


@pytest.fixture
def node(tmp_path: Path) -> Iterator[NodeAddress]:
    with running_node(tmp_path) as node:
        yield node


@contextmanager
def appending(node: NodeAddress, *, timeout_s: float = ANSWER_S) -> Iterator[Appends]:
    appends = Appends(partial(connected, node.uri), timeout_s=timeout_s)
    appends.connect()
    yield appends
    appends.close()


def begun(appends: Appends, stream: str, drafts: list[Draft], expected: int = NO_STREAM) -> "Future[int | None]":
    answer: Future[int | None] = Future()
    appends.begin(stream, drafts, expected, answer.set_result)
    return answer


def append(appends: Appends, stream: str, drafts: list[Draft], expected: int = NO_STREAM) -> int | None:
    return begun(appends, stream, drafts, expected).result(ANSWER_S)


def recovered(appends: Appends, stream: str, drafts: list[Draft], expected: int = NO_STREAM) -> int | None:
    """gRPC waits before it connects again to who refused it."""
    deadline, position = monotonic() + ANSWER_S, None
    while position is None and monotonic() < deadline:
        appends.connect()
        position = append(appends, stream, drafts, expected)
    return position


def test_the_position_is_told_and_the_facts_are_there(node: NodeAddress, draft: Make):
    store = EsdbStore(node.uri)
    with appending(node) as appends:
        first = append(appends, "a-1", [draft("one"), draft("two")])
        second = append(appends, "a-1", [draft("three")], 1)
    facts = store.read("a-1")
    store.close()

    assert [fact.id for fact in facts] == [draft(name).id for name in ("one", "two", "three")]
    assert (facts[1].position, facts[2].position) == (first, second)


def test_many_are_under_way_at_once_from_several_threads(node: NodeAddress, draft: Make):
    store = EsdbStore(node.uri)
    with appending(node, timeout_s=ANSWER_S) as appends:
        answers: list[Future[int | None]] = []

        def begin(number: int) -> None:
            answers.extend(begun(appends, f"b-{number}-{each}", [draft(f"{number}-{each}")]) for each in range(25))

        threads = [threading.Thread(target=begin, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        positions = [answer.result(ANSWER_S) for answer in answers]
    facts = store.read_all(("b-",), limit=1000)
    store.close()

    assert sorted(fact.position for fact in facts) == sorted(position or -1 for position in positions)
    assert len(set(positions)) == 200


def test_the_same_again_is_recorded_once(node: NodeAddress, draft: Make):
    with appending(node) as appends:
        assert append(appends, "c-1", [draft("one")]) == append(appends, "c-1", [draft("one")])


def test_a_lost_race_tells_nothing_and_leaves_the_connection(node: NodeAddress, draft: Make):
    with appending(node) as appends:
        append(appends, "d-1", [draft("one")])

        assert append(appends, "d-1", [draft("other")]) is None
        assert append(appends, "d-1", [draft("next")], 0) is not None


def test_without_a_connection_nothing_is_sent_and_nobody_waits(node: NodeAddress, draft: Make):
    appends = Appends(partial(connected, node.uri), timeout_s=TIMEOUT_S)
    answer = begun(appends, "e-1", [draft("one")])
    appends.close()

    assert answer.done()
    assert answer.result() is None


def test_a_frozen_node_is_given_up_in_time_and_what_was_sent_is_recorded_once(node: NodeAddress, draft: Make):
    store = EsdbStore(node.uri)
    with appending(node, timeout_s=TIMEOUT_S) as appends:
        os.kill(node.pid, signal.SIGSTOP)
        started = monotonic()
        answers = [begun(appends, f"f-{number}", [draft(f"{number}")]) for number in range(5)]
        told = [answer.result(ANSWER_S) for answer in answers]
        took_s = monotonic() - started
        after = begun(appends, "f-5", [draft("5")])
        is_told_at_once = after.done()
        os.kill(node.pid, signal.SIGCONT)
        for number in range(6):
            store.append(f"f-{number}", [draft(f"{number}")], expected=NO_STREAM)
        again = recovered(appends, "f-6", [draft("6")])
    facts = store.read_all(("f-",), limit=100)
    store.close()

    assert told == [None] * 5
    assert TIMEOUT_S <= took_s < TIMEOUT_S + 1
    assert is_told_at_once
    assert again is not None
    assert sorted(fact.stream for fact in facts) == [f"f-{number}" for number in range(7)]


def test_a_node_that_dies_is_given_up_and_found_again_when_it_is_back(node: NodeAddress, draft: Make):
    with appending(node) as appends:
        before = append(appends, "g-1", [draft("one")])
        node.kill()
        away = append(appends, "g-1", [draft("two")], 0)
        appends.connect()
        still_away = append(appends, "g-1", [draft("two")], 0)
        node.restart()
        back = recovered(appends, "g-1", [draft("two")], 0)

    assert before is not None
    assert (away, still_away) == (None, None)
    assert back is not None


def test_closing_cuts_off_what_is_under_way_and_ends_in_time(node: NodeAddress, draft: Make):
    with appending(node, timeout_s=60) as appends:
        os.kill(node.pid, signal.SIGSTOP)
        answers = [begun(appends, f"h-{number}", [draft(f"{number}")]) for number in range(5)]
        started = monotonic()
        appends.close()
        took_s = monotonic() - started
        os.kill(node.pid, signal.SIGCONT)
        appends.connect()
        after = begun(appends, "h-5", [draft("5")])

    assert took_s < 1
    assert [answer.result(0) for answer in (*answers, after)] == [None] * 6


def test_its_thread_ends_with_the_connection(node: NodeAddress, draft: Make):
    def threads() -> int:
        return sum(thread.name == "appends" for thread in threading.enumerate())

    before = threads()
    with appending(node) as appends:
        append(appends, "i-1", [draft("one")])
        during = threads()
    deadline = monotonic() + ANSWER_S
    while threads() > before and monotonic() < deadline:
        time.sleep(0.01)

    assert (during, threads()) == (before + 1, before)


def test_what_has_rested_is_let_go_and_what_has_not_is_kept(node: NodeAddress, draft: Make, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(esdb_appends, "monotonic", lambda: now[0])
    with appending(node) as appends:
        append(appends, "j-1", [draft("one")])
        now[0] += 59
        appends.let_go(60)
        kept = append(appends, "j-1", [draft("two")], 0)
        now[0] += 60
        appends.let_go(60)
        gone = append(appends, "j-1", [draft("three")], 1)
        appends.connect()
        back = append(appends, "j-1", [draft("three")], 1)

    assert kept is not None
    assert gone is None
    assert back is not None


def test_what_is_under_way_is_not_let_go(node: NodeAddress, draft: Make):
    with appending(node, timeout_s=5) as appends:
        os.kill(node.pid, signal.SIGSTOP)
        answer = begun(appends, "k-1", [draft("one")])
        appends.let_go(0)
        os.kill(node.pid, signal.SIGCONT)

        assert answer.result(ANSWER_S) is not None
