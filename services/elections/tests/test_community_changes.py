"""Changes of communities that exist: the households that remain, the filing, what is wanting of it."""

import hashlib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.common import ActivatePolicy, EnterPack, pieces_of
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.elections.community_change.messages import (
    ChangeCommunity,
    ChangesOfCommunities,
    CommunityBelowMinHouseholds,
    CommunityChanged,
    CommunityChangeFiled,
    CommunityChangeKind,
    CommunityChangeNotFiled,
    FileCommunityChange,
    MarkCommunityChange,
    ResizeExemption,
)
from contracts.elections.community_change.rules import CommunityChangePolicy, community_change_policy
from contracts.errors import Forbidden
from contracts.packs import form_of
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from elections.community_change import STREAM
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

STREET, UNIT, BESIDE = "360730100", "360730100009", "360730100010"
POLICY: CommunityChangePolicy = community_change_policy(resolve(UNIT, [pack_named("community-draft-standards")]))
TEN_DAYS = replace(POLICY, filing=DeadlineRule(amount=10, unit=TimeUnit.DAYS, source="5 §二(一)1(4)"))
NOTICE = form_of("""
[pack]
id = "county-2025-filing"
area = "360730"
in_force_from = 2025-01-01
known_from = 2025-01-01
source = "宁民字〔2025〕3号"
title = { zh = "关于社区变更备案期限的通知", en = "Notice on the filing of changes of communities" }
[community.filing.deadline_days]
value = 10
unit = "day"
source = "宁民字〔2025〕3号 第一条"
row = "E-130"
confidence = "sure"
""")
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


MARCH, APRIL, MAY = moment(3, 31), moment(4, 10), moment(5, 6)
DECIDED_ON, DUE_ON = date(2025, 3, 31), date(2025, 4, 10)
DUE_AT = day_ends(DUE_ON)
CHANGE = ChangeCommunity(
    actor="civil",
    unit=UNIT,
    decided_on=DECIDED_ON,
    change=CommunityChangeKind.ADJUSTED,
    households=2600,
    basis="宁府字〔2025〕11号",
)
MERGE = replace(CHANGE, change=CommunityChangeKind.MERGED, into=BESIDE)
FILE = FileCommunityChange(actor="civil", unit=UNIT, decided_on=DECIDED_ON, filed_on=date(2025, 4, 2))
MARK = MarkCommunityChange(actor="service:elections", unit=UNIT, decided_on=DECIDED_ON)


def told(*steps: tuple[Any, datetime], policy: CommunityChangePolicy = POLICY) -> Told:
    case = given(STREAM, policy)
    for command, at in steps:
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


CHANGED = ((CHANGE, MARCH),)
FILED = (*CHANGED, (FILE, APRIL))


# What is changed


def test_a_change_is_recorded_as_it_was_decided():
    [fact] = decided(told().when(CHANGE, at=MARCH))

    assert fact == CommunityChanged(
        unit=UNIT,
        decided_on=DECIDED_ON,
        change=CommunityChangeKind.ADJUSTED,
        households=2600,
        exemption=None,
        into=None,
        basis="宁府字〔2025〕11号",
        is_below_min=False,
        filing_due_on=None,
        filing_due_at=None,
        recorded_by="civil",
        recorded_at=MARCH,
    )


@pytest.mark.parametrize(
    ("kind", "into"),
    [
        (CommunityChangeKind.MERGED, None),
        (CommunityChangeKind.MERGED, UNIT),
        (CommunityChangeKind.ADJUSTED, BESIDE),
        (CommunityChangeKind.ADJUSTED, UNIT),
    ],
)
def test_another_community_is_named_exactly_when_it_is_merged_into_that(kind: CommunityChangeKind, into: str | None):
    told().when(replace(CHANGE, change=kind, into=into), at=MARCH).then_rejected("elections.invalid-successor")


@pytest.mark.parametrize("again", [CHANGE, MERGE])
@pytest.mark.parametrize("steps", [CHANGED, FILED, ((MERGE, MARCH),)])
def test_a_community_is_changed_once_on_a_day(again: ChangeCommunity, steps: Any):
    told(*steps).when(again, at=MAY).then_rejected("elections.changed-already")


@pytest.mark.parametrize(("day", "is_taken"), [(30, True), (31, True), (32, False)])
def test_nothing_is_decided_on_a_day_to_come(day: int, is_taken: bool):
    decided_on = date.fromordinal(date(2025, 3, 1).toordinal() + day - 1)
    case = told().when(replace(CHANGE, decided_on=decided_on), at=MARCH)

    if is_taken:
        assert [type(fact) for fact in decided(case)] == [CommunityChanged]
    else:
        case.then_rejected("elections.date-in-future")


# What remains


@pytest.mark.req("E-123")
@pytest.mark.parametrize(("households", "is_small"), [(0, True), (1999, True), (2000, False), (2001, False)])
@pytest.mark.parametrize(("change", "remaining"), [(CHANGE, UNIT), (MERGE, BESIDE)])
def test_less_than_two_thousand_households_are_flagged(
    change: ChangeCommunity, remaining: str, households: int, is_small: bool
):
    changed, *flags = decided(told().when(replace(change, households=households), at=MARCH))
    flag = CommunityBelowMinHouseholds(
        unit=UNIT, decided_on=DECIDED_ON, community=remaining, households=households, least=2000, noted_at=MARCH
    )

    assert changed.is_below_min == is_small
    assert flags == ([flag] if is_small else [])


@pytest.mark.req("E-123")
@pytest.mark.parametrize("exemption", ResizeExemption)
def test_of_a_single_unit_or_a_market_town_no_number_is_asked(exemption: ResizeExemption):
    small = replace(CHANGE, households=700, exemption=exemption)
    [changed] = decided(told().when(small, at=MARCH))

    assert (changed.is_below_min, changed.exemption) == (False, exemption)
    only_other = replace(POLICY, exempt=tuple(each for each in ResizeExemption if each is not exemption))
    assert len(decided(told(policy=only_other).when(small, at=MARCH))) == 2


def test_without_a_rule_no_number_is_asked():
    [changed] = decided(told(policy=replace(POLICY, least=None)).when(replace(CHANGE, households=1), at=MARCH))

    assert not changed.is_below_min


# The filing


def test_what_is_not_on_record_or_filed_already_is_not_filed():
    told().when(FILE, at=APRIL).then_rejected("elections.no-such-change")
    told(*FILED).when(FILE, at=APRIL).then_rejected("elections.change-filed-already")
    late = told(*CHANGED, (MARK, DUE_AT), (replace(FILE, filed_on=date(2025, 5, 6)), MAY), policy=TEN_DAYS)
    late.when(FILE, at=MAY).then_rejected("elections.change-filed-already")


@pytest.mark.parametrize(("day", "is_taken"), [(9, True), (10, True), (11, False)])
def test_nothing_is_filed_on_a_day_to_come(day: int, is_taken: bool):
    case = told(*CHANGED).when(replace(FILE, filed_on=date(2025, 4, day)), at=APRIL)

    if is_taken:
        assert [type(fact) for fact in decided(case)] == [CommunityChangeFiled]
    else:
        case.then_rejected("elections.date-in-future")


@pytest.mark.parametrize(("day", "is_taken"), [(30, False), (31, True), (32, True)])
def test_nothing_is_filed_before_it_was_decided(day: int, is_taken: bool):
    filed_on = date.fromordinal(date(2025, 3, 1).toordinal() + day - 1)
    case = told(*CHANGED).when(replace(FILE, filed_on=filed_on), at=APRIL)

    if is_taken:
        assert [type(fact) for fact in decided(case)] == [CommunityChangeFiled]
    else:
        case.then_rejected("elections.day-too-early")


@pytest.mark.req("E-130")
def test_where_no_pack_says_days_nothing_falls_due_and_no_filing_is_late():
    late = replace(FILE, filed_on=date(2025, 5, 6))
    [filed] = decided(told(*CHANGED, (MARK, MAY)).when(late, at=MAY))

    assert told(*CHANGED, (MARK, MAY)).facts == told(*CHANGED).facts
    assert not filed.is_late


@pytest.mark.req("E-130")
def test_where_a_pack_says_days_they_run_from_the_decision():
    [changed] = decided(told(policy=TEN_DAYS).when(CHANGE, at=MAY))

    assert (changed.filing_due_on, changed.filing_due_at) == (DUE_ON, DUE_AT)


@pytest.mark.req("E-130")
@pytest.mark.parametrize(("day", "is_late"), [(9, False), (10, False), (11, True)])
def test_filed_on_the_last_day_is_in_time_and_a_day_later_is_not(day: int, is_late: bool):
    filing = replace(FILE, filed_on=date(2025, 4, day))
    *said, filed = decided(told(*CHANGED, policy=TEN_DAYS).when(filing, at=MAY))

    assert filed.is_late == is_late
    assert [type(fact) for fact in said] == ([CommunityChangeNotFiled] if is_late else [])


@pytest.mark.req("E-130")
def test_that_it_was_not_filed_in_time_is_said_once():
    not_filed = CommunityChangeNotFiled(
        unit=UNIT, decided_on=DECIDED_ON, due_on=DUE_ON, due_at=DUE_AT, announced_at=DUE_AT
    )
    changed = told(*CHANGED, policy=TEN_DAYS)

    assert decided(told(policy=TEN_DAYS).when(MARK, at=DUE_AT)) == []
    assert decided(changed.when(MARK, at=DUE_AT - datetime.resolution)) == []
    assert decided(changed.when(MARK, at=DUE_AT)) == [not_filed]
    assert decided(told(*FILED, policy=TEN_DAYS).when(MARK, at=DUE_AT)) == []
    said = told(*CHANGED, (MARK, DUE_AT), policy=TEN_DAYS)
    assert decided(said.when(MARK, at=MAY)) == []
    assert [type(fact) for fact in decided(said.when(replace(FILE, filed_on=date(2025, 5, 6)), at=MAY))] == [
        CommunityChangeFiled
    ]


# Views, and what follows by itself


def play(folder: Path) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    desk.activate("community-draft-standards")
    return desk


def with_days(desk: Played) -> None:
    digest = hashlib.sha256(NOTICE.encode()).hexdigest()
    desk.send(EnterPack(actor="desk", area="360730", pack=digest, text=pieces_of(NOTICE)))
    desk.send(ActivatePolicy(actor="desk", area="360730", pack=digest))


def lines(desk: Played, **page: Any) -> Any:
    return desk.ask(ChangesOfCommunities(unit="360730"), **page).changes


@pytest.mark.req("E-130")
def test_what_no_pack_gives_days_is_wanting_until_it_is_filed(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, CHANGE, replace(MERGE, unit=BESIDE, into=UNIT, households=1999))
    assert [(line.unit, line.is_not_filed, line.is_below_min, line.due_on) for line in lines(desk)] == [
        (UNIT, True, False, None),
        (BESIDE, True, True, None),
    ]
    desk.at(APRIL, FILE)
    assert [(line.is_not_filed, line.is_late, line.filed_on) for line in lines(desk)] == [
        (False, False, date(2025, 4, 2)),
        (True, False, None),
    ]
    desk.at(moment(12, 31))
    assert desk.facts(CommunityChangeNotFiled) == []


@pytest.mark.req("E-130")
def test_where_a_pack_gives_days_the_clock_alone_says_that_it_was_not_filed(tmp_path):
    desk = play(tmp_path)
    with_days(desk)
    desk.at(MARCH, CHANGE, replace(CHANGE, unit=BESIDE))
    desk.at(APRIL, replace(FILE, unit=BESIDE, filed_on=DUE_ON))
    desk.at(DUE_AT - datetime.resolution)
    assert [(line.is_not_filed, line.due_on) for line in lines(desk)] == [(False, DUE_ON), (False, DUE_ON)]
    desk.at(DUE_AT)
    assert [line.is_not_filed for line in lines(desk)] == [True, False]
    desk.at(MAY, replace(FILE, filed_on=date(2025, 5, 6)))
    assert [(line.is_not_filed, line.is_late) for line in lines(desk)] == [(False, True), (False, False)]
    assert [fact.unit for fact in desk.facts(CommunityChangeNotFiled)] == [UNIT]
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


def test_changes_of_different_days_stand_beside_each_other_page_by_page(tmp_path):
    desk = play(tmp_path)
    desk.at(MAY, replace(CHANGE, decided_on=date(2025, 5, 6)), CHANGE)
    question = ChangesOfCommunities(unit=STREET)
    first = desk.ask(question, limit=1)
    second = desk.ask(question, limit=1, after=first.next)

    shown = [line.decided_on for line in (*first.changes, *second.changes)]
    assert shown == [DECIDED_ON, date(2025, 5, 6)]
    assert desk.ask(ChangesOfCommunities(unit="360731")).changes == ()


# Who may


def test_the_district_changes_and_files_its_own_communities_and_no_other():
    permissions = permissions_of("elections")

    for method in ("change_community", "file_community_change"):
        permissions.refuse_unit(method, "DistrictCivilAffairs", actor_unit="360730", record_unit=UNIT)
        with pytest.raises(Forbidden, match="forbidden-unit"):
            permissions.refuse_unit(method, "DistrictCivilAffairs", actor_unit="360731", record_unit=UNIT)
        for role in ("TownshipGovernment", "MunicipalCivilAffairs", "ResidentsCommittee", "Public"):
            with pytest.raises(Forbidden, match="forbidden-role"):
                permissions.refuse_role(method, role)
