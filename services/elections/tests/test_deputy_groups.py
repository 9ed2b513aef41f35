"""Deputy groups: joined at will, a plan a year, an activity a quarter."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.group.messages import (
    ChangeGroupMembers,
    CheckGroup,
    CloseGroup,
    FindingClass,
    GroupActivityHeld,
    GroupActivityMissed,
    GroupChecked,
    GroupClosed,
    GroupFinding,
    GroupMembersChanged,
    GroupPlanMissing,
    GroupSetUp,
    GroupsOfUnit,
    GroupYearPlanned,
    HoldGroupActivity,
    MemberWish,
    MissedQuarter,
    OrganisedAs,
    PlanGroupYear,
    SetUpGroup,
)
from contracts.elections.group.rules import GroupPolicy, group_policy
from contracts.errors import Forbidden
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from elections.group import STREAM
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

PACKS = ("cn-congress-2022", "district-congress-2020")
RESOLVED = resolve("360730100", [pack_named(name) for name in PACKS])
POLICY: GroupPolicy = group_policy(RESOLVED)
KEY: dict[str, Any] = {"unit": "360730100", "term": 18, "group": "east"}
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


APRIL, MAY = moment(4, 8), moment(5, 12)
THIRD_QUARTER = datetime(2025, 7, 1, tzinfo=CHINA)


def wishes(*names: str, wished: bool = True) -> tuple[MemberWish, ...]:
    return tuple(MemberWish(deputy=name, wished=wished) for name in names)


SET_UP = SetUpGroup(**KEY, actor="chair", name="城东代表小组", members=wishes("d-1", "d-2", "d-3"))
PLAN = PlanGroupYear(**KEY, actor="clerk", year=2025, plan="每季度一次活动，围绕乡村振兴。")
CHECK = CheckGroup(**KEY, actor="service:elections")
CLOSE = CloseGroup(**KEY, actor="chair", reason="并入城西小组")


def hold(on: date = date(2025, 5, 12), **other: Any) -> HoldGroupActivity:
    said: dict[str, Any] = {
        "held_on": on,
        "kind": "research",
        "theme": "rural_revitalisation",
        "organised_by": "d-9",
        "organised_as": OrganisedAs.CHAIR,
        "deputies": ("d-1", "d-2"),
        "findings": (GroupFinding(kind=FindingClass.DEMANDS, text="群众盼望修复灌渠。"),),
    }
    return HoldGroupActivity(**{**KEY, "actor": "clerk", **said, **other})


def told(*steps: tuple[Any, datetime]) -> Told:
    case = given(STREAM, POLICY)
    for command, at in ((SET_UP, APRIL), *steps):
        case = case.when(command, at=at).after()
    return case


@pytest.mark.req("E-081", "E-335")
def test_a_group_is_set_up_by_the_chair_or_a_vice_chair_and_one_of_fewer_than_three_is_shown_as_such():
    case = given(STREAM, POLICY).when(SET_UP, at=APRIL)
    fact = GroupSetUp(
        **KEY,
        name="城东代表小组",
        members=("d-1", "d-2", "d-3"),
        few=False,
        next_check_at=THIRD_QUARTER,
        set_up_by="chair",
        set_up_at=APRIL,
    )

    case.then(fact)
    two = replace(SET_UP, members=wishes("d-1", "d-2"))
    given(STREAM, POLICY).when(two, at=APRIL).then(replace(fact, members=("d-1", "d-2"), few=True))
    case.after().when(SET_UP, at=APRIL).then_rejected("elections.group-exists")
    permissions = permissions_of("elections")
    permissions.refuse_role("set_up_group", "CongressViceChair")
    for role in ("PresidiumClerk", "Deputy", "TownshipPartyCommittee"):
        with pytest.raises(Forbidden) as refusal:
            permissions.refuse_role("set_up_group", role)
        assert refusal.value.code == "forbidden-role"


@pytest.mark.req("E-082")
def test_nobody_belongs_to_a_group_or_leaves_it_but_by_the_deputys_own_wish():
    pressed = replace(SET_UP, members=(*wishes("d-1"), *wishes("d-2", wished=False)))
    change = ChangeGroupMembers(**KEY, actor="chair", joined=wishes("d-4"), left=wishes("d-1"))

    given(STREAM, POLICY).when(pressed, at=APRIL).then_rejected("elections.wish-required", "d-2")
    case = told()
    case.when(change, at=APRIL).then(
        GroupMembersChanged(**KEY, members=("d-2", "d-3", "d-4"), joined=("d-4",), left=("d-1",), changed_at=APRIL)
    )
    unasked = replace(change, left=wishes("d-1", wished=False))
    case.when(unasked, at=APRIL).then_rejected("elections.wish-required", "d-1")
    case.when(replace(change, joined=wishes("d-2")), at=APRIL).then_rejected("elections.already-member")
    case.when(replace(change, left=wishes("d-9")), at=APRIL).then_rejected("elections.not-a-member")
    twice = replace(SET_UP, members=wishes("d-1", "d-1"))
    given(STREAM, POLICY).when(twice, at=APRIL).then_rejected("elections.named-twice")


@pytest.mark.req("E-083")
def test_a_year_has_one_plan():
    case = told()

    case.when(PLAN, at=APRIL).then(GroupYearPlanned(**KEY, year=2025, plan=PLAN.plan, planned_at=APRIL))
    case.when(PLAN, at=APRIL).after().when(PLAN, at=APRIL).then_rejected("elections.plan-exists")


@pytest.mark.req("E-007", "E-085", "E-086", "E-087")
def test_an_activity_has_kind_theme_organiser_and_findings_by_class():
    case = told()
    command = hold()

    case.when(command, at=MAY).then(
        GroupActivityHeld(
            **KEY,
            number=1,
            held_on=date(2025, 5, 12),
            kind="research",
            kind_text=None,
            theme="rural_revitalisation",
            organised_by="d-9",
            organised_as=OrganisedAs.CHAIR,
            deputies=("d-1", "d-2"),
            findings=command.findings,
            recorded_at=MAY,
        )
    )
    case.when(hold(date(2025, 5, 13)), at=MAY).then_rejected("elections.date-in-future")
    case.when(hold(deputies=("d-1", "d-8")), at=MAY).then_rejected("elections.not-a-member", "d-8")
    case.when(hold(deputies=("d-1", "d-1")), at=MAY).then_rejected("elections.named-twice")
    given(STREAM, POLICY).when(command, at=MAY).then_rejected("elections.no-such-group")


@pytest.mark.req("E-085", "E-223", "E-224", "E-225")
def test_kinds_are_those_of_the_list_and_another_one_is_described():
    case = told()

    assert POLICY.kinds == ("research", "inspection", "law_enforcement_inspection", "other")
    for kind in POLICY.kinds[:3]:
        case.when(hold(kind=kind), at=MAY).after()
    case.when(hold(kind="outing"), at=MAY).then_rejected("elections.unknown-kind")
    case.when(hold(kind="other"), at=MAY).then_rejected("elections.text-required")
    case.when(hold(kind="other", kind_text="走访军属"), at=MAY).after()


@pytest.mark.req("E-086", "E-226", "E-227", "E-228", "E-229")
def test_themes_are_those_of_the_list():
    case = told()

    assert POLICY.themes == ("poverty_alleviation", "rural_revitalisation", "economy", "presidium_priority")
    for theme in POLICY.themes:
        case.when(hold(theme=theme), at=MAY).after()
    case.when(hold(theme="leisure"), at=MAY).then_rejected("elections.unknown-theme")


@pytest.mark.req("E-087", "E-230", "E-231", "E-232")
def test_findings_have_three_classes():
    assert RESOLVED.value("deputy_group.finding_classes") == len(FindingClass)
    assert {kind.value for kind in FindingClass} == {"shortcomings", "conflicts", "demands"}


@pytest.mark.req("E-084")
def test_a_quarter_without_an_activity_is_announced_when_it_is_over_and_one_is_enough():
    case, last = told(), datetime(2025, 6, 30, 23, 59, 59, tzinfo=CHINA)
    checked = GroupChecked(
        **KEY,
        year=2025,
        quarter=2,
        next_check_at=datetime(2025, 10, 1, tzinfo=CHINA),
        checked_at=THIRD_QUARTER,
    )
    missed = GroupActivityMissed(**KEY, year=2025, quarter=2, held=0, least=1, announced_at=THIRD_QUARTER)

    case.when(CHECK, at=last).then()
    case.when(CHECK, at=THIRD_QUARTER).then(missed, checked)
    case.when(CHECK, at=THIRD_QUARTER).after().when(CHECK, at=THIRD_QUARTER).then()
    told((hold(), MAY)).when(CHECK, at=THIRD_QUARTER).then(checked)
    late = case.when(PLAN, at=moment(7, 2)).after().facts[1:]
    assert [type(fact) for fact in late] == [GroupActivityMissed, GroupChecked, GroupYearPlanned]


@pytest.mark.req("E-083")
def test_a_year_that_ends_without_a_plan_is_a_finding():
    new_year = datetime(2026, 1, 1, tzinfo=CHINA)
    found = GroupPlanMissing(**KEY, year=2025, announced_at=new_year)

    assert found in told().when(CHECK, at=new_year).after().facts
    assert found not in told((PLAN, APRIL)).when(CHECK, at=new_year).after().facts


def test_a_closed_group_owes_nothing_more():
    case = told((CLOSE, MAY))

    told().when(CLOSE, at=MAY).then(GroupClosed(**KEY, reason="并入城西小组", closed_at=MAY))
    case.when(CHECK, at=THIRD_QUARTER).then()
    case.when(hold(), at=MAY).then_rejected("elections.no-such-group")


def play(folder: Path) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    played.activate(*PACKS)
    played.at(APRIL, SET_UP, replace(SET_UP, group="west", members=wishes("d-5", "d-6", "d-7")))
    played.at(MAY, hold(), replace(CLOSE, group="west"))
    played.at(moment(5, 13), ChangeGroupMembers(**KEY, actor="chair", joined=wishes("d-4")))
    played.at(moment(1, 5, year=2026))
    return played


def test_the_clock_alone_checks_every_quarter_and_the_groups_are_shown(tmp_path):
    played = play(tmp_path)
    east, west = played.ask(GroupsOfUnit(unit="360730100", term=18)).groups

    assert (east.group, east.members, east.activities, east.is_closed) == ("east", 4, 1, False)
    assert east.missed == (MissedQuarter(year=2025, quarter=3), MissedQuarter(year=2025, quarter=4))
    assert east.unplanned == (2025,)
    assert (west.is_closed, west.missed) == (True, ())
    before = played.rows()
    played.projector.rebuild()
    assert before == played.rows()
