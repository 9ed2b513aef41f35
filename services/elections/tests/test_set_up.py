"""Setting up a community: what its size asks for, the approval, three months for its committee, the filing."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, day_ends
from contracts.elections.community.messages import (
    ApproveCommunity,
    CommunitiesSetUp,
    CommunityEstablished,
    CommunityFiled,
    CommunityFiling,
    CommunityFormed,
    CommunityProposed,
    FileCommunity,
    FilingOverdue,
    FormationBegun,
    FormationOverdue,
    MarkCommunity,
    NoteCommitteeOfCommunity,
    ProposeCommunity,
    SetUp,
    SetUpStep,
)
from contracts.elections.community.rules import CommunityPolicy, community_policy
from contracts.elections.words import AreaKind
from contracts.errors import Forbidden, Malformed
from contracts.message import dump, load
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from elections.community import STREAM
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.machine import departures, happening, read_machine
from ledger.testing.playing import Played

PAGE = Path(__file__).parents[3] / "docs" / "requirements" / "state-machines.md"
STREET, UNIT, NEIGHBOUR = "360730100", "360730100009", "360730100001"
POLICY: CommunityPolicy = community_policy(resolve(UNIT, [pack_named("community-draft-standards")]))
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


MARCH, JUNE, DECEMBER = moment(3, 31), moment(6, 20), moment(12, 20)
APPROVED_ON, FORMED_ON, FORMATION_DUE, FILING_DUE = (
    *(date(2025, 3, 31), date(2025, 6, 18), date(2025, 6, 30), date(2025, 11, 30)),
)
FORMATION_OVER, FILING_OVER = day_ends(FORMATION_DUE), day_ends(FILING_DUE)
PROPOSE = ProposeCommunity(
    actor="street",
    unit=UNIT,
    name=Bilingual(zh="梅江新村社区", en="Meijiang New Village"),
    area=AreaKind.NEW_RESIDENTIAL,
    households=3200,
    occupied=2100,
    neighbour=NEIGHBOUR,
)
APPROVE = ApproveCommunity(actor="civil", unit=UNIT, approved_on=APPROVED_ON, basis="宁府字〔2025〕9号")
NOTE = NoteCommitteeOfCommunity(
    actor="service:elections", unit=UNIT, election="first-2025", elected_on=FORMED_ON, members=7
)
FILING = CommunityFiling(
    name="梅江新村社区",
    households=3200,
    members=7,
    full_time_workers=5,
    address="梅江路1号",
    telephone="0797-6830000",
)
FILE = FileCommunity(actor="civil", unit=UNIT, filed_on=date(2025, 6, 20), filing=FILING)
MARK = MarkCommunity(actor="service:elections", unit=UNIT)


def told(*steps: tuple[Any, datetime], policy: CommunityPolicy = POLICY) -> Told:
    case = given(STREAM, policy)
    for command, at in steps:
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


PROPOSED = ((PROPOSE, MARCH),)
FORMING = (*PROPOSED, (APPROVE, MARCH))
FORMED = (*FORMING, (NOTE, JUNE))


# What a size asks for


@pytest.mark.req("E-126", "E-127", "E-128", "E-129")
@pytest.mark.parametrize(
    ("households", "occupied", "result"),
    [
        (3000, 1500, SetUp.ESTABLISH_COMMITTEE),
        (3001, 3001, SetUp.ESTABLISH_COMMITTEE),
        (2999, 1500, SetUp.GROUP_ATTACHED),
        (2999, 2999, SetUp.GROUP_ATTACHED),
        (3000, 1499, SetUp.GROUP_ATTACHED),
        (301, 150, SetUp.GROUP_ATTACHED),
        (300, 0, SetUp.GROUP_ATTACHED),
        (300, 300, SetUp.GROUP_ATTACHED),
        (299, 299, SetUp.ATTACHED),
        (0, 0, SetUp.ATTACHED),
    ],
)
def test_what_an_area_gets_is_a_matter_of_its_size(households: int, occupied: int, result: SetUp):
    [fact] = decided(told().when(replace(PROPOSE, households=households, occupied=occupied), at=MARCH))

    assert isinstance(fact, CommunityProposed)
    assert fact.result is result
    assert fact.neighbour == (None if result is SetUp.ESTABLISH_COMMITTEE else NEIGHBOUR)


@pytest.mark.req("E-129")
def test_more_households_than_there_are_have_not_moved_in():
    told().when(replace(PROPOSE, occupied=3201), at=MARCH).then_rejected("elections.invalid-households")
    assert isinstance(decided(told().when(replace(PROPOSE, occupied=3200), at=MARCH))[0], CommunityProposed)


@pytest.mark.req("E-129")
@pytest.mark.parametrize("wrong", [-1, 2.5, "3200", None])
@pytest.mark.parametrize("field", ["households", "occupied"])
def test_households_are_counted(field: str, wrong: Any):
    with pytest.raises(Malformed) as refused:
        load(ProposeCommunity, {**dump(PROPOSE), field: wrong})
    assert [field] == list(refused.value.problems)


@pytest.mark.req("E-127", "E-128")
@pytest.mark.parametrize("neighbour", [None, UNIT])
def test_what_gets_no_committee_is_managed_by_the_community_beside_it(neighbour: str | None):
    small = replace(PROPOSE, households=299, occupied=200, neighbour=neighbour)

    told().when(small, at=MARCH).then_rejected("elections.neighbour-required")


def test_without_the_rules_of_sizes_nothing_is_said_of_one():
    told(policy=replace(POLICY, sizes=None)).when(PROPOSE, at=MARCH).then_rejected("policy-not-active")


def test_a_size_is_recorded_again_until_the_community_is_approved():
    small = replace(PROPOSE, households=2000, occupied=1500)
    told((small, MARCH)).when(APPROVE, at=MARCH).then_rejected("elections.not-to-be-established")
    grown = told((small, MARCH), (PROPOSE, moment(5, 6)))

    assert isinstance(decided(grown.when(APPROVE, at=moment(5, 6)))[0], CommunityEstablished)
    told(*FORMING).when(PROPOSE, at=JUNE).then_rejected("elections.community-established-already")


# The approval, and three months for the committee


@pytest.mark.req("E-131")
def test_three_months_run_from_the_approval():
    established, begun = decided(told(*PROPOSED).when(APPROVE, at=MARCH))

    assert established == CommunityEstablished(
        unit=UNIT,
        name=PROPOSE.name,
        households=3200,
        approved_on=APPROVED_ON,
        basis=APPROVE.basis,
        recorded_by="civil",
        recorded_at=MARCH,
    )
    assert begun == FormationBegun(unit=UNIT, due_on=FORMATION_DUE, due_at=FORMATION_OVER, begun_at=MARCH)


@pytest.mark.req("E-131")
@pytest.mark.parametrize(
    ("approved_on", "due_on"),
    [
        (date(2025, 3, 30), date(2025, 6, 30)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2025, 5, 15), date(2025, 8, 15)),
    ],
)
def test_they_end_on_the_corresponding_day_or_with_their_month(approved_on: date, due_on: date):
    approve = replace(APPROVE, approved_on=approved_on)

    assert decided(told(*PROPOSED).when(approve, at=DECEMBER))[1].due_on == due_on


def test_nothing_is_approved_that_is_not_on_record_or_was_approved_or_only_tomorrow():
    told().when(APPROVE, at=MARCH).then_rejected("elections.no-such-community")
    told(*FORMING).when(APPROVE, at=JUNE).then_rejected("elections.community-established-already")
    tomorrow = replace(APPROVE, approved_on=date(2025, 4, 1))
    told(*PROPOSED).when(tomorrow, at=MARCH).then_rejected("elections.date-in-future")


@pytest.mark.req("E-131")
def test_a_committee_elected_on_the_last_day_is_in_time_and_a_day_later_is_not():
    last, after = replace(NOTE, elected_on=FORMATION_DUE), replace(NOTE, elected_on=date(2025, 7, 1))
    [in_time] = decided(told(*FORMING).when(last, at=moment(7, 5)))
    overdue, late = decided(told(*FORMING).when(after, at=moment(7, 5)))

    assert (in_time.is_late, late.is_late) == (False, True)
    assert overdue == FormationOverdue(unit=UNIT, due_at=FORMATION_OVER, announced_at=moment(7, 5))


@pytest.mark.req("E-131")
def test_that_there_is_no_committee_is_said_when_the_time_has_passed_and_once():
    assert [] == decided(told(*FORMING).when(MARK, at=FORMATION_OVER - datetime.resolution))
    assert [] == decided(told(*FORMED).when(MARK, at=FORMATION_OVER))
    [overdue] = decided(told(*FORMING).when(MARK, at=FORMATION_OVER))

    assert isinstance(overdue, FormationOverdue)
    said = told(*FORMING, (MARK, FORMATION_OVER))
    assert [] == decided(said.when(MARK, at=DECEMBER))
    [formed] = decided(said.when(replace(NOTE, elected_on=date(2025, 7, 3)), at=moment(7, 5)))
    assert formed.is_late


def test_without_a_rule_nothing_is_overdue():
    silent = replace(POLICY, formation=None, yearly=None)
    forming = told(*FORMING, policy=silent)

    assert forming.facts[-1] == FormationBegun(unit=UNIT, due_on=None, due_at=None, begun_at=MARCH)
    assert [] == decided(forming.when(MARK, at=DECEMBER))
    assert [] == decided(told(*FORMED, policy=silent).when(MARK, at=DECEMBER))


def test_the_committee_of_a_community_that_is_not_set_up_is_nothing_to_this_record():
    for steps in ((), PROPOSED, FORMED):
        assert [] == decided(told(*steps).when(NOTE, at=JUNE))


# The filing


@pytest.mark.req("E-132")
@pytest.mark.parametrize(
    ("formed_on", "due_on"),
    [
        (date(2025, 11, 29), FILING_DUE),
        (FILING_DUE, FILING_DUE),
        (date(2025, 12, 1), date(2026, 11, 30)),
    ],
)
def test_a_new_community_is_filed_with_those_of_its_year(formed_on: date, due_on: date):
    *_, formed = decided(told(*FORMING).when(replace(NOTE, elected_on=formed_on), at=DECEMBER))

    assert isinstance(formed, CommunityFormed)
    assert (formed.filing_due_on, formed.filing_due_at) == (due_on, day_ends(due_on))


@pytest.mark.req("E-132")
def test_a_filing_that_is_missing_when_the_day_has_passed_is_overdue():
    assert [] == decided(told(*FORMED).when(MARK, at=FILING_OVER - datetime.resolution))
    overdue = FilingOverdue(unit=UNIT, due_on=FILING_DUE, due_at=FILING_OVER, announced_at=FILING_OVER)

    assert [overdue] == decided(told(*FORMED).when(MARK, at=FILING_OVER))
    assert [] == decided(told(*FORMED, (MARK, FILING_OVER)).when(MARK, at=DECEMBER))
    assert [] == decided(told(*FORMED, (FILE, JUNE)).when(MARK, at=DECEMBER))


@pytest.mark.req("E-132")
def test_filed_on_the_last_day_is_in_time_and_a_day_later_is_not():
    last, after = replace(FILE, filed_on=FILING_DUE), replace(FILE, filed_on=date(2025, 12, 1))
    [in_time] = decided(told(*FORMED).when(last, at=DECEMBER))
    overdue, late = decided(told(*FORMED).when(after, at=DECEMBER))

    assert (in_time.is_late, late.is_late) == (False, True)
    assert isinstance(overdue, FilingOverdue)
    assert isinstance(late, CommunityFiled)


@pytest.mark.req("E-133")
@pytest.mark.parametrize("field", ["name", "households", "members", "full_time_workers", "address", "telephone"])
def test_a_filing_without_one_of_its_six_things_is_incomplete(field: str):
    without = replace(FILE, filing=replace(FILING, **{field: None}))
    case = told(*FORMED).when(without, at=JUNE)

    case.then_rejected("elections.filing-incomplete")
    assert isinstance(
        decided(told(*FORMED, policy=replace(POLICY, fields=5)).when(without, at=JUNE))[0], CommunityFiled
    )


def test_what_is_not_formed_or_filed_already_is_not_filed():
    told().when(FILE, at=JUNE).then_rejected("elections.no-such-community")
    for steps in (PROPOSED, FORMING):
        told(*steps).when(FILE, at=JUNE).then_rejected("elections.community-not-formed")
    told(*FORMED, (FILE, JUNE)).when(FILE, at=JUNE).then_rejected("elections.community-filed-already")
    tomorrow = replace(FILE, filed_on=date(2025, 6, 21))
    told(*FORMED).when(tomorrow, at=JUNE).then_rejected("elections.date-in-future")


@pytest.mark.parametrize(("day", "is_taken"), [(17, False), (18, True), (19, True)])
def test_nothing_is_filed_before_its_committee_was_elected(day: int, is_taken: bool):
    case = told(*FORMED).when(replace(FILE, filed_on=date(2025, 6, day)), at=JUNE)

    if is_taken:
        assert isinstance(decided(case)[0], CommunityFiled)
    else:
        case.then_rejected("elections.day-too-early")


def test_every_step_is_one_of_the_machine():
    """Each command in every state, against the requirements' table."""

    def named(fact: Any, community: Any) -> tuple[str, ...]:
        """That a filing is late moves nothing."""
        if isinstance(fact, FormationOverdue):
            return ("overdue",)
        return () if isinstance(fact, FilingOverdue) else (community.step.value,)

    pool = (
        *((APPROVE, MARCH), (NOTE, JUNE), (MARK, FORMATION_OVER), (FILE, JUNE), (MARK, FILING_OVER)),
        (replace(NOTE, elected_on=date(2025, 7, 3)), moment(7, 5)),
        (replace(FILE, filed_on=date(2025, 12, 1)), DECEMBER),
    )

    assert "" == departures(
        read_machine(PAGE, "S18"),
        happening(told(*PROPOSED), pool, named, begins="proposed"),
        never={},
        beyond={("overdue", "formed"): "a committee that comes late is a committee"},
    )


# Views, and what follows by itself


def play(folder: Path) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    desk.activate("community-draft-standards")
    small = replace(
        PROPOSE, unit="360730100010", name=Bilingual(zh="河背小区", en="Hebei Quarter"), households=280, occupied=100
    )
    desk.at(MARCH, PROPOSE, small, APPROVE)
    return desk


def lines(desk: Played, **page: Any) -> Any:
    return desk.ask(CommunitiesSetUp(unit="360730"), **page).communities


@pytest.mark.req("E-131", "E-132")
def test_the_clock_alone_says_what_is_overdue(tmp_path):
    desk = play(tmp_path)
    new, small = lines(desk)
    assert (new.step, new.due_on, new.is_late) == (SetUpStep.FORMING, FORMATION_DUE, False)
    assert (small.result, small.step, small.neighbour) == (SetUp.ATTACHED, SetUpStep.PROPOSED, NEIGHBOUR)
    desk.at(FORMATION_OVER - datetime.resolution)
    assert [line.is_late for line in lines(desk)] == [False, False]
    desk.at(FORMATION_OVER)
    assert [line.is_late for line in lines(desk)] == [True, False]
    desk.at(moment(7, 5), replace(NOTE, elected_on=date(2025, 7, 3)))
    assert (lines(desk)[0].step, lines(desk)[0].due_on) == (SetUpStep.FORMED, FILING_DUE)
    desk.at(FILING_OVER)
    assert [type(fact) for fact in desk.facts()[-1:]] == [FilingOverdue]
    desk.at(DECEMBER, replace(FILE, filed_on=date(2025, 12, 18)))
    filed = lines(desk)[0]
    assert (filed.step, filed.filed_on, filed.due_on) == (SetUpStep.FILED, date(2025, 12, 18), None)
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


def test_a_page_holds_so_many_lines_and_another_area_none(tmp_path):
    desk = play(tmp_path)
    first = desk.ask(CommunitiesSetUp(unit=STREET), limit=1)
    second = desk.ask(CommunitiesSetUp(unit=STREET), limit=1, after=first.next)

    assert [line.unit for line in (*first.communities, *second.communities)] == [UNIT, "360730100010"]
    assert desk.ask(CommunitiesSetUp(unit="360731")).communities == ()


# Who may


@pytest.mark.req("E-132")
def test_the_district_files_its_own_communities_and_no_other():
    permissions = permissions_of("elections")

    for method in ("approve_community", "file_community"):
        permissions.refuse_unit(method, "DistrictCivilAffairs", actor_unit="360730", record_unit=UNIT)
        with pytest.raises(Forbidden, match="forbidden-unit"):
            permissions.refuse_unit(method, "DistrictCivilAffairs", actor_unit="360731", record_unit=UNIT)
        for role in ("TownshipGovernment", "MunicipalCivilAffairs", "ResidentsCommittee", "Public"):
            with pytest.raises(Forbidden, match="forbidden-role"):
                permissions.refuse_role(method, role)
