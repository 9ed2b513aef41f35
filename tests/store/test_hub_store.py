"""The store as green threads use it, each time in a program of its own that eventlet has changed.

This file is that program as well: it imports nothing of ours before `ledger.native` has.
"""

import json
import os
import signal
import sys
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.store import programs
from tests.store.programs import imports_in_native_threads, name_of_what_is_raised, note, request, tally_handler

if TYPE_CHECKING:
    from localnode.testing import NodeAddress

PROJECT = ("ledger.esdb", "ledger.esdb_appends", "ledger.clock", "ledger.handler")
run = partial(programs.run, "tests.store.test_hub_store")
APPEND_S = 0.5
OF_GRPCS_OWN = 15
"""gRPC's pool of threads breathes; what 150 commands left behind would be ten times as many."""


def test_appends_of_many_green_threads_need_no_native_ones(common_node: "NodeAddress", prefix: str):
    said = run("appending", common_node.uri, prefix)

    assert said == {"recorded": 320, "in_native_threads": 1, "imported_late": [], "is_pristine": True}


def test_commands_that_race_are_all_recorded_and_what_is_refused_is_told(common_node: "NodeAddress", prefix: str):
    assert run("racing", common_node.uri, prefix) == {"total": 12, "refused": ["too-much"] * 4, "recorded": 12}


def test_the_same_command_ten_times_at_once_is_recorded_once(common_node: "NodeAddress", prefix: str):
    said = run("repeating", common_node.uri, prefix)

    assert said["recorded"] == 1
    assert len({json.dumps(reply) for reply in said["replies"]}) == 1


def test_while_the_store_is_frozen_the_others_go_on_and_nothing_is_recorded_twice(tmp_path):
    from localnode.testing import running_node

    with running_node(tmp_path) as node:
        said = run("freezing", node.uri, str(node.pid))

    assert said["outcomes"] == ["recorded"] * 4
    assert said["recorded"] == 4
    assert said["greatest_lag_s"] < 0.5
    assert said["took_s"] >= 2


def test_while_the_store_is_away_the_others_go_on_and_callers_are_told(tmp_path):
    from localnode.testing import running_node

    with running_node(tmp_path) as node:
        said = run("losing", node.uri, str(node.pid))

    assert said["outcomes"] == ["Unavailable"] * 4
    assert said["greatest_lag_s"] < 0.5


def test_however_many_commands_meet_a_store_that_is_away_nothing_piles_up(tmp_path):
    from localnode.testing import running_node

    with running_node(tmp_path) as node:
        said = run("staying_away", node.uri, str(node.pid))

    assert said["outcomes"] == {"Unavailable": 200}
    assert said["threads"][1] - said["threads"][0] < OF_GRPCS_OWN
    assert said["files"][1] - said["files"][0] < OF_GRPCS_OWN


def test_while_a_long_stream_is_folded_others_have_their_turn(common_node: "NodeAddress", prefix: str):
    said = run("folding", common_node.uri, prefix)

    assert said["revision"] == 999
    assert said["turns"] >= 5


def test_a_green_thread_sleeps_without_the_others_and_a_native_one_by_itself(common_node: "NodeAddress"):
    said = run("sleeping", common_node.uri)

    assert said["green_turns"] > 10
    assert said["native_s"] >= 0.2


@pytest.mark.parametrize("method", ["append", "read", "read_all", "last_position"])
def test_from_a_native_thread_it_is_the_store_itself(common_node: "NodeAddress", prefix: str, method: str):
    assert run("natively", common_node.uri, prefix, method) == {"same": True, "asked_by_bridge": 0}


# The programs.


def opened(uri: str, *, append_s: float = APPEND_S) -> tuple[Any, Any, Any]:
    """The store behind the hub's, the hub's, and the bridge, as a service has them."""
    import eventlet

    eventlet.monkey_patch()
    from ledger import native

    native.load(*PROJECT)
    from functools import partial

    from ledger.bridge import Bridge
    from ledger.esdb import EsdbStore
    from ledger.esdb_appends import Appends
    from ledger.esdb_clients import connected
    from ledger.hub_store import HubStore

    store, bridge = EsdbStore(uri, timeout_s=1.5), Bridge()
    return store, HubStore(store, Appends(partial(connected, uri), timeout_s=append_s), bridge), bridge


def counted(function: Any, calls: list[Any]) -> Any:
    def counting(*arguments: Any, **options: Any) -> Any:
        calls.append(arguments)
        return function(*arguments, **options)

    return counting


def in_hub() -> Any:
    """Commands of a program that sleeps as a service does."""
    from ledger.bridge import HubTimer
    from ledger.clock import timed_by

    return timed_by(HubTimer())


def appending(uri: str, prefix: str) -> dict[str, Any]:
    store, hub, _ = opened(uri, append_s=30.0)
    import eventlet
    from ledger import native
    from ledger.store import NO_STREAM

    late = imports_in_native_threads()
    natively: list[Any] = []
    store.append = counted(store.append, natively)

    def append(caller: int) -> None:
        for turn in range(20):
            name = f"{prefix}{caller}-{turn}"
            hub.append(name, [note(name)], expected=NO_STREAM)

    append(0)
    for thread in [eventlet.spawn(append, caller) for caller in range(1, 16)]:
        thread.wait()
    facts = hub.read_all((prefix,), limit=1000)
    return {
        "recorded": len(facts),
        "in_native_threads": len(natively),
        "imported_late": late,
        "is_pristine": native.is_pristine(),
    }


def racing(uri: str, prefix: str) -> dict[str, Any]:
    """Sixteen commands on one stream at once, each sent again while the others keep winning."""
    _, hub, _ = opened(uri)
    import eventlet
    from contracts.errors import Busy, Rejected

    handler, count_box = tally_handler(hub, prefix)
    refused: list[str] = []

    def send(number: int) -> None:
        while True:
            try:
                handler.handle(count_box(tally="1", ballots=1), request(f"{prefix}{number}"))
            except Busy:
                continue
            except Rejected as error:
                refused.append(error.code)
            return

    with in_hub():
        for thread in [eventlet.spawn(send, number) for number in range(16)]:
            thread.wait()
    facts = hub.read(f"{prefix}1")
    total = sum(json.loads(fact.data)["ballots"] for fact in facts)
    return {"total": total, "refused": refused, "recorded": len(facts)}


def repeating(uri: str, prefix: str) -> dict[str, Any]:
    _, hub, _ = opened(uri)
    import eventlet

    handler, count_box = tally_handler(hub, prefix)
    command, asked = count_box(tally="1", ballots=3), request(prefix)
    with in_hub():
        threads = [eventlet.spawn(handler.handle, command, asked) for _ in range(10)]
        replies = [thread.wait().document("testing") for thread in threads]
    return {"replies": replies, "recorded": len(hub.read(f"{prefix}1"))}


def sending_four(hub: Any, disturb: Any, *, patience_s: float) -> dict[str, Any]:
    """Four commands, begun after the store was disturbed; how long the hub was kept from others at the most."""
    import eventlet
    from ledger.clock import monotonic

    handler, count_box = tally_handler(hub, "tally-")
    handler._patience_s = patience_s
    for number in range(4):  # each stream is known, so that nothing has to be read of it
        handler.handle(count_box(tally=f"{number}", ballots=1), request(f"before {number}"))
    lags: list[float] = []

    def watch() -> None:
        while True:
            begun = monotonic()
            eventlet.sleep(0.01)
            lags.append(monotonic() - begun - 0.01)

    def send(number: int) -> str:
        command, asked = count_box(tally=f"{number}", ballots=1), request(f"{number}")
        raised: str = name_of_what_is_raised(handler.handle, command, asked)
        return "recorded" if raised == "nothing" else raised

    with in_hub():
        watcher = eventlet.spawn(watch)
        started = monotonic()
        disturb()
        outcomes = [thread.wait() for thread in [eventlet.spawn(send, number) for number in range(4)]]
        watcher.kill()
    return {"outcomes": outcomes, "took_s": monotonic() - started, "greatest_lag_s": max(lags)}


def freezing(uri: str, pid: str) -> dict[str, Any]:
    """Longer than an append is waited for, shorter than a command is."""
    _, hub, _ = opened(uri)
    import eventlet

    def freeze() -> None:
        os.kill(int(pid), signal.SIGSTOP)
        eventlet.spawn_after(2.5, os.kill, int(pid), signal.SIGCONT)

    said = sending_four(hub, freeze, patience_s=15.0)
    return {**said, "recorded": len(hub.read_all(("tally-",), limit=100)) - 4}


def losing(uri: str, pid: str) -> dict[str, Any]:
    _, hub, _ = opened(uri)
    return sending_four(hub, lambda: os.kill(int(pid), signal.SIGKILL), patience_s=1.0)


def staying_away(uri: str, pid: str) -> dict[str, Any]:
    """What the process has of threads and of open files, after fifty commands and after two hundred."""
    _, hub, _ = opened(uri)
    import eventlet

    handler, count_box = tally_handler(hub, "tally-")
    handler._patience_s = 0.0
    for number in range(4):
        handler.handle(count_box(tally=f"{number}", ballots=1), request(f"before {number}"))
    os.kill(int(pid), signal.SIGKILL)
    outcomes: Counter[str] = Counter()
    threads, files = [], []

    def send(number: int) -> None:
        command, asked = count_box(tally=f"{number % 4}", ballots=1), request(f"{number}")
        outcomes[name_of_what_is_raised(handler.handle, command, asked)] += 1

    with in_hub():
        for first in range(0, 200, 10):
            for thread in [eventlet.spawn(send, number) for number in range(first, first + 10)]:
                thread.wait()
            threads.append(len(list(Path("/proc/self/task").iterdir())))
            files.append(len(list(Path("/proc/self/fd").iterdir())))
    return {"outcomes": outcomes, "threads": (max(threads[:5]), threads[-1]), "files": (max(files[:5]), files[-1])}


def folding(uri: str, prefix: str) -> dict[str, Any]:
    """How often another green thread runs meanwhile; nothing else that is done here lets it."""
    opened(uri)
    import eventlet
    from ledger.folded import Folded, fold_on
    from ledger.memory import MemoryStore

    store = MemoryStore()
    handler, count_box = tally_handler(store, prefix)
    handler.handle(count_box(tally="1", ballots=1), request(prefix))
    [fact] = store.read(f"{prefix}1")
    facts = [replace(fact, revision=revision) for revision in range(1000)]
    turns: list[int] = []

    def turn() -> None:
        while True:
            turns.append(1)
            eventlet.sleep(0)

    with in_hub():
        eventlet.spawn(turn)
        folded = fold_on(handler.decider, Folded(fact.stream, handler.decider.initial), facts)
    return {"turns": len(turns), "revision": folded.tip.revision}


def sleeping(uri: str) -> dict[str, Any]:
    _, _, bridge = opened(uri)
    import eventlet
    from ledger.clock import monotonic, sleep

    turns: list[int] = []

    def turn() -> None:
        while True:
            turns.append(1)
            eventlet.sleep(0.01)

    def timed() -> float:
        begun = monotonic()
        sleep(0.2)
        return monotonic() - begun

    with in_hub():
        eventlet.spawn(turn)
        sleep(0.3)
        green_turns = len(turns)
        native_s = bridge.call(timed, limit_s=5)
    return {"green_turns": green_turns, "native_s": native_s}


def natively(uri: str, prefix: str, method: str) -> dict[str, Any]:
    store, hub, bridge = opened(uri)
    from ledger.store import NO_STREAM

    store.append(f"{prefix}1", [note(prefix)], expected=NO_STREAM)
    arguments: dict[str, Any] = {
        "append": ((f"{prefix}1", [note(prefix)]), {"expected": NO_STREAM}),
        "read": ((f"{prefix}1",), {}),
        "read_all": (((prefix,),), {"limit": 5}),
        "last_position": ((), {}),
    }
    positional, named = arguments[method]
    call = bridge.call
    asked: list[Any] = []
    bridge.call = counted(call, asked)
    same = call(
        lambda: getattr(hub, method)(*positional, **named) == getattr(store, method)(*positional, **named), limit_s=5
    )
    return {"same": same, "asked_by_bridge": len(asked)}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
