"""A statute reaches what a township, a centre and a programme owe by several days; each is moved, and both are kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from assessment.centre import STREAM as CENTRE
from assessment.centre.rule import centre_stream
from assessment.conduct.rule import conduct_stream
from assessment.programme import STREAM as PROGRAMME
from assessment.programme.rule import programme_stream
from assessment.round.rule import round_stream
from assessment.service import SERVICE
from assessment.sheet.rule import sheet_stream
from assessment.township import STREAM as TOWNSHIP
from assessment.township.rule import township_stream
from contracts.assessment.centre.messages import (
    CentreMissed,
    CentreOverdue,
    CheckSubject,
    EvidenceFrozen,
    FreezeEvidence,
    Half,
    MarkCentreOverdue,
    OpenCentreYear,
)
from contracts.assessment.centre.rules import centre_policy
from contracts.assessment.programme.messages import (
    CompleteOffice,
    CompleteVillage,
    MarkProgrammeOverdue,
    OpenProgramme,
    ProgrammeMissed,
    ProgrammeOverdue,
)
from contracts.assessment.programme.rules import programme_policy
from contracts.assessment.township.messages import (
    FilePlan,
    FormLeadingGroup,
    MarkTownshipOverdue,
    Missed,
    OpenYear,
    PlanStage,
    Post,
    TownshipOverdue,
)
from contracts.assessment.township.rules import township_policy
from contracts.assessment.words import EvidenceItem, EvidenceKind, SchemeCode
from contracts.calendar import CHINA, day_ends
from contracts.cases import ExplainDeadline, RebindPolicy, SettleDueDate
from contracts.errors import Rejected
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from ledger.testing.rebinding import STATUTE_CLAUSE, Reached, due, open_cases, rebind, rebinding, statute

COUNTY, UNIT = "360730", "360730105"
CENTRE_UNIT, PARTY, VILLAGE = f"{UNIT}-centre", f"{UNIT}-party-committee", f"{UNIT}201"
MOMENT = timedelta(microseconds=1)
AUTUMN = datetime(2011, 11, 1, 12, tzinfo=CHINA)
PHOTO = EvidenceItem(kind=EvidenceKind.PHOTO, reference="档案 2011-3")
YEAR_PACKS = ("county-2011-standards", "county-2011-scheme", "county-2011-assessment")
CENTRE_PACKS = ("township-centre-2012", "township-centre-2012-scheme-counted")
OF_YEAR = township_policy(resolve(UNIT, [pack_named(name) for name in YEAR_PACKS]))
OF_CENTRE = centre_policy(resolve(UNIT, [pack_named(name) for name in CENTRE_PACKS]))
OF_PROGRAMME = programme_policy(resolve(COUNTY, [pack_named("county-2011-standards")]))
YEAR = Reached(UNIT, township_stream(UNIT, "2011"), AUTUMN)
CHECKS = Reached(UNIT, centre_stream(UNIT, "2011"), AUTUMN)
THREE_YEARS = Reached(UNIT, programme_stream(UNIT), AUTUMN)
KEY: dict[str, Any] = {"unit": UNIT, "year": 2011}
SUBJECTS = (CheckSubject(unit=CENTRE_UNIT, responsible="head-1"), CheckSubject(unit=PARTY, responsible="head-2"))
FORM = FormLeadingGroup(actor="a", **KEY, leader="s", post=Post.PARTY_SECRETARY, formed_on=date(2011, 10, 28))
STAGE = PlanStage(title="第一阶段", begins_on=date(2011, 11, 1), ends_on=date(2012, 6, 30), result="达标")
FILE = FilePlan(actor="a", **KEY, characteristics="古村", stages=(STAGE,))
PLAN_DUE, YEAR_END = date(2011, 11, 10), date(2011, 12, 31)


def open_centre(year: int) -> OpenCentreYear:
    who: dict[str, Any] = {"unit": CENTRE_UNIT, "centre": CENTRE_UNIT, "above": PARTY, "township": UNIT}
    return OpenCentreYear(actor="deputy-1", **who, year=year, subjects=SUBJECTS)


@pytest.fixture
def year() -> Case[Any, Any, Any, Any]:
    """Opened: the plan is due on 10 November, the result on 31 December."""
    return given(TOWNSHIP, OF_YEAR).when(OpenYear(actor="clock", **KEY), at=AUTUMN).after()


@pytest.fixture
def checks() -> Case[Any, Any, Any, Any]:
    """Opened in spring: the halves are due on 30 June and 31 December, the decisions on 31 December as well."""
    return given(CENTRE, OF_CENTRE).when(open_centre(2011), at=datetime(2011, 3, 3, 12, tzinfo=CHINA)).after()


@pytest.fixture
def programme() -> Case[Any, Any, Any, Any]:
    """Opened: the office is due at the end of 2011, half the villages at that of 2012, all at that of 2013."""
    villages = tuple(f"{UNIT}{number}" for number in range(201, 205))
    command = OpenProgramme(actor="office-1", unit=UNIT, name="青塘镇", villages=villages)
    return given(PROGRAMME, OF_PROGRAMME).when(command, at=AUTUMN).after()


# A township's year


@pytest.mark.parametrize("result", [(12, 20), (12, 30)])
def test_a_statute_moves_the_plan_and_the_result_each_to_its_day(year, result: tuple[int, int]):
    earlier, after = date(2011, 11, 8), date(2011, *result)
    other = replace(OF_YEAR, plan_due=earlier, check_due=result)
    case = rebinding(year, other).when(YEAR.rebind, at=AUTUMN)
    case.then(
        YEAR.bound(),
        YEAR.moved(PLAN_DUE, earlier, owed=Missed.PLAN),
        YEAR.moved(YEAR_END, after, owed=Missed.RESULT),
    )
    mark, told = MarkTownshipOverdue(actor="clock", **KEY), case.after()

    told.when(mark, at=day_ends(earlier) - MOMENT).then()
    [plan] = told.when(mark, at=day_ends(earlier)).after().facts[-1:]
    assert (plan.missed, plan.due_at) == (Missed.PLAN, day_ends(earlier))
    late = told.when(mark, at=day_ends(earlier)).after()
    late.when(mark, at=day_ends(after) - MOMENT).then()
    assert late.when(mark, at=day_ends(after)).after().facts[-1].missed is Missed.RESULT


def test_what_is_there_or_was_announced_keeps_its_day(year):
    other = replace(OF_YEAR, plan_due=date(2011, 11, 8), check_due=(12, 20))
    moved = YEAR.moved(YEAR_END, date(2011, 12, 20), owed=Missed.RESULT)
    filed = year.when(FORM, at=AUTUMN).after().when(FILE, at=AUTUMN).after()
    late = day_ends(PLAN_DUE)
    announced = year.when(MarkTownshipOverdue(actor="clock", **KEY), at=late).after()

    rebinding(filed, other).when(YEAR.rebind, at=AUTUMN).then(YEAR.bound(), moved)
    at = replace(YEAR, at=late)
    rebinding(announced, other).when(YEAR.rebind, at=late).then(at.bound(), replace(moved, rederived_at=late))


def test_where_no_rule_names_a_day_any_more_it_stays(year):
    other = replace(OF_YEAR, plan_due=None, check_due=None)

    rebinding(year, other).when(YEAR.rebind, at=AUTUMN).then(YEAR.bound())


def test_days_of_the_calendar_are_settled_from_the_beginning(year, checks, programme):
    year.when(YEAR.settle, at=AUTUMN).then()
    programme.when(THREE_YEARS.settle, at=AUTUMN).then()
    spring = datetime(2011, 3, 3, 12, tzinfo=CHINA)
    checks.when(CHECKS.settle, at=spring).then()


def test_nobody_is_late_by_a_day_that_has_passed_already_and_nothing_is_moved_by_halves(year):
    """The plan would go to a later day, the result to one that has passed."""
    other = replace(OF_YEAR, plan_due=date(2011, 11, 20), check_due=(11, 5))
    last = day_ends(date(2011, 11, 5))

    rebinding(year, other).when(YEAR.rebind, at=last).then_rejected("due-date-passed")
    assert len(rebinding(year, other).when(YEAR.rebind, at=last - MOMENT).after().facts) == len(year.facts) + 3


def test_what_is_late_is_judged_before_other_rules_reach_it(year):
    later = replace(OF_YEAR, plan_due=date(2011, 11, 20))

    rebinding(year, later).when(YEAR.rebind, at=day_ends(PLAN_DUE)).then_rejected("due-date-passed")
    [overdue] = year.when(YEAR.settle, at=day_ends(PLAN_DUE)).after().facts[1:]
    assert (type(overdue), overdue.missed) == (TownshipOverdue, Missed.PLAN)


@pytest.mark.parametrize("command", [YEAR.settle, YEAR.rebind])
def test_only_an_open_year_of_the_township_is_moved(year, command: RebindPolicy | SettleDueDate):
    rebinding(year, OF_YEAR).when(replace(command, unit="360730102"), at=AUTUMN).then_rejected("unknown-case")
    given(TOWNSHIP, OF_YEAR).when(command, at=AUTUMN).then_rejected("unknown-case")


# A centre's year of checks


@pytest.mark.parametrize("day", [15, 30])
def test_two_due_dates_on_one_day_are_moved_apart(checks, day: int):
    due_on = {**OF_CENTRE.due, CentreMissed.DECISION: (12, day)}
    case = rebinding(checks, replace(OF_CENTRE, due=due_on)).when(CHECKS.rebind, at=CHECKS.at)
    freeze = FreezeEvidence(actor="d", unit=CENTRE_UNIT, township=UNIT, year=2011, half=Half.FIRST)
    in_time = checks.when(freeze, at=datetime(2011, 6, 30, 12, tzinfo=CHINA)).after()
    case = rebinding(in_time, replace(OF_CENTRE, due=due_on)).when(CHECKS.rebind, at=CHECKS.at)
    case.then(CHECKS.bound(), CHECKS.moved(YEAR_END, date(2011, 12, day), owed=CentreMissed.DECISION))
    mark, end = MarkCentreOverdue(actor="clock", unit=UNIT, year=2011), day_ends(date(2011, 12, day))

    assert isinstance(in_time.facts[-1], EvidenceFrozen)
    case.after().when(mark, at=end - MOMENT).then()
    [late] = case.after().when(mark, at=end).after().facts[-1:]
    assert (type(late), late.missed, late.due_at) == (CentreOverdue, CentreMissed.DECISION, end)


# A township's programme


def test_a_statute_moves_what_a_programme_owes_and_a_completed_office_is_not_owed(programme):
    end, share = date(2014, 6, 30), date(2012, 6, 30)
    other = replace(OF_PROGRAMME, end=end, share_due=share, targets={"青塘镇": 2012})
    done = CompleteOffice(actor="o", unit=UNIT, completed_on=date(2011, 11, 1), evidence=(PHOTO,))
    moves = (
        THREE_YEARS.moved(date(2012, 12, 31), share, owed=ProgrammeMissed.VILLAGE_SHARE),
        THREE_YEARS.moved(date(2013, 12, 31), end, owed=ProgrammeMissed.PROGRAMME),
    )
    office = THREE_YEARS.moved(YEAR_END, date(2012, 12, 31), owed=ProgrammeMissed.OFFICE)

    rebinding(programme, other).when(THREE_YEARS.rebind, at=AUTUMN).then(THREE_YEARS.bound(), office, *moves)
    completed = programme.when(done, at=AUTUMN).after()
    case = rebinding(completed, other).when(THREE_YEARS.rebind, at=AUTUMN)
    case.then(THREE_YEARS.bound(), *moves)
    mark = MarkProgrammeOverdue(actor="clock", unit=UNIT)
    case.after().when(mark, at=day_ends(share) - MOMENT).then()
    [late] = case.after().when(mark, at=day_ends(share)).after().facts[-1:]
    assert (type(late), late.missed) == (ProgrammeOverdue, ProgrammeMissed.VILLAGE_SHARE)


# In the running service

OF_2011: dict[str, Any] = {"area": COUNTY, "since": "2011-10-30"}
CHECK_BY = statute("checked-by-the-twentieth", "T.check.due", '"12-20"', "month-day", "A-009", **OF_2011)
BEGINS, SPRING = datetime(2011, 10, 25, 12, tzinfo=CHINA), datetime(2013, 3, 3, 12, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class Stage:
    """The service with a township's year, its programme, and later a year of checks."""

    place: Played

    def open(self) -> list[tuple[str, date]]:
        return open_cases(self.place, COUNTY)


@pytest.fixture
def stage(tmp_path) -> Stage:
    place = Played(SERVICE, SERVICE.answers, begins=BEGINS, unit=COUNTY, folder=tmp_path)
    place.activate(*YEAR_PACKS, *CENTRE_PACKS)
    villages = (VILLAGE, f"{UNIT}202")
    programme = OpenProgramme(actor="office-1", unit=UNIT, name="青塘镇", villages=villages)
    place.at(AUTUMN, OpenYear(actor="clock", **KEY), programme)
    return Stage(place)


def test_open_cases_are_listed_each_day_of_a_case_once_until_it_is_there(stage):
    year, three = YEAR.case, THREE_YEARS.case
    assert stage.open() == [
        (year, PLAN_DUE),
        (three, YEAR_END),
        (year, YEAR_END),
        (three, date(2012, 12, 31)),
        (three, date(2013, 12, 31)),
    ]
    assert open_cases(stage.place, COUNTY, provisional_only=True) == []
    stage.place.send(FORM)
    stage.place.send(FILE)
    rebind(stage.place, YEAR, CHECK_BY, COUNTY)
    assert stage.open()[:2] == [(year, date(2011, 12, 20)), (three, YEAR_END)]
    done: dict[str, Any] = {"actor": "o", "unit": UNIT, "completed_on": date(2011, 11, 1), "evidence": (PHOTO,)}
    stage.place.send(CompleteOffice(**done))
    assert [case for case, _ in stage.open()] == [year, three, three]
    stage.place.send(CompleteVillage(**done, village=VILLAGE))
    assert stage.open() == [(year, date(2011, 12, 20)), (three, date(2013, 12, 31))]
    stage.place.send(CompleteVillage(**done, village=f"{UNIT}202"))
    stage.place.at(day_ends(date(2011, 12, 20)))
    assert [case for case, _ in stage.open() if case != township_stream(UNIT, "2012")] == []


def test_what_falls_due_follows_the_new_day(stage):
    rebind(stage.place, YEAR, CHECK_BY, COUNTY)
    stage.place.at(day_ends(YEAR_END))
    late = {fact.missed: fact.announced_at for fact in stage.place.facts(TownshipOverdue) if fact.year == 2011}

    assert late == {Missed.PLAN: day_ends(PLAN_DUE), Missed.RESULT: day_ends(date(2011, 12, 20))}


def test_each_due_date_is_explained_by_what_was_followed_then(stage):
    rebind(stage.place, YEAR, CHECK_BY, COUNTY)
    question = ExplainDeadline(unit=UNIT, case=YEAR.case)
    after, before, plan = (
        stage.place.ask(replace(question, due_on=day)) for day in (date(2011, 12, 20), YEAR_END, PLAN_DUE)
    )
    programme = stage.place.ask(ExplainDeadline(unit=UNIT, case=THREE_YEARS.case, due_on=date(2012, 12, 31)))

    assert stage.place.ask(question) == after
    assert (after.due, after.explanation.rule.source) == (due(date(2011, 12, 20)), STATUTE_CLAUSE)
    assert (CHECK_BY.digest in after.packs, CHECK_BY.digest in before.packs) == (True, False)
    assert (before.due, plan.due) == (due(YEAR_END), due(PLAN_DUE))
    assert programme.explanation.rule.source == "1 §五2"


def test_a_half_is_open_until_its_evidence_is_frozen_and_whoever_asks_for_the_township_is_told_why(tmp_path):
    place = Played(SERVICE, SERVICE.answers, begins=BEGINS, unit=COUNTY, folder=tmp_path)
    place.at(SPRING)
    place.activate(*CENTRE_PACKS)
    place.send(open_centre(2013))
    stream = centre_stream(UNIT, "2013")
    first, last = date(2013, 6, 30), date(2013, 12, 31)
    assert open_cases(place, COUNTY) == [(stream, first), (stream, last)]
    freeze = FreezeEvidence(actor="d", unit=CENTRE_UNIT, township=UNIT, year=2013, half=Half.FIRST)
    place.at(day_ends(first) - MOMENT, freeze)
    assert open_cases(place, COUNTY) == [(stream, last)]
    for unit in (UNIT, CENTRE_UNIT):
        explained = place.ask(ExplainDeadline(unit=unit, case=stream, due_on=first))
        assert (explained.due, explained.explanation.rule.source) == (due(first), "4 §三(七)")


@pytest.mark.parametrize(
    "case",
    [
        conduct_stream(UNIT, "2011"),
        round_stream(COUNTY, SchemeCode.TOWNSHIP, "2011"),
        sheet_stream(UNIT, SchemeCode.TOWNSHIP, "2011"),
    ],
)
@pytest.mark.parametrize("what", ["rebind", "settle"])
def test_what_is_scored_by_the_rules_of_its_beginning_is_refused_with_the_clause(stage, case: str, what: str):
    with pytest.raises(Rejected) as refusal:
        stage.place.send(getattr(Reached(UNIT, case, AUTUMN), what))

    assert refusal.value.code == "case-keeps-its-rules"
    assert "立法法 第一百零四条" in refusal.value.detail
