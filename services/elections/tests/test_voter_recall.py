"""Voters of the district recall their deputy: thirty ask for it, more than half of all of them decide."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.recall.messages import (
    DecideDeputyRecall,
    DeputyDefencePrinted,
    DeputyRecalled,
    DeputyRecallFailed,
    DeputyRecallRequested,
    RecordDeputyDefence,
    RequestDeputyRecall,
)
from contracts.elections.recall.rules import voter_recall_policy
from contracts.elections.term.messages import DeputyTerminated
from contracts.errors import Rejected
from contracts.policies import pack_named, resolve
from elections.recall import STREAM
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

from services.elections.tests import test_deputy_views

POLICY = voter_recall_policy(resolve("360730", [pack_named("cn-elections-2020")]))
AT, DAY = datetime(2025, 9, 1, 12, tzinfo=CHINA), date(2025, 9, 1)
KEY: dict[str, Any] = {"unit": "360730100", "term": 18, "deputy": "deputy-07"}
WHO: dict[str, Any] = {"actor": "county-clerk", **KEY}
VOTERS = tuple(f"ref-v{number:02}" for number in range(1, 31))
REQUEST = RequestDeputyRecall(
    **WHO, district="district-1", voters=VOTERS, reasons="两年未联系选民，挪用善款", requested_on=DAY
)
DEFEND = RecordDeputyDefence(**WHO, text="本人申辩如下", printed_on=DAY)
DECIDE = DecideDeputyRecall(**WHO, entitled=2000, agree=1001, against=100, abstained=9, is_secret=True, voted_on=DAY)


def story(*commands: Any) -> Case[Any, Any, Any, Any]:
    told: Case[Any, Any, Any, Any] = given(STREAM, POLICY)
    for command in commands:
        told = told.when(command, at=AT).after()
    return told


@pytest.mark.req("E-362")
@pytest.mark.parametrize(("signers", "is_enough"), [(29, False), (30, True)])
def test_el_36_thirty_voters_of_the_district_may_ask_for_a_recall(signers: int, is_enough: bool):
    command = replace(REQUEST, voters=VOTERS[:signers])
    if not is_enough:
        story().when(command, at=AT).then_rejected("elections.not-enough-signers", "29 of 30")
        return
    story().when(command, at=AT).then(
        DeputyRecallRequested(
            **KEY,
            district="district-1",
            voters=VOTERS,
            reasons="两年未联系选民，挪用善款",
            requested_on=DAY,
            recorded_by="county-clerk",
            recorded_at=AT,
        )
    )


@pytest.mark.req("E-362")
@pytest.mark.parametrize(("agree", "kind"), [(1000, DeputyRecallFailed), (1001, DeputyRecalled)])
def test_el_36_more_than_half_of_all_voters_of_the_original_district_recall(agree: int, kind: Any):
    """Of those who came nearly all agree in both cases: the denominator is the district."""
    story(REQUEST, DEFEND).when(replace(DECIDE, agree=agree, against=0, abstained=0), at=AT).then(
        kind(
            **KEY,
            district="district-1",
            entitled=2000,
            agree=agree,
            needed=1001,
            voted_on=DAY,
            clause="选举法50; 选举法53",
            recorded_by="county-clerk",
            recorded_at=AT,
        )
    )


@pytest.mark.req("E-362")
def test_the_defence_is_printed_before_a_vote_that_is_secret():
    story(REQUEST).when(DEFEND, at=AT).then(
        DeputyDefencePrinted(**KEY, text="本人申辩如下", printed_on=DAY, recorded_by="county-clerk", recorded_at=AT)
    )
    story(REQUEST).when(DECIDE, at=AT).then_rejected("elections.defence-not-offered")
    story(REQUEST, DEFEND).when(replace(DECIDE, is_secret=False), at=AT).then_rejected("elections.ballot-required")
    story(REQUEST, DEFEND).when(replace(DECIDE, against=991), at=AT).then_rejected("elections.invalid-tally")


def test_a_recall_runs_once_and_may_be_asked_for_again_when_it_failed():
    failed = replace(DECIDE, agree=1000)

    story(REQUEST).when(REQUEST, at=AT).then_rejected("elections.recall-asked-already")
    story(REQUEST, DEFEND, DECIDE).when(REQUEST, at=AT).then_rejected("elections.recall-asked-already")
    assert story(REQUEST, DEFEND, failed, REQUEST).facts
    story(REQUEST, DEFEND, failed).when(DEFEND, at=AT).then_rejected("elections.no-such-recall")
    story(REQUEST, DEFEND, failed, REQUEST).when(DECIDE, at=AT).then_rejected("elections.defence-not-offered")


def test_nobody_asks_twice_and_nothing_lies_in_the_future():
    tomorrow = date(2025, 9, 2)

    twice = replace(REQUEST, voters=(*VOTERS, "ref-v01"))
    story().when(twice, at=AT).then_rejected("elections.named-twice")
    for before, command in (
        ((), replace(REQUEST, requested_on=tomorrow)),
        ((REQUEST,), replace(DEFEND, printed_on=tomorrow)),
        ((REQUEST, DEFEND), replace(DECIDE, voted_on=tomorrow)),
    ):
        story(*before).when(command, at=AT).then_rejected("elections.date-in-future")


def test_without_the_electoral_law_no_recall_by_voters_is_decided():
    with pytest.raises(Rejected, match="policy-not-active"):
        voter_recall_policy(resolve("360730", []))


@pytest.mark.req("E-362", "E-065")
def test_el_36_a_recalled_deputys_mandate_ends_by_itself_and_once(tmp_path: Path, regular: Any):
    played: Played = test_deputy_views.play(tmp_path, regular)
    played.activate("cn-elections-2020")
    later = played.clock.now()
    played.at(later, replace(REQUEST, requested_on=later.date()), replace(DEFEND, printed_on=later.date()))
    played.at(later, replace(DECIDE, voted_on=later.date()))
    [ended] = [fact for fact in played.facts(DeputyTerminated) if fact.deputy == "deputy-07"]

    assert ("recalled", False, later.date()) == (ended.ground, ended.by_rule, ended.ended_on)
