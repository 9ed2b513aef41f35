"""Who reads whose facts, and how a fact travels between them."""

import json
from dataclasses import replace

import pytest
from contracts.canonical import canonical
from contracts.consumers import consumers_of, producers_of, read_consumers, reads, relayed_of
from ledger.envelope import Message, Unreadable, fact_body, to_fact, to_message
from ledger.inbox import Reactions

OPENED = "disclosure.duty-opened.v1"
PUBLISHED = "disclosure.item-published.v1"


def test_assessment_and_mediation_read_disclosure():
    assert {"assessment", "elections", "mediation"} == set(consumers_of("disclosure"))
    assert "disclosure" in producers_of("assessment")
    assert OPENED in reads("assessment", "disclosure")
    assert consumers_of("auditor") == ("assessment",)
    assert reads("portal", "disclosure") == frozenset()


def test_what_is_relayed_of_a_service_is_what_the_others_read():
    assert relayed_of("disclosure") == frozenset[str]().union(
        *(reads(consumer, "disclosure") for consumer in ("assessment", "elections", "mediation"))
    )
    assert OPENED in relayed_of("disclosure")
    assert "disclosure.items-drafted.v1" not in relayed_of("disclosure")
    assert relayed_of("portal") == frozenset()


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
    heard = frozenset[str]().union(*(reads("assessment", producer) for producer in producers_of("assessment")))
    declared = dict.fromkeys(heard, effects.react)

    with pytest.raises(ValueError, match="item-published"):
        Reactions("assessment", {**declared, PUBLISHED: effects.react})


def test_a_fact_is_rebuilt_byte_for_byte(history):
    [fact] = history.record("duty-1")

    assert to_fact(to_message("disclosure", fact)) == fact


def test_a_fact_travels_as_three_lines_of_which_two_are_what_is_recorded(history):
    [fact] = history.record("duty-1")
    place, data, metadata = fact_body(fact).split(b"\n")

    assert json.loads(place) == {
        "stream": fact.stream,
        "revision": 0,
        "position": 0,
        "id": str(fact.id),
        "type": OPENED,
    }
    assert (fact.data, fact.metadata) == (data, metadata)


def as_one_object(fact):
    """As earlier releases sent every fact."""
    texts = {"data": fact.data.decode(), "metadata": fact.metadata.decode()}
    place = {"stream": fact.stream, "revision": fact.revision, "position": fact.position, "id": str(fact.id)}
    return canonical({**place, "type": fact.type, **texts})


def test_what_an_earlier_release_has_sent_is_read(history):
    [fact] = history.record("duty-1")

    assert to_fact(Message("disclosure", OPENED, as_one_object(fact))) == fact


@pytest.mark.parametrize("part", ["data", "metadata"])
def test_recorded_bytes_with_a_line_feed_travel_whole(history, part):
    [fact] = history.record("duty-1")
    strange = replace(fact, **{part: b'{\n"a": 1}'})

    assert to_fact(to_message("disclosure", strange)) == strange
    assert fact_body(strange) == as_one_object(strange)


PLACE = b'{"id":"6a0d6f7e-1111-5111-8111-000000000002","position":1,"revision":0,"stream":"disclosure_a-1","type":"t"}'


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"\xff", b"[]", b"{}", b'{"stream":1}', b"[" * 100_000, b'{"a":1e999999}', b"\n\n", b"\n", PLACE),
        *(PLACE + b"\n{}", PLACE + b"\n{}\n{}\n", PLACE + b"\n{}\n{}\n{}", b"[]\n{}\n{}"),
        *(PLACE.replace(b"1,", b"-1,") + b"\n{}\n{}", PLACE.replace(b"1,", b"true,") + b"\n{}\n{}"),
        PLACE.replace(b'"t"', b'"t","data":"{}"') + b"\n{}\n{}",
    ],
)
def test_what_is_not_a_fact_is_unreadable(body):
    with pytest.raises(Unreadable):
        to_fact(Message("disclosure", OPENED, body))


def test_the_place_of_these_bodies_is_one_if_all_else_is_right():
    fact = to_fact(Message("disclosure", OPENED, PLACE + b"\n{}\n[]"))

    assert (fact.data, fact.metadata, fact.revision) == (b"{}", b"[]", 0)


def test_a_fact_of_another_producer_is_unreadable(history):
    [fact] = history.record("duty-1")

    with pytest.raises(Unreadable, match="no stream of elections"):
        to_fact(Message("elections", OPENED, fact_body(fact)))
