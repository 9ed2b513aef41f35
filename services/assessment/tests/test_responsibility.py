"""Who answers for the creation in a district, with what, and the issues that are studied and solved."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from assessment.responsibility import STREAM as RESPONSIBILITY
from assessment.service import SERVICE
from contracts.assessment.responsibility.messages import (
    Guidance,
    IssueRaised,
    IssuesOfArea,
    IssueSolved,
    RaiseIssue,
    ResponsibilitiesOfArea,
    ResponsibilitySet,
    SetResponsibility,
    SolveIssue,
)
from contracts.calendar import CHINA
from ledger.testing.given import given
from ledger.testing.playing import Played

DISTRICT, SUB_DISTRICT = "360730", "360730105"
NOON = datetime(2025, 3, 3, 12, tzinfo=CHINA)
SAID: dict[str, Any] = {
    "unit": DISTRICT,
    "year": 2025,
    "target": "今年创建20%",
    "person": "vice-head-1",
    "plan": "分三批推进",
    "funds": 400_000,
    "guidance": (Guidance(category="单位型社区", text="共驻共建"), Guidance(category="新建小区", text="先建组织")),
}
SET = SetResponsibility(actor="office-1", **SAID)
STANDS = ResponsibilitySet(**SAID, set_by="office-1", set_at=NOON)
RAISE = RaiseIssue(actor="office-1", unit=DISTRICT, issue="issue-1", text="活动用房不足", found_on=date(2025, 3, 1))
RAISED = IssueRaised(
    unit=DISTRICT, issue="issue-1", text="活动用房不足", found_on=date(2025, 3, 1), raised_by="office-1", raised_at=NOON
)
SOLVE = SolveIssue(actor="office-1", unit=DISTRICT, issue="issue-1", solution="与学校共用")
SOLVED = IssueSolved(unit=DISTRICT, issue="issue-1", solution="与学校共用", solved_by="office-1", solved_at=NOON)


@pytest.mark.req("A-288")
def test_a_district_has_its_target_person_plan_funds_and_guidance_by_category():
    given(RESPONSIBILITY, None).when(SET, at=NOON).then(STANDS)
    given(RESPONSIBILITY, None, STANDS).when(replace(SET, funds=0), at=NOON).then(replace(STANDS, funds=0))
    twice = replace(SET, guidance=(SET.guidance[0], SET.guidance[0]))
    given(RESPONSIBILITY, None).when(twice, at=NOON).then_rejected("assessment.category-twice")


@pytest.mark.req("A-289")
def test_a_new_problem_is_entered_and_solved_once():
    given(RESPONSIBILITY, None).when(RAISE, at=NOON).then(RAISED)
    given(RESPONSIBILITY, None, RAISED).when(SOLVE, at=NOON).then(SOLVED)
    given(RESPONSIBILITY, None, RAISED).when(RAISE, at=NOON).then_rejected("assessment.issue-exists")
    given(RESPONSIBILITY, None).when(SOLVE, at=NOON).then_rejected("assessment.no-such-issue")
    given(RESPONSIBILITY, None, RAISED, SOLVED).when(SOLVE, at=NOON).then_rejected("assessment.issue-solved")
    tomorrow = replace(RAISE, found_on=date(2025, 3, 4))
    given(RESPONSIBILITY, None).when(tomorrow, at=NOON).then_rejected("assessment.date-in-future")


def test_responsibilities_and_issues_are_shown_for_the_whole_district(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit=DISTRICT, folder=tmp_path)
    below = (replace(SET, unit=SUB_DISTRICT), replace(RAISE, unit=SUB_DISTRICT))
    played.at(NOON, SET, replace(SET, target="今年创建四个"), RAISE, SOLVE, *below)
    found = played.ask(ResponsibilitiesOfArea(unit=DISTRICT)).responsibilities
    first = played.ask(ResponsibilitiesOfArea(unit=DISTRICT), limit=1)
    issues = played.ask(IssuesOfArea(unit=DISTRICT)).issues
    page = played.ask(IssuesOfArea(unit=DISTRICT), limit=1)

    assert [(one.unit, one.target) for one in found] == [(DISTRICT, "今年创建四个"), (SUB_DISTRICT, "今年创建20%")]
    rest = played.ask(ResponsibilitiesOfArea(unit=DISTRICT), after=first.next)
    assert (*first.responsibilities, *rest.responsibilities) == found
    assert [(line.raised.unit, line.solved is not None) for line in issues] == [(DISTRICT, True), (SUB_DISTRICT, False)]
    assert (*page.issues, *played.ask(IssuesOfArea(unit=DISTRICT), after=page.next).issues) == issues
    rows = played.rows()
    played.projector.rebuild()
    assert rows == played.views.live().rows()
