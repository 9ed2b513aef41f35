"""A district's yearly share and its own title."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from assessment.district import STREAM as DISTRICT
from contracts.assessment.community.rules import TitlePolicy, title_policy
from contracts.assessment.district.messages import (
    CityTaskCompleted,
    CompleteCityTask,
    ConferDistrictTitle,
    CountTitle,
    DistrictTitleConferred,
    FixYearlyList,
    TitleCounted,
    YearlyListFixed,
)
from contracts.assessment.words import Title
from contracts.calendar import CHINA
from contracts.policies import pack_named, resolve
from ledger.testing.given import given

UNIT = "360730"
NOON = datetime(2025, 3, 10, 12, tzinfo=CHINA)
PACKS = ("community-draft-standards", "community-draft-scheme")
POLICY: TitlePolicy = title_policy(resolve(UNIT, [pack_named(name) for name in PACKS]))
HALF = replace(POLICY, district_share=Fraction(1, 2))
CONFER = ConferDistrictTitle(actor="office-1", unit=UNIT, effect="成效明显")
COMPLETED = CityTaskCompleted(unit=UNIT, completed_on=date(2025, 3, 1), recorded_by="office-1", recorded_at=NOON)


def communities(count: int) -> tuple[str, ...]:
    return tuple(f"3607301{number:02}301" for number in range(count))


def fix(count: int, of: int) -> FixYearlyList:
    return FixYearlyList(actor="district-1", unit=UNIT, year=2025, communities=communities(count), of=of)


def fixed(count: int, of: int, *, is_within: bool) -> YearlyListFixed:
    return YearlyListFixed(
        unit=UNIT,
        year=2025,
        communities=communities(count),
        of=of,
        share=Fraction(count, of),
        is_within=is_within,
        fixed_by="district-1",
        fixed_at=NOON,
    )


@pytest.mark.req("A-208")
@pytest.mark.parametrize(
    ("count", "of", "within"), [(14, 100, False), (15, 100, True), (20, 100, True), (25, 100, True), (26, 100, False)]
)
def test_about_a_fifth_is_fifteen_to_twenty_five_in_a_hundred(count: int, of: int, within: bool):
    given(DISTRICT, POLICY).when(fix(count, of), at=NOON).then(fixed(count, of, is_within=within))


def test_a_list_is_fixed_once_of_its_own_communities_each_once():
    given(DISTRICT, POLICY, fixed(2, 10, is_within=True)).when(fix(2, 10), at=NOON).then_rejected(
        "assessment.list-already-fixed"
    )
    twice = replace(fix(1, 10), communities=communities(1) * 2)
    given(DISTRICT, POLICY).when(twice, at=NOON).then_rejected("assessment.community-twice")
    stranger = replace(fix(1, 10), communities=("360731101301",))
    given(DISTRICT, POLICY).when(stranger, at=NOON).then_rejected("assessment.not-of-the-district")
    given(DISTRICT, POLICY).when(fix(3, 2), at=NOON).then_rejected("assessment.more-than-all")
    silent = replace(POLICY, tolerance=None)
    given(DISTRICT, silent).when(fix(2, 10), at=NOON).then_rejected("assessment.threshold-not-configured")


def counted(number: int, *, is_held: bool = True) -> TitleCounted:
    return TitleCounted(
        unit=UNIT,
        community=communities(9)[number],
        title=Title.DEMONSTRATION,
        is_held=is_held,
        counted_at=NOON,
    )


def test_a_title_counts_once_until_it_is_lost():
    held = CountTitle(
        actor="service:assessment",
        unit=UNIT,
        community=communities(1)[0],
        title=Title.DEMONSTRATION,
        is_held=True,
    )

    given(DISTRICT, POLICY).when(held, at=NOON).then(counted(0))
    given(DISTRICT, POLICY, counted(0)).when(held, at=NOON).then()
    lost = replace(held, is_held=False)
    given(DISTRICT, POLICY, counted(0)).when(lost, at=NOON).then(counted(0, is_held=False))


@pytest.mark.req("A-286")
@pytest.mark.parametrize(("demonstration", "of", "conferred"), [(1, 3, False), (49, 100, False), (1, 2, True)])
def test_as_07_a_district_needs_its_share_of_demonstration_communities(demonstration: int, of: int, conferred: bool):
    titles = [
        TitleCounted(
            unit=UNIT,
            community=f"36073{number:04}301",
            title=Title.DEMONSTRATION,
            is_held=True,
            counted_at=NOON,
        )
        for number in range(demonstration)
    ]
    case = given(DISTRICT, HALF, fixed(1, of, is_within=False), COMPLETED, *titles).when(CONFER, at=NOON)
    if not conferred:
        case.then_rejected("assessment.standard-not-reached")
        return
    case.then(
        DistrictTitleConferred(
            unit=UNIT,
            demonstration=demonstration,
            of=of,
            share=Fraction(demonstration, of),
            effect="成效明显",
            conferred_by="office-1",
            conferred_at=NOON,
        )
    )


@pytest.mark.req("A-286")
def test_as_07_while_the_city_task_is_open_or_the_share_silent_there_is_no_demonstration_district():
    listed = fixed(1, 2, is_within=False)
    given(DISTRICT, HALF, listed, counted(0)).when(CONFER, at=NOON).then_rejected("assessment.city-task-open")
    given(DISTRICT, POLICY, listed, counted(0), COMPLETED).when(CONFER, at=NOON).then_rejected(
        "assessment.threshold-not-configured"
    )
    given(DISTRICT, HALF, counted(0), COMPLETED).when(CONFER, at=NOON).then_rejected("assessment.list-required")
    whole = given(DISTRICT, HALF, listed, counted(0), COMPLETED).when(CONFER, at=NOON).after()
    whole.when(CONFER, at=NOON).then_rejected("assessment.already-demonstration")


def test_the_city_task_is_completed_once_and_not_ahead():
    command = CompleteCityTask(actor="office-1", unit=UNIT, completed_on=date(2025, 3, 1))

    given(DISTRICT, POLICY).when(command, at=NOON).then(COMPLETED)
    given(DISTRICT, POLICY, COMPLETED).when(command, at=NOON).then()
    tomorrow = replace(command, completed_on=date(2025, 3, 11))
    given(DISTRICT, POLICY).when(tomorrow, at=NOON).then_rejected("assessment.date-in-future")
