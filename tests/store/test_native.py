"""The bridge between eventlet and gRPC, each time in a program of its own that eventlet has changed.

This file is that program as well: it imports nothing of ours before `ledger.native` has.
"""

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.store import programs
from tests.store.programs import imports_in_native_threads, name_of_what_is_raised, note, request, tally_handler

if TYPE_CHECKING:
    from ledger.esdb import EsdbStore
    from localnode.testing import NodeAddress

PROJECT = ("ledger.esdb", "ledger.clock", "ledger.handler")
TRAP_S = 0.1
"""Half of what a call takes when gRPC was loaded half pristine."""

run = partial(programs.run, "tests.store.test_native")


@pytest.mark.parametrize("order", ["changed-first", "loaded-first"])
@pytest.mark.parametrize("callers", [1, 8])
def test_an_append_and_a_read_through_the_bridge_take_milliseconds(
    common_node: "NodeAddress", prefix: str, order: str, callers: int
):
    said = run("appending", common_node.uri, prefix, order, str(callers))

    assert said["is_pristine"]
    assert said["p50_s"] < TRAP_S
    assert said["imported_late"] == []


def test_a_naive_load_is_slow_and_found_out(common_node: "NodeAddress", prefix: str):
    said = run("appending_naively", common_node.uri, prefix)

    assert not said["is_pristine"]
    assert said["p50_s"] > TRAP_S


def test_two_hundred_appends_at_once_leave_the_hub_responsive(common_node: "NodeAddress", prefix: str):
    said = run("crowding", common_node.uri, prefix)

    assert said["recorded"] == 200
    assert said["greatest_lag_s"] < 0.5


def test_the_same_command_ten_times_at_once_is_recorded_once(common_node: "NodeAddress", prefix: str):
    said = run("repeating", common_node.uri, prefix)

    assert said["recorded"] == 1
    assert len(said["replies"]) == 10
    assert len({json.dumps(reply) for reply in said["replies"]}) == 1


def test_commands_that_race_are_all_recorded_and_what_is_refused_is_told(common_node: "NodeAddress", prefix: str):
    said = run("racing", common_node.uri, prefix)

    assert said["total"] == 12
    assert said["refused"] == ["too-much"] * 4
    assert said["recorded"] == 12
    assert said["imported_late"] == []


def test_a_call_that_takes_too_long_is_given_up_and_its_result_dropped(common_node: "NodeAddress"):
    said = run("taking_too_long", common_node.uri)

    assert said["raised"] == "Unavailable"
    assert said["waited_s"] < 0.5
    assert said["ended_in_background"]
    assert said["next_result"] == "next"


def test_a_call_that_nobody_waits_for_any_more_is_not_begun(common_node: "NodeAddress"):
    assert run("giving_up_in_the_queue", common_node.uri) == {"begun": ["first"], "raised": "Unavailable"}


def test_when_too_many_wait_the_next_is_told_so(common_node: "NodeAddress"):
    assert run("overcrowding", common_node.uri) == {"busy": 3, "answered": 4}


def test_errors_come_back_as_they_were_raised(common_node: "NodeAddress"):
    assert run("failing", common_node.uri) == {"errors": ["KeyError", "SystemExit", "WrongRevision"], "then": "fine"}


def test_a_limit_of_the_caller_is_not_taken_for_the_bridges(common_node: "NodeAddress"):
    assert run("limited_by_the_caller", common_node.uri) == {"raised": "Timeout"}


@pytest.mark.parametrize("last_s", [0.3, 30.0])
def test_closing_ends_in_time_and_answers_everybody(common_node: "NodeAddress", last_s: float):
    said = run("closing", common_node.uri, str(last_s))

    assert said["took_s"] < 2.5
    assert said["answers"] == (["done"] if last_s < 1 else ["Unavailable"]) + ["Unavailable"] * 3


@pytest.mark.parametrize("name", ["ledger.clock", "grpc"])
def test_what_was_imported_too_early_cannot_be_loaded(common_node: "NodeAddress", name: str):
    said = run("loading_too_late", common_node.uri, name)

    assert name in said["refused"]
    assert said["library_is_back"]


# The programs.


def native_store(uri: str, *, order: str = "changed-first") -> "tuple[Any, EsdbStore]":
    """The bridge and the store, as a service has them."""
    import eventlet

    if order == "changed-first":
        eventlet.monkey_patch()
    from ledger import native

    native.load(*PROJECT)
    if order == "loaded-first":
        eventlet.monkey_patch()
    from ledger.bridge import Bridge
    from ledger.esdb import EsdbStore

    return Bridge(), EsdbStore(uri)


def timed_appends(append: Callable[..., Any], stream: str, count: int) -> list[float]:
    from ledger.clock import monotonic

    durations = []
    for turn in range(count):
        started = monotonic()
        append(stream, [note(f"{stream}-{turn}")], expected=turn - 1)
        durations.append(monotonic() - started)
    return durations


def median(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def appending(uri: str, prefix: str, order: str, callers: str) -> dict[str, Any]:
    bridge, store = native_store(uri, order=order)
    import eventlet
    from ledger import native

    late = imports_in_native_threads()

    def call(stream: str, drafts: Any, *, expected: int) -> Any:
        bridge.call(store.append, stream, drafts, expected=expected, limit_s=10)
        return bridge.call(store.read, stream, after=expected, limit_s=10)

    each = 400 // int(callers)
    threads = [eventlet.spawn(timed_appends, call, f"{prefix}{caller}", each) for caller in range(int(callers))]
    durations = [duration for thread in threads for duration in thread.wait()]
    return {"p50_s": median(durations), "is_pristine": native.is_pristine(), "imported_late": late}


def appending_naively(uri: str, prefix: str) -> dict[str, Any]:
    """As seems right at first: gRPC is imported under the pristine library, but not all of it.

    By the client as it comes: the store loads more of gRPC, and reads without its second thread.
    """
    import eventlet

    eventlet.monkey_patch()
    from ledger import native

    native._PRELOADED = ("grpc", "esdbclient")
    native.load("ledger.clock")
    from esdbclient import EventStoreDBClient
    from ledger.bridge import Bridge
    from ledger.clock import monotonic

    bridge, client = Bridge(), EventStoreDBClient(uri)
    durations: list[float] = []

    def read(stream: str) -> None:
        """Some never return."""
        started = monotonic()
        name_of_what_is_raised(bridge.call, client.get_stream, stream, limit_s=2)
        durations.append(monotonic() - started)

    for turn in range(3):
        for thread in [eventlet.spawn(read, f"{prefix}{turn}-{caller}") for caller in range(8)]:
            thread.wait()
    return {"p50_s": median(durations), "is_pristine": native.is_pristine()}


def crowding(uri: str, prefix: str) -> dict[str, Any]:
    bridge, store = native_store(uri)
    bridge._most_waiting = 200
    import eventlet
    from ledger.clock import monotonic
    from ledger.store import NO_STREAM

    lags: list[float] = []

    def watch() -> None:
        while True:
            started = monotonic()
            eventlet.sleep(0.005)
            lags.append(monotonic() - started - 0.005)

    watcher = eventlet.spawn(watch)
    threads = [
        eventlet.spawn(
            bridge.call,
            store.append,
            f"{prefix}{number}",
            [note(f"{prefix}{number}")],
            expected=NO_STREAM,
            limit_s=20,
        )
        for number in range(200)
    ]
    for thread in threads:
        thread.wait()
    watcher.kill()
    facts = bridge.call(store.read_all, (prefix,), limit=1000, limit_s=10)
    return {"recorded": len(facts), "greatest_lag_s": max(lags)}


def repeating(uri: str, prefix: str) -> dict[str, Any]:
    bridge, store = native_store(uri)
    import eventlet

    handler, count_box = tally_handler(store, prefix)
    command = count_box(tally="1", ballots=3)
    threads = [eventlet.spawn(bridge.call, handler.handle, command, request(prefix), limit_s=20) for _ in range(10)]
    replies = [thread.wait().document("testing") for thread in threads]
    return {"replies": replies, "recorded": len(bridge.call(store.read, f"{prefix}1", limit_s=10))}


def racing(uri: str, prefix: str) -> dict[str, Any]:
    """Sixteen commands on one stream at once, each sent again while the others keep winning."""
    bridge, store = native_store(uri)
    import eventlet
    from contracts.errors import Busy, Rejected

    handler, count_box = tally_handler(store, prefix)
    late = imports_in_native_threads()
    refused: list[str] = []

    def send(number: int) -> None:
        while True:
            try:
                bridge.call(handler.handle, count_box(tally="1", ballots=1), request(f"{prefix}{number}"), limit_s=20)
            except Busy:
                continue
            except Rejected as error:
                refused.append(error.code)
            return

    for thread in [eventlet.spawn(send, number) for number in range(16)]:
        thread.wait()
    facts = bridge.call(store.read, f"{prefix}1", limit_s=10)
    total = sum(json.loads(fact.data)["ballots"] for fact in facts)
    return {"total": total, "refused": refused, "recorded": len(facts), "imported_late": late}


def bridge_alone(**options: int) -> Any:
    import eventlet

    eventlet.monkey_patch()
    from ledger import native

    native.load("ledger.clock")
    from ledger.bridge import Bridge

    return Bridge(**options)


def taking_too_long(_: str) -> dict[str, Any]:
    bridge = bridge_alone(threads=1)
    from ledger.clock import monotonic, sleep

    ended: list[str] = []

    def slow() -> str:
        sleep(0.6)
        ended.append("slow")
        return "slow"

    started = monotonic()
    raised = name_of_what_is_raised(bridge.call, slow, limit_s=0.1)
    waited_s = monotonic() - started
    following = bridge.call(lambda: "next", limit_s=5)
    return {"raised": raised, "waited_s": waited_s, "ended_in_background": bool(ended), "next_result": following}


def giving_up_in_the_queue(_: str) -> dict[str, Any]:
    bridge = bridge_alone(threads=1)
    import eventlet
    from ledger.clock import sleep

    begun: list[str] = []

    def slow(name: str) -> None:
        begun.append(name)
        sleep(0.3)

    first = eventlet.spawn(bridge.call, slow, "first", limit_s=5)
    eventlet.sleep(0.05)
    raised = name_of_what_is_raised(bridge.call, slow, "second", limit_s=0.05)
    first.wait()
    bridge.call(lambda: None, limit_s=5)
    return {"begun": begun, "raised": raised}


def overcrowding(_: str) -> dict[str, Any]:
    """Two run, two wait, three more come."""
    bridge = bridge_alone(threads=2, most_waiting=2)
    import eventlet
    from ledger.clock import sleep

    def send() -> str:
        return name_of_what_is_raised(bridge.call, sleep, 0.3, limit_s=5)

    running = [eventlet.spawn(send) for _ in range(2)]
    eventlet.sleep(0.05)
    threads = running + [eventlet.spawn(send) for _ in range(5)]
    raised = [thread.wait() for thread in threads]
    return {"busy": raised.count("Busy"), "answered": raised.count("nothing")}


def failing(_: str) -> dict[str, Any]:
    bridge = bridge_alone(threads=1)
    from ledger.store import WrongRevision

    def fail(error: BaseException) -> None:
        raise error

    problems: list[BaseException] = [KeyError("a"), SystemExit(1), WrongRevision("case-1")]
    errors = [name_of_what_is_raised(bridge.call, fail, problem, limit_s=5) for problem in problems]
    return {"errors": errors, "then": bridge.call(lambda: "fine", limit_s=5)}


def limited_by_the_caller(_: str) -> dict[str, Any]:
    bridge = bridge_alone(threads=1)
    import eventlet
    from ledger.clock import sleep

    def impatient() -> None:
        with eventlet.Timeout(0.1):
            bridge.call(sleep, 0.5, limit_s=5)

    return {"raised": name_of_what_is_raised(impatient)}


def closing(_: str, last_s: str) -> dict[str, Any]:
    """One call runs and three wait when the bridge is closed; a fourth comes too late."""
    bridge = bridge_alone(threads=1)
    import eventlet
    from ledger.clock import monotonic, sleep

    def slow(seconds: float) -> str:
        sleep(seconds)
        return "done"

    def send(seconds: float) -> str:
        answers: list[str] = []
        raised = name_of_what_is_raised(lambda: answers.append(bridge.call(slow, seconds, limit_s=60)))
        return answers[0] if answers else raised

    threads = [eventlet.spawn(send, float(last_s))]
    eventlet.sleep(0.05)
    threads += [eventlet.spawn(send, 0.0) for _ in range(2)]
    eventlet.sleep(0.05)
    started = monotonic()
    bridge.close()
    took_s = monotonic() - started
    bridge.close()
    return {"took_s": took_s, "answers": [thread.wait() for thread in threads] + [send(0.0)]}


def loading_too_late(_: str, name: str) -> dict[str, Any]:
    import importlib

    import eventlet

    eventlet.monkey_patch()
    from ledger import native

    importlib.import_module(name)
    threading = sys.modules["threading"]
    try:
        native.load("ledger.clock")
    except RuntimeError as error:
        refused = str(error)
    else:
        refused = ""
    return {"refused": refused, "library_is_back": sys.modules["threading"] is threading}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
