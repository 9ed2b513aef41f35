"""The paper of the boxes: everything is found again, or its absence is explained and signed by two."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from contracts.elections.election.messages import (
    BoxCount,
    BoxRecounted,
    Difference,
    DifferenceAt,
    LineVotes,
    OtherVotes,
    Papers,
    RecountBox,
    Voided,
    VoidReason,
)
from contracts.elections.words import Post

HEAD = Post.TOWNSHIP_HEAD
VOTES: Mapping[str, int] = {"ref-wen": 50, "ref-lu": 10}


def judge(head: Any, count: BoxCount, code: str | None, box: str = "hall") -> None:
    case = head.given(*head.voting())
    told = case.when(head.count(count, box), at=case.facts[0].planned_at)
    if code is None:
        assert told.after().facts[-1].count == count
    else:
        told.then_rejected(code)


def with_papers(head: Any, issued: int, unused: int, collected: int, *differences: Difference) -> Any:
    count = head.tally({"ref-wen": 40, "ref-lu": 10}, valid=collected)
    papers = Papers(issued=issued, unused=unused, collected=collected)
    return replace(count, papers=papers, took_part=issued, differences=differences)


RECEIVED, COLLECTED = DifferenceAt.RECEIVED_ISSUED, DifferenceAt.ISSUED_COLLECTED
PAPERS = [
    (62, 10, 62, {}, True),
    (62, 10, 61, {}, False),
    (62, 10, 61, {COLLECTED: 1}, True),
    (62, 10, 61, {COLLECTED: 2}, False),
    (62, 10, 63, {}, False),
    (62, 10, 63, {COLLECTED: -1}, True),
    (62, 9, 62, {}, False),
    (62, 9, 62, {RECEIVED: 1}, True),
    (62, 9, 62, {COLLECTED: 1}, False),
    (62, 11, 62, {RECEIVED: -1}, True),
    (62, 10, 62, {COLLECTED: 1}, False),
    (62, 9, 61, {RECEIVED: 1, COLLECTED: 1}, True),
]


@pytest.mark.parametrize(("issued", "unused", "collected", "explained", "closes"), PAPERS)
def test_el_10_a_box_closes_only_when_every_ballot_is_found_or_its_absence_explained(
    head, issued: int, unused: int, collected: int, explained: Mapping[DifferenceAt, int], closes: bool
):
    differences = [head.difference(ballots, at) for at, ballots in explained.items()]

    judge(
        head,
        with_papers(head, issued, unused, collected, *differences),
        None if closes else "elections.difference-unexplained",
    )


def test_el_10_two_sign_for_a_difference(head):
    alone = replace(head.difference(1), signed_by=("ref-t1", "ref-t1"))

    judge(head, with_papers(head, 62, 10, 61, alone), "elections.difference-unexplained")


def test_el_10_an_explained_difference_stays_in_the_record(head):
    count = with_papers(head, 62, 10, 61, head.difference(1))
    recorded = head.given(*head.voting(), head.count(count)).facts[-1]

    assert ("带出会场未投", ("ref-t1", "ref-w1")) == (
        recorded.count.differences[0].explanation,
        recorded.count.differences[0].signed_by,
    )


TALLIES = [
    ({"ref-wen": 40, "ref-lu": 22}, True),
    ({"ref-wen": 40, "ref-lu": 23}, False),
    ({"ref-wen": 40}, False),
    ({"ref-wen": 40, "ref-lu": 10, "ref-stranger": 1}, False),
]


@pytest.mark.req("E-055")
@pytest.mark.parametrize(("votes", "adds_up"), TALLIES)
def test_no_more_votes_than_valid_ballots_times_seats_and_for_no_other_names(
    head, votes: Mapping[str, int], adds_up: bool
):
    judge(head, head.tally(votes, valid=62), None if adds_up else "elections.invalid-tally")


@pytest.mark.req("E-055")
@pytest.mark.parametrize("abstained", [0, 1])
def test_for_against_and_abstained_are_the_valid_ballots_of_each_line(head, abstained: int):
    count = head.tally(VOTES, valid=62)
    lines = (
        LineVotes(person="ref-wen", agree=50, against=12, abstained=abstained),
        LineVotes(person="ref-lu", agree=10, against=50, abstained=2),
    )
    changed = replace(count, contests=(replace(count.contests[0], lines=lines),))

    judge(head, changed, "elections.invalid-tally" if abstained else None)


@pytest.mark.req("E-055")
@pytest.mark.parametrize(("void", "adds_up"), [(1, False), (2, True), (3, False)])
def test_el_10_valid_and_void_are_all_that_was_collected(head, void: int, adds_up: bool):
    count = head.tally(VOTES, valid=60, void=2)
    voided = (Voided(reason=VoidReason.UNREADABLE, ballots=void),)
    changed = replace(count, contests=(replace(count.contests[0], voided=voided),))

    judge(head, changed, None if adds_up else "elections.invalid-tally")


def other(sealed_name: Any, votes: int, person: str = "ref-other") -> OtherVotes:
    return OtherVotes(person=person, name=sealed_name, is_deputy=True, votes=votes)


@pytest.mark.req("E-324", "E-055")
@pytest.mark.parametrize(("votes", "adds_up"), [(2, True), (3, False), (63, False)])
def test_names_written_in_count_with_the_others(head, sealed_name, votes: int, adds_up: bool):
    count = head.tally(VOTES, valid=62, others=(other(sealed_name, votes),))

    judge(head, count, None if adds_up else "elections.invalid-tally")


def test_a_name_stands_once(head, sealed_name):
    judge(head, head.tally(VOTES, valid=62, others=(other(sealed_name, 1, "ref-lu"),)), "elections.invalid-tally")
    twice = (other(sealed_name, 1), other(sealed_name, 1))
    judge(head, head.tally(VOTES, valid=62, others=twice), "elections.invalid-tally")


def test_el_29_a_box_is_counted_in_public_and_signed_by_who_counted_and_who_watched(head):
    judge(head, head.tally(VOTES, valid=62, is_public=False), "elections.count-not-public")
    for signers in (("ref-t1", "ref-t2"), ("ref-w1", "ref-w2"), ("ref-x", "ref-y")):
        judge(head, head.tally(VOTES, valid=62, signed_by=signers), "elections.not-signed-by-counters")


def test_a_box_is_counted_once_in_its_own_round_and_not_before_the_vote(head):
    count = head.tally(VOTES, valid=62)
    case = head.given(*head.voting(), head.count(count))

    case.when(head.count(count), at=case.facts[0].planned_at).then_rejected("elections.box-counted-already")
    judge(head, count, "elections.no-such-box", box="yard")
    judge(head, replace(count, counted_on=date(2025, 3, 19)), "elections.invalid-date")
    other_round = head.given(*head.voting()).when(head.count(count, round=2), at=case.facts[0].planned_at)
    other_round.then_rejected("elections.voting-not-open")
    head.given(*head.voting()).when(head.declare(2), at=case.facts[0].planned_at).then_rejected(
        "elections.voting-not-open"
    )


def test_el_30_a_recount_keeps_both_counts_and_the_result_names_the_one_it_used(head):
    first, second = head.tally(VOTES, valid=62), head.tally({"ref-wen": 30, "ref-lu": 30}, valid=62)
    recount = head.say(RecountBox, round=1, box="hall", count=second, reason="监票人要求复核")
    case = head.given(*head.voting(), head.count(first), recount, head.declare())
    counted, recounted, result = case.facts[-3:]

    assert (first, second, 2) == (counted.count, recounted.count, recounted.number)
    assert [("hall", 2)] == [(each.box, each.count) for each in result.counts]
    assert () == result.results[0].elected
    assert isinstance(recounted, BoxRecounted)
    case = head.given(*head.voting())
    case.when(recount, at=case.facts[0].planned_at).then_rejected("elections.not-counted")


# Before the boxes open


def refused(polling: Any, history: list[Any], command: Any, code: str) -> None:
    case = polling.given(*history)
    case.when(command, at=case.facts[0].planned_at).then_rejected(code)


@pytest.mark.req("E-314")
@pytest.mark.parametrize(("present", "is_enough"), [(47, False), (48, True), (73, False)])
def test_two_thirds_of_all_deputies_are_there_before_the_vote(head, present: int, is_enough: bool):
    if is_enough:
        assert head.given(*head.confirmed(), head.vote(present=present)).facts
    else:
        refused(head, head.confirmed(), head.vote(present=present), "elections.quorum-not-met")


def test_the_boxes_open_once_on_the_day_for_names_that_are_confirmed(head):
    refused(head, head.adopted(), head.vote(), "elections.candidates-not-confirmed")
    refused(head, head.voting(), head.vote(), "elections.voting-open-already")
    refused(head, head.confirmed(), head.vote(voted_on=date(2025, 3, 19)), "elections.invalid-date")
    refused(head, head.confirmed(), head.vote(voted_on=date(2025, 3, 29)), "elections.invalid-date")


def test_no_more_ballots_are_handed_out_than_printed_and_the_rest_is_kept_back(head):
    refused(head, head.confirmed(), head.vote(printed=71), "elections.papers-do-not-add-up")
    assert 8 == head.given(*head.confirmed(), head.vote(printed=80)).facts[-1].kept_back


def test_who_stands_neither_counts_nor_watches_and_nobody_does_both(head):
    for changes, code in (
        ({"counters": ("ref-wen",)}, "elections.counter-is-candidate"),
        ({"watchers": ("ref-lu",)}, "elections.counter-is-candidate"),
        ({"watchers": ("ref-t1",)}, "elections.counter-watches"),
    ):
        refused(head, head.confirmed(), head.vote(replace(head.box(), **changes)), code)
    twice = (head.box(received=1), head.box(received=1))
    refused(head, head.confirmed(), head.vote(*twice), "elections.no-such-box")


@pytest.mark.parametrize("pack", ["bj-village-elections-2012", "zj-village-elections-2020"])
@pytest.mark.parametrize(("watchers", "is_enough"), [(2, False), (3, True)])
def test_three_watch_a_villages_box_where_the_province_says_so(village, pack: str, watchers: int, is_enough: bool):
    here = village.like(packs=(pack,))
    box = replace(here.box(received=1000), watchers=tuple(f"ref-w{number}" for number in range(watchers)))
    if is_enough:
        assert here.given(*here.confirmed(), here.vote(box)).facts
    else:
        refused(here, here.confirmed(), here.vote(box), "elections.not-enough-watchers")
