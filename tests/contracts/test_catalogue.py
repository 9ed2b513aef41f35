"""Every version that was ever recorded is read; a type that nobody knows stops the reader."""

from typing import Any

import pytest
from contracts.catalogue import Catalogue, UnknownMessage
from contracts.errors import Malformed
from contracts.message import fact
from contracts.vocabulary import Count, Ref


@fact(name="elections.result-declared", version=3)
class ResultDeclared:
    """v2 renamed `winners` to `elected`; v3 counts the ballots."""

    elected: tuple[Ref, ...]
    ballots: Count


@fact(name=".clock-set")
class ClockSet:
    offset: int


def from_v1_to_v2(document: dict[str, Any]) -> dict[str, Any]:
    renamed = dict(document)
    renamed["elected"] = renamed.pop("winners")
    return renamed


def from_v2_to_v3(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "ballots": 0}


RESULTS = Catalogue(
    "elections",
    ResultDeclared,
    ClockSet,
    upcasts={
        "elections.result-declared.v1": from_v1_to_v2,
        "elections.result-declared.v2": from_v2_to_v3,
    },
)
NEWEST = ResultDeclared(elected=("li", "wang"), ballots=0)


@pytest.mark.parametrize(
    ("recorded_as", "document"),
    [
        ("elections.result-declared.v1", {"winners": ["li", "wang"]}),
        ("elections.result-declared.v2", {"elected": ["li", "wang"]}),
        ("elections.result-declared.v3", {"elected": ["li", "wang"], "ballots": 0}),
    ],
)
def test_every_version_is_read_as_the_newest(recorded_as: str, document: dict[str, Any]):
    before = dict(document)

    assert RESULTS.read(recorded_as, document) == NEWEST
    assert document == before


def test_a_document_is_lifted_step_by_step():
    assert RESULTS.lift("elections.result-declared.v1", {"winners": []}) == (
        "elections.result-declared.v3",
        {"elected": [], "ballots": 0},
    )


def test_the_newest_version_is_written():
    assert RESULTS.write(NEWEST) == ("elections.result-declared.v3", {"elected": ["li", "wang"], "ballots": 0})


@pytest.mark.parametrize(
    "stranger",
    [
        "elections.result-declared.v4",
        "elections.result-declared.v0",
        "elections.result-declared",
        "elections.result-voided.v1",
        "disclosure.result-declared.v3",
        "disclosure.clock-set.v1",
        "",
    ],
)
def test_an_unknown_type_stops_the_reader(stranger: str):
    with pytest.raises(UnknownMessage):
        RESULTS.read(stranger, {"elected": [], "ballots": 0})


def test_a_version_without_a_step_stops_the_reader():
    without = Catalogue("elections", ResultDeclared, upcasts={"elections.result-declared.v1": from_v1_to_v2})

    with pytest.raises(UnknownMessage, match=r"elections\.result-declared\.v2"):
        without.read("elections.result-declared.v1", {"winners": []})


@pytest.mark.parametrize(
    "document",
    [{"elected": []}, {"elected": [], "votes": 1}, {"elected": [], "ballots": 0, "votes": 1}],
    ids=["missing", "other", "more"],
)
def test_a_recorded_document_with_other_fields_stops_the_reader(document: dict[str, Any]):
    with pytest.raises((KeyError, TypeError)):
        RESULTS.read("elections.result-declared.v3", document)


def test_what_could_not_be_read_back_is_not_written():
    with pytest.raises(Malformed):
        RESULTS.write(ResultDeclared(elected=("Li",), ballots=0))


def test_a_message_of_every_service_bears_the_name_of_the_service_that_records_it():
    other = Catalogue("disclosure", ClockSet)

    assert RESULTS.type_named(ClockSet) == "elections.clock-set.v1"
    assert other.type_of(ClockSet(offset=0)) == "disclosure.clock-set.v1"
    assert other.read("disclosure.clock-set.v1", {"offset": 5}) == ClockSet(offset=5)


def test_a_catalogue_lists_its_messages_in_order_and_finds_them_by_type():
    assert list(RESULTS) == [ResultDeclared, ClockSet]
    assert RESULTS.kind_of("elections.result-declared.v3") is ResultDeclared
