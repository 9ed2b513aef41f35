"""Exploration keeps out of red lines and leaves nature reserves; wishes are recorded, stages have an order."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.blobs import Blob
from contracts.errors import Rejected
from contracts.mining.exploration.messages import (
    ConfirmWithdrawal,
    ExplorationLocated,
    ExplorationOpened,
    ExplorationStageFinished,
    ExplorationWithdrawn,
    FinishExplorationStage,
    GreenMeans,
    LocateExploration,
    OpenExploration,
    RecordWishes,
    WishesNotRecorded,
    WishesRecorded,
    WithdrawalBegun,
)
from contracts.mining.exploration.rules import exploration_policy
from contracts.mining.red_lines.messages import RedLinesRegistered, RegisterRedLines
from contracts.mining.words import ProtectedKind
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from mining.exploration import STREAM as EXPLORATION
from mining.red_lines import STREAM as RED_LINES
from mining.testing import located, noon

KEY: dict[str, Any] = {"unit": "360730101", "project": "north-hill"}
POLICY = exploration_policy(resolve("360730", [pack_named("city-green-mines-2018")]))
AT = noon(2025, 4, 1)
NAME = Bilingual(zh="北山石材普查", en="Stone survey at North Hill")
OPEN = OpenExploration(
    actor="rights-1",
    **KEY,
    name=NAME,
    holder="360730-survey",
    means=(GreenMeans.METHODS,),
    wishes="村民代表会议同意",
    located=located(),
)
OPENED = ExplorationOpened(
    **KEY,
    name=NAME,
    holder="360730-survey",
    means=(GreenMeans.METHODS,),
    wishes="村民代表会议同意",
    stages=("justification", "design", "budget"),
    located=located(),
    opened_by="rights-1",
    opened_at=AT,
)


def active() -> Case[Any, Any, Any, Any]:
    return given(EXPLORATION, POLICY, OPENED)


@pytest.mark.req("G-033", "G-036")
def test_a_right_is_granted_outside_what_is_protected_with_the_wishes_of_the_people():
    given(EXPLORATION, POLICY).when(OPEN, at=AT).then(OPENED)
    active().when(OPEN, at=AT).then_rejected("mining.exploration-already-open")


@pytest.mark.req("G-033")
def test_without_the_wishes_of_the_people_the_right_is_flagged_until_they_are_recorded():
    given(EXPLORATION, POLICY).when(replace(OPEN, wishes=None), at=AT).then(
        replace(OPENED, wishes=None), WishesNotRecorded(**KEY, clause="3 §四(二)", found_at=AT)
    )
    active().when(RecordWishes(actor="rights-1", **KEY, wishes="同意，须修复林地"), at=AT).then(
        WishesRecorded(**KEY, wishes="同意，须修复林地", recorded_by="rights-1", recorded_at=AT)
    )


@pytest.mark.req("G-034", "G-016")
def test_no_new_right_inside_an_ecological_red_line():
    inside = replace(OPEN, located=located(red_line=("梅江源水源涵养区",)))

    given(EXPLORATION, POLICY).when(inside, at=AT).then_rejected(
        "mining.inside-ecological-red-line", "梅江源水源涵养区"
    )


@pytest.mark.req("G-035", "G-016")
def test_no_new_right_inside_a_nature_reserve():
    inside = replace(OPEN, located=located(reserve=("凌华山自然保护区",)))

    given(EXPLORATION, POLICY).when(inside, at=AT).then_rejected("mining.inside-nature-reserve", "凌华山自然保护区")


@pytest.mark.parametrize("left", [0, 1])
def test_without_a_data_set_of_each_kind_nothing_is_granted(left: int):
    half = replace(located(), overlaps=located().overlaps[left : left + 1])

    given(EXPLORATION, POLICY).when(replace(OPEN, located=half), at=AT).then_rejected("mining.red-lines-required")
    again = LocateExploration(actor="land-1", **KEY, located=half)
    active().when(again, at=AT).then_rejected("mining.red-lines-required")


@pytest.mark.req("G-035")
def test_an_active_project_in_a_reserve_has_to_leave_it():
    found = located(reserve=("凌华山自然保护区",))
    begun = WithdrawalBegun(
        **KEY,
        located=found,
        areas=("凌华山自然保护区",),
        clause="3 §四(二)",
        found_by="land-1",
        begun_at=AT,
    )
    leaving = active().when(LocateExploration(actor="land-1", **KEY, located=found), at=AT)
    leave = ConfirmWithdrawal(actor="rights-1", **KEY, withdrawn_on=date(2025, 4, 1))

    leaving.then(begun)
    leaving.after().when(finish("justification"), at=AT).then_rejected("mining.exploration-not-active")
    leaving.after().when(leave, at=AT).then(
        ExplorationWithdrawn(**KEY, withdrawn_on=date(2025, 4, 1), confirmed_by="rights-1", confirmed_at=AT)
    )
    early = replace(leave, withdrawn_on=date(2025, 3, 31))
    leaving.after().when(early, at=AT).then_rejected("mining.day-too-early")
    leaving.after().when(replace(leave, withdrawn_on=date(2025, 4, 2)), at=AT).then_rejected("mining.date-in-future")
    leaving.after().when(leave, at=AT).after().when(leave, at=AT).then_rejected("mining.not-withdrawing")
    active().when(leave, at=AT).then_rejected("mining.not-withdrawing")


def test_a_running_project_is_not_driven_out_by_a_red_line():
    """The text says of red lines that no new right is granted there, and no more."""
    found = located(red_line=("梅江源水源涵养区",))

    active().when(LocateExploration(actor="land-1", **KEY, located=found), at=AT).then(
        ExplorationLocated(**KEY, located=found, located_by="land-1", located_at=AT)
    )


WHO: dict[str, Any] = {"actor": "rights-1", **KEY}


def finish(stage: str, day: date = date(2025, 4, 1)) -> FinishExplorationStage:
    return FinishExplorationStage(**WHO, stage=stage, finished_on=day)


def finished(stage: str, place: int) -> ExplorationStageFinished:
    return ExplorationStageFinished(
        **KEY, stage=stage, place=place, finished_on=date(2025, 4, 1), recorded_by="rights-1", recorded_at=AT
    )


@pytest.mark.req("G-037")
def test_the_three_stages_that_are_known_come_in_their_order_and_others_may_follow():
    story = active()
    for place, stage in enumerate(("justification", "design", "budget", "drilling"), 1):
        story.when(finish(stage), at=AT).then(finished(stage, place))
        story = story.when(finish(stage), at=AT).after()

    story.when(finish("drilling"), at=AT).then_rejected("mining.stage-already-finished")
    active().when(finish("design"), at=AT).then_rejected("mining.stage-out-of-order")
    active().when(finish("justification", date(2025, 4, 2)), at=AT).then_rejected("mining.date-in-future")
    given(EXPLORATION, POLICY).when(finish("design"), at=AT).then_rejected("mining.no-such-exploration")


def test_without_the_rules_nothing_is_granted():
    with pytest.raises(Rejected, match="policy-not-active"):
        exploration_policy(resolve("360730", []))


BLOB = Blob(digest="ab" * 32, size=400, media_type="text/plain")
REGISTER = RegisterRedLines(
    actor="land-1", unit="3607", kind=ProtectedKind.RED_LINE, data_set=BLOB, dated=date(2024, 1, 1)
)
REGISTERED = RedLinesRegistered(
    unit="3607",
    kind=ProtectedKind.RED_LINE,
    data_set=BLOB,
    dated=date(2024, 1, 1),
    registered_by="land-1",
    registered_at=AT,
)


def test_a_data_set_of_a_day_is_registered_once():
    given(RED_LINES, None).when(REGISTER, at=AT).then(REGISTERED)
    again = given(RED_LINES, None, REGISTERED)
    again.when(REGISTER, at=AT).then_rejected("mining.red-lines-already-registered")
    reserve = replace(REGISTER, kind=ProtectedKind.NATURE_RESERVE)
    again.when(reserve, at=AT).then(replace(REGISTERED, kind=ProtectedKind.NATURE_RESERVE))
    later = replace(REGISTER, dated=date(2025, 1, 1))
    again.when(later, at=AT).then(replace(REGISTERED, dated=date(2025, 1, 1)))
