"""Land for green mines, and land that mining used up."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from contracts.mining.mine.messages import (
    FundRecommended,
    IncludeInLandPlan,
    Instalment,
    LandOfArea,
    LandPlanned,
    LandReclaimed,
    LandRequested,
    LandSupplied,
    ReclaimLand,
    RecommendForFund,
    RequestLand,
    SupplyLand,
)
from contracts.mining.mine.rules import mining_policy
from contracts.mining.parcels.messages import (
    ArableLimitSet,
    DamagedLandSurveyed,
    EnterLandChange,
    LandChangeEntered,
    LandReportReviewed,
    ParcelsOfUnit,
    ReclaimedArableUsed,
    ReviewLandReport,
    SetArableLimit,
    SurveyDamagedLand,
    UseReclaimedArable,
)
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mining.parcels import STREAM
from mining.service import SERVICE
from mining.testing import EVIDENCE, PACKS, UNIT, OneMine, noon

OF_LAND = ("city-green-mines-2018", "cn-land-transfer-1990")
COUNTY = "360730"
AT, DAY = noon(2025, 8, 1), date(2025, 8, 1)
OF_MINE: dict[str, Any] = {"actor": "land-1", "unit": UNIT}
INCLUDE = IncludeInLandPlan(**OF_MINE, plan="土地利用总体规划调整", year=2025, square_metres=40_000)
REQUEST = RequestLand(
    actor="jinshi-1", unit=UNIT, kind="expanded", year=2025, square_metres=5_000, reason="扩建加工车间"
)
SUPPLY = SupplyLand(
    **OF_MINE,
    mode="agreement_transfer",
    procedure=EVIDENCE,
    square_metres=5_000,
    years=50,
    price=900_000,
    instalments=(Instalment(due_on=DAY, amount=400_000), Instalment(due_on=date(2026, 8, 1), amount=500_000)),
    supplied_on=DAY,
)
RECLAIM = ReclaimLand(**OF_MINE, reclaimed=8_000, entitled=8_000, reclaimed_on=DAY, evidence=EVIDENCE)
RECOMMEND = RecommendForFund(actor="finance-1", unit=UNIT, fund="国家地质矿产调查评价资金", year=2025)


@pytest.fixture(name="one")
def one_with_rules_of_land() -> OneMine:
    """Of the round those of the county, of land those of the city's opinion and the law."""
    of_round, of_land = (
        mining_policy(resolve(COUNTY, [pack_named(name) for name in names])) for names in (PACKS, OF_LAND)
    )
    return OneMine(replace(of_round, land=of_land.land))


def stages(one: OneMine) -> dict[str, Case[Any, Any, Any, Any]]:
    return {
        "planned": one.registered(),
        "building": one.building(),
        "evaluated": one.evaluated(),
        "certified": one.certified(),
        "under-review": one.under_review(),
        "removed": one.removed(),
    }


@pytest.mark.req("G-045", "G-046", "G-050")
@pytest.mark.parametrize("command", [INCLUDE, REQUEST, RECLAIM], ids=lambda command: type(command).__name__)
def test_land_is_for_who_is_listed_or_builds(one, command: Any):
    for stage, story in stages(one).items():
        case = story.when(command, at=AT)
        if stage in ("building", "certified", "under-review"):
            assert case.after().facts
        else:
            case.then_rejected("mining.not-green-mine")


@pytest.mark.req("G-045")
def test_a_green_mines_land_is_in_the_adjusted_plan(one):
    one.certified().when(INCLUDE, at=AT).then(
        LandPlanned(
            unit=UNIT,
            plan="土地利用总体规划调整",
            year=2025,
            square_metres=40_000,
            planned_by="land-1",
            planned_at=AT,
        )
    )


@pytest.mark.req("G-046")
@pytest.mark.parametrize("kind", ["new", "rebuilt", "expanded"])
def test_a_green_mines_need_of_new_land_comes_first(one, kind: str):
    one.certified().when(replace(REQUEST, kind=kind), at=AT).then(
        LandRequested(
            unit=UNIT,
            kind=kind,
            year=2025,
            square_metres=5_000,
            reason="扩建加工车间",
            comes_first=True,
            requested_by="jinshi-1",
            requested_at=AT,
        )
    )
    one.certified().when(replace(REQUEST, kind="hotel"), at=AT).then_rejected("mining.unknown-land-request")


@pytest.mark.req("G-047")
@pytest.mark.parametrize("mode", ["agreement_transfer", "lease", "lease_then_transfer", "tender", "auction", "listing"])
def test_land_is_supplied_in_lawful_ways_after_the_procedure(one, mode: str):
    one.registered().when(replace(SUPPLY, mode=mode), at=AT).then(
        LandSupplied(
            unit=UNIT,
            mode=mode,
            procedure=EVIDENCE,
            square_metres=5_000,
            years=50,
            price=900_000,
            instalments=SUPPLY.instalments,
            supplied_on=DAY,
            supplied_by="land-1",
            recorded_at=AT,
        )
    )
    one.registered().when(replace(SUPPLY, mode="gift"), at=AT).then_rejected("mining.invalid-land-mode")
    without = replace(SUPPLY, mode=mode, procedure=None)
    one.registered().when(without, at=AT).then_rejected("mining.land-procedure-required")


@pytest.mark.req("G-048")
@pytest.mark.parametrize(("years", "is_lawful"), [(None, True), (12, True), (50, True), (51, False)])
def test_a_term_is_chosen_up_to_the_longest_that_the_law_allows(one, years: int | None, is_lawful: bool):
    case = one.registered().when(replace(SUPPLY, years=years), at=AT)
    if is_lawful:
        assert years == case.after().facts[-1].years
    else:
        case.then_rejected("mining.term-exceeds-maximum", "51 of 50 years")


@pytest.mark.req("G-049")
@pytest.mark.parametrize(("second", "adds_up"), [(499_999, False), (500_000, True), (500_001, False)])
def test_instalments_add_up_to_the_price(one, second: int, adds_up: bool):
    parts = (SUPPLY.instalments[0], replace(SUPPLY.instalments[1], amount=second))
    case = one.registered().when(replace(SUPPLY, instalments=parts), at=AT)
    if adds_up:
        assert case.after().facts
    else:
        case.then_rejected("mining.instalments-mismatch")
    assert one.registered().when(replace(SUPPLY, instalments=()), at=AT).after().facts


@pytest.mark.req("G-050")
@pytest.mark.parametrize(("entitled", "is_linked"), [(8_000, True), (8_001, False)])
def test_new_land_is_linked_to_what_was_reclaimed(one, entitled: int, is_linked: bool):
    case = one.certified().when(replace(RECLAIM, entitled=entitled), at=AT)
    if not is_linked:
        case.then_rejected("mining.entitlement-too-large")
        return
    case.then(
        LandReclaimed(
            unit=UNIT,
            reclaimed=8_000,
            entitled=entitled,
            reclaimed_on=DAY,
            evidence=EVIDENCE,
            recorded_by="land-1",
            recorded_at=AT,
        )
    )


@pytest.mark.req("G-057")
def test_only_listed_mines_are_recommended_first_for_a_survey_fund(one):
    one.certified().when(RECOMMEND, at=AT).then(
        FundRecommended(
            unit=UNIT, fund="国家地质矿产调查评价资金", year=2025, recommended_by="finance-1", recommended_at=AT
        )
    )
    for stage, story in stages(one).items():
        if stage not in ("certified", "under-review"):
            story.when(RECOMMEND, at=AT).then_rejected("mining.not-green-mine")


def test_mi_15_a_removed_mine_loses_its_benefits_at_once(one):
    """Disclosure is told by the same fact (event flow 28)."""
    before, after = one.under_review(), one.removed()
    for command in (INCLUDE, REQUEST, RECLAIM, RECOMMEND):
        assert before.when(command, at=AT).after().facts
        after.when(command, at=AT).then_rejected("mining.not-green-mine")


def test_nothing_of_land_lies_in_the_future_or_belongs_to_no_mine(one):
    tomorrow = date(2025, 8, 2)

    one.certified().when(replace(SUPPLY, supplied_on=tomorrow), at=AT).then_rejected("mining.date-in-future")
    one.certified().when(replace(RECLAIM, reclaimed_on=tomorrow), at=AT).then_rejected("mining.date-in-future")
    one.new().when(SUPPLY, at=AT).then_rejected("mining.no-such-mine")


# Land that mining used up

OF_COUNTY: dict[str, Any] = {"actor": "land-1", "unit": COUNTY}
LIMIT = SetArableLimit(**OF_COUNTY, most=10_000, decided_on=DAY)
SURVEY = SurveyDamagedLand(
    **OF_COUNTY,
    parcel="pit-3",
    mine=UNIT,
    square_metres=12_000,
    arable=6_000,
    basic_farmland=2_000,
    is_lawful=True,
    is_recoverable=False,
    surveyed_on=DAY,
)
REVIEW = ReviewLandReport(**OF_COUNTY, parcel="pit-3", report=EVIDENCE, is_passed=True, reviewed_on=DAY)
ENTER = EnterLandChange(**OF_COUNTY, parcel="pit-3", replaced=2_000, entered_on=DAY)
USE = UseReclaimedArable(
    **OF_COUNTY,
    site="历史遗留石英矿",
    square_metres=3_000,
    meets_plan=True,
    meets_ecology=True,
    used_on=DAY,
    evidence=EVIDENCE,
)


def place(*commands: Any) -> Case[Any, Any, Any, Any]:
    story: Case[Any, Any, Any, Any] = given(STREAM, None)
    for command in commands:
        story = story.when(command, at=AT).after()
    return story


@pytest.mark.req("G-052")
@pytest.mark.parametrize(("meets_plan", "meets_ecology"), [(True, True), (True, False), (False, True), (False, False)])
def test_arable_land_from_abandoned_mines_counts_if_planning_and_ecology_are_met(meets_plan, meets_ecology):
    case = place().when(replace(USE, meets_plan=meets_plan, meets_ecology=meets_ecology), at=AT)
    if not (meets_plan and meets_ecology):
        case.then_rejected("mining.plan-or-ecology-not-met")
        return
    case.then(
        ReclaimedArableUsed(
            unit=COUNTY,
            site="历史遗留石英矿",
            square_metres=3_000,
            used_on=DAY,
            evidence=EVIDENCE,
            recorded_by="land-1",
            recorded_at=AT,
        )
    )


@pytest.mark.req("G-053")
def test_damaged_land_is_surveyed_reviewed_and_entered_in_this_order():
    place(LIMIT).when(SURVEY, at=AT).then(
        DamagedLandSurveyed(
            unit=COUNTY,
            parcel="pit-3",
            mine=UNIT,
            square_metres=12_000,
            arable=6_000,
            basic_farmland=2_000,
            surveyed_on=DAY,
            surveyed_by="land-1",
            recorded_at=AT,
        )
    )
    place(LIMIT, SURVEY).when(REVIEW, at=AT).then(
        LandReportReviewed(
            unit=COUNTY,
            parcel="pit-3",
            report=EVIDENCE,
            is_passed=True,
            reviewed_on=DAY,
            reviewed_by="land-1",
            recorded_at=AT,
        )
    )
    place(LIMIT, SURVEY, REVIEW).when(ENTER, at=AT).then(
        LandChangeEntered(
            unit=COUNTY,
            parcel="pit-3",
            arable_reduced=6_000,
            reduced_in_all=6_000,
            replaced=2_000,
            entered_on=DAY,
            entered_by="land-1",
            recorded_at=AT,
        )
    )


@pytest.mark.req("G-053")
def test_without_survey_or_passed_review_nothing_is_entered():
    failed = replace(REVIEW, is_passed=False)

    place(LIMIT).when(REVIEW, at=AT).then_rejected("mining.survey-required")
    for before in ((LIMIT,), (LIMIT, SURVEY), (LIMIT, SURVEY, failed), (LIMIT, SURVEY, REVIEW, failed)):
        place(*before).when(ENTER, at=AT).then_rejected("mining.review-not-passed")
    place(LIMIT, SURVEY, REVIEW, ENTER).when(ENTER, at=AT).then_rejected("mining.change-already-entered")
    place(LIMIT, SURVEY).when(SURVEY, at=AT).then_rejected("mining.parcel-already-surveyed")


@pytest.mark.req("G-053")
@pytest.mark.parametrize(
    "other", [{"is_lawful": False}, {"is_recoverable": True}, {"arable": 12_001}, {"basic_farmland": 6_001}]
)
def test_only_what_lawful_mining_damaged_for_good_is_a_change_of_land(other: dict[str, Any]):
    place(LIMIT).when(replace(SURVEY, **other), at=AT).then_rejected("mining.not-for-land-change")


@pytest.mark.req("G-054")
@pytest.mark.parametrize(("most", "is_within"), [(11_999, False), (12_000, True)])
def test_a_place_gives_up_no_more_arable_land_than_its_limit(most: int, is_within: bool):
    again = (replace(SURVEY, parcel="pit-4"), replace(REVIEW, parcel="pit-4"))
    first = place(LIMIT, SURVEY, REVIEW, ENTER, *again, replace(LIMIT, most=most))
    case = first.when(replace(ENTER, parcel="pit-4"), at=AT)
    if is_within:
        assert 12_000 == case.after().facts[-1].reduced_in_all
    else:
        case.then_rejected("mining.control-limit-exceeded", "12000 of 11999")


@pytest.mark.req("G-054")
def test_before_a_place_has_a_limit_no_arable_land_is_given_up():
    place().when(LIMIT, at=AT).then(
        ArableLimitSet(unit=COUNTY, most=10_000, decided_on=DAY, set_by="land-1", set_at=AT)
    )
    place(SURVEY, REVIEW).when(ENTER, at=AT).then_rejected("mining.control-limit-exceeded")
    bare = replace(SURVEY, arable=0, basic_farmland=0)
    assert place(bare, REVIEW).when(ENTER, at=AT).after().facts


@pytest.mark.req("G-055")
@pytest.mark.parametrize(("replaced", "is_enough"), [(1_999, False), (2_000, True), (2_001, True)])
def test_basic_farmland_is_marked_out_anew(replaced: int, is_enough: bool):
    case = place(LIMIT, SURVEY, REVIEW).when(replace(ENTER, replaced=replaced), at=AT)
    if is_enough:
        assert case.after().facts
    else:
        case.then_rejected("mining.basic-farmland-must-be-replaced")


def test_no_day_of_a_parcel_lies_in_the_future():
    tomorrow = date(2025, 8, 2)
    for before, command in (
        ((), replace(LIMIT, decided_on=tomorrow)),
        ((), replace(USE, used_on=tomorrow)),
        ((), replace(SURVEY, surveyed_on=tomorrow)),
        ((SURVEY,), replace(REVIEW, reviewed_on=tomorrow)),
        ((LIMIT, SURVEY, REVIEW), replace(ENTER, entered_on=tomorrow)),
    ):
        place(*before).when(command, at=AT).then_rejected("mining.date-in-future")


@pytest.mark.req("G-050", "G-053", "G-054")
def test_land_and_parcels_are_shown(one, tmp_path: Path):
    played = Played(SERVICE, SERVICE.answers, begins=noon(2025, 1, 2), unit=COUNTY, folder=tmp_path)
    played.activate(*PACKS)
    played.at(noon(2025, 1, 8), one.register(), one.check(), one.begin())
    played.at(AT, INCLUDE, RECLAIM, LIMIT, USE, SURVEY, REVIEW, ENTER, replace(SURVEY, parcel="pit-4"))
    acts = played.ask(LandOfArea(unit=COUNTY), limit=1)

    assert [("land-planned", 40_000, None)] == [(each.act, each.square_metres, each.linked) for each in acts.acts]
    rest = played.ask(LandOfArea(unit=UNIT), after=acts.next).acts
    assert [("land-reclaimed", 8_000, 8_000)] == [(each.act, each.square_metres, each.linked) for each in rest]
    first = played.ask(ParcelsOfUnit(unit=COUNTY), limit=1)
    assert (10_000, 6_000, 3_000, "pit-3") == (first.limit, first.reduced, first.won, first.next)
    assert [(True, DAY)] == [(each.is_passed, each.entered_on) for each in first.parcels]
    [other] = played.ask(ParcelsOfUnit(unit=COUNTY), after=first.next).parcels
    assert ("pit-4", None, None) == (other.parcel, other.is_passed, other.entered_on)
    assert played.rows() == played.rebuilt(tmp_path / "again")
