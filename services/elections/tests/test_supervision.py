"""Appraisals of departments within a term, and resolutions carried out by the unit that answers for them."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.appraisals.messages import (
    AppraisalClosed,
    AppraisalsOfTerm,
    AppraiseDepartment,
    ChangeDepartments,
    CloseAppraisals,
    DepartmentAppraised,
    DepartmentsChanged,
    DepartmentsNotAppraised,
    ReportAppraisal,
)
from contracts.elections.appraisals.rules import AppraisalPolicy, appraisal_policy
from contracts.elections.execution.messages import (
    ExecutionOpened,
    ExecutionReported,
    ExecutionStatus,
    OpenExecution,
    ReportExecution,
    ResolutionsOfCongress,
)
from contracts.elections.session.messages import MeetingKind, ProposedResolution
from contracts.errors import Forbidden
from contracts.message import dump
from contracts.permissions import PUBLIC, permissions_of
from contracts.policies import pack_named, resolve
from elections.appraisals import STREAM as APPRAISALS
from elections.execution import STREAM as EXECUTION
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

PACKS = ("cn-congress-2022", "district-congress-2020", "district-congress-2020-practice")
POLICY: AppraisalPolicy = appraisal_policy(resolve("360730100", [pack_named(name) for name in PACKS]))
TOWN, WATER, ROADS = "360730100", "360730100-water", "360730100-roads"
KEY: dict[str, Any] = {"unit": TOWN, "term": 18}
NOON = datetime(2025, 5, 12, 12, tzinfo=CHINA)
RESOLUTION: dict[str, Any] = {"unit": WATER, "congress": TOWN, "term": 18, "session": 2, "number": 1}


def register(*added: str, **other: Any) -> ChangeDepartments:
    said: dict[str, Any] = {"added": added, "reason": "任期开始登记"}
    return ChangeDepartments(**{**KEY, "actor": "clerk", **said, **other})


def appraise(department: str = WATER, **other: Any) -> AppraiseDepartment:
    said: dict[str, Any] = {
        "department": department,
        "appraised_on": date(2025, 5, 12),
        "deputies": ("deputy-20", "deputy-21"),
        "opinions": "渠道管护应落实到人。",
        "rating": "satisfied",
    }
    return AppraiseDepartment(**{**KEY, "actor": "clerk", **said, **other})


def report(number: int = 1, on: date = date(2025, 5, 12)) -> ReportAppraisal:
    return ReportAppraisal(**KEY, actor="clerk", number=number, reported_on=on)


CLOSE = CloseAppraisals(**KEY, actor="service:elections")


def told(*commands: Any) -> Case[Any, Any, Any, Any]:
    case = given(APPRAISALS, POLICY)
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


@pytest.mark.req("E-072")
def test_the_register_of_departments_changes_as_they_come_and_go():
    case = told(register(WATER, ROADS))
    merged = register("360730100-works", removed=(WATER, ROADS), reason="机构合并")

    case.when(merged, at=NOON).then(
        DepartmentsChanged(
            **KEY,
            departments=("360730100-works",),
            added=("360730100-works",),
            removed=(WATER, ROADS),
            reason="机构合并",
            changed_at=NOON,
        )
    )
    case.when(register(WATER), at=NOON).then_rejected("elections.department-known")
    case.when(register(removed=("360730100-works",)), at=NOON).then_rejected("elections.unknown-department")
    told().when(register(WATER, WATER), at=NOON).then_rejected("elections.named-twice")


@pytest.mark.req("E-071", "E-072")
def test_deputies_appraise_a_department_and_a_second_time_within_the_term_is_accepted():
    case = told(register(WATER))
    first = DepartmentAppraised(
        **KEY,
        number=1,
        department=WATER,
        appraised_on=date(2025, 5, 12),
        deputies=("deputy-20", "deputy-21"),
        opinions="渠道管护应落实到人。",
        rating="satisfied",
        is_first=True,
        recorded_at=NOON,
    )

    case.when(appraise(), at=NOON).then(first)
    case.when(appraise(), at=NOON).after().when(appraise(), at=NOON).then(replace(first, number=2, is_first=False))
    case.when(appraise(ROADS), at=NOON).then_rejected("elections.unknown-department")
    case.when(appraise(appraised_on=date(2025, 5, 13)), at=NOON).then_rejected("elections.date-in-future")
    twice = appraise(deputies=("deputy-20", "deputy-20"))
    case.when(twice, at=NOON).then_rejected("elections.named-twice")


@pytest.mark.req("E-074")
def test_an_appraisal_is_closed_only_by_its_report_to_the_party_committee():
    case = told(register(WATER), appraise())

    case.when(report(), at=NOON).then(
        AppraisalClosed(**KEY, number=1, department=WATER, reported_on=date(2025, 5, 12), recorded_at=NOON)
    )
    case.when(report(2), at=NOON).then_rejected("elections.no-such-appraisal")
    case.when(report(on=date(2025, 5, 11)), at=NOON).then_rejected("elections.day-too-early")
    case.when(report(on=date(2025, 5, 13)), at=NOON).then_rejected("elections.date-in-future")
    case.when(report(), at=NOON).after().when(report(), at=NOON).then_rejected("elections.already-done")


@pytest.mark.req("E-072")
def test_a_department_that_the_term_left_out_is_a_finding_and_where_the_rules_are_silent_none_is():
    case = told(register(WATER, ROADS), appraise())
    found = case.when(CLOSE, at=NOON)

    found.then(DepartmentsNotAppraised(**KEY, departments=(ROADS,), announced_at=NOON))
    found.after().when(CLOSE, at=NOON).then()
    told(register(WATER), appraise()).when(CLOSE, at=NOON).then()
    replace(case, policy=AppraisalPolicy(None)).when(CLOSE, at=NOON).then()


# Resolutions


OPEN = OpenExecution(**RESOLUTION, actor="service:elections", title="关于农田水利的决议")
STATUS = ReportExecution(
    **RESOLUTION, actor="water", status=ExecutionStatus.UNDER_WAY, on=date(2025, 5, 12), text="已修复两处。"
)


@pytest.mark.req("E-042")
def test_the_responsible_unit_reports_how_far_a_resolution_is_until_it_is_done():
    start = given(EXECUTION, None)
    opening = start.when(OPEN, at=NOON)
    opened = opening.after()

    opening.then(ExecutionOpened(**RESOLUTION, title="关于农田水利的决议", opened_at=NOON))
    opened.when(OPEN, at=NOON).then()
    opened.when(STATUS, at=NOON).then(
        ExecutionReported(
            **RESOLUTION,
            status=ExecutionStatus.UNDER_WAY,
            on=date(2025, 5, 12),
            text="已修复两处。",
            reported_by="water",
            reported_at=NOON,
        )
    )
    done = opened.when(replace(STATUS, status=ExecutionStatus.DONE), at=NOON).after()
    done.when(STATUS, at=NOON).then_rejected("elections.already-done")
    opened.when(replace(STATUS, on=date(2025, 5, 13)), at=NOON).then_rejected("elections.date-in-future")


@pytest.mark.req("E-042")
def test_a_unit_that_does_not_answer_for_a_resolution_reports_nothing_on_it():
    permissions = permissions_of("elections")

    given(EXECUTION, None).when(STATUS, at=NOON).then_rejected("elections.no-such-resolution")
    permissions.refuse_unit("report_execution", "GovernmentDepartment", actor_unit=WATER, record_unit=WATER)
    with pytest.raises(Forbidden) as refusal:
        permissions.refuse_unit("report_execution", "GovernmentDepartment", actor_unit=ROADS, record_unit=WATER)
    assert refusal.value.code == "forbidden-unit"


# What is answered


def play(folder: Path, regular: Any) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 1, tzinfo=CHINA), unit="360730", folder=folder)
    played.activate(*PACKS)
    resolution = ProposedResolution(title="关于农田水利的决议", deliberations=(1,), responsible=WATER)
    told = (
        (regular.request(), datetime(2025, 2, 17, 10, tzinfo=CHINA)),
        (regular.roll(), datetime(2025, 2, 17, 11, tzinfo=CHINA)),
        (regular.approve(), datetime(2025, 2, 18, 10, tzinfo=CHINA)),
        (regular.prepare(), datetime(2025, 2, 19, 10, tzinfo=CHINA)),
        (regular.decide(), datetime(2025, 2, 24, 10, tzinfo=CHINA)),
        (regular.notice(), datetime(2025, 2, 26, 10, tzinfo=CHINA)),
        (regular.open(), datetime(2025, 3, 12, 9, tzinfo=CHINA)),
        (regular.meet(MeetingKind.PREPARATORY), datetime(2025, 3, 12, 10, tzinfo=CHINA)),
        (regular.meet(MeetingKind.PLENARY), datetime(2025, 3, 12, 10, tzinfo=CHINA)),
        (regular.deliberate("work"), datetime(2025, 3, 12, 15, tzinfo=CHINA)),
        (regular.vote("work", 60, resolution), datetime(2025, 3, 12, 16, tzinfo=CHINA)),
        (STATUS, NOON),
        (register(WATER, ROADS), NOON),
        (appraise(), NOON),
        (report(), NOON),
        (register(removed=(ROADS,), reason="撤销"), NOON),
        (register(ROADS, "360730100-works", reason="恢复"), NOON),
    )
    for command, at in told:
        played.at(at, command)
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory, regular) -> Played:
    return play(tmp_path_factory.mktemp("supervision"), regular)


@pytest.mark.req("E-036", "E-042")
def test_the_open_resolutions_and_their_status_are_there_for_the_next_session(played):
    [line] = played.ask(ResolutionsOfCongress(unit=TOWN)).resolutions

    assert (line.term, line.session, line.number, line.responsible) == (18, 2, 1, WATER)
    assert (line.title, line.status, line.on) == (
        "关于农田水利的决议",
        ExecutionStatus.UNDER_WAY,
        date(2025, 5, 12),
    )
    assert played.ask(ResolutionsOfCongress(unit=TOWN), after="18 2 1").resolutions == ()


@pytest.mark.req("E-072")
def test_departments_covered_and_not_yet_covered_are_shown(played):
    answer = played.ask(AppraisalsOfTerm(unit=TOWN, term=18))

    assert [(line.number, line.department, line.deputies, line.reported_on) for line in answer.appraisals] == [
        (1, WATER, 2, date(2025, 5, 12))
    ]
    assert (answer.covered, answer.uncovered) == ((WATER,), (ROADS, "360730100-works"))


@pytest.mark.req("A-167")
def test_an_appraisal_is_shown_with_rating_report_and_coverage_and_names_no_deputy(played):
    """Who rated it is in the record, which nobody without a role reads."""
    answer = played.ask(AppraisalsOfTerm(unit=TOWN, term=18))
    [line] = answer.appraisals
    told = json.dumps(dump(answer), ensure_ascii=False)

    assert (WATER, "渠道管护应落实到人。", "satisfied") == (line.department, line.opinions, line.rating)
    assert (date(2025, 5, 12), 2) == (line.reported_on, line.deputies)
    assert {WATER, ROADS, "360730100-works"} == {*answer.covered, *answer.uncovered}
    assert not [deputy for deputy in appraise().deputies if deputy in told]
    with pytest.raises(Forbidden):
        permissions_of("elections").refuse_role("appraisals_of_term", PUBLIC)


def test_views_of_supervision_that_are_built_anew_have_equal_rows(tmp_path, regular):
    again = play(tmp_path, regular)
    before = again.rows()
    again.projector.rebuild()

    assert before == again.rows()
