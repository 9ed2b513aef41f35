"""Facts of other services become effects once, in the order of their streams, whatever happens on the way."""

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from threading import Event

import pytest
from contracts.consumers import consumers_of, producers_of, read_consumers, reads
from contracts.errors import Busy, Rejected
from ledger.broker import Consumer, Publisher
from ledger.clock import ManualClock, monotonic
from ledger.envelope import Message, Unreadable, fact_body, to_fact, to_message
from ledger.inbox import Inbox, Reactions
from ledger.store import Recorded, StoreUnavailable
from ledger.topology import DELIVERY_LIMIT, dead_queue_of, queue_of

NOON = datetime(2011, 12, 1, 4, tzinfo=UTC)
OPENED = "disclosure.duty-opened.v1"
PUBLISHED = "disclosure.item-published.v1"


@pytest.fixture
def inbox(history, effects, database):
    """An inbox that lives on the store alone."""
    inbox = Inbox("assessment", history.store, None, database, effects.reactions(), clock=ManualClock(NOON))
    yield inbox
    inbox.close()


def with_broker(history, effects, database, uri, **settings):
    return Inbox("assessment", history.store, uri, database, effects.reactions(), clock=ManualClock(NOON), **settings)


def send(uri, facts):
    with closing(Publisher(uri, "disclosure")) as publisher:
        publisher.publish([to_message("disclosure", fact) for fact in facts])


# --- who reads whom, and how a fact travels


def test_assessment_reads_disclosure():
    assert consumers_of("disclosure") == ("assessment",)
    assert producers_of("assessment") == ("disclosure",)
    assert OPENED in reads("assessment", "disclosure")
    assert consumers_of("assessment") == ()
    assert reads("portal", "disclosure") == frozenset()


@pytest.mark.parametrize(
    "table",
    ['a = ["elections.x.v1"]', 'a = ["a.x.v1", "a.x.v1"]', "a = []", 'assessment = ["assessment.x.v1"]'],
)
def test_a_table_that_contradicts_itself_is_refused(table):
    with pytest.raises(ValueError, match=r"assessment|elections"):
        read_consumers(f"[assessment]\n{table}")


def test_a_type_without_a_function_is_refused(effects):
    with pytest.raises(ValueError, match="duty-opened"):
        Reactions("assessment", {"disclosure.disclosure-overdue.v1": effects.react})


def test_a_function_without_a_type_is_refused(effects):
    declared = dict.fromkeys(reads("assessment", "disclosure"), effects.react)

    with pytest.raises(ValueError, match="item-published"):
        Reactions("assessment", {**declared, PUBLISHED: effects.react})


def test_a_fact_is_rebuilt_byte_for_byte(history):
    [fact] = history.record("duty-1")

    assert to_fact(to_message("disclosure", fact)) == fact


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"[]", b"{}", b'{"stream":1}', b"[" * 100_000, b'{"a":1e999999}'],
)
def test_what_is_not_a_fact_is_unreadable(body):
    with pytest.raises(Unreadable):
        to_fact(Message("disclosure", OPENED, body))


def test_a_fact_of_another_producer_is_unreadable(history):
    [fact] = history.record("duty-1")

    with pytest.raises(Unreadable, match="no stream of elections"):
        to_fact(Message("elections", OPENED, fact_body(fact)))


# --- on the store alone


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
from contracts.consumers import reads

def react(fact):
    if fact.stream.endswith("killer") and fact.revision == 1:
        os._exit(9)

store = MemoryStore()
for revision in range(3):
    for name in ("killer", "other"):
        draft = Draft(UUID(int=revision), "disclosure.duty-opened.v1", b"{}", b"{}")
        store.append(f"disclosure_{name}", [draft], expected=revision - 1)
reactions = Reactions("assessment", dict.fromkeys(reads("assessment", "disclosure"), react))
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


# --- through the broker


@pytest.fixture
def connected(history, effects, database, uri, until, running):
    """An inbox at the broker, caught up, its next catch-up minutes away."""
    inbox = with_broker(history, effects, database, uri)
    with closing(inbox), running(inbox):
        until(lambda: inbox.status()["connected"])
        yield inbox


def test_facts_sent_three_times_and_shuffled_have_equal_effects(history, effects, connected, uri, shuffled, until):
    facts = history.record_streams(streams=20, each=10)
    send(uri, shuffled([*facts, *facts, *facts]))
    send(uri, history.record("last"))
    until(lambda: effects.order["disclosure_last"] == [0])

    assert len(effects.commands) == len(effects.facts) == 201
    assert effects.are_in_order()
    assert sorted(effects.facts[:-1], key=lambda fact: fact.position) == facts
    assert connected.status()["duplicates"] >= 400


def test_a_lost_message_is_fetched_from_the_store(history, effects, connected, uri, until):
    facts = history.record("duty-1", 5)
    send(uri, facts[4:])
    until(lambda: effects.order["disclosure_duty-1"] == [0, 1, 2, 3, 4])

    assert connected.status()["fetched"] == 5


def test_a_fact_that_the_store_does_not_have_is_not_believed(history, effects, connected, uri, until):
    [fact] = history.record("duty-1")
    invented = Recorded(fact.stream, 7, 9, fact.id, fact.type, fact.data, fact.metadata)
    send(uri, [fact, invented])
    send(uri, history.record("last"))
    until(lambda: effects.order["disclosure_last"] == [0])

    assert effects.order["disclosure_duty-1"] == [0]


def test_unreadable_messages_are_parked_and_the_loop_goes_on(history, effects, connected, uri, until):
    with closing(Publisher(uri, "disclosure")) as publisher:
        publisher.publish([Message("disclosure", OPENED, body) for body in (b"", b"\xff\x00", b"[1]")])
    send(uri, history.record("duty-1"))
    until(lambda: effects.order["disclosure_duty-1"] == [0])

    assert [(parked.stream, parked.message.body) for parked in connected.parked()] == [
        ("?", b""),
        ("?", b"\xff\x00"),
        ("?", b"[1]"),
    ]
    assert connected.retry("?") == 0
    assert [connected.drop("?", "not ours") for _ in range(3)] == [0, 0, 0]
    assert connected.parked() == []


def test_poison_from_the_broker_waits_and_a_retry_goes_on_in_order(history, effects, connected, uri, until):
    effects.refuses = lambda fact: _refused(fact, "disclosure_duty-0", 1)
    send(uri, history.record_streams(streams=2, each=3))
    until(lambda: effects.order["disclosure_duty-1"] == [0, 1, 2])
    effects.refuses = lambda _: None

    assert connected.retry("disclosure_duty-0") == 2
    assert effects.order["disclosure_duty-0"] == [0, 1, 2]


def test_a_consumer_that_starts_late_catches_up(history, effects, database, uri, until, running):
    """Its queue did not exist when the facts were relayed: for the broker they are gone."""
    facts = history.record_streams(streams=5, each=5)
    send(uri, facts)
    with closing(Consumer(uri, "assessment")) as nobody:
        nobody._channel.queue_delete(queue_of("assessment", "disclosure"))
    inbox = with_broker(history, effects, database, uri)
    with closing(inbox), running(inbox):
        until(lambda: inbox.status()["handled"] == 25)

    assert effects.are_in_order()


def test_a_queue_deleted_under_the_inbox_comes_back(history, effects, connected, uri, until):
    with closing(Consumer(uri, "assessment")) as somebody:
        somebody._channel.queue_delete(queue_of("assessment", "disclosure"))
    history.record("duty-1")
    until(lambda: effects.order["disclosure_duty-1"] == [0])
    until(lambda: connected.status()["connected"])
    send(uri, history.record("duty-2"))
    until(lambda: effects.order["disclosure_duty-2"] == [0])


def test_after_a_crash_messages_are_taken_one_at_a_time_at_first(history, effects, database, uri, until, running):
    inbox = with_broker(history, effects, database, uri)
    with closing(inbox):
        inbox._memory.begin()  # as a killed process leaves it
        with running(inbox):
            until(lambda: inbox.status()["connected"] and not inbox.status()["careful"])
        assert inbox._memory.begin() is False


def test_an_inbox_stops_within_a_second_while_its_reaction_waits(history, effects, uri, database, until, running):
    tried = []
    effects.refuses = lambda fact: tried.append(fact) or Busy("always")
    history.record("duty-1")
    inbox = with_broker(history, effects, database, uri)
    with closing(inbox):
        with running(inbox):
            until(lambda: len(tried) > 1)
            asked = monotonic()
        assert monotonic() - asked < 1.0


def test_a_consumer_waits_and_closes_within_a_second(uri):
    with closing(Consumer(uri, "assessment")) as consumer:
        consumer.start()
        began = monotonic()
        assert consumer.deliver(lambda _: None) == 0
    assert monotonic() - began < 1.0


def test_heartbeats_keep_a_connection_through_a_long_reaction(history, uri):
    send(uri, history.record("duty-1"))
    with closing(Consumer(uri, "assessment", heartbeat_s=1)) as consumer:
        consumer.start()
        while not consumer.deliver(_long_reaction):
            pass
        assert consumer.deliver(_long_reaction) == 0


def test_a_message_that_no_connection_survives_goes_to_the_dead_queue_alone(history, uri):
    send(uri, history.record("duty-1", 3))
    ends = 0
    while not _count(uri, dead_queue_of("assessment")):
        _take_and_die(uri)
        ends += 1

    assert ends == DELIVERY_LIMIT + 1
    assert _count(uri, queue_of("assessment", "disclosure")) == 2


def _long_reaction(_):
    """Longer than the broker waits for a sign of life."""
    Event().wait(4)


def _take_and_die(uri):
    """Receive one message and lose the connection."""
    with closing(Consumer(uri, "assessment")) as consumer:
        consumer.start(prefetch=1)
        while not consumer._arrived:
            consumer._gather(0.05)


def _count(uri, queue):
    with closing(Consumer(uri, "assessment")) as consumer:
        return consumer._channel.queue_declare(queue, passive=True).message_count
