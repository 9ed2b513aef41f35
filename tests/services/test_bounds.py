"""What waits, waits within bounds, and what goes beyond them is not lost."""

import json
import os
from contextlib import closing
from datetime import UTC, datetime

import amqp
import ledger.topology
import pytest
from contracts.refusals import Refusal
from ledger.broker import Publisher, RabbitMQ
from ledger.client import _Line
from ledger.clock import monotonic, sleep
from ledger.envelope import Message
from ledger.inbox import Inbox
from ledger.orders import FORGOTTEN_S, Orders
from ledger.refusals import MOST_SPOOLS, Spool
from ledger.topology import dead_queue_of, queue_of

NAMEKO = "nameko-rpc"
REFUSAL = Refusal(
    code="disclosure.not-submitted",
    method="disclosure.check_items",
    actor="somebody",
    role="SecrecyReviewer",
    actor_unit="360730100",
    stream=None,
    command_id=None,
    refused_at=datetime(2025, 7, 10, tzinfo=UTC),
)


@pytest.fixture
def inbox(history, effects, uri, database):
    inbox = Inbox("assessment", history.store, RabbitMQ(uri), database, effects.reactions())
    yield inbox
    inbox.close()


def waiting(channel, queue):
    return channel.queue_declare(queue, passive=True).message_count


def test_a_full_queue_loses_its_oldest_and_the_inbox_has_them_from_the_store(
    history, effects, uri, inbox, monkeypatch, until, running
):
    monkeypatch.setattr(ledger.topology, "MOST_WAITING", 10)
    monkeypatch.setattr(ledger.topology, "MOST_DEAD", 5)
    facts = history.record_streams(streams=3, each=20)
    with closing(RabbitMQ(uri).publisher("disclosure")) as relay:
        relay.publish([Message("disclosure", fact.type, b"{}") for fact in facts])
        until(lambda: waiting(relay._channel, dead_queue_of("assessment")) == 5)

        assert waiting(relay._channel, queue_of("assessment", "disclosure")) == 10
    with running(inbox):
        until(lambda: len(effects.facts) == len(facts))

    assert effects.are_in_order()


def test_queues_that_another_release_bounded_otherwise_are_made_anew_and_nothing_is_lost(
    history, effects, uri, inbox, monkeypatch, until, running
):
    """Under a consumer that is connected: it begins again, and has from the store what was in the queue."""
    of_this_release = ledger.topology.MOST_WAITING
    monkeypatch.setattr(ledger.topology, "MOST_WAITING", 7)
    with running(inbox):
        until(lambda: inbox.status()["connected"])
        facts = history.record_streams(streams=3, each=20)
        monkeypatch.setattr(ledger.topology, "MOST_WAITING", of_this_release)
        with closing(RabbitMQ(uri).publisher("disclosure")) as relay:
            until(lambda: len(effects.facts) == len(facts))
            relay._channel.queue_declare(
                queue_of("assessment", "disclosure"),
                durable=True,
                auto_delete=False,
                arguments=arguments(of_this_release),
            )

    assert effects.are_in_order()


def arguments(most_waiting):
    """Of the queue that is there, or the broker refuses them."""
    return {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": ledger.topology.DELIVERY_LIMIT,
        "x-max-length": most_waiting,
        "x-dead-letter-exchange": ledger.topology.DEAD_EXCHANGE,
        "x-dead-letter-routing-key": "assessment",
    }


def test_a_call_that_nobody_takes_is_gone_with_its_callers_patience(uri):
    with closing(_Line(uri, 5.0)) as line, closing(Publisher(uri, "disclosure")) as operator:
        operator._channel.queue_declare("rpc-away", durable=True, auto_delete=False)
        operator._channel.queue_bind("rpc-away", NAMEKO, routing_key="away.*")
        with pytest.raises(TimeoutError):
            line.ask("away.method", "{}", {}, monotonic() + 0.3)
        sleep(0.2)

        assert waiting(operator._channel, "rpc-away") == 0


def test_an_answer_that_nobody_waits_for_is_not_kept(uri):
    """A call that was delivered twice is answered twice."""
    with closing(_Line(uri, 5.0)) as line:
        line._awaited = "this call"
        for correlation in ("an earlier call", "another one", "this call"):
            late = amqp.Message(json.dumps({"result": 1, "error": None}), correlation_id=correlation)
            line._channel.basic_publish(late, exchange=NAMEKO, routing_key=line._reply_to)
        while "this call" not in line._replies:
            line._connection.drain_events(timeout=5.0)

        assert list(line._replies) == ["this call"]


def test_answers_to_orders_that_nobody_fetches_are_removed(history, effects, database, tmp_path):
    with closing(Inbox("assessment", history.store, None, database, effects.reactions())) as inbox:
        orders = Orders(tmp_path / "orders", inbox)
        for name, age_s in (("old", FORGOTTEN_S + 5), ("new", 0)):
            answer = tmp_path / "orders" / f"{name}.answer"
            answer.write_text("{}")
            changed = answer.stat().st_mtime - age_s
            os.utime(answer, (changed, changed))
        orders.step()

    assert [file.name for file in (tmp_path / "orders").iterdir()] == ["new.answer"]


def test_spools_of_many_processes_are_bounded_and_what_is_dropped_is_counted(tmp_path):
    for number in range(MOST_SPOOLS):
        (tmp_path / f"refusals-other-{number}.jsonl").write_text("")
    spool = Spool(tmp_path)
    spool.note(REFUSAL)
    spool.note(REFUSAL)

    assert len(list(tmp_path.iterdir())) == MOST_SPOOLS
    (tmp_path / "refusals-other-0.jsonl").unlink()
    spool.note(REFUSAL)
    [kept] = [json.loads(file.read_text()) for file in tmp_path.glob("refusals-*.jsonl") if file.read_text()]
    assert kept["dropped"] == 2
