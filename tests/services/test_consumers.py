"""Who reads whose facts, and how a fact travels between them."""

import pytest
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
