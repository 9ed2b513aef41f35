"""The broker goes away and comes back: services survive, callers are answered again, views never waited for it."""

import signal
import time
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from contracts.bilingual import Bilingual
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.errors import Unavailable
from contracts.units import UnitKind
from disclosure.service import SERVICE
from kombu.connection import Connection
from kombu.entity import Exchange
from kombu.messaging import Producer
from ledger.handler import Request
from ledger.history import clock_of_history
from ledger.parts import Handlers
from ledger.recorded import metadata_of

CALLERS = 5
CALL_S = 3.0
CALL_ENDS_WITHIN_S = 8.0
UNSENT = "A reply could not be sent"
CUT_OFF = "Error connecting to broker"
RPC, FOLLOW = ("disclosure-rpc", "assessment-rpc"), ("disclosure-follow", "assessment-follow")


@contextmanager
def frozen(county, name):
    """The process keeps its connections and does nothing."""
    county.kill(name, signal.SIGSTOP)
    try:
        yield
    finally:
        county.kill(name, signal.SIGCONT)


def draft_of(duty):
    return {**duty, "entries": [{"item": "CA-1", "kind": "content", "text": "情况属实。"}]}


def until_answered(county, duty, command_id, until):
    caller = {**county.officer(duty["unit"]), "command_id": command_id, "timeout_s": CALL_S}
    return until(lambda: county.call("disclosure", "draft_items", draft_of(duty), **caller), what="no answer")


def hand_over(county, duties, ids, until):
    """Send commands, and wait until the service has taken every one of them."""
    with Connection(county.broker_uri, transport_options={"confirm_publish": True}) as connection:
        channel = connection.channel()
        producer = Producer(channel, Exchange("nameko-rpc", type="topic", durable=True))
        for duty, command_id in zip(duties, ids, strict=True):
            token = county.token(**county.officer(duty["unit"]))
            producer.publish(
                {"args": [draft_of(duty)], "kwargs": {"command_id": command_id}},
                routing_key="disclosure.draft_items",
                headers={"nameko.token": token},
                reply_to=command_id,
                correlation_id=command_id,
            )
        until(lambda: not channel.queue_declare("rpc-disclosure", passive=True).message_count)


def enrol_without_rpc(county, unit):
    """As the rpc process does it, but in this process: the record grows while nobody can call."""
    store = county.store()
    command = EnrolUnit(
        actor="policy-desk",
        unit=unit,
        kind=UnitKind.COMMUNITY,
        name=Bilingual(zh="无线电社区", en="A community without a line"),
        valid_from=date(2025, 10, 1),
    )
    identity = uuid4()
    request = Request(
        command_id=identity,
        actor="policy-desk",
        role="PolicyAdministrator",
        actor_unit="360730",
        correlation_id=identity,
    )
    return Handlers(SERVICE, store, clock_of_history(SERVICE, store)).handle(command, request)


def shown_duties(county, unit):
    """From the views' file itself."""
    return [row for row in county.live("disclosure").rows()["duty"] if unit in row]


def has_evidence(county, duty):
    return bool(county.facts(f"assessment_evidence-{duty['unit']}"))


def test_a_service_survives_when_calls_end_while_the_broker_is_away(county, until, assert_sound):
    duties = [county.open_duty() for _ in range(CALLERS)]
    ids = [str(uuid4()) for _ in duties]
    pids, log = county.pids(), county.home.logs / "disclosure-rpc.log"
    unsent, cut_off = (log.read_text("utf-8").count(line) for line in (UNSENT, CUT_OFF))
    with frozen(county, "store"):
        hand_over(county, duties, ids, until)
        before = county.kill("broker")
        until(lambda: log.read_text("utf-8").count(CUT_OFF) > cut_off, what="nobody noticed that the broker is away")
        until(lambda: county.pids().get("broker", before) != before, what="the broker was not started again")
        county.kill("broker", signal.SIGSTOP)
    try:
        until(lambda: log.read_text("utf-8").count(UNSENT) > unsent, what="every reply was sent")
    finally:
        county.kill("broker", signal.SIGCONT)
    answers = [until_answered(county, *call, until) for call in zip(duties, ids, strict=True)]
    county.wait_healthy()

    for duty, command_id, answer in zip(duties, ids, answers, strict=True):
        facts = county.history(duty)
        (fact,) = [fact for fact in facts if metadata_of(fact)["command_id"] == command_id]
        assert [shown["id"] for shown in answer["facts"]] == [str(fact.id)]
        assert_sound(facts)
    assert {name: county.pids()[name] for name in (*RPC, *FOLLOW)} == {name: pids[name] for name in (*RPC, *FOLLOW)}


def test_views_go_on_and_other_services_hear_of_it_later(county, until, assert_views_complete):
    pids, unit = county.pids(), county.new_unit()
    duty = {"unit": unit, "catalogue": "CA", "period": "2025Q4"}
    with frozen(county, "broker"):
        enrol_without_rpc(county, unit)
        until(lambda: county.history(duty), what="the duty was not opened")
        until(lambda: shown_duties(county, unit), what="the views do not show the duty")
    until(lambda: has_evidence(county, duty), what="assessment did not hear of the duty")
    county.wait_healthy()

    assert_views_complete(county)
    assert {name: county.pids()[name] for name in (*RPC, *FOLLOW)} == {name: pids[name] for name in (*RPC, *FOLLOW)}


def test_evidence_is_kept_without_a_broker(county, until):
    """While it is gone, and not only silent, assessment reads the store."""
    unit = county.new_unit()
    duty = {"unit": unit, "catalogue": "CA", "period": "2025Q4"}
    before = county.kill("broker", signal.SIGTERM)
    until(lambda: county.pids().get("broker", before) != before, what="the broker was not started again")
    with frozen(county, "broker"):
        enrol_without_rpc(county, unit)
        until(lambda: has_evidence(county, duty), what="assessment did not hear of the duty")
    county.wait_healthy()


def test_a_silent_broker_holds_no_caller_for_long(county):
    with county.client(timeout_s=CALL_S) as client:
        client.call("disclosure", "overdue_duties", {"unit": "360730"})
        began = time.monotonic()
        with frozen(county, "broker"):
            with pytest.raises(Unavailable):
                client.call("disclosure", "overdue_duties", {"unit": "360730"})
            took_s = time.monotonic() - began
    print(f"a call with a limit of {CALL_S} s was given up after {took_s:.1f} s")

    assert took_s < CALL_ENDS_WITHIN_S


def test_a_client_that_was_cut_off_can_be_used_again(county, until):
    question = ("disclosure", "overdue_duties", {"unit": "360730"})
    with county.client(timeout_s=CALL_S) as client:
        first = client.call(*question)
        before = county.kill("broker", signal.SIGTERM)
        county.wait_restarted("broker", before)

        assert until(lambda: client.call(*question), 60, "the client was not answered again") == first
