"""The register of the areas that need a residents' committee: what is entered, and which of them have one."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.elections.area.messages import (
    AreaRegistered,
    CoverageFinding,
    CoverageOfAreas,
    CoverageTotal,
    RegisterArea,
)
from contracts.elections.area.rules import CoveragePolicy, coverage_policy
from contracts.elections.community.messages import ApproveCommunity, NoteCommitteeOfCommunity, ProposeCommunity
from contracts.elections.words import AreaKind
from contracts.errors import Forbidden
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from contracts.unit_register import EnrolUnit
from contracts.units import UnitKind
from elections.area import STREAM
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

STREET, UNIT, BESIDE = "360730100", "360730100009", "360730100001"
POLICY: CoveragePolicy = coverage_policy(resolve(STREET, [pack_named("community-draft-standards")]))
NAME = Bilingual(zh="梅江新村", en="Meijiang New Village")
NEEDED = (AreaKind.URBAN_VILLAGE, AreaKind.NEW_RESIDENTIAL, AreaKind.URBAN_RURAL_FRINGE)
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


MARCH, JUNE = moment(3, 31), moment(6, 20)
REGISTER = RegisterArea(
    actor="street", unit=STREET, area="new-village", name=NAME, kind=AreaKind.NEW_RESIDENTIAL, community=UNIT
)


def told(*steps: tuple[Any, datetime], policy: CoveragePolicy = POLICY) -> Told:
    case = given(STREAM, policy)
    for command, at in steps:
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


ENTERED = ((REGISTER, MARCH),)


# The register


def test_an_area_is_registered_with_its_kind_and_community():
    assert decided(told().when(REGISTER, at=MARCH)) == [
        AreaRegistered(
            unit=STREET,
            area="new-village",
            name=NAME,
            kind=AreaKind.NEW_RESIDENTIAL,
            community=UNIT,
            registered_by="street",
            registered_at=MARCH,
        )
    ]


@pytest.mark.parametrize("actor", ["street", "another"])
def test_the_same_again_decides_nothing(actor: str):
    assert decided(told(*ENTERED).when(replace(REGISTER, actor=actor), at=JUNE)) == []


@pytest.mark.parametrize(
    "news",
    [
        {"community": None},
        {"community": BESIDE},
        {"kind": AreaKind.URBAN_VILLAGE},
        {"name": Bilingual(zh="梅江新村", en="Meijiang")},
    ],
)
def test_whatever_is_said_otherwise_is_registered_anew(news: dict[str, Any]):
    [fact] = decided(told(*ENTERED).when(replace(REGISTER, **news), at=JUNE))

    assert {name: getattr(fact, name) for name in news} == news
    assert fact.registered_at == JUNE
    back = told(*ENTERED, (replace(REGISTER, **news), JUNE)).when(REGISTER, at=JUNE)
    assert [type(each) for each in decided(back)] == [AreaRegistered]


@pytest.mark.req("E-124")
@pytest.mark.parametrize("kind", AreaKind)
@pytest.mark.parametrize("steps", [(), ENTERED])
def test_the_kinds_of_areas_are_those_of_the_packs(steps: Any, kind: AreaKind):
    case = told(*steps).when(replace(REGISTER, kind=kind, community=BESIDE), at=JUNE)

    if kind in NEEDED:
        assert [fact.kind for fact in decided(case)] == [kind]
    else:
        case.then_rejected("elections.unknown-kind")


def test_where_no_pack_names_any_every_kind_is_taken():
    other = replace(REGISTER, kind=AreaKind.OTHER)

    assert [fact.kind for fact in decided(told(policy=CoveragePolicy(kinds=())).when(other, at=MARCH))] == [other.kind]


# Which of them have a committee


def play(folder: Path) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    desk.activate("community-draft-standards")
    return desk


def enrol(desk: Played, unit: str, kind: UnitKind = UnitKind.COMMUNITY) -> None:
    desk.send(EnrolUnit(actor="desk", unit=unit, kind=kind, name=NAME, valid_from=date(2025, 1, 1)))


def propose(households: int, occupied: int, neighbour: str | None = BESIDE) -> ProposeCommunity:
    return ProposeCommunity(
        actor="street",
        unit=UNIT,
        name=NAME,
        area=AreaKind.NEW_RESIDENTIAL,
        households=households,
        occupied=occupied,
        neighbour=neighbour,
    )


APPROVE = ApproveCommunity(actor="civil", unit=UNIT, approved_on=date(2025, 3, 31), basis="宁府字〔2025〕9号")
NOTE = NoteCommitteeOfCommunity(
    actor="service:elections", unit=UNIT, election="first-2025", elected_on=date(2025, 6, 18), members=7
)


def answer(desk: Played, unit: str = "360730", **page: Any) -> Any:
    return desk.ask(CoverageOfAreas(unit=unit), **page)


def findings(desk: Played) -> list[CoverageFinding | None]:
    return [line.finding for line in answer(desk).areas]


@pytest.mark.req("E-124", "E-244", "E-245", "E-246")
@pytest.mark.parametrize("kind", NEEDED)
def test_an_area_of_each_kind_without_a_committee_is_a_finding(tmp_path, kind: AreaKind):
    desk = play(tmp_path)
    nobody = replace(REGISTER, kind=kind, community=None)
    desk.at(MARCH, nobody)
    assert findings(desk) == [CoverageFinding.NO_COMMITTEE]
    desk.at(MARCH, replace(nobody, community=UNIT))
    assert findings(desk) == [CoverageFinding.COMMITTEE_NOT_ELECTED]
    assert answer(desk).totals == (CoverageTotal(kind=kind, areas=1, covered=0),)
    enrol(desk, UNIT)
    assert findings(desk) == [None]
    assert answer(desk).totals == (CoverageTotal(kind=kind, areas=1, covered=1),)


def test_a_village_is_no_community(tmp_path):
    desk = play(tmp_path)
    enrol(desk, UNIT, UnitKind.VILLAGE)
    desk.at(MARCH, REGISTER)

    assert findings(desk) == [CoverageFinding.COMMITTEE_NOT_ELECTED]


@pytest.mark.req("E-124")
def test_a_new_community_counts_once_its_committee_is_elected(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, REGISTER, propose(3000, 1500))
    assert findings(desk) == [CoverageFinding.COMMITTEE_NOT_ELECTED]
    desk.at(MARCH, APPROVE)
    assert findings(desk) == [CoverageFinding.COMMITTEE_NOT_ELECTED]
    desk.at(JUNE, NOTE)
    assert findings(desk) == [None]


@pytest.mark.req("E-124")
@pytest.mark.parametrize(("households", "occupied"), [(2999, 1500), (3000, 1499), (300, 0), (299, 299)])
def test_what_is_attached_to_the_community_beside_it_is_covered(tmp_path, households: int, occupied: int):
    desk = play(tmp_path)
    desk.at(MARCH, REGISTER, propose(households, occupied))

    assert findings(desk) == [None]
    desk.at(JUNE, propose(3000, 1500))
    assert findings(desk) == [CoverageFinding.COMMITTEE_NOT_ELECTED]


@pytest.mark.req("E-124")
def test_totals_are_of_the_whole_area_and_pages_are_not(tmp_path):
    desk = play(tmp_path)
    enrol(desk, UNIT)
    nobody = replace(REGISTER, community=None)
    desk.at(
        MARCH,
        replace(nobody, area="b", kind=AreaKind.URBAN_VILLAGE),
        replace(nobody, area="a"),
        replace(REGISTER, area="c"),
        replace(REGISTER, unit="360730101", area="a"),
    )
    totals = (
        CoverageTotal(kind=AreaKind.NEW_RESIDENTIAL, areas=3, covered=2),
        CoverageTotal(kind=AreaKind.URBAN_VILLAGE, areas=1, covered=0),
    )
    first = answer(desk, limit=3)
    second = answer(desk, limit=3, after=first.next)

    shown = [(line.unit, line.area) for line in (*first.areas, *second.areas)]
    assert shown == [(STREET, "a"), (STREET, "b"), (STREET, "c"), ("360730101", "a")]
    assert (first.totals, second.totals, second.next) == (totals, totals, None)
    assert answer(desk, "360732").totals == ()


def test_the_newest_counts_and_the_views_are_made_anew_to_the_same(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, REGISTER, replace(REGISTER, kind=AreaKind.URBAN_VILLAGE, community=None))
    [line] = answer(desk).areas

    assert (line.name, line.kind, line.community) == (NAME, AreaKind.URBAN_VILLAGE, None)
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


# Who may


def test_a_street_and_its_district_keep_their_own_registers_and_no_other():
    permissions = permissions_of("elections")

    for role, own, other in (
        ("TownshipGovernment", STREET, "360730101"),
        ("DistrictCivilAffairs", "360730", "360731"),
    ):
        permissions.refuse_unit("register_area", role, actor_unit=own, record_unit=STREET)
        with pytest.raises(Forbidden, match="forbidden-unit"):
            permissions.refuse_unit("register_area", role, actor_unit=other, record_unit=STREET)
    for role in ("MunicipalCivilAffairs", "ResidentsCommittee", "Public"):
        with pytest.raises(Forbidden, match="forbidden-role"):
            permissions.refuse_role("register_area", role)
