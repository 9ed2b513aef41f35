"""What the broker brings, late, twice, in any order or not at all, has the same effects."""

from contextlib import closing
from datetime import UTC, datetime
from threading import Event

import pytest
from contracts.errors import Busy, Rejected
from ledger.broker import Consumer, Publisher, RabbitMQ
from ledger.clock import ManualClock, monotonic
from ledger.envelope import Message, to_message
from ledger.inbox import Inbox
from ledger.store import Recorded
from ledger.topology import DELIVERY_LIMIT, dead_queue_of, queue_of

NOON = datetime(2011, 12, 1, 4, tzinfo=UTC)
OPENED = "disclosure.duty-opened.v1"


def with_broker(history, effects, database, uri):
    return Inbox("assessment", history.store, RabbitMQ(uri), database, effects.reactions(), clock=ManualClock(NOON))


def send(uri, facts):
    with closing(Publisher(uri, "disclosure")) as publisher:
        publisher.publish([to_message("disclosure", fact) for fact in facts])


def _refused(fact: Recorded, stream: str, revision: int) -> Exception | None:
    if (fact.stream, fact.revision) == (stream, revision):
        return Rejected("assessment.no-such-table", "none")
    return None


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

    def refuse(fact):
        tried.append(fact)
        return Busy("always")

    effects.refuses = refuse
    history.record("duty-1")
    inbox = with_broker(history, effects, database, uri)
    with closing(inbox):
        with running(inbox):
            until(lambda: len(tried) > 1)
            asked = monotonic()
        assert monotonic() - asked < 1.0


def test_a_consumer_waits_and_closes_within_two_seconds(uri):
    with closing(Consumer(uri, "assessment")) as consumer:
        consumer.start()
        began = monotonic()
        assert consumer.deliver(lambda _: None) == 0
    assert monotonic() - began < 2.0


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
