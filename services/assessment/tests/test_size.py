"""Sizes, staff and funds of a community at their exact bounds; nothing is rounded."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from assessment.service import SERVICE
from assessment.size import STREAM as SIZE
from assessment.size.rule import Sizes, decide
from contracts.assessment.size.messages import (
    CommunityFigures,
    CommunityKind,
    RecordFigures,
    Size,
    SizeLine,
    SizesJudged,
    SizesOfArea,
)
from contracts.assessment.size.rules import size_policy
from contracts.calendar import CHINA, calendar_as_known
from contracts.policies import pack_named, resolve
from contracts.rules import Rules
from ledger.testing.given import given
from ledger.testing.playing import Played

UNIT, DISTRICT = "360730105301", "360730"
NOON = datetime(2025, 11, 20, 12, tzinfo=CHINA)
POLICY = size_policy(resolve(UNIT, [pack_named("community-draft-standards")]))
SOUND = CommunityFigures(
    kind=CommunityKind.NEW,
    households=3000,
    occupied=1500,
    members=6,
    full_time=4,
    groups=(200, 300),
    stewards=(20, 30),
    funds=50_000,
)
COUNTED = RecordFigures(actor="office-1", unit=UNIT, year=2025, counted_on=date(2025, 11, 20), figures=SOUND)


def judged(**other: Any) -> SizesJudged:
    command = replace(COUNTED, figures=replace(SOUND, **other))
    rules = Rules(policy=POLICY, calendar=calendar_as_known(date(2025, 11, 20)))
    return decide(command, Sizes(), rules, NOON)[0]


def met(size: Size, number: int | None = None, **other: Any) -> bool | None:
    return next(line.met for line in judged(**other).lines if (line.size, line.number) == (size, number))


EXISTING = CommunityKind.EXISTING


def test_as_13_a_sound_community_meets_every_bound_and_sees_each_beside_its_value():
    lines = judged().lines

    assert [line.size for line in lines if line.met is None] == [Size.PER_MEMBER]
    assert all(line.met in (True, None) for line in lines)
    assert lines[-1] == SizeLine(
        size=Size.FUNDS,
        number=None,
        indicator="C1.5",
        value=Fraction(50_000),
        least=Fraction(50_000),
        most=Fraction(50_000),
        met=True,
    )


@pytest.mark.parametrize(
    ("size", "other", "expected"),
    [
        (Size.HOUSEHOLDS, {"kind": EXISTING, "households": 1999}, False),
        (Size.HOUSEHOLDS, {"kind": EXISTING, "households": 2000}, True),
        (Size.HOUSEHOLDS, {"kind": CommunityKind.UNIT_TYPE, "households": 1999}, None),
        (Size.HOUSEHOLDS, {"kind": CommunityKind.SOLE_MARKET_TOWN, "households": 1999}, None),
        (Size.HOUSEHOLDS, {"households": 2999}, False),
        (Size.HOUSEHOLDS, {"households": 3000}, True),
        (Size.OCCUPANCY, {"households": 10_000, "occupied": 4999}, False),
        (Size.OCCUPANCY, {"households": 10_000, "occupied": 5000}, True),
        (Size.MEMBERS, {"members": 4}, False),
        (Size.MEMBERS, {"members": 5}, True),
        (Size.MEMBERS, {"members": 7}, True),
        (Size.MEMBERS, {"members": 8}, False),
        (Size.FULL_TIME, {"members": 7, "full_time": 4}, False),
        (Size.FULL_TIME, {"members": 6, "full_time": 4}, True),
        (Size.FULL_TIME, {"members": 7, "full_time": 5}, True),
        (Size.FUNDS, {"kind": EXISTING, "households": 1999, "funds": 40_000}, True),
        (Size.FUNDS, {"kind": EXISTING, "households": 1999, "funds": 50_000}, False),
        (Size.FUNDS, {"kind": EXISTING, "households": 2000, "funds": 50_000}, True),
        (Size.FUNDS, {"households": 3000, "funds": 49_999}, False),
        (Size.FUNDS, {"households": 3000, "funds": 50_001}, False),
        (Size.FUNDS, {"households": 3001, "funds": 60_000}, True),
        (Size.FUNDS, {"households": 3001, "funds": 50_000}, False),
    ],
)
def test_as_13_sizes_and_staff_are_held_against_the_opinion(size: Size, other: dict[str, Any], expected: bool | None):
    assert expected is met(size, **{"occupied": 0, **other} if "households" in other else other)


@pytest.mark.parametrize(("households", "expected"), [(199, False), (200, True), (300, True), (301, False)])
def test_as_13_every_group_has_two_to_three_hundred_households(households: int, expected: bool):
    assert (True, expected) == tuple(met(Size.GROUP, n, groups=(250, households)) for n in (1, 2))


@pytest.mark.parametrize(("households", "expected"), [(19, False), (20, True), (30, True), (31, False)])
def test_as_13_a_steward_looks_after_twenty_to_thirty_households(households: int, expected: bool):
    assert expected is met(Size.STEWARD, 1, stewards=(households,))


def test_as_13_about_five_hundred_households_a_member_is_shown_and_not_judged():
    line = next(line for line in judged(households=3001).lines if line.size is Size.PER_MEMBER)

    assert (Fraction(3001, 6), None, None, None) == (line.value, line.least, line.most, line.met)


def test_a_community_without_members_or_households_has_no_shares():
    sizes = [line.size for line in judged(households=0, occupied=0, members=0, full_time=0).lines]

    assert {Size.OCCUPANCY, Size.FULL_TIME, Size.PER_MEMBER}.isdisjoint(sizes)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"figures": replace(SOUND, occupied=3001)}, "assessment.figures-contradict"),
        ({"figures": replace(SOUND, full_time=7)}, "assessment.figures-contradict"),
        ({"counted_on": date(2025, 11, 21)}, "assessment.date-in-future"),
    ],
)
def test_figures_that_cannot_be_are_refused(said: dict[str, Any], code: str):
    given(SIZE, POLICY).when(replace(COUNTED, **said), at=NOON).then_rejected(code)


def test_figures_of_the_year_replace_each_other_and_are_shown_for_the_district(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=NOON - timedelta(days=1), unit=DISTRICT, folder=tmp_path)
    played.activate("community-draft-standards")
    other = replace(COUNTED, unit="360730105302")
    played.at(NOON, COUNTED, replace(COUNTED, figures=replace(SOUND, members=8)), other, replace(COUNTED, year=2024))
    found = played.ask(SizesOfArea(unit=DISTRICT)).communities
    page = played.ask(SizesOfArea(unit=DISTRICT), limit=1)

    assert [(one.unit, one.year, one.figures.members) for one in found] == [
        (UNIT, 2024, 6),
        (UNIT, 2025, 8),
        ("360730105302", 2025, 6),
    ]
    assert (*page.communities, *played.ask(SizesOfArea(unit=DISTRICT), after=page.next).communities) == found
    rows = played.rows()
    played.projector.rebuild()
    assert rows == played.views.live().rows()


def test_no_number_of_households_has_two_standards_of_funds_or_none():
    """About each bound: the one below, the bound, the one above."""
    for households in (1998, 1999, 2000, 2001, 2998, 2999, 3000, 3001, 3002):
        assert sum(band.holds(households) for band in POLICY.funds.bands) == 1
