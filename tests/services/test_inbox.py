"""Facts of other services become effects once, in the order of their streams, whatever happens on the way."""

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from uuid import UUID

import pytest
from contracts.errors import Busy, Rejected
from ledger.clock import ManualClock
from ledger.inbox import Inbox
from ledger.store import Draft, Recorded, StoreUnavailable

NOON = datetime(2011, 12, 1, 4, tzinfo=UTC)
OPENED = "disclosure.duty-opened.v1"
PUBLISHED = "disclosure.item-published.v1"


@pytest.fixture
def inbox(history, effects, database):
    """An inbox that lives on the store alone."""
    inbox = Inbox("assessment", history.store, None, database, effects.reactions(), clock=ManualClock(NOON))
    yield inbox
    inbox.close()


def test_catching_up_takes_each_fact_once(history, effects, inbox):
    history.record_streams(streams=3, each=400)

    assert inbox.catch_up() == 1200
    assert inbox.catch_up() == 0
    assert len(effects.commands) == 1200
    assert effects.are_in_order()


def test_types_that_nobody_acts_on_are_only_counted(history, effects, inbox):
    history.record("duty-1", [OPENED, PUBLISHED, PUBLISHED, OPENED])

    assert inbox.catch_up() == 4
    assert effects.order == {"disclosure_duty-1": [0, 3]}
    assert (inbox.status()["handled"], inbox.status()["ignored"]) == (2, 2)


def test_a_new_process_goes_on_where_the_last_one_was(history, effects, database, inbox):
    history.record("duty-1", 3)
    inbox.catch_up()
    history.record("duty-1", 2)

    with closing(Inbox("assessment", history.store, None, database, effects.reactions())) as next_inbox:
        assert next_inbox.catch_up() == 2
    assert effects.order == {"disclosure_duty-1": [0, 1, 2, 3, 4]}


def test_what_others_recorded_is_looked_through_once(history, inbox):
    history.record("duty-1")
    history.store.append("mining_case-1", [Draft(UUID(int=1), "mining.case-opened.v1", b"{}", b"{}")], expected=-1)
    inbox.catch_up()

    assert set(inbox.status()["low_water"].values()) == {history.store.last_position()}


def test_without_a_broker_it_runs_on_the_store(history, effects, database, until, running):
    inbox = Inbox("assessment", history.store, None, database, effects.reactions(), catch_up_every_s=0.05)
    with closing(inbox), running(inbox):
        history.record("duty-1", 2)
        until(lambda: effects.order["disclosure_duty-1"] == [0, 1])
        history.record("duty-1", 1)
        until(lambda: effects.order["disclosure_duty-1"] == [0, 1, 2])


def test_a_busy_record_is_tried_again_and_nothing_is_skipped(history, effects, inbox):
    history.record("duty-1", 3)
    refusals = [Busy("raced"), StoreUnavailable("away"), None, None, None]
    effects.refuses = lambda _: refusals.pop(0)

    assert inbox.catch_up() == 3
    assert effects.order == {"disclosure_duty-1": [0, 1, 2]}
    assert inbox.parked() == []


def test_a_store_that_stays_away_ends_the_step_and_loses_nothing(history, effects, database):
    history.record("duty-1", 3)
    effects.refuses = lambda fact: StoreUnavailable("away") if fact.revision == 1 else None
    inbox = Inbox("assessment", history.store, None, database, effects.reactions(), patience_s=0.1)

    with closing(inbox):
        with pytest.raises(StoreUnavailable):
            inbox.catch_up()
        effects.refuses = lambda _: None
        assert inbox.catch_up() == 2
    assert effects.order == {"disclosure_duty-1": [0, 1, 2]}


# --- parked


def test_poison_is_parked_its_stream_waits_and_others_go_on(history, effects, inbox):
    history.record_streams(streams=2, each=4)
    effects.refuses = lambda fact: _refused(fact, "disclosure_duty-0", 1)

    inbox.catch_up()

    assert effects.order == {"disclosure_duty-0": [0], "disclosure_duty-1": [0, 1, 2, 3]}
    assert [(parked.revision, parked.state.value, parked.attempts) for parked in inbox.parked()] == [
        (1, "parked", 1),
        (2, "waiting", 0),
        (3, "waiting", 0),
    ]
    assert inbox.parked()[0].error == "Rejected: ('assessment.no-such-table', 'none')"
    assert inbox.parked()[0].parked_at == "2011-12-01T04:00:00.000000Z"


def test_a_retry_goes_on_in_order(history, effects, inbox):
    history.record("duty-0", 4)
    effects.refuses = lambda fact: _refused(fact, "disclosure_duty-0", 1)
    inbox.catch_up()
    effects.refuses = lambda _: None
    history.record("duty-0", 1)
    inbox.catch_up()

    assert inbox.retry("disclosure_duty-0") == 4
    assert effects.order == {"disclosure_duty-0": [0, 1, 2, 3, 4]}
    assert inbox.parked() == []


def test_a_retry_that_fails_again_is_counted_and_the_stream_goes_on_waiting(history, effects, inbox):
    history.record("duty-0", 3)
    effects.refuses = lambda fact: KeyError("x") if fact.revision == 0 else None
    inbox.catch_up()

    assert inbox.retry("disclosure_duty-0") == 0
    assert [parked.attempts for parked in inbox.parked()] == [2, 0, 0]
    assert effects.order == {}


def test_dropping_the_poison_lets_its_stream_go_on(history, effects, inbox):
    history.record("duty-0", 3)
    effects.refuses = lambda fact: KeyError("x") if fact.revision == 0 else None
    inbox.catch_up()

    assert inbox.drop("disclosure_duty-0", "recorded by mistake") == 2
    assert effects.order == {"disclosure_duty-0": [1, 2]}
    with pytest.raises(LookupError):
        inbox.drop("disclosure_duty-0", "again")


def test_a_retry_that_was_cut_short_is_finished_by_the_next_catch_up(history, effects, database):
    history.record("duty-0", 3)
    effects.refuses = lambda fact: KeyError("x") if fact.revision == 0 else None
    inbox = Inbox("assessment", history.store, None, database, effects.reactions(), patience_s=0.0)
    with closing(inbox):
        inbox.catch_up()
        effects.refuses = lambda fact: Busy("raced") if fact.revision == 1 else None
        with pytest.raises(Busy):
            inbox.retry("disclosure_duty-0")
        effects.refuses = lambda _: None
        inbox.catch_up()

        assert effects.order == {"disclosure_duty-0": [0, 1, 2]}
        assert inbox.parked() == []


def _refused(fact: Recorded, stream: str, revision: int) -> Exception | None:
    if (fact.stream, fact.revision) == (stream, revision):
        return Rejected("assessment.no-such-table", "none")
    return None


KILLED = """
import os, sys
from pathlib import Path
from threading import Event, Timer
from uuid import UUID
from ledger.inbox import Inbox, Reactions
from ledger.memory import MemoryStore
from ledger.store import Draft
from contracts.consumers import producers_of, reads

def react(fact):
    if fact.stream.endswith("killer") and fact.revision == 1:
        os._exit(9)

store = MemoryStore()
for revision in range(3):
    for name in ("killer", "other"):
        draft = Draft(UUID(int=revision), "disclosure.duty-opened.v1", b"{}", b"{}")
        store.append(f"disclosure_{name}", [draft], expected=revision - 1)
heard = frozenset().union(*(reads("assessment", producer) for producer in producers_of("assessment")))
reactions = Reactions("assessment", dict.fromkeys(heard, react))
inbox = Inbox("assessment", store, None, Path(sys.argv[1]), reactions)
stop = Event()
Timer(0.5, stop.set).start()
inbox.run(stop)
"""


def test_a_fact_that_keeps_killing_the_process_is_parked(history, effects, database):
    def run():
        return subprocess.run([sys.executable, "-c", KILLED, str(database)], timeout=30).returncode

    assert [run() for _ in range(5)] == [9, 9, 9, 9, 0]
    with closing(Inbox("assessment", history.store, None, database, effects.reactions())) as inbox:
        assert [(parked.stream, parked.revision) for parked in inbox.parked()] == [
            ("disclosure_killer", 1),
            ("disclosure_killer", 2),
        ]
        assert "ended 3 times" in inbox.parked()[0].error
