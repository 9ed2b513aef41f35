"""A township's team shares its work, studies together, and tells each other of what it leads."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from contracts.elections.team.messages import (
    DivideWork,
    RecordTeamMeeting,
    TeamMeetingKind,
    TeamMeetingLine,
    TeamMeetingRecorded,
    TeamOfUnit,
    WorkDivided,
    WorkShare,
)
from contracts.policies import pack_named
from elections.service import SERVICE
from elections.team import STREAM
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

from services.elections.tests.meetings import NOON, TOWNSHIP

DAY = date(2025, 6, 20)
KEY: dict[str, Any] = {"unit": TOWNSHIP, "year": 2025}
SHARES = (
    WorkShare(member="ref-secretary", work="主持党委全面工作", targets="党建责任制考核优秀"),
    WorkShare(member="ref-head", work="主持政府全面工作", targets="财政收入增长百分之五"),
    WorkShare(member="ref-deputy", work="分管农业农村", targets="高标准农田两千亩"),
)
DIVIDE = DivideWork(actor="office", **KEY, shares=SHARES, decided_on=DAY)
MEET = RecordTeamMeeting(
    actor="office",
    **KEY,
    kind=TeamMeetingKind.BRIEFING,
    held_on=DAY,
    present=("ref-secretary", "ref-deputy"),
    subject="早稻生产情况",
    briefed_by="ref-deputy",
)


def divided() -> Case[Any, Any, Any, Any]:
    return given(STREAM, None).when(DIVIDE, at=NOON).after()


@pytest.mark.req("E-113")
def test_what_each_of_the_team_leads_and_answers_for_is_recorded():
    given(STREAM, None).when(DIVIDE, at=NOON).then(
        WorkDivided(**KEY, shares=SHARES, decided_on=DAY, clause="1 §四2一要", recorded_by="office", recorded_at=NOON)
    )
    twice = replace(DIVIDE, shares=(SHARES[0], SHARES[0]))
    given(STREAM, None).when(twice, at=NOON).then_rejected("elections.member-twice")
    tomorrow = replace(DIVIDE, decided_on=date(2025, 6, 21))
    given(STREAM, None).when(tomorrow, at=NOON).then_rejected("elections.date-in-future")


@pytest.mark.req("E-113")
def test_the_division_of_work_is_an_item_that_the_township_publishes():
    assert "党政班子成员分工" in {
        parameter.value["zh"]
        for parameter in pack_named("county-2011-posted").parameters.values()
        if isinstance(parameter.value, dict) and "zh" in parameter.value
    }


@pytest.mark.req("E-114")
@pytest.mark.parametrize("kind", list(TeamMeetingKind))
def test_the_team_exchanges_studies_and_briefs(kind: TeamMeetingKind):
    divided().when(replace(MEET, kind=kind), at=NOON).then(
        TeamMeetingRecorded(
            **KEY,
            kind=kind,
            held_on=DAY,
            present=("ref-secretary", "ref-deputy"),
            subject="早稻生产情况",
            briefed_by="ref-deputy",
            clause="1 §四2一要",
            recorded_by="office",
            recorded_at=NOON,
        )
    )


@pytest.mark.req("E-114")
def test_a_briefing_is_given_by_one_who_is_there_and_nobody_studies_alone():
    for by in (None, "ref-head"):
        divided().when(replace(MEET, briefed_by=by), at=NOON).then_rejected("elections.briefed-by-nobody")
    alone = replace(MEET, kind=TeamMeetingKind.STUDY, present=("ref-head",))
    divided().when(alone, at=NOON).then_rejected("elections.studied-alone")
    assert divided().when(replace(alone, kind=TeamMeetingKind.EXCHANGE), at=NOON).after().facts


def test_a_meeting_is_of_those_who_share_the_work_each_once():
    given(STREAM, None).when(MEET, at=NOON).then_rejected("elections.work-not-divided")
    for other, code in (
        ({"present": ("ref-secretary", "ref-guest")}, "not-a-member"),
        ({"present": ("ref-secretary", "ref-secretary")}, "member-twice"),
        ({"held_on": date(2025, 6, 21)}, "date-in-future"),
    ):
        divided().when(replace(MEET, **other), at=NOON).then_rejected(f"elections.{code}")
    without = replace(DIVIDE, shares=SHARES[:2])
    divided().when(without, at=NOON).after().when(MEET, at=NOON).then_rejected("elections.not-a-member")


@pytest.mark.req("E-113", "E-114")
def test_a_year_shows_who_leads_what_and_who_has_told_nothing_of_it(tmp_path: Path):
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit="360730", folder=tmp_path)
    earlier = replace(MEET, held_on=date(2025, 3, 3))
    for command in (DIVIDE, MEET, earlier, replace(MEET, kind=TeamMeetingKind.EXCHANGE, briefed_by=None)):
        played.send(command)
    shown = played.ask(TeamOfUnit(unit=TOWNSHIP, year=2025))

    assert (SHARES, DAY, ("ref-secretary", "ref-head")) == (shown.shares, shown.decided_on, shown.never_briefed)
    assert (
        TeamMeetingLine(kind=TeamMeetingKind.EXCHANGE, meetings=1, last_on=DAY),
        TeamMeetingLine(kind=TeamMeetingKind.BRIEFING, meetings=2, last_on=DAY),
    ) == shown.meetings
    empty = played.ask(TeamOfUnit(unit=TOWNSHIP, year=2024))
    assert ((), None, ()) == (empty.shares, empty.decided_on, empty.meetings)
    assert played.rows() == played.rebuilt(tmp_path / "again")
