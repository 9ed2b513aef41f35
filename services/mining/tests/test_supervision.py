"""A listed mine is watched: tips, findings, review, putting right, removal, coming back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from contracts.mining.mine.messages import (
    CureOrdered,
    CureOverdue,
    FindingRecorded,
    MarkCureOverdue,
    MineRemoved,
    MineTipSubmitted,
    RemovalGround,
    ReviewCause,
    ReviewClosed,
    ReviewOpened,
    ReviewOutcome,
)
from mining.testing import HOLDER, NAME, OTHER_TIP, SAID, TIP, UNIT, noon

KEY: dict[str, Any] = {"unit": UNIT, "round": 1}
JUNE = noon(2025, 6, 3)
DUE = noon(2025, 12, 5).replace(hour=0)
"""Six months after 4 June are over with 4 December."""


def tip_of(at) -> MineTipSubmitted:
    return MineTipSubmitted(
        unit=UNIT,
        mine=NAME,
        tip=OTHER_TIP,
        text=SAID,
        submitted_on=at.date(),
        clause="3 §七(三)",
        submitted_by="person-9",
        submitted_at=at,
    )


def opened(cause: ReviewCause) -> ReviewOpened:
    return ReviewOpened(**KEY, cause=cause, opened_at=JUNE)


@pytest.mark.req("G-065")
def test_a_tip_about_a_listed_mine_opens_a_review(one):
    one.certified().when(one.tip(), at=JUNE).then(tip_of(JUNE), opened(ReviewCause.TIP))


@pytest.mark.req("G-065")
def test_a_tip_about_any_other_mine_is_recorded_and_changes_nothing(one):
    one.registered().when(one.tip(), at=JUNE).then(tip_of(JUNE))
    one.under_review().when(one.tip(), at=JUNE).then(tip_of(JUNE))
    one.new().when(one.tip(), at=JUNE).then_rejected("mining.no-such-mine")


def test_a_tip_is_submitted_once(one):
    story = one.certified().when(one.tip(), at=JUNE).after()

    story.when(one.tip(), at=JUNE).then_rejected("mining.tip-already-submitted")
    objected = one.posted().when(one.object(), at=noon(2025, 3, 4)).after()
    objected.when(one.tip(tip=TIP), at=JUNE).then_rejected("mining.tip-already-submitted")


@pytest.mark.req("G-020", "G-061")
def test_a_finding_of_daily_supervision_opens_a_review_once(one):
    found = FindingRecorded(
        unit=UNIT, found_on=date(2025, 6, 2), text="排土场未复绿", recorded_by="county-3", recorded_at=JUNE
    )

    one.certified().when(one.find(), at=JUNE).then(found, opened(ReviewCause.SUPERVISION))
    one.under_review().when(one.find(), at=JUNE).then(found)


def test_a_finding_is_of_a_listed_mine_by_one_who_is_not_bound_to_it(one):
    one.posted().when(one.find(), at=JUNE).then_rejected("mining.not-listed")
    one.certified().when(one.find(found_on=date(2025, 6, 4)), at=JUNE).then_rejected("mining.date-in-future")
    bound = one.certified().when(one.tie("county-3", HOLDER), at=JUNE).after()
    bound.when(one.find(), at=JUNE).then_rejected("mining.recusal-required")


@pytest.mark.req("G-020")
def test_without_a_breach_the_mine_stays_listed(one):
    story = one.under_review().when(one.decide(ReviewOutcome.NO_BREACH), at=noon(2025, 6, 4))

    story.then(ReviewClosed(**KEY, text="核查意见", closed_by="city-1", closed_at=noon(2025, 6, 4)))
    story.after().when(one.decide(ReviewOutcome.NO_BREACH), at=noon(2025, 6, 5)).then_rejected(
        "mining.not-under-review"
    )


def test_who_found_it_does_not_decide_on_it(one):
    one.under_review().when(one.decide(ReviewOutcome.NO_BREACH, actor="county-3"), at=noon(2025, 6, 4)).then_rejected(
        "mining.same-person-at-two-levels"
    )


def curing(one):
    return one.under_review().when(one.decide(ReviewOutcome.CURE), at=noon(2025, 6, 4))


def test_mi_14_a_mine_that_no_longer_meets_the_indicators_has_six_months(one):
    curing(one).then(
        CureOrdered(
            **KEY,
            cure_by=date(2025, 12, 4),
            due_at=DUE,
            text="核查意见",
            ordered_by="city-1",
            ordered_at=noon(2025, 6, 4),
        )
    )


def test_where_no_rule_gives_time_none_is_given(one, policy):
    silent = replace(one.under_review(), policy=replace(policy, cure_months=None))

    silent.when(one.decide(ReviewOutcome.CURE), at=noon(2025, 6, 4)).then_rejected("mining.cure-time-unset")


def test_what_is_put_right_in_the_last_moment_is_in_time(one):
    last = DUE.replace(day=4, hour=23, minute=59)

    curing(one).after().when(one.cured(), at=last).then(
        ReviewClosed(**KEY, text="整改到位", closed_by="city-1", closed_at=last)
    )


def test_the_missed_time_is_announced_once_and_cannot_be_made_up_for(one):
    mark = MarkCureOverdue(actor="clock", unit=UNIT)
    overdue = CureOverdue(**KEY, due_at=DUE, announced_at=DUE)

    curing(one).after().when(mark, at=DUE.replace(day=4)).then()
    story = curing(one).after().when(mark, at=DUE)
    story.then(overdue)
    story.after().when(mark, at=DUE).then()
    story.after().when(one.cured(), at=DUE).then_rejected("mining.cure-overdue")
    curing(one).after().when(one.cured(), at=DUE).then_rejected("mining.cure-overdue")


def test_while_the_time_runs_the_review_is_not_settled_by_the_same_ground(one):
    story = curing(one).after()

    story.when(one.decide(ReviewOutcome.NO_BREACH), at=noon(2025, 7, 1)).then_rejected("mining.cure-is-running")
    story.when(one.decide(ReviewOutcome.CURE), at=noon(2025, 7, 1)).then_rejected("mining.cure-is-running")
    story.when(one.remove(RemovalGround.NOT_CURED), at=noon(2025, 7, 1)).then_rejected("mining.cure-is-running")
    one.under_review().when(one.cured(), at=noon(2025, 7, 1)).then_rejected("mining.no-cure-ordered")


def removal(ground: RemovalGround, effective_on: date, announced_on: date, at) -> MineRemoved:
    return MineRemoved(
        **KEY,
        mine=NAME,
        holder=HOLDER,
        ground=ground,
        text="核查意见",
        certified_on=date(2025, 3, 14),
        removed_on=announced_on,
        effective_on=effective_on,
        clause="3 §二(二)¶5",
        removed_by="city-1",
        removed_at=at,
    )


@pytest.mark.req("G-020", "G-022")
def test_a_breach_of_the_standard_removes_the_mine(one):
    at, day = noon(2025, 7, 1), date(2025, 7, 1)

    one.under_review().when(one.remove(), at=at).then(removal(RemovalGround.STANDARD_BREACHED, day, day, at))


def test_mi_14_what_was_not_put_right_in_time_removes_the_mine_with_the_announcement_of_the_missed_time(one):
    at, day = noon(2025, 12, 10), date(2025, 12, 9)

    curing(one).after().when(one.remove(RemovalGround.NOT_CURED, announced_on=day), at=at).then(
        CureOverdue(**KEY, due_at=DUE, announced_at=at), removal(RemovalGround.NOT_CURED, day, day, at)
    )


def test_a_falsified_result_never_stood(one):
    at, day = noon(2025, 7, 1), date(2025, 7, 1)

    one.under_review().when(one.remove(RemovalGround.FALSIFICATION), at=at).then(
        removal(RemovalGround.FALSIFICATION, date(2025, 3, 14), day, at)
    )


def test_mi_14_a_removal_names_its_ground_and_its_day(one):
    story, at = one.under_review(), noon(2025, 7, 1)

    story.when(one.remove(ground=None), at=at).then_rejected("mining.ground-required")
    story.when(one.remove(announced_on=None), at=at).then_rejected("mining.ground-required")
    story.when(one.remove(announced_on=date(2025, 7, 2)), at=at).then_rejected("mining.date-in-future")
    story.when(one.remove(announced_on=date(2025, 3, 13)), at=at).then_rejected("mining.day-too-early")
    one.certified().when(one.remove(), at=at).then_rejected("mining.not-under-review")


@pytest.mark.req("G-020")
def test_mi_14_a_removed_mine_comes_back_by_another_round(one):
    check = one.check(date(2025, 9, 1), notice="2025-2")
    checked = one.removed().when(check, at=noon(2025, 9, 2)).after()

    checked.when(one.begin(notice="2025-2"), at=noon(2025, 9, 3)).then_rejected("mining.rectification-required")
    story = checked.when(one.begin(notice="2025-2", rectification="排土场已复绿"), at=noon(2025, 9, 3)).after()
    assert 2 == story.facts[-1].round
    story.when(one.certify(), at=noon(2025, 9, 3)).then_rejected("mining.not-in-this-stage")
