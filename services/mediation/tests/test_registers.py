"""The registers of a centre's standing work: what each needs, numbers without gaps, corrections that keep both."""

from datetime import date, datetime
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.mediation.register.messages import (
    NEEDED,
    CentreRegister,
    CorrectRegister,
    EnterRegister,
    JointTask,
    RegisterCorrected,
    RegisterEntered,
    RegisterEntry,
    RegisterOfUnit,
)
from contracts.mediation.register.rules import register_policy
from contracts.policies import pack_named, resolve
from ledger.testing.given import given
from ledger.testing.playing import Played
from mediation.register import STREAM
from mediation.service import SERVICE

PACK = pack_named("township-centre-2012")
POLICY = register_policy(resolve("360730", [PACK]))
TOWNSHIP = "360730101"
NOON = datetime(2025, 3, 4, 12, tzinfo=CHINA)
FIELDS = tuple(CentreRegister)[:8]
WHOLE: dict[CentreRegister, dict[str, Any]] = {
    CentreRegister.SAFETY_CREATION: {"units": ("360730101-quarry",)},
    CentreRegister.INFORMATION: {"source": "塘背村工作站", "kind": "劳资"},
    CentreRegister.TASKS: {"issuer": "镇党委", "due_on": date(2025, 3, 31)},
    CentreRegister.JOINT_TASKS: {"kind": JointTask.JOINT_MEDIATION.value, "units": ("360730101-judicial",)},
    CentreRegister.TEAMS: {"kind": "patrol", "units": ("360730101-patrol",)},
    CentreRegister.PATROLS: {"units": ("360730101-patrol",)},
    CentreRegister.DISPATCHES: {"person": "ref-7"},
    CentreRegister.LINKS: {"units": ("360730101-police", "360730101-quarry")},
    CentreRegister.TARGETS: {"kind": "inspection", "units": ("360730101201",)},
    CentreRegister.COORDINATIONS: {"units": ("360730101-police", "360730101-land"), "person": "ref-7"},
    CentreRegister.ALLOCATIONS: {"kind": "people", "units": ("360730101-police",), "person": "ref-7"},
    CentreRegister.JOINT_CENTRE: {"issuer": "县委政法委"},
}


def entry(register: CentreRegister, **other: Any) -> RegisterEntry:
    said: dict[str, Any] = {"entered_on": date(2025, 3, 4), "text": "情况如下。"}
    return RegisterEntry(**{**said, **WHOLE.get(register, {}), **other})


def enter(register: CentreRegister, **other: Any) -> EnterRegister:
    made = entry(register, **other)
    return EnterRegister(actor="staff-1", unit=TOWNSHIP, register=register, year=2025, entry=made)


def correct(register: CentreRegister, number: int = 1, **other: Any) -> CorrectRegister:
    key: dict[str, Any] = {"unit": TOWNSHIP, "register": register, "year": 2025}
    return CorrectRegister(actor="staff-1", **key, number=number, entry=entry(register, **other), reason="笔误")


@pytest.mark.req("M-016", "M-017", "M-019", "M-020", "M-052", "M-053", "M-056")
@pytest.mark.parametrize("register", list(CentreRegister))
def test_each_register_takes_what_is_whole_and_numbers_it(register):
    entered = RegisterEntered(
        unit=TOWNSHIP,
        register=register,
        year=2025,
        number=1,
        entry=entry(register),
        entered_by="staff-1",
        entered_at=NOON,
    )

    given(STREAM, POLICY).when(enter(register), at=NOON).then(entered)
    second = given(STREAM, POLICY, entered).when(enter(register), at=NOON).after()
    assert [fact.number for fact in second.facts] == [1, 2]


@pytest.mark.req("M-017", "M-018", "M-019", "M-020", "M-024", "M-025", "M-049", "M-052", "M-053", "M-055", "M-056")
@pytest.mark.parametrize(("register", "field"), [(each, field) for each, names in NEEDED.items() for field in names])
def test_an_entry_that_lacks_what_its_register_needs_is_refused(register, field):
    empty: Any = () if field == "units" else None

    lacking = enter(register, **{field: empty})
    given(STREAM, POLICY).when(lacking, at=NOON).then_rejected("mediation.entry-incomplete")


@pytest.mark.req("M-055", "M-024")
@pytest.mark.parametrize("register", [CentreRegister.LINKS, CentreRegister.COORDINATIONS])
@pytest.mark.parametrize("units", [("360730101-police",), ("360730101-police",) * 2])
def test_a_link_joins_two_units_and_what_is_coordinated_concerns_two(register, units):
    alone = enter(register, units=units)
    given(STREAM, POLICY).when(alone, at=NOON).then_rejected("mediation.entry-incomplete")


@pytest.mark.req("M-018", "M-025")
@pytest.mark.parametrize(
    ("register", "kinds"),
    [
        (CentreRegister.TARGETS, ("inspection", "guidance", "assessment", "reward", "penalty")),
        (CentreRegister.ALLOCATIONS, ("people", "resources")),
    ],
)
def test_target_management_and_allocation_have_their_own_kinds_of_entries(register, kinds):
    for kind in kinds:
        assert given(STREAM, POLICY).when(enter(register, kind=kind), at=NOON).after().facts
    other = enter(register, kind="praise")
    given(STREAM, POLICY).when(other, at=NOON).then_rejected("mediation.unknown-kind")


@pytest.mark.req("M-016")
def test_there_is_a_register_for_each_of_the_eight_fields():
    assert len(FIELDS) == PACK.parameters["centre.fields"].value
    assert {field.value for field in FIELDS} == {
        "public_security",
        "floating_persons",
        "youth",
        "resettlement",
        "correction",
        "anti_drug",
        "national_security",
        "anti_cult",
    }


@pytest.mark.req("M-015", "M-117..M-121")
def test_a_joint_task_is_one_of_the_five():
    assert len(JointTask) == PACK.parameters["joint_tasks"].value
    for task in ("joint_control", "joint_mediation", "joint_duty", "joint_treatment", "joint_creation"):
        entered = given(STREAM, POLICY).when(enter(CentreRegister.JOINT_TASKS, kind=task), at=NOON).after()
        assert len(entered.facts) == 1
    other = enter(CentreRegister.JOINT_TASKS, kind="joint_singing")
    given(STREAM, POLICY).when(other, at=NOON).then_rejected("mediation.unknown-kind")


@pytest.mark.req("M-049", "M-142..M-144")
def test_a_team_is_of_police_patrol_or_mass():
    for kind in ("police", "patrol", "mass"):
        entered = given(STREAM, POLICY).when(enter(CentreRegister.TEAMS, kind=kind), at=NOON).after()
        assert len(entered.facts) == 1
    other = enter(CentreRegister.TEAMS, kind="militia")
    given(STREAM, POLICY).when(other, at=NOON).then_rejected("mediation.unknown-kind")


def test_an_entry_is_of_its_year_and_not_of_the_future():
    last_year = enter(CentreRegister.YOUTH, entered_on=date(2024, 12, 31))
    given(STREAM, POLICY).when(last_year, at=NOON).then_rejected("mediation.wrong-year")
    tomorrow = enter(CentreRegister.YOUTH, entered_on=date(2025, 3, 5))
    given(STREAM, POLICY).when(tomorrow, at=NOON).then_rejected("mediation.date-in-future")


def test_a_correction_keeps_both_and_needs_an_entry():
    case = given(STREAM, POLICY).when(enter(CentreRegister.YOUTH), at=NOON).after()
    corrected = case.when(correct(CentreRegister.YOUTH, text="更正后。"), at=NOON).after().facts

    assert isinstance(corrected[1], RegisterCorrected)
    assert (corrected[1].number, corrected[1].entry.text, corrected[1].reason) == (1, "更正后。", "笔误")
    case.when(correct(CentreRegister.YOUTH, 2), at=NOON).then_rejected("mediation.no-such-entry")
    broken = correct(CentreRegister.TASKS, issuer=None)
    tasks = given(STREAM, POLICY).when(enter(CentreRegister.TASKS), at=NOON).after()
    tasks.when(broken, at=NOON).then_rejected("mediation.entry-incomplete")


def test_a_register_is_read_as_it_stands_now(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate("township-centre-2012")
    youth = CentreRegister.YOUTH
    played.at(NOON, enter(youth), enter(youth), correct(youth, text="更正后。"), enter(CentreRegister.ANTI_DRUG))
    question = RegisterOfUnit(unit=TOWNSHIP, register=youth, year=2025)
    first = played.ask(question, limit=1)
    second = played.ask(question, limit=1, after=first.next)

    assert [line.number for line in (*first.entries, *second.entries)] == [1, 2]
    assert (first.entries[0].entry.text, first.entries[0].corrections) == ("更正后。", 1)
    assert second.next is None
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows
