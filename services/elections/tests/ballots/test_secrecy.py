"""Nothing recorded links a voter to a choice: who took part is another record, sorted, in appends of its own."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from contracts.calendar import CHINA
from contracts.elections.election.messages import BoxCount, ContestVotes, LineVotes
from contracts.elections.turnout.messages import BoxTurnout, RecordTurnout, TurnoutOfRound, TurnoutRecorded
from contracts.elections.words import Post
from elections.election.count import read
from elections.service import SERVICE
from elections.turnout import STREAM
from ledger.recorded import metadata_of
from ledger.testing.given import given
from ledger.testing.playing import Played

PACKS = ("cn-congress-2022", "cn-voting-2018", "district-congress-2020")
BEGINS = datetime(2025, 3, 28, 9, tzinfo=CHINA)
VOTERS = tuple(f"ref-d{number:02}" for number in range(1, 63))


def turnout(head: Any, *voters: str, box: str = "hall") -> RecordTurnout:
    command: RecordTurnout = head.say(RecordTurnout, round=1, box=box, voters=voters)
    return command


def played(head: Any, folder: Path, count: BoxCount) -> Played:
    county = Played(SERVICE, SERVICE.answers, begins=BEGINS, unit="360730", folder=folder)
    county.activate(*PACKS)
    for minute, command in enumerate([*head.voting(), turnout(head, *VOTERS), head.count(count), head.declare()]):
        county.at(BEGINS + timedelta(minutes=minute), command)
    return county


def box_of(head: Any, choices: dict[str, str]) -> BoxCount:
    """What the station makes of its box: who chose whom is known to nobody, here only to the test."""
    agree = {name: sum(choice == name for choice in choices.values()) for name in ("ref-wen", "ref-lu")}
    count: BoxCount = head.tally(agree, valid=len(choices))
    return count


def bytes_of(county: Played) -> list[tuple[str, bytes, bytes]]:
    return [(fact.stream, fact.data, fact.metadata) for fact in county.recorded()]


@pytest.mark.req("E-324")
def test_swapping_the_choices_of_two_voters_changes_no_byte(head, tmp_path: Path):
    choices = {voter: "ref-wen" if number < 40 else "ref-lu" for number, voter in enumerate(VOTERS)}
    swapped = {**choices, VOTERS[0]: choices[VOTERS[-1]], VOTERS[-1]: choices[VOTERS[0]]}

    one, other = (played(head, tmp_path / name, box_of(head, each)) for name, each in (("a", choices), ("b", swapped)))
    assert choices != swapped
    assert bytes_of(one) == bytes_of(other)


@pytest.mark.req("E-324")
def test_another_choice_changes_totals_and_nothing_else(head, tmp_path: Path):
    choices = dict.fromkeys(VOTERS, "ref-wen")
    changed = {**choices, VOTERS[0]: "ref-lu"}

    one, other = (played(head, tmp_path / name, box_of(head, each)) for name, each in (("a", choices), ("b", changed)))
    types = [
        fact.type
        for fact, same in zip(one.recorded(), other.recorded(), strict=True)
        if json.loads(fact.data) != json.loads(same.data)
    ]
    assert {"elections.box-counted.v1", "elections.result-declared.v1", "elections.official-elected.v1"} >= set(types)
    assert "elections.turnout-recorded.v1" not in types


def test_who_took_part_shares_no_append_and_no_correlation_with_the_boxes(head, tmp_path: Path):
    county = played(head, tmp_path, box_of(head, dict.fromkeys(VOTERS, "ref-wen")))
    by_stream = {
        name: {metadata_of(fact)["$correlationId"] for fact in county.recorded() if fact.stream.startswith(name)}
        for name in ("elections_turnout-", "elections_election-", "elections_office-")
    }

    assert all(by_stream.values())
    assert not by_stream["elections_turnout-"] & by_stream["elections_election-"]
    assert not by_stream["elections_turnout-"] & by_stream["elections_office-"]


def test_no_voter_stands_in_what_a_box_is_recorded_with(head, tmp_path: Path):
    county = played(head, tmp_path, box_of(head, dict.fromkeys(VOTERS, "ref-wen")))
    facts = [fact for fact in county.recorded() if fact.type == "elections.box-counted.v1"]

    assert facts
    for voter in VOTERS:
        assert not [fact for fact in facts if voter.encode() in fact.data + fact.metadata]
    hints = {**get_type_hints(BoxCount), **get_type_hints(ContestVotes), **get_type_hints(LineVotes)}
    assert not [name for name in hints if "voter" in name or "ballot_id" in name]


def test_the_record_of_who_took_part_has_no_order_but_the_references_and_names_nobody_twice(head):
    told = given(STREAM, None).when(turnout(head, "ref-d2", "ref-d1"), at=BEGINS)
    told.then_rejected("elections.not-sorted")
    given(STREAM, None).when(turnout(head, "ref-d1", "ref-d1"), at=BEGINS).then_rejected("elections.not-sorted")
    once = given(STREAM, None).when(turnout(head, "ref-d1", "ref-d2"), at=BEGINS).after()
    once.when(turnout(head, "ref-d2", box="yard"), at=BEGINS).then_rejected("elections.took-part-already")
    [fact] = once.facts
    assert isinstance(fact, TurnoutRecorded)
    assert all(one < other for one, other in pairwise(fact.voters))


def test_how_many_took_part_stands_beside_what_the_station_counted(head, tmp_path: Path):
    count = replace(box_of(head, dict.fromkeys(VOTERS, "ref-wen")), took_part=62)
    county = played(head, tmp_path, count)
    asked = TurnoutOfRound(unit=head.unit, election=head.election, round=1)

    assert (BoxTurnout(box="hall", recorded=62, counted=62),) == county.ask(asked).boxes


def test_an_empty_ballot_chooses_nobody_and_is_valid():
    assert ((), None) == (read([], 1).chosen, read([], 1).void)
    assert Post.TOWNSHIP_HEAD in Post
