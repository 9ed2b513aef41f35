"""What of an inbox's memory waits for the disk: a power failure may take progress, which is read again, and no more."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ledger.envelope import Message
from ledger.inbox_store import InboxStore

NOON = datetime(2025, 7, 1, 4, 0, tzinfo=UTC)
MESSAGE = Message("disclosure", "disclosure.duty-opened.v1", b"{}")
FULL = 2


def levels_at_commit(store: InboxStore, act: Callable[[], object]) -> list[int]:
    """SQLite's level of synchronization when each transaction of the act is committed."""
    levels: list[int] = []
    connection = store._connection

    def note(statement: str) -> None:
        if statement == "COMMIT":
            levels.append(int(connection.execute("PRAGMA synchronous").fetchone()[0]))

    connection.set_trace_callback(note)
    act()
    connection.set_trace_callback(None)
    return levels


@pytest.fixture
def store(tmp_path: Path) -> InboxStore:
    return InboxStore(tmp_path / "inbox.sqlite")


def progress(store: InboxStore) -> None:
    store.advance("disclosure_duty-1", 0)
    store.save(("disclosure", 7))


def test_progress_does_not_wait_for_the_disk(store):
    (level,) = levels_at_commit(store, lambda: progress(store))

    assert level < FULL


@pytest.mark.parametrize(
    "act",
    [
        lambda store: store.park(MESSAGE, ("disclosure_duty-1", 0), "it broke", NOON),
        lambda store: store.park_unreadable(MESSAGE, "it is garbage", NOON),
        lambda store: store.drop(store.parked()[0], "known to the office", NOON),
    ],
    ids=["park", "park_unreadable", "drop"],
)
def test_what_an_operator_is_told_of_does(store, act):
    store.park(MESSAGE, ("disclosure_duty-2", 0), "it broke", NOON)
    before = levels_at_commit(store, lambda: act(store))
    after = levels_at_commit(store, lambda: progress(store))

    assert before == [FULL]
    assert after < [FULL], "and only that"
