"""A community's work funding: the standard by its households, the district's share, its payment in time."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, day_ends
from contracts.elections.community.messages import CommunityEstablished
from contracts.elections.funding.messages import (
    CommunityFundingMismatched,
    CommunityFundingOverdue,
    CommunityFundingPaid,
    FundingOfCommunities,
    MarkCommunityFunding,
    PayCommunityFunding,
    SetCommunityFunding,
)
from contracts.elections.funding.rules import FundingPolicy, funding_policy
from contracts.errors import Forbidden, Malformed
from contracts.message import dump, load
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from elections.community.rule import community_stream
from elections.funding import STREAM
from elections.seated import PREPARES
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

from services.elections.tests.test_seated import on_record

UNIT, BESIDE, STREET = "360730100009", "360730100010", "360730100"
POLICY: FundingPolicy = funding_policy(resolve(UNIT, [pack_named("community-draft-standards")]))
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


MARCH, DECEMBER, JANUARY = moment(3, 31), moment(12, 31), moment(1, 5, year=2026)
YEAR_END = day_ends(date(2025, 12, 31))
SET = SetCommunityFunding(actor="civil", unit=UNIT, year=2025, households=3200, approved_on=None)
PAY = PayCommunityFunding(
    actor="civil", unit=UNIT, year=2025, yuan=30_000, paid_on=date(2025, 12, 31), basis="宁财社〔2025〕31号"
)
MARK = MarkCommunityFunding(actor="service:elections", unit=UNIT, year=2025)


def told(*steps: tuple[Any, datetime], policy: FundingPolicy = POLICY) -> Told:
    case = given(STREAM, policy)
    for command, at in steps:
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


ASKED = ((SET, MARCH),)


# What a community gets


@pytest.mark.req("E-136", "E-253", "E-254", "E-255")
@pytest.mark.parametrize(
    ("households", "standard"),
    [(0, 40_000), (1999, 40_000), (2000, 50_000), (2001, 50_000), (3000, 50_000), (3001, 60_000)],
)
def test_the_standard_is_a_matter_of_households_and_is_never_sent(households: int, standard: int):
    [fact] = decided(told().when(replace(SET, households=households), at=MARCH))

    assert (fact.standard_yuan, fact.households) == (standard, households)
    with pytest.raises(Malformed):
        load(SetCommunityFunding, {**dump(SET), "standard_yuan": 70_000})


@pytest.mark.req("E-137")
def test_the_district_pays_half_of_it_before_the_year_ends():
    [fact] = decided(told().when(SET, at=MARCH))

    assert (fact.standard_yuan, fact.district_yuan, fact.is_first_year) == (60_000, 30_000, False)
    assert (fact.due_on, fact.due_at) == (date(2025, 12, 31), YEAR_END)


@pytest.mark.req("E-135")
@pytest.mark.parametrize(
    ("approved_on", "district", "is_first_year"),
    [(date(2024, 12, 31), 30_000, False), (date(2025, 1, 1), 60_000, True), (date(2025, 12, 31), 60_000, True)],
)
def test_in_the_year_of_its_approval_the_district_pays_all(approved_on: date, district: int, is_first_year: bool):
    [fact] = decided(told().when(replace(SET, approved_on=approved_on), at=MARCH))

    assert (fact.district_yuan, fact.is_first_year) == (district, is_first_year)


def test_there_is_no_funding_of_a_year_before_its_approval():
    told().when(replace(SET, approved_on=date(2026, 1, 1)), at=MARCH).then_rejected("elections.day-too-early")


def test_its_households_may_be_counted_anew_until_something_is_paid():
    again = replace(SET, households=2000)
    [fact] = decided(told(*ASKED).when(again, at=MARCH))

    assert fact.district_yuan == 25_000
    told(*ASKED, (PAY, DECEMBER)).when(again, at=DECEMBER).then_rejected("elections.funding-paid-already")


@pytest.mark.parametrize("parameter", ["standard", "share"])
def test_nothing_is_set_where_no_pack_says(parameter: str):
    silent: Any = {"standard": type(POLICY.standard)()}.get(parameter)
    told(policy=replace(POLICY, **{parameter: silent})).when(SET, at=MARCH).then_rejected("policy-not-active")


# What is paid


def test_nothing_is_paid_that_was_not_set():
    told().when(PAY, at=DECEMBER).then_rejected("elections.no-such-funding")


@pytest.mark.parametrize("wrong", [-1, 0, 2.5, "30000", None])
def test_a_payment_is_of_whole_yuan_and_of_one_at_the_least(wrong: Any):
    with pytest.raises(Malformed) as refused:
        load(PayCommunityFunding, {**dump(PAY), "yuan": wrong})
    assert list(refused.value.problems) == ["yuan"]
    assert load(PayCommunityFunding, {**dump(PAY), "yuan": 1}).yuan == 1


@pytest.mark.parametrize(("day", "is_taken"), [(30, True), (31, True), (32, False)])
def test_nothing_is_paid_on_a_day_to_come(day: int, is_taken: bool):
    paid_on = date.fromordinal(date(2025, 12, 1).toordinal() + day - 1)
    case = told(*ASKED).when(replace(PAY, paid_on=paid_on), at=DECEMBER)

    if is_taken:
        assert [type(fact) for fact in decided(case)] == [CommunityFundingPaid]
    else:
        case.then_rejected("elections.date-in-future")


@pytest.mark.req("E-136")
@pytest.mark.parametrize(("yuan", "mismatch"), [(29_999, []), (30_000, []), (30_001, [CommunityFundingMismatched])])
def test_more_than_is_asked_is_flagged_at_once(yuan: int, mismatch: list[type]):
    paid, *flags = decided(told(*ASKED).when(replace(PAY, yuan=yuan), at=DECEMBER))

    assert (paid.total_yuan, paid.is_late) == (yuan, False)
    assert [type(flag) for flag in flags] == mismatch


@pytest.mark.req("E-136", "E-137")
@pytest.mark.parametrize(
    ("parts", "facts"),
    [
        ((), [CommunityFundingOverdue]),
        ((1,), [CommunityFundingOverdue, CommunityFundingMismatched]),
        ((10_000, 19_999), [CommunityFundingOverdue, CommunityFundingMismatched]),
        ((10_000, 20_000), []),
        ((10_000, 20_001), []),
    ],
)
def test_what_was_not_paid_in_full_when_the_year_ends_is_overdue(parts: tuple[int, ...], facts: list[type]):
    case = told(*ASKED, *((replace(PAY, yuan=yuan, paid_on=date(2025, 12, 1)), DECEMBER) for yuan in parts))

    assert [type(fact) for fact in decided(case.when(MARK, at=YEAR_END))] == facts
    assert decided(case.when(MARK, at=YEAR_END - datetime.resolution)) == []


@pytest.mark.req("E-137")
def test_that_it_is_overdue_is_said_once_whether_the_sweeper_ran_or_not():
    late = replace(PAY, paid_on=date(2026, 1, 1))
    said = told(*ASKED, (MARK, YEAR_END))

    assert decided(said.when(MARK, at=JANUARY)) == []
    assert [type(fact) for fact in decided(said.when(late, at=JANUARY))] == [CommunityFundingPaid]
    overdue, paid = decided(told(*ASKED).when(late, at=JANUARY))
    assert isinstance(overdue, CommunityFundingOverdue)
    assert paid.is_late


@pytest.mark.req("E-137")
def test_what_was_paid_in_time_is_in_time_whenever_it_is_entered():
    [paid] = decided(told(*ASKED).when(PAY, at=JANUARY))

    assert not paid.is_late


# What the door adds


@pytest.mark.req("E-135")
def test_when_it_was_approved_says_its_own_record_and_nobody_else():
    established = CommunityEstablished(
        unit=UNIT,
        name=Bilingual(zh="梅江新村社区", en="Meijiang New Village"),
        households=3200,
        approved_on=date(2025, 3, 31),
        basis="宁府字〔2025〕9号",
        recorded_by="civil",
        recorded_at=MARCH,
    )
    document = {"actor": "civil", "unit": UNIT, "year": 2025, "households": 3200}
    prepare = PREPARES[SetCommunityFunding]

    with_record = prepare(on_record({community_stream(UNIT): [established]}), document, MARCH.date())
    assert with_record["approved_on"] == "2025-03-31"
    assert prepare(on_record({}), document, MARCH.date())["approved_on"] is None
    with pytest.raises(Malformed):
        prepare(on_record({}), {**document, "approved_on": None}, MARCH.date())


# Views, and what follows by itself


def play(folder: Path) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    desk.activate("community-draft-standards")
    desk.at(MARCH, SET, replace(SET, unit=BESIDE, households=1200), replace(SET, year=2026))
    return desk


def lines(desk: Played, year: int = 2025, **page: Any) -> Any:
    return desk.ask(FundingOfCommunities(unit="360730", year=year), **page).communities


@pytest.mark.req("E-137")
def test_the_clock_alone_says_what_the_district_did_not_pay(tmp_path):
    desk = play(tmp_path)
    desk.at(DECEMBER, replace(PAY, unit=BESIDE, yuan=20_000))
    desk.at(YEAR_END - datetime.resolution)
    assert [(line.unit, line.paid_yuan, line.is_overdue) for line in lines(desk)] == [
        (UNIT, 0, False),
        (BESIDE, 20_000, False),
    ]
    desk.at(YEAR_END)
    assert [(line.is_overdue, line.is_mismatched) for line in lines(desk)] == [(True, False), (False, False)]
    desk.at(JANUARY, replace(PAY, yuan=30_001, paid_on=date(2026, 1, 5)))
    first = lines(desk)[0]
    assert (first.paid_yuan, first.is_overdue, first.is_mismatched) == (30_001, True, True)
    assert [line.is_overdue for line in lines(desk, year=2026)] == [False]
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


@pytest.mark.req("E-137")
def test_what_is_counted_anew_after_the_year_stays_overdue_and_does_not_fall_due_again(tmp_path):
    desk = play(tmp_path)
    desk.at(YEAR_END)
    desk.at(JANUARY, replace(SET, households=2000))

    first = lines(desk)[0]
    assert (first.district_yuan, first.is_overdue) == (25_000, True)
    overdue = [fact for fact in desk.facts() if isinstance(fact, CommunityFundingOverdue) and fact.unit == UNIT]
    assert [fact.district_yuan for fact in overdue] == [30_000]


def test_a_page_holds_so_many_lines_and_another_area_none(tmp_path):
    desk = play(tmp_path)
    question = FundingOfCommunities(unit=STREET, year=2025)
    first = desk.ask(question, limit=1)
    second = desk.ask(question, limit=1, after=first.next)

    assert [line.unit for line in (*first.communities, *second.communities)] == [UNIT, BESIDE]
    assert desk.ask(replace(question, unit="360731")).communities == ()


# Who may


def test_the_district_sets_and_pays_for_its_own_communities_and_no_other():
    permissions = permissions_of("elections")

    for method in ("set_community_funding", "pay_community_funding"):
        permissions.refuse_unit(method, "DistrictCivilAffairs", actor_unit="360730", record_unit=UNIT)
        with pytest.raises(Forbidden, match="forbidden-unit"):
            permissions.refuse_unit(method, "DistrictCivilAffairs", actor_unit="360731", record_unit=UNIT)
        for role in ("TownshipGovernment", "MunicipalCivilAffairs", "ResidentsCommittee", "Public"):
            with pytest.raises(Forbidden, match="forbidden-role"):
                permissions.refuse_role(method, role)
