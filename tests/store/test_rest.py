"""Whoever waits for facts sleeps meanwhile: a platform at rest must not keep a machine awake."""

import threading
import time
from pathlib import Path

import pytest
from ledger.esdb import EsdbStore

RESTS_S = 3.0
WAKES_AT_MOST = 3
"""In that time; ten a second as gRPC comes."""


def wakes(thread: threading.Thread) -> int:
    status = Path(f"/proc/self/task/{thread.native_id}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("voluntary")).split()[1])


@pytest.fixture
def waiting(common_node):
    store = EsdbStore(common_node.uri)
    subscription = store.subscribe(("rest_",))
    thread = threading.Thread(target=lambda: list(subscription))
    thread.start()
    yield thread
    subscription.stop()
    thread.join(10)
    store.close()
    assert not thread.is_alive(), "it can be stopped while it sleeps"


def test_a_subscription_without_news_does_not_wake(waiting):
    time.sleep(1)
    before = wakes(waiting)
    time.sleep(RESTS_S)

    assert wakes(waiting) - before <= WAKES_AT_MOST
