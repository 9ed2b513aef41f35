"""Connections that nobody uses are let go, in a process of its own whose threads can be counted."""

import json
import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.store import programs

if TYPE_CHECKING:
    from localnode.testing import NodeAddress

run = partial(programs.run, "tests.store.test_clients")


def test_with_the_last_connection_grpcs_threads_end_and_the_next_call_connects_again(common_node: "NodeAddress"):
    said = run("resting", common_node.uri)

    assert said["before"] == said["let_go"] == 1
    assert said["connected"] > 1
    assert said["read_again"]


def test_what_was_used_lately_is_kept(common_node: "NodeAddress"):
    said = run("used_lately", common_node.uri)

    assert min(said["before"], said["after"]) > 1


@pytest.mark.parametrize("how", ["read", "append"])
def test_what_is_under_way_is_not_let_go(tmp_path: Path, how: str):
    from localnode.testing import running_node

    with running_node(tmp_path) as node:
        assert run("under_way", node.uri, str(node.pid), how) == {"answered": 2}


# The programs.


def threads() -> int:
    """Of the process, gRPC's own among them."""
    return len(list(Path("/proc/self/task").iterdir()))


def opened(uri: str) -> Any:
    from ledger.esdb import EsdbStore

    return EsdbStore(uri, timeout_s=30)


def resting(uri: str) -> dict[str, Any]:
    store, before = opened(uri), threads()
    store.read("resting-1")
    connected = threads()
    store.let_go(0)
    deadline = time.monotonic() + 10
    while threads() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    let_go = threads()
    return {"before": before, "connected": connected, "let_go": let_go, "read_again": store.read("resting-1") == []}


def used_lately(uri: str) -> dict[str, Any]:
    store = opened(uri)
    store.read("resting-1")
    before = threads()
    store.let_go(5)
    time.sleep(0.5)
    return {"before": before, "after": threads()}


def under_way(uri: str, pid: str, how: str) -> dict[str, Any]:
    """While one thread waits for a frozen store, another lets go of everything that nobody uses."""
    store = opened(uri)
    from uuid import UUID

    from ledger.store import NO_STREAM, Draft

    draft = Draft(UUID(int=1), "testing.noted.v1", b'{"note":1}', b"{}")
    store.append("waiting-1", [draft], expected=NO_STREAM)
    answers: list[Any] = []

    def call() -> None:
        if how == "read":
            answers.extend(store.read("waiting-1"))
        else:
            answers.append(store.append("waiting-1", [draft], expected=NO_STREAM))

    os.kill(int(pid), signal.SIGSTOP)
    thread = threading.Thread(target=call)
    thread.start()
    time.sleep(0.5)
    store.let_go(0)
    os.kill(int(pid), signal.SIGCONT)
    thread.join()
    store.let_go(0)
    call()
    return {"answered": len(answers)}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
