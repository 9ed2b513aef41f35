"""A statute reaches the yearly assessment of a unit, a later holiday notice the public notice of a mine."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import calendar_as_known, day_ends
from contracts.cases import Basis, BasisKind, DueDateRederived, ExplainDeadline, RebindPolicy, SettleDueDate
from contracts.errors import Rejected
from contracts.mining.annual.messages import (
    AnnualAssessmentOverdue,
    AssessmentsOfUnit,
    BeginAssessment,
    CompleteAssessment,
    MarkAssessmentOverdue,
    Material,
    ScheduleAssessment,
    SubmitMaterials,
)
from contracts.mining.annual.rules import AnnualPolicy, annual_policy
from contracts.mining.mine.messages import Inadmissible, MinesOfArea, ObjectionRecorded, RejectMine
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from ledger.testing.rebinding import STATUTE_CLAUSE, Reached, due, open_cases, rebind, rebinding, statute
from mining.annual import STREAM
from mining.mine.rule import mine_stream
from mining.service import SERVICE
from mining.testing import EVIDENCE, PACKS, UNIT, OneMine, noon

COUNTY, YEAR = "360730", "mining_annual-360730-2018"
KEY: dict[str, Any] = {"unit": COUNTY, "year": 2018}
WHO: dict[str, Any] = {"actor": "province-1", **KEY}
SCHEDULE = ScheduleAssessment(**WHO, assessor="36-resources")
MARK = MarkAssessmentOverdue(actor="clock", **KEY)
POLICY = annual_policy(resolve(COUNTY, [pack_named("city-green-mines-2018")]))
MARCH, MOMENT = noon(2018, 3, 1), timedelta(microseconds=1)
DUE = date(2018, 12, 20)
REACHED = Reached(COUNTY, YEAR, MARCH)


def by(day: str) -> AnnualPolicy:
    return replace(POLICY, due=day, due_source="某办法")


@pytest.fixture
def scheduled() -> Case[Any, Any, Any, Any]:
    return given(STREAM, POLICY).when(SCHEDULE, at=MARCH).after()


def completed(scheduled: Case[Any, Any, Any, Any]) -> Case[Any, Any, Any, Any]:
    materials = tuple(Material(kind=kind, content=EVIDENCE) for kind in POLICY.required)
    for command in (
        SubmitMaterials(actor="county-1", **KEY, materials=materials),
        BeginAssessment(**WHO),
        CompleteAssessment(**WHO, grade="good", report=EVIDENCE),
    ):
        scheduled = scheduled.when(command, at=MARCH).after()
    return scheduled


# The yearly assessment


@pytest.mark.parametrize(("day", "after"), [("12-10", date(2018, 12, 10)), ("12-31", date(2018, 12, 31))])
def test_a_statute_moves_the_day_of_the_assessment_either_way_and_both_are_kept(scheduled, day: str, after: date):
    case = rebinding(scheduled, by(day)).when(REACHED.rebind, at=MARCH)
    case.then(REACHED.bound(), REACHED.moved(DUE, after))
    end = day_ends(after)

    case.after().when(MARK, at=end - MOMENT).then()
    [overdue] = case.after().when(MARK, at=end).after().facts[-1:]
    assert (type(overdue), overdue.due_on, overdue.announced_at) == (AnnualAssessmentOverdue, after, end)


def test_a_statute_that_leaves_the_day_binds_the_year_all_the_same(scheduled):
    rebinding(scheduled, by("12-20")).when(REACHED.rebind, at=MARCH).then(REACHED.bound())


def test_a_day_of_the_calendar_is_settled_from_the_beginning(scheduled):
    scheduled.when(REACHED.settle, at=MARCH).then()


def test_nobody_is_late_by_a_day_that_has_passed_already(scheduled):
    case, passed = rebinding(scheduled, by("12-10")), day_ends(date(2018, 12, 10))

    case.when(REACHED.rebind, at=passed).then_rejected("due-date-passed")
    assert len(case.when(REACHED.rebind, at=passed - MOMENT).after().facts) == len(scheduled.facts) + 2


def test_a_day_that_has_passed_is_judged_first_and_what_was_announced_stays(scheduled):
    passed, longer = day_ends(DUE), by("12-31")
    announced = scheduled.when(MARK, at=passed).after()

    assert isinstance(announced.facts[-1], AnnualAssessmentOverdue)
    rebinding(scheduled, longer).when(REACHED.rebind, at=passed).then_rejected("due-date-passed")
    rebinding(announced, longer).when(REACHED.rebind, at=passed).then(replace(REACHED, at=passed).bound())


@pytest.mark.parametrize("command", [REACHED.settle, REACHED.rebind])
def test_only_an_open_year_of_the_unit_is_moved(scheduled, command: RebindPolicy | SettleDueDate):
    rebinding(completed(scheduled), POLICY).when(command, at=MARCH).then_rejected("case-closed")
    rebinding(scheduled, POLICY).when(replace(command, unit="360731"), at=MARCH).then_rejected("unknown-case")
    given(STREAM, POLICY).when(command, at=MARCH).then_rejected("unknown-case")


# The public notice of a mine


WEEKENDS, NOTICES = calendar_as_known(date(2024, 11, 11)), calendar_as_known(date(2024, 11, 12))
"""Before the notice of 2025 days off are reckoned by weekends; it makes Sunday 28 September a working day, the first
eight days of October days off, and Saturday the eleventh a working day."""
FRIDAY, SIXTH, ELEVENTH = date(2025, 9, 26), date(2025, 10, 6), date(2025, 10, 11)
SETTLED_AT = noon(2025, 9, 29)
OF_MINE = Reached(UNIT, mine_stream(UNIT), SETTLED_AT)


def posted(one: OneMine, from_on: date = FRIDAY) -> Case[Any, Any, Any, Any]:
    """Posted while nothing was known of 2025; now its notice is."""
    story = replace(one.reviewed(), calendar=WEEKENDS)
    return replace(
        story.when(one.post(from_on), at=day_ends(from_on) - MOMENT).after(),
        calendar=NOTICES,
    )


def settled(at: datetime) -> DueDateRederived:
    notices = NOTICES.relied_on(FRIDAY, ELEVENTH)
    return DueDateRederived(
        unit=UNIT,
        before=due(SIXTH, provisional=True),
        after=due(ELEVENTH),
        basis=tuple(Basis(kind=BasisKind.NOTICE, digest=notice.digest) for notice in notices),
        ground="; ".join(notice.source for notice in notices),
        rederived_at=at,
    )


def test_a_public_notice_that_was_provisional_is_settled_by_the_notice_of_the_year(one):
    story = posted(one)
    assert (story.facts[-1].last_on, story.facts[-1].is_provisional) == (SIXTH, True)

    story.when(OF_MINE.settle, at=SETTLED_AT).then(settled(SETTLED_AT))
    again = story.when(OF_MINE.settle, at=SETTLED_AT).after()
    again.when(OF_MINE.settle, at=SETTLED_AT).then()
    again.when(one.certify(ELEVENTH), at=day_ends(ELEVENTH) - MOMENT).then_rejected("mining.notice-still-runs")
    assert again.when(one.certify(date(2025, 10, 12)), at=day_ends(ELEVENTH)).after()


def test_what_is_said_on_the_last_day_by_the_notice_is_heard_whoever_settled_it(one):
    """The sixth has passed, and nobody has settled it."""
    at = day_ends(ELEVENTH) - MOMENT
    moved, heard = posted(one).when(one.object(ELEVENTH), at=at).after().facts[-2:]

    assert moved == settled(at)
    assert (type(heard), heard.inadmissible) == (ObjectionRecorded, None)
    late = posted(one).when(one.object(date(2025, 10, 12)), at=day_ends(ELEVENTH)).after().facts[-1]
    assert late.inadmissible is Inadmissible.LATE


def test_the_day_that_was_posted_is_not_cut_short_by_a_working_sunday(one):
    """From Friday the 19th on the seventh working day is Monday the 29th by weekends, Sunday the 28th by the notice."""
    story = posted(one, date(2025, 9, 19))
    assert story.facts[-1].last_on == date(2025, 9, 29)

    story.when(OF_MINE.settle, at=noon(2025, 9, 22)).then()
    story.when(one.certify(date(2025, 9, 30)), at=day_ends(date(2025, 9, 29)) - MOMENT).then_rejected(
        "mining.notice-still-runs"
    )


def test_only_a_notice_that_is_posted_is_settled(one):
    one.reviewed().when(OF_MINE.settle, at=SETTLED_AT).then_rejected("no-due-date")
    one.certified().when(OF_MINE.settle, at=SETTLED_AT).then_rejected("no-due-date")
    one.new().when(OF_MINE.settle, at=SETTLED_AT).then_rejected("unknown-case")
    posted(one).when(replace(OF_MINE.settle, unit="360730102-xiling"), at=SETTLED_AT).then_rejected("unknown-case")


# In the running service

OF_2025_ON = {"area": COUNTY, "since": "2025-03-01"}
TENTH = statute("assessed-by-the-tenth", "mining.annual.due", '"12-10"', "month-day", "G-069", **OF_2025_ON)
OF_2025: dict[str, Any] = {"actor": "province-1", "unit": COUNTY, "year": 2025}
YEAR_2025 = Reached(COUNTY, "mining_annual-360730-2025", noon(2025, 11, 10))


@pytest.fixture
def played(tmp_path, one: OneMine) -> Played:
    """The year of a county is scheduled; a mine is posted for fifty working days, with nothing known of 2026."""
    place = Played(SERVICE, SERVICE.answers, begins=noon(2025, 1, 1), unit=COUNTY, folder=tmp_path)
    place.activate(*PACKS)
    place.send(ScheduleAssessment(**OF_2025, assessor="36-resources"))
    for at, step in (
        (noon(2025, 1, 2), one.register()),
        (noon(2025, 1, 8), one.check()),
        (noon(2025, 1, 10), one.begin()),
        (noon(2025, 2, 5), one.assess()),
        (noon(2025, 2, 10), one.appoint()),
        (noon(2025, 2, 20), one.evaluate()),
        (noon(2025, 2, 24), one.recommend()),
        (noon(2025, 2, 27), one.review()),
        (noon(2025, 10, 27), one.post(date(2025, 10, 27), working_days=50)),
    ):
        place.at(at, step)
    return place


POSTED_UNTIL, RUNS_UNTIL = date(2026, 1, 2), date(2026, 1, 5)
"""Fifty working days by weekends; the notice of 4 November makes the first three days of January days off and Sunday
the fourth a working day."""


def test_open_cases_are_listed_with_their_due_dates_until_they_are_over(played):
    year, mine = YEAR_2025.case, mine_stream(UNIT)
    assert open_cases(played, COUNTY) == [(year, date(2025, 12, 20)), (mine, POSTED_UNTIL)]
    assert open_cases(played, COUNTY, provisional_only=True) == [(mine, POSTED_UNTIL)]
    assert open_cases(played, "360730102") == []
    played.at(noon(2025, 11, 10), OF_MINE.settle)
    rebind(played, YEAR_2025, TENTH, COUNTY)
    assert open_cases(played, COUNTY, provisional_only=True) == []
    assert open_cases(played, COUNTY) == [(year, date(2025, 12, 10)), (mine, RUNS_UNTIL)]
    played.at(day_ends(date(2025, 12, 10)))
    assert open_cases(played, COUNTY) == [(mine, RUNS_UNTIL)]
    played.at(noon(2026, 1, 6), RejectMine(actor="city-2", unit=UNIT, reason="未达标"))
    assert open_cases(played, COUNTY) == []


def test_the_agenda_and_the_views_follow_the_new_due_dates(played):
    played.at(noon(2025, 11, 10), OF_MINE.settle)
    rebind(played, YEAR_2025, TENTH, COUNTY)
    [year], [mine] = played.ask(AssessmentsOfUnit(unit=COUNTY)).assessments, played.ask(MinesOfArea(unit=COUNTY)).mines

    assert (year.due_on, mine.notice_until) == (date(2025, 12, 10), RUNS_UNTIL)
    played.at(day_ends(date(2025, 12, 10)))
    [overdue] = played.facts(AnnualAssessmentOverdue)
    assert (overdue.due_on, overdue.announced_at) == (date(2025, 12, 10), day_ends(date(2025, 12, 10)))


def test_each_due_date_is_explained_by_what_was_followed_then(played):
    played.at(noon(2025, 11, 10), OF_MINE.settle)
    rebind(played, YEAR_2025, TENTH, COUNTY)
    year = ExplainDeadline(unit=COUNTY, case=YEAR_2025.case)
    mine = ExplainDeadline(unit=UNIT, case=mine_stream(UNIT))
    after, before = played.ask(year), played.ask(replace(year, due_on=date(2025, 12, 20)))
    notice, told = played.ask(mine), played.ask(replace(mine, due_on=POSTED_UNTIL))

    assert (after.due.due_on, after.explanation.rule.source) == (date(2025, 12, 10), STATUTE_CLAUSE)
    assert (TENTH.digest in after.packs, TENTH.digest in before.packs) == (True, False)
    assert before.due.due_on == date(2025, 12, 20)
    assert (notice.due.due_on, notice.due.is_provisional) == (RUNS_UNTIL, False)
    assert (told.due.due_on, told.due.is_provisional) == (POSTED_UNTIL, True)


def test_a_statute_does_not_reach_the_round_of_a_mine(played):
    with pytest.raises(Rejected) as refusal:
        rebind(played, replace(OF_MINE, at=noon(2025, 11, 10)), TENTH, COUNTY)

    assert refusal.value.code == "case-keeps-its-rules"
    assert "3 §效力" in (refusal.value.detail or "")
