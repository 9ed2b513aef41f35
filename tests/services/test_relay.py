"""A service's own facts reach those who read them, at least once and in order, whatever becomes of the broker."""

from contextlib import closing
from threading import Event, Thread
from time import sleep

import pytest
from contracts.consumers import consumers_of
from ledger.broker import Consumer, Publisher, RabbitMQ
from ledger.clock import monotonic
from ledger.envelope import to_message
from ledger.inbox import Inbox
from ledger.messaging import BrokerUnavailable, Unroutable
from ledger.relay import Bookmark, Relay
from ledger.topology import exchange_of, queue_of

OPENED = "disclosure.duty-opened.v1"
DRAFTED = "disclosure.items-drafted.v1"
"""Which no other service reads."""

STOPS_WITHIN_S = 30.0
READY_WITHIN_S = 60.0


@pytest.fixture
def relay(history, uri, bookmark):
    return Relay("disclosure", history.store, RabbitMQ(uri), bookmark)


@pytest.fixture
def inbox(history, effects, uri, database):
    """Its own reading of the store is minutes away once it is connected: what arrives, the broker brought."""
    inbox = Inbox("assessment", history.store, RabbitMQ(uri), database, effects.reactions())
    yield inbox
    inbox.close()


def messages(facts):
    return [to_message("disclosure", fact) for fact in facts]


def test_facts_relayed_in_batches_arrive_completely_and_in_order(
    history, effects, relay, inbox, until, running, record_property
):
    with running(inbox):
        until(lambda: inbox.status()["connected"])
        history.record_streams(streams=100, each=50)
        began = monotonic()
        with running(relay):
            until(lambda: relay.status()["published"] == 5000)
            record_property("relayed_per_s", round(5000 / (monotonic() - began)))
            until(lambda: len(effects.facts) == 5000)
            record_property("taken_per_s", round(5000 / (monotonic() - began)))

    assert effects.facts == history.store.read_all(("disclosure_",), limit=6000)
    assert inbox.status()["fetched"] == 0
    assert relay.status()["bookmark"] == effects.facts[-1].position


def test_a_message_that_finds_no_queue_is_an_error(history, uri):
    with closing(Publisher(uri, "disclosure")) as publisher:
        for consumer in consumers_of("disclosure"):
            publisher._channel.queue_delete(queue_of(consumer, "disclosure"))
        with pytest.raises(Unroutable, match="duty-opened"):
            publisher.publish(messages(history.record("duty-1", 3)))


def test_the_relay_declares_deleted_queues_again_and_sends_again(history, relay, uri, until, running):
    with running(relay):
        history.record("duty-1")
        until(lambda: relay.status()["published"] == 1)
        with closing(Publisher(uri, "disclosure")) as somebody:
            for consumer in consumers_of("disclosure"):
                somebody._channel.queue_delete(queue_of(consumer, "disclosure"))
        history.record("duty-1")
        until(lambda: relay.status()["published"] == 2)

        with closing(Publisher(uri, "disclosure")) as counting:
            assert counting._channel.queue_declare(queue_of("assessment", "disclosure"), passive=True).message_count


def test_a_new_relay_goes_on_at_the_bookmark(history, uri, bookmark, relay, until, running):
    history.record("duty-1", 3)
    with running(relay):
        until(lambda: relay.status()["published"] == 3)
    history.record("duty-1", 2)
    successor = Relay("disclosure", history.store, RabbitMQ(uri), bookmark)
    with running(successor):
        until(lambda: successor.status()["bookmark"] == 4)

    assert successor.status()["published"] == 2


def test_what_was_published_before_the_bookmark_moved_is_published_again(
    history, effects, inbox, uri, relay, until, running
):
    """A kill between the two is a bookmark that stayed behind: at least once, and the inbox makes it once."""
    with running(inbox):
        until(lambda: inbox.status()["connected"])
        facts = history.record("duty-1", 3)
        with closing(Publisher(uri, "disclosure")) as killed:
            killed.publish(messages(facts))
        with running(relay):
            until(lambda: inbox.status()["duplicates"] == 3)

    assert effects.order == {"disclosure_duty-1": [0, 1, 2]}


def test_a_bookmark_is_replaced_whole(tmp_path):
    file = tmp_path / "bookmark"
    Bookmark(file).move(41)
    file.with_name("bookmark.new").write_text("4")  # as a kill in the middle of writing leaves it

    assert Bookmark(file).position == 41


def test_a_bookmark_that_is_no_number_is_not_guessed_at(tmp_path):
    file = tmp_path / "bookmark"
    file.write_text("")

    with pytest.raises(ValueError, match="invalid literal"):
        Bookmark(file)


def test_only_facts_that_another_service_reads_are_relayed_and_each_queue_holds_what_its_service_reads(
    history, uri, relay, until, running
):
    """Of these four two are read, one by assessment and one by mediation."""
    kinds = ("duty-opened", "items-drafted", "objection-submitted", "items-drafted")
    facts = history.record("duty-1", [f"disclosure.{kind}.v1" for kind in kinds])
    with running(relay):
        until(lambda: relay.status()["bookmark"] == facts[-1].position)

    assert relay.status()["published"] == 2
    with closing(Publisher(uri, "disclosure")) as counting:
        held = {name: _messages_for(counting, name) for name in consumers_of("disclosure")}
    assert held == {"assessment": 1, "elections": 0, "mediation": 1}


def test_the_bookmark_moves_over_what_nobody_reads_but_not_at_each_fact(history, relay, until, running, monkeypatch):
    moved: list[int] = []
    monkeypatch.setattr(relay._bookmark, "move", lambda position: _move(relay._bookmark, position, moved))
    with running(relay):
        for _ in range(60):
            last = history.record("duty-1", [DRAFTED])[-1]
            sleep(0.025)
        until(lambda: relay.status()["bookmark"] == last.position)

    assert relay.status()["published"] == 0
    assert 1 < len(moved) < 10


def test_a_queue_that_an_earlier_release_bound_to_everything_gets_only_what_is_read(
    history, uri, relay, until, running
):
    with closing(Publisher(uri, "disclosure")) as earlier:
        queue, exchange = queue_of("elections", "disclosure"), exchange_of("disclosure")
        earlier._channel.queue_bind(queue, exchange, routing_key="#")
    history.record("duty-1")
    with running(relay):
        until(lambda: relay.status()["published"] == 1)

    with closing(Publisher(uri, "disclosure")) as counting:
        assert _messages_for(counting, "elections") == 0
        assert _messages_for(counting, "assessment") == 1


def test_a_fact_that_is_read_comes_after_those_before_it_that_are_not(history, effects, relay, inbox, until, running):
    """They are in the store: the inbox has seen every revision when it reacts."""
    with running(inbox), running(relay):
        until(lambda: inbox.status()["connected"])
        history.record("duty-1", [OPENED, DRAFTED, DRAFTED, "disclosure.duty-fulfilled.v1", DRAFTED, OPENED])
        until(lambda: len(effects.facts) == 3)

    assert effects.order == {"disclosure_duty-1": [0, 3, 5]}
    assert inbox.status()["fetched"] > 0


def test_a_service_that_nobody_reads_is_not_relayed(history, bookmark, until, running):
    relay = Relay("portal", history.store, RabbitMQ("amqp://127.0.0.1:1/"), bookmark)
    with running(relay):
        assert relay.status() == {"relayed": False, "bookmark": -1, "published": 0, "last_error": None}


def test_a_broker_that_nobody_can_reach_stops_nothing(history, bookmark, until, running):
    history.record("duty-1")
    relay = Relay("disclosure", history.store, RabbitMQ("amqp://127.0.0.1:1/"), bookmark)
    with running(relay):
        until(lambda: relay.status()["last_error"] is not None)

    assert relay.status()["bookmark"] == -1


def test_a_frozen_broker_is_given_up_in_time(broker, history, uri):
    facts = history.record("duty-1", 3)
    with closing(Publisher(uri, "disclosure", timeout_s=0.5)) as publisher:
        broker.freeze()
        try:
            with pytest.raises(BrokerUnavailable):
                publisher.publish(messages(facts))
        finally:
            broker.thaw()


def test_a_frozen_broker_is_noticed_by_its_missing_heartbeats(broker, uri):
    with closing(Consumer(uri, "assessment", heartbeat_s=1)) as consumer:
        consumer.start()
        broker.freeze()
        try:
            with pytest.raises(BrokerUnavailable, match="heartbeats"):
                _deliver_for(consumer, seconds=10)
        finally:
            broker.thaw()


def test_broker_down_at_start(broker, history, effects, relay, inbox, until, running):
    broker.stop(STOPS_WITHIN_S)
    history.record("duty-1", 3)
    with running(inbox), running(relay):
        until(lambda: relay.status()["last_error"] is not None)
        until(lambda: effects.order["disclosure_duty-1"] == [0, 1, 2])
        assert not inbox.status()["connected"]
        broker.start()
        broker.wait_ready(READY_WITHIN_S)
        until(lambda: relay.status()["published"] == 3)
        until(lambda: inbox.status()["connected"])


def test_broker_restarted_under_traffic(broker, history, effects, relay, inbox, until, running):
    enough = Event()
    with running(inbox), running(relay):
        traffic = Thread(target=_record_until, args=(history, enough))
        traffic.start()
        until(lambda: len(effects.facts) > 100)
        broker.restart(STOPS_WITHIN_S)
        broker.wait_ready(READY_WITHIN_S)
        published = relay.status()["published"]
        until(lambda: relay.status()["published"] > published + 100)
        enough.set()
        traffic.join()
        last = history.record("last")[0]
        until(lambda: relay.status()["bookmark"] == last.position)
        until(lambda: effects.order["disclosure_last"] == [0])

    assert len(effects.commands) == len(effects.facts) == last.position + 1
    assert effects.are_in_order()


def test_a_wiped_broker_loses_nothing(broker, history, effects, relay, inbox, until, running):
    """Facts wait in the queue, nobody takes them, the disk is lost: the inbox has them from the store."""
    with running(relay):
        history.record_streams(streams=5, each=5)
        until(lambda: relay.status()["published"] == 25)
        broker.stop(STOPS_WITHIN_S)
        broker.wipe()
        broker.start()
        broker.wait_ready(READY_WITHIN_S)
        history.record("last")
        with running(inbox):
            until(lambda: effects.order["disclosure_last"] == [0])
            until(lambda: len(effects.facts) == 26)

    assert effects.are_in_order()


def _messages_for(publisher, consumer):
    return publisher._channel.queue_declare(queue_of(consumer, "disclosure"), passive=True).message_count


def _move(bookmark, position, moved):
    moved.append(position)
    Bookmark.move(bookmark, position)


def _deliver_for(consumer, seconds):
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        consumer.deliver(lambda _: None)


def _record_until(history, enough):
    number = 0
    while not enough.wait(0.002):
        history.record(f"duty-{number % 20}")
        number += 1
