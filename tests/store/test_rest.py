"""Whoever waits for facts sleeps meanwhile: a platform at rest must not keep a machine awake."""

import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from ledger.esdb import EsdbStore

RESTS_S = 3.0
WAKES_A_SECOND = 6
"""Of all threads of a subscription; fifteen as gRPC comes, ten of the reader and five of the thread beside him."""


def threads() -> set[int]:
    """Of this process, those that run Python: gRPC's own are the same for any number of subscriptions."""
    own, found = Path("/proc/self/comm").read_text(), set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # it has ended meanwhile
            if (task / "comm").read_text() == own:
                found.add(int(task.name))
    return found


def wakes(thread: int) -> int:
    status = Path(f"/proc/self/task/{thread}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("voluntary")).split()[1])


@pytest.fixture
def waiting(common_node):
    before = threads()
    store = EsdbStore(common_node.uri)
    subscription = store.subscribe(("rest_",))
    thread = threading.Thread(target=lambda: list(subscription))
    thread.start()
    time.sleep(1)
    yield threads() - before
    subscription.stop()
    thread.join(10)
    store.close()
    assert not thread.is_alive(), "it can be stopped while it sleeps"


def test_a_subscription_without_news_wakes_as_rarely_as_grpc_allows(waiting):
    before = sum(map(wakes, waiting))
    time.sleep(RESTS_S)

    assert 0 < sum(map(wakes, waiting)) - before <= WAKES_A_SECOND * RESTS_S
