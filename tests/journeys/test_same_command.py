"""One command is one decision, however often, by how many callers and through which process it is sent."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from contracts.errors import Moved, Rejected
from ledger.log import READY_FILE
from ledger.recorded import metadata_of
from sunledger.rabbitmq import Broker

TEN = 10
ROUNDS = 15
VHOST = "second"


@pytest.fixture(scope="module")
def second(shared_county, until, tmp_path_factory):
    """The address of a second rpc process on the same record, alone on a virtual host of its own."""
    shared_county.wait_healthy()
    folder = tmp_path_factory.mktemp("second-rpc")
    Broker(shared_county.folder / "broker").add_vhost(VHOST)
    addresses = shared_county.home.addresses()
    uri = f"{addresses['broker'].rpartition('/')[0]}/{VHOST}"
    environment = shared_county.home.environment({**addresses, "broker": uri})
    ready = folder / "ready"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            (sys.executable, "-m", "disclosure.main", "rpc"),
            env={**os.environ, **environment, READY_FILE: str(ready)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        until(lambda: ready.exists() and ready.read_text() == str(process.pid))
        yield uri
    finally:
        process.terminate()
        try:
            process.wait(15)
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def duty(county):
    return county.open_duty()


@pytest.fixture
def submittable(county, duty):
    """A duty whose items are all written."""
    call(county, county.broker_uri, duty, [entry(f"CA-{number}") for number in range(1, 7)])
    return duty


def entry(item="CA-1", text="情况属实。"):
    return {"item": item, "kind": "content", "text": text}


def call(county, uri, duty, entries, command_id=None, **options):
    """Draft, through the process behind `uri`."""
    token = county.token(**county.officer(duty["unit"]))
    with county.client_with(token, uri) as client:
        document = {**duty, "entries": entries}
        return client.call("disclosure", "draft_items", document, command_id=command_id or str(uuid4()), **options)


def submit(county, uri, duty):
    """The answer, or the code of the refusal."""
    token = county.token(**county.officer(duty["unit"]))
    with county.client_with(token, uri) as client:
        try:
            return client.call("disclosure", "submit_duty", duty, command_id=str(uuid4()))
        except Rejected as refusal:
            return refusal.code


def at_once(work, arguments):
    """Run in one thread for each argument, all of which begin together; the answers in order."""
    barrier = Barrier(len(arguments))

    def run(argument):
        barrier.wait()
        return work(argument)

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))


def recorded(county, duty, command_id):
    return [fact for fact in county.history(duty) if metadata_of(fact)["command_id"] == command_id]


def test_ten_callers_at_once_and_later_another_process_get_one_answer(county, duty, second, assert_sound):
    command_id = str(uuid4())
    answers = at_once(lambda _: call(county, county.broker_uri, duty, [entry()], command_id), range(TEN))
    for number in range(3):
        call(county, county.broker_uri, duty, [entry("CA-2", f"{number}")])
    later = call(county, second, duty, [entry()], command_id)
    again = call(county, county.broker_uri, duty, [entry()], command_id)
    (fact,) = recorded(county, duty, command_id)

    assert [answers[0]] * TEN == answers
    assert [later, again] == [answers[0]] * 2
    assert [json.loads(fact.data)] == [shown["data"] for shown in later["facts"]]
    assert len(county.history(duty)) == 5
    assert_sound(county.history(duty))


def test_ten_callers_of_two_processes_get_one_answer(county, duty, second, assert_sound):
    for _ in range(ROUNDS):
        command_id = str(uuid4())
        uris = [county.broker_uri, second] * (TEN // 2)
        answers = at_once(lambda uri, command_id=command_id: call(county, uri, duty, [entry()], command_id), uris)

        assert [answers[0]] * TEN == answers
        assert len(recorded(county, duty, command_id)) == 1
    assert len(county.history(duty)) == 1 + ROUNDS
    assert_sound(county.history(duty))


def test_a_command_id_belongs_to_its_document(county, duty, second):
    command_id = str(uuid4())
    call(county, county.broker_uri, duty, [entry()], command_id)
    before = county.history(duty)
    for uri in (county.broker_uri, second):
        with pytest.raises(Rejected) as refusal:
            call(county, uri, duty, [entry(text="另一内容。")], command_id)

        assert refusal.value.code == "command-id-reused"
    assert county.history(duty) == before


def test_the_same_text_in_another_composition_is_the_same_command(county, duty):
    command_id = str(uuid4())
    composed = call(county, county.broker_uri, duty, [entry(text="caf\u00e9")], command_id)
    decomposed = call(county, county.broker_uri, duty, [entry(text="cafe\u0301")], command_id)

    assert composed == decomposed


def test_of_two_different_commands_at_once_both_are_recorded(county, duty, second, assert_sound):
    """Never `Busy`: whoever loses the race decides again."""
    for _ in range(ROUNDS):
        before = len(county.history(duty))
        answers = at_once(lambda uri: call(county, uri, duty, [entry()]), [county.broker_uri, second])

        assert {answer["revision"] for answer in answers} == {before, before + 1}
    assert_sound(county.history(duty))


def test_of_two_submissions_at_once_one_is_refused_by_the_rule(county, submittable, second):
    outcomes = at_once(lambda uri: submit(county, uri, submittable), [county.broker_uri, second])
    answers = [outcome for outcome in outcomes if isinstance(outcome, dict)]

    assert len(answers) == 1
    assert "disclosure.already-submitted" in outcomes
    assert [fact.type for fact in county.history(submittable)].count("disclosure.duty-submitted.v1") == 1


def test_if_the_stream_has_moved_on_the_caller_is_told_where_it_is(county, duty, second):
    first = call(county, county.broker_uri, duty, [entry()], if_revision=0)
    with pytest.raises(Moved) as moved:
        call(county, second, duty, [entry(text="已过时。")], if_revision=0)
    told = moved.value.revision
    second_answer = call(county, second, duty, [entry(text="已更新。")], if_revision=told)

    assert (first["revision"], told, second_answer["revision"]) == (1, 1, 2)


def test_a_repeated_command_is_answered_even_if_the_stream_has_moved_on(county, duty):
    command_id = str(uuid4())
    first = call(county, county.broker_uri, duty, [entry()], command_id, if_revision=0)
    call(county, county.broker_uri, duty, [entry(text="后来。")])

    assert call(county, county.broker_uri, duty, [entry()], command_id, if_revision=0) == first
