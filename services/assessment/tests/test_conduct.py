"""A township's conduct of a year: records by their rules, what is missing found once, made good when entered."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from assessment.conduct import STREAM as CONDUCT
from assessment.service import SERVICE
from contracts.assessment.conduct.messages import (
    Activity,
    ActivityHeld,
    ArticleFiled,
    Assignment,
    Breach,
    BreachFound,
    CadreEntered,
    CadresOfUnit,
    CheckConduct,
    CheckedItem,
    ConductChecked,
    ConductMadeGood,
    ConductMissed,
    ConductMonthChecked,
    ConductOfUnit,
    ConductYearOpened,
    DiaryEntered,
    EnterCadre,
    FileArticle,
    InspectionRecorded,
    Layer,
    OpenConductYear,
    Owed,
    RecordActivity,
    RecordBreach,
    RecordConductCheck,
    RecordDiary,
    RecordInspection,
    RecordStudy,
    RecordSupervision,
    RecordVillageDays,
    SelfCheck,
    Study,
    StudyForm,
    StudyHeld,
    SupervisionRecorded,
    VillageDaysRecorded,
)
from contracts.assessment.conduct.rules import conduct_policy
from contracts.assessment.words import lists
from contracts.calendar import CHINA, calendar_as_known, day_ends
from contracts.policies import pack_named, resolve
from contracts.rules import Rules
from ledger.testing.given import given
from ledger.testing.playing import Played

TOWNSHIP, VILLAGE = "360730105", "360730105201"
JANUARY = datetime(2025, 1, 2, 9, tzinfo=CHINA)
NOON = datetime(2025, 3, 31, 12, tzinfo=CHINA)
LAST = day_ends(date(2025, 12, 31))
PACK = pack_named("county-2011-standards")
KNOWN = calendar_as_known(date(2025, 3, 31))
POLICY = conduct_policy(resolve(TOWNSHIP, [PACK]))
KEY: dict[str, Any] = {"unit": TOWNSHIP, "year": 2025}
SAID: dict[str, Any] = {**KEY, "actor": "group-1"}
TODAY = date(2025, 3, 31)

OPENED = ConductYearOpened(**KEY, next_at=LAST, opened_at=JANUARY)
PLACES = (Assignment(village=VILLAGE, group="第三组", households=("h1", "h2")),)
ENTER = EnterCadre(**SAID, cadre="cadre-1", layer=Layer.CADRE, assignments=PLACES)


def entered(cadre: str, layer: Layer, left_on: date | None = None, households: tuple[str, ...] = ()) -> CadreEntered:
    places = (Assignment(village=VILLAGE, group=None, households=households),) if households else ()
    who: dict[str, Any] = {"cadre": cadre, "layer": layer, "assignments": places, "left_on": left_on}
    return CadreEntered(**KEY, **who, entered_by="group-1", entered_at=JANUARY)


HEAD, MEMBER, CADRE = (
    entered("head-1", Layer.FIRST_HAND),
    entered("member-1", Layer.TEAM_MEMBER),
    entered("cadre-1", Layer.CADRE, households=("h1", "h2", "h3")),
)
STAFF = (OPENED, HEAD, MEMBER, CADRE)


def study(day: date, kind: Study = Study.COLLECTIVE) -> StudyHeld:
    said: dict[str, Any] = {
        "study": kind,
        "form": StudyForm.TOGETHER,
        "held_on": day,
        "topic": "群众路线",
        "participants": 30,
    }
    return StudyHeld(**KEY, **said, recorded_by="group-1", recorded_at=NOON)


def activity(kind: Activity, number: int = 1) -> ActivityHeld:
    said: dict[str, Any] = {
        "activity": kind,
        "number": number,
        "held_on": TODAY,
        "text": "见记录",
        "subject": None,
        "result": None,
    }
    return ActivityHeld(**KEY, **said, recorded_by="group-1", recorded_at=NOON)


def stayed(cadre: str, total: int) -> VillageDaysRecorded:
    """So many different days; which ones does not matter to what they come to."""
    days = tuple(date(2025, 1, 1) + timedelta(days=n) for n in range(total))
    said: dict[str, Any] = {
        "cadre": cadre,
        "village": VILLAGE,
        "days": days,
        "total": total,
        "working_days": WORKING_DAYS,
    }
    return VillageDaysRecorded(**KEY, **said, recorded_by="group-1", recorded_at=NOON)


WORKING_DAYS = 248
"""Of 2025: 365 days without 104 at weekends, of which five are worked, and without 18 holidays in the week."""


def written(cadre: str) -> DiaryEntered:
    said: dict[str, Any] = {"cadre": cadre, "written_on": TODAY, "households": ("h1",), "text": "看望老人", "number": 1}
    return DiaryEntered(**KEY, **said, reached=1, linked=3, recorded_by="group-1", recorded_at=NOON)


def missing(month: int, *facts: Any, at: datetime | None = None) -> list[tuple[Owed, str, str | None]]:
    """What the check of a month finds; it always says that it was made."""
    now = at or day_ends(date(2025, month, 28) + timedelta(days=5))
    state = CONDUCT.fold(list(facts))
    rules = Rules(policy=POLICY, calendar=calendar_as_known(now.date()))
    found = CONDUCT.decide(CheckConduct(**SAID, month=month), state, rules, now)

    assert isinstance(found[-1], ConductMonthChecked)
    assert found[-1].missed == len(found) - 1
    return [(one.owed, one.span, one.cadre) for one in found if isinstance(one, ConductMissed)]


@pytest.mark.req("A-030")
@pytest.mark.parametrize("kind", ["regular", "irregular", "random", "open_visit", "undercover"])
def test_an_inspection_is_of_one_of_five_kinds(kind: str):
    said: dict[str, Any] = {"kind": kind, "inspected_on": TODAY, "place": "便民服务中心", "finding": "在岗"}
    fact = InspectionRecorded(**KEY, **said, recorded_by="group-1", recorded_at=NOON)
    command = RecordInspection(**SAID, **said)

    given(CONDUCT, POLICY, OPENED).when(command, at=NOON).then(fact)
    given(CONDUCT, POLICY, OPENED).when(replace(command, kind="by-phone"), at=NOON).then_rejected(
        "assessment.word-not-listed"
    )


SUPERVISE = RecordSupervision(
    **SAID, acting_role="FirstHand", supervised="member-1", supervised_on=TODAY, text="听取履职情况"
)


@pytest.mark.req("A-031")
@pytest.mark.parametrize(
    ("role", "supervised", "layers"),
    [
        ("LinkedCountyLeader", "head-1", (Layer.COUNTY_LEADER, Layer.FIRST_HAND)),
        ("FirstHand", "member-1", (Layer.FIRST_HAND, Layer.TEAM_MEMBER)),
        ("TownshipTeamMember", "cadre-1", (Layer.TEAM_MEMBER, Layer.CADRE)),
    ],
)
def test_each_layer_supervises_the_one_below_it(role: str, supervised: str, layers: tuple[Layer, Layer]):
    fact = SupervisionRecorded(
        **KEY,
        layer=layers[0],
        supervised=supervised,
        supervised_layer=layers[1],
        supervised_on=TODAY,
        text="听取履职情况",
        supervised_by="group-1",
        recorded_at=NOON,
    )
    command = replace(SUPERVISE, acting_role=role, supervised=supervised)

    given(CONDUCT, POLICY, *STAFF).when(command, at=NOON).then(fact)


@pytest.mark.req("A-031")
@pytest.mark.parametrize(
    ("role", "supervised"),
    [
        ("LinkedCountyLeader", "member-1"),
        ("LinkedCountyLeader", "cadre-1"),
        ("FirstHand", "head-1"),
        ("FirstHand", "cadre-1"),
        ("TownshipTeamMember", "head-1"),
        ("TownshipTeamMember", "member-1"),
        ("TownshipLeadingGroup", "member-1"),
    ],
)
def test_no_layer_is_skipped_and_none_supervises_its_own_or_the_one_above(role: str, supervised: str):
    command = replace(SUPERVISE, acting_role=role, supervised=supervised)

    given(CONDUCT, POLICY, *STAFF).when(command, at=NOON).then_rejected("forbidden-role")


@pytest.mark.req("A-031")
def test_nobody_supervises_oneself_nor_whom_nobody_entered():
    oneself = replace(SUPERVISE, actor="member-1")

    given(CONDUCT, POLICY, *STAFF).when(oneself, at=NOON).then_rejected("forbidden-role")
    given(CONDUCT, POLICY, OPENED).when(SUPERVISE, at=NOON).then_rejected("assessment.no-such-cadre")


@pytest.mark.req("A-032", "A-039", "A-040")
@pytest.mark.parametrize("check", list(SelfCheck))
def test_a_self_check_answers_each_of_its_four_items_once(check: SelfCheck):
    items = tuple(CheckedItem(item=item, is_kept=n > 0, evidence="民主测评") for n, item in enumerate(lists()[check]))
    command = RecordConductCheck(**SAID, check=check, checked_on=TODAY, items=items)
    fact = ConductChecked(
        **KEY, check=check, checked_on=TODAY, items=items, kept=3, of=4, checked_by="group-1", recorded_at=NOON
    )
    other = CheckedItem(item="same_hat", is_kept=True, evidence="民主测评")

    assert len(items) == 4
    given(CONDUCT, POLICY, OPENED).when(command, at=NOON).then(fact)
    for wrong, code in (
        (items[:3], "items-missing"),
        ((*items[:3], items[0]), "items-missing"),
        ((*items, items[0]), "items-missing"),
        ((*items[:3], other), "word-not-listed"),
    ):
        given(CONDUCT, POLICY, OPENED).when(replace(command, items=wrong), at=NOON).then_rejected(f"assessment.{code}")


BREACH = RecordBreach(
    **SAID, cadre="cadre-1", breach=Breach.PROHIBITION, entry=41, happened_on=TODAY, text="收受土特产"
)


@pytest.mark.req("A-033", "A-034")
@pytest.mark.parametrize(
    ("breach", "entry", "is_there"),
    [
        (Breach.PROHIBITION, 0, False),
        (Breach.PROHIBITION, 1, True),
        (Breach.PROHIBITION, 41, True),
        (Breach.PROHIBITION, 42, False),
        (Breach.CONDUCT_RULE, 0, False),
        (Breach.CONDUCT_RULE, 1, True),
        (Breach.CONDUCT_RULE, 6, True),
        (Breach.CONDUCT_RULE, 7, False),
    ],
)
def test_a_breach_of_one_of_41_prohibitions_or_six_rules_is_a_finding(breach: Breach, entry: int, is_there: bool):
    command = replace(BREACH, breach=breach, entry=entry)
    said: dict[str, Any] = {
        "cadre": "cadre-1",
        "breach": breach,
        "entry": entry,
        "happened_on": TODAY,
        "text": "收受土特产",
    }
    found = given(CONDUCT, POLICY, *STAFF).when(command, at=NOON)

    if is_there:
        found.then(BreachFound(**KEY, **said, found_by="group-1", found_at=NOON))
    else:
        found.then_rejected("assessment.no-such-entry")


@pytest.mark.req("A-038")
@pytest.mark.parametrize("form", list(StudyForm))
def test_a_study_has_one_of_three_forms(form: StudyForm):
    command = RecordStudy(**SAID, study=Study.COLLECTIVE, form=form, held_on=TODAY, topic="群众路线", participants=30)

    given(CONDUCT, POLICY, OPENED).when(command, at=NOON).then(replace(study(TODAY), form=form))
    assert PACK.parameters["study.forms"].value == len(StudyForm)


@pytest.mark.req("A-035")
def test_a_month_without_a_collective_study_is_a_finding():
    before, within, after = date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 1)
    of_february = (Owed.STUDY, "2025-02", None)

    assert missing(2, OPENED) == [of_february]
    assert missing(2, OPENED, study(before), study(after)) == [of_february]
    assert missing(2, OPENED, study(within, Study.DISCUSSION)) == [of_february]
    assert missing(2, OPENED, study(within)) == []


@pytest.mark.req("A-036")
def test_a_quarter_without_a_discussion_is_a_finding():
    studied = study(date(2025, 3, 5))
    before, within = date(2024, 12, 31), date(2025, 1, 1)

    assert missing(3, OPENED, studied) == [(Owed.DISCUSSION, "2025Q1", None)]
    assert missing(3, OPENED, studied, study(before, Study.DISCUSSION)) == [(Owed.DISCUSSION, "2025Q1", None)]
    assert missing(3, OPENED, studied, study(within, Study.DISCUSSION)) == []


def article(cadre: str, half_year: str) -> ArticleFiled:
    said: dict[str, Any] = {
        "cadre": cadre,
        "half_year": half_year,
        "number": 1,
        "written_on": TODAY,
        "title": "农村养老",
    }
    return ArticleFiled(**KEY, **said, filed_by="group-1", filed_at=NOON)


@pytest.mark.req("A-037")
def test_every_cadre_writes_an_article_each_half_year():
    june = (study(date(2025, 6, 5)), study(date(2025, 6, 6), Study.DISCUSSION))
    gone = entered("gone-1", Layer.CADRE, left_on=date(2025, 6, 30))
    two = (OPENED, HEAD, CADRE, gone, *june)
    of_first = [(Owed.ARTICLE, "2025H1", name) for name in ("cadre-1", "head-1")]
    command = FileArticle(**SAID, cadre="cadre-1", written_on=TODAY, title="农村养老")

    assert missing(6, *two) == of_first
    assert missing(6, *two, article("cadre-1", "2025H1"), article("head-1", "2025H2")) == [of_first[1]]
    given(CONDUCT, POLICY, *STAFF).when(command, at=NOON).then(article("cadre-1", "2025H1"))
    again = replace(article("cadre-1", "2025H1"), number=2)
    given(CONDUCT, POLICY, *STAFF, article("cadre-1", "2025H1")).when(command, at=NOON).then(again)
    stranger = replace(command, cadre="cadre-9")
    given(CONDUCT, POLICY, *STAFF).when(stranger, at=NOON).then_rejected("assessment.no-such-cadre")


@pytest.mark.req("A-041")
def test_a_cadre_is_stationed_in_a_village_and_linked_to_group_and_households():
    fact = CadreEntered(
        **KEY,
        cadre="cadre-1",
        layer=Layer.CADRE,
        assignments=PLACES,
        left_on=None,
        entered_by="group-1",
        entered_at=NOON,
    )
    elsewhere = (replace(PLACES[0], village="360730106201"),)

    given(CONDUCT, POLICY, OPENED).when(ENTER, at=NOON).then(fact)
    for said, code in (
        ({"assignments": elsewhere}, "not-of-the-township"),
        ({"layer": Layer.COUNTY_LEADER}, "not-of-the-township"),
        ({"assignments": (*PLACES, *PLACES)}, "household-twice"),
    ):
        given(CONDUCT, POLICY, OPENED).when(replace(ENTER, **said), at=NOON).then_rejected(f"assessment.{code}")


DECEMBER = (
    study(date(2025, 12, 5)),
    study(date(2025, 12, 6), Study.DISCUSSION),
    *(article(name, "2025H2") for name in ("cadre-1", "head-1", "member-1")),
    *map(activity, Activity),
)


@pytest.mark.req("A-042", "A-043")
@pytest.mark.parametrize(
    ("cadre", "days", "enough"),
    [
        ("head-1", 82, False),
        ("head-1", 83, True),
        ("member-1", 82, False),
        ("member-1", 83, True),
        ("cadre-1", 123, False),
        ("cadre-1", 124, True),
        ("cadre-1", 125, True),
    ],
)
def test_leaders_work_a_third_and_others_half_of_the_working_days_in_villages(cadre: str, days: int, enough: bool):
    """248 working days: a third are 82 and two thirds of one, a half are 124."""
    others = [stayed(name, 248) for name in ("cadre-1", "head-1", "member-1") if name != cadre]
    diaries = [written(name) for name in ("cadre-1", "head-1", "member-1")]
    found = missing(12, *STAFF, *DECEMBER, *others, *diaries, stayed(cadre, days))

    assert ([] if enough else [(Owed.VILLAGE_TIME, "2025", cadre)]) == found


@pytest.mark.req("A-042")
def test_only_a_working_day_counts_and_each_once():
    command = RecordVillageDays(**SAID, cadre="cadre-1", village=VILLAGE, days=(date(2025, 3, 28), TODAY))
    fact = replace(stayed("cadre-1", 2), days=command.days)
    saturday = replace(command, days=(date(2025, 3, 29),))
    made_up = replace(command, days=(date(2025, 1, 26),))

    given(CONDUCT, POLICY, *STAFF, calendar=KNOWN).when(command, at=NOON).then(fact)
    given(CONDUCT, POLICY, *STAFF, calendar=KNOWN).when(made_up, at=NOON).then(
        replace(fact, days=made_up.days, total=1)
    )
    for said, code in (
        (saturday, "no-working-day"),
        (replace(command, days=(TODAY, TODAY)), "day-twice"),
        (replace(command, village="360730106201"), "not-of-the-township"),
        (replace(command, days=(date(2024, 12, 31),)), "wrong-year"),
        (replace(command, days=(date(2025, 4, 1),)), "date-in-future"),
    ):
        given(CONDUCT, POLICY, *STAFF, calendar=KNOWN).when(said, at=NOON).then_rejected(f"assessment.{code}")
    given(CONDUCT, POLICY, *STAFF, fact, calendar=KNOWN).when(command, at=NOON).then_rejected("assessment.day-twice")


@pytest.mark.req("A-044", "A-045", "A-047")
@pytest.mark.parametrize("kind", list(Activity))
def test_a_year_without_one_of_its_activities_is_a_finding(kind: Activity):
    whole = [*(stayed(name, 248) for name in ("cadre-1", "head-1", "member-1"))]
    diaries = [written(name) for name in ("cadre-1", "head-1", "member-1")]
    without = [fact for fact in DECEMBER if not isinstance(fact, ActivityHeld) or fact.activity is not kind]

    assert missing(12, *STAFF, *whole, *diaries, *without) == [(Owed(kind.value), "2025", None)]


@pytest.mark.req("A-044", "A-045", "A-047")
@pytest.mark.parametrize("kind", list(Activity))
def test_an_activity_is_counted_and_an_appraisal_has_its_result(kind: Activity):
    said: dict[str, Any] = {"activity": kind, "held_on": TODAY, "text": "见记录"}
    bare = RecordActivity(**SAID, **said)
    appraised = replace(bare, subject="梅江司法所", result="群众满意")
    fact = replace(activity(kind, 2), subject="梅江司法所", result="群众满意")

    given(CONDUCT, POLICY, OPENED, activity(kind)).when(appraised, at=NOON).then(fact)
    if kind in (Activity.STATION_APPRAISAL, Activity.MEMBER_APPRAISAL):
        given(CONDUCT, POLICY, OPENED).when(bare, at=NOON).then_rejected("assessment.result-required")
        half = replace(appraised, result=None)
        given(CONDUCT, POLICY, OPENED).when(half, at=NOON).then_rejected("assessment.result-required")
    else:
        given(CONDUCT, POLICY, OPENED).when(bare, at=NOON).then(activity(kind))


@pytest.mark.req("A-046")
def test_every_cadre_keeps_a_diary_and_the_households_reached_are_counted():
    command = RecordDiary(**SAID, cadre="cadre-1", written_on=TODAY, households=("h1", "h2"), text="看望老人")
    fact = replace(written("cadre-1"), households=("h1", "h2"), reached=2)
    again = replace(command, households=("h2", "h3"))
    stranger = replace(command, households=("h1", "h9"))
    whole = [stayed(name, 248) for name in ("cadre-1", "head-1", "member-1")]
    two = [written(name) for name in ("cadre-1", "head-1")]

    given(CONDUCT, POLICY, *STAFF).when(command, at=NOON).then(fact)
    given(CONDUCT, POLICY, *STAFF, fact).when(again, at=NOON).then(
        replace(fact, households=("h2", "h3"), number=2, reached=3)
    )
    given(CONDUCT, POLICY, *STAFF).when(stranger, at=NOON).then_rejected("assessment.household-not-linked")
    assert missing(12, *STAFF, *DECEMBER, *whole, *two) == [(Owed.DIARY, "2025", "member-1")]


def test_nothing_is_recorded_of_a_year_that_is_not_open_and_opening_twice_has_no_effect():
    command = OpenConductYear(**SAID)

    given(CONDUCT, POLICY).when(ENTER, at=NOON).then_rejected("assessment.year-not-open")
    given(CONDUCT, POLICY).when(command, at=JANUARY).then(OPENED)
    given(CONDUCT, POLICY, OPENED).when(command, at=NOON).then()


def test_a_month_is_checked_when_it_is_over_and_once():
    command = CheckConduct(**SAID, month=3)
    over = day_ends(date(2025, 3, 31))
    checked = ConductMonthChecked(**KEY, month=3, missed=0, checked_at=over)
    done = (study(TODAY), study(TODAY, Study.DISCUSSION))

    given(CONDUCT, POLICY, OPENED, *done).when(command, at=over - timedelta(microseconds=1)).then()
    given(CONDUCT, POLICY, OPENED, *done).when(command, at=over).then(checked)
    given(CONDUCT, POLICY, OPENED, *done, checked).when(command, at=over).then()


def test_what_ended_before_the_year_was_opened_is_not_measured():
    late = replace(OPENED, opened_at=day_ends(date(2025, 2, 28)))
    earlier = replace(OPENED, opened_at=late.opened_at - timedelta(microseconds=1))

    assert missing(2, late) == []
    assert missing(2, earlier) == [(Owed.STUDY, "2025-02", None)]


def test_what_was_there_and_entered_late_is_made_good():
    april = datetime(2025, 4, 2, 9, tzinfo=CHINA)
    miss = ConductMissed(
        **KEY,
        owed=Owed.STUDY,
        span="2025-03",
        cadre=None,
        came_to=Fraction(0),
        least=Fraction(1),
        announced_at=day_ends(TODAY),
    )
    said: dict[str, Any] = {"study": Study.COLLECTIVE, "form": StudyForm.TOGETHER, "topic": "群众路线"}
    command = RecordStudy(**SAID, **said, held_on=TODAY, participants=30)
    late = replace(study(TODAY), recorded_at=april)
    good = ConductMadeGood(**KEY, owed=Owed.STUDY, span="2025-03", cadre=None, made_good_at=april)
    of_april = replace(command, held_on=date(2025, 4, 1))

    given(CONDUCT, POLICY, OPENED, miss).when(command, at=april).then(late, good)
    given(CONDUCT, POLICY, OPENED, miss, late, good).when(command, at=april).then(late)
    given(CONDUCT, POLICY, OPENED, miss).when(of_april, at=april).then(replace(late, held_on=date(2025, 4, 1)))


@pytest.mark.parametrize(("day", "code"), [(date(2024, 12, 31), "wrong-year"), (date(2025, 4, 1), "date-in-future")])
def test_a_day_lies_in_the_year_and_is_not_to_come(day: date, code: str):
    item = CheckedItem(item="study", is_kept=True, evidence="见记录")
    items = tuple(replace(item, item=name) for name in lists()["awarenesses"])
    study_said: dict[str, Any] = {"study": Study.COLLECTIVE, "form": StudyForm.COACHING, "topic": "法治"}
    for command in (
        RecordInspection(**SAID, kind="random", inspected_on=day, place="圩镇", finding="在岗"),
        replace(SUPERVISE, supervised_on=day),
        RecordStudy(**SAID, **study_said, held_on=day, participants=3),
        FileArticle(**SAID, cadre="cadre-1", written_on=day, title="农村养老"),
        RecordConductCheck(**SAID, check=SelfCheck.AWARENESSES, checked_on=day, items=items),
        replace(BREACH, happened_on=day),
        RecordActivity(**SAID, activity=Activity.VISIT, held_on=day, text="走访"),
        RecordDiary(**SAID, cadre="cadre-1", written_on=day, households=("h1",), text="看望老人"),
    ):
        given(CONDUCT, POLICY, *STAFF).when(command, at=NOON).then_rejected(f"assessment.{code}")


def test_a_year_is_checked_month_by_month_by_itself_and_the_next_one_opens(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=JANUARY - timedelta(days=1), unit="360730", folder=tmp_path)
    played.activate("county-2011-standards")
    of_day: dict[str, Any] = {"study": Study.COLLECTIVE, "form": StudyForm.TOGETHER, "topic": "群众路线"}
    january = RecordStudy(**SAID, **of_day, held_on=date(2025, 1, 20), participants=30)
    played.at(
        JANUARY, OpenConductYear(**SAID), ENTER, replace(ENTER, cadre="head-1", layer=Layer.FIRST_HAND, assignments=())
    )
    played.at(datetime(2025, 2, 3, 9, tzinfo=CHINA), january)
    played.at(
        NOON, RecordVillageDays(**SAID, cadre="cadre-1", village=VILLAGE, days=(TODAY,)), replace(BREACH, entry=3)
    )
    played.at(NOON, RecordDiary(**SAID, cadre="cadre-1", written_on=TODAY, households=("h1",), text="看望老人"))
    played.at(NOON, replace(SUPERVISE, acting_role="LinkedCountyLeader", supervised="head-1"))
    played.at(datetime(2026, 1, 2, 9, tzinfo=CHINA), OpenConductYear(actor="group-1", unit=TOWNSHIP, year=2026))
    record = played.ask(ConductOfUnit(unit=TOWNSHIP, year=2025), limit=100).lines
    first = played.ask(ConductOfUnit(unit=TOWNSHIP, year=2025), limit=5)
    cadres = played.ask(CadresOfUnit(unit=TOWNSHIP, year=2025))
    page = played.ask(CadresOfUnit(unit=TOWNSHIP, year=2025), limit=1)
    months = [fact.month for fact in played.facts(ConductMonthChecked) if fact.year == 2025]
    studies = [
        (line.text, line.is_made_good) for line in record if line.kind == "study" and line.is_made_good is not None
    ]

    assert months == list(range(1, 13))
    assert studies == [("2025-01", True), *((f"2025-{month:02}", False) for month in range(2, 13))]
    assert (
        *first.lines,
        *played.ask(ConductOfUnit(unit=TOWNSHIP, year=2025), limit=100, after=first.next).lines,
    ) == record
    assert (1, 2) == (cadres.reached, cadres.linked)
    one, head = cadres.cadres
    assert ("cadre-1", 0, 1, Fraction(1, WORKING_DAYS), 0, 1) == (
        one.cadre,
        one.articles,
        one.diary,
        one.village_time,
        one.supervised,
        one.breaches,
    )
    assert (None, 1, 0) == (head.village_time, head.supervised, head.breaches)
    assert [3, 4] == [one.missed, head.missed]
    rest = played.ask(CadresOfUnit(unit=TOWNSHIP, year=2025), after=page.next)
    assert (*page.cadres, *rest.cadres) == cadres.cadres
    assert [fact.year for fact in played.facts(ConductYearOpened)] == [2025, 2026]
    rows = played.rows()
    played.projector.rebuild()
    assert rows == played.views.live().rows()
