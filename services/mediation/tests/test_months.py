"""The periodic work of a centre: what opens by itself, what counts, what is missed, the month's figures."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA, day_begins, day_ends
from contracts.mediation.case.messages import CaseKind, CaseRegistered, CasesOfUnit, CloseCause, Receiver
from contracts.mediation.month.messages import (
    CircularPart,
    CircularSection,
    CircularSent,
    DutyOfMonth,
    IncidentRecorded,
    MarkMonth,
    MeetingHeld,
    MeetingOverdue,
    MonthlyFigures,
    MonthlyReportOverdue,
    MonthlyReportSent,
    MonthOpened,
    MonthsOfUnit,
    OpenMonth,
    PeriodicDuty,
    PlanMissing,
    RecordIncident,
    RecordMeeting,
    RecordScreening,
    RecordTreatment,
    ReportSection,
    ReportSituation,
    ScreeningDone,
    ScreeningOverdue,
    Section,
    SendCircular,
    SendMonthlyReport,
    SituationOverdue,
    SituationReported,
    Target,
    TreatmentScreened,
)
from contracts.mediation.month.rules import month_policy
from contracts.mediation.words import Level
from contracts.policies import pack_named, resolve
from contracts.succession import SucceedUnit
from ledger.testing.given import given
from ledger.testing.playing import Played
from mediation.month import STREAM
from mediation.service import SERVICE

POLICY = month_policy(resolve("360730", [pack_named("township-centre-2012")]))
TOWNSHIP = "360730101"
KEY: dict[str, Any] = {"unit": TOWNSHIP, "month": "2025-03"}
FIRST = datetime(2025, 3, 1, 8, tzinfo=CHINA)
NOON = datetime(2025, 3, 20, 12, tzinfo=CHINA)
HALF, END = day_ends(date(2025, 3, 15)), day_ends(date(2025, 3, 31))
MOMENT = timedelta(microseconds=1)
PACKS = (
    "cn-mediation-2010",
    "cn-mediation-work-2002",
    "cn-civil-procedure-2023",
    "cn-petitions-2022",
    "cn-recusal-2022",
    "county-2011-channels",
    "township-centre-2012",
)


def march(day: int) -> date:
    return date(2025, 3, day)


def say(kind: type, /, **said: Any) -> Any:
    return kind(**{**KEY, "actor": "deputy-1", **said})


def meeting(day: int = 10, **other: Any) -> Any:
    who = {"acting_role": "CentreDirector", "actor": "director-1", "meeting": PeriodicDuty.MEETING}
    minutes = {"attended": ("360730101-judicial",), "analysis": "形势平稳", "proposals": "加强夜间巡防"}
    return say(RecordMeeting, **{**who, **minutes, "held_on": march(day), **other})


def screening(day: int, **other: Any) -> Any:
    return say(RecordScreening, **{"screened_on": march(day), "covers_factors": False, "text": "逐村排查", **other})


def report(*left_out: ReportSection, **other: Any) -> Any:
    sections = tuple(Section(section=each, text="情况如下。") for each in ReportSection if each not in left_out)
    return say(SendMonthlyReport, **{"sections": sections, "to": ("party_committee", "governance_office"), **other})


def treatment(**target: Any) -> Any:
    named = {"kind": "road", "name": "集镇农贸市场路段", "department": "360730101-police", "responsible": "ref-7"}
    targets = (Target(**{**named, **target}),)
    return say(RecordTreatment, screened_on=march(12), targets=targets, text="占道经营引发纠纷")


def incident(**other: Any) -> Any:
    happened = datetime(2025, 3, 8, 15, tzinfo=CHINA)
    times = {"happened_at": happened, "arrived_at": happened + timedelta(minutes=20), "stabilised_at": None}
    said = {"incident": "incident-1", "kind": "mass", "plan": "群体性事件应急预案", "actions": "现场劝导"}
    return say(RecordIncident, **{**times, **said, "units": ("360730101-police",), **other})


def opened(*commands: Any):
    case = given(STREAM, POLICY).when(say(OpenMonth), at=FIRST).after()
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


def names(facts: list[Any]) -> list[str]:
    return [type(fact).__name__ for fact in facts]


# What is owed


@pytest.mark.req("M-011", "M-027", "M-034", "M-035", "M-036", "M-051", "M-054")
def test_a_month_opens_with_everything_that_is_owed_in_it_and_the_next_one_follows():
    def duty(which: PeriodicDuty, last: int = 31) -> DutyOfMonth:
        return DutyOfMonth(duty=which, needed=1, due_on=march(last), due_at=day_ends(march(last)))

    duties = tuple(duty(each, 15 if each is PeriodicDuty.FIRST_HALF else 31) for each in PeriodicDuty)
    fact = MonthOpened(
        **KEY,
        duties=duties,
        next_month="2025-04",
        next_at=day_begins(date(2025, 4, 1)),
        opened_at=FIRST,
    )

    given(STREAM, POLICY).when(say(OpenMonth), at=FIRST).then(fact)
    opened().when(say(OpenMonth), at=NOON).then()
    early = day_begins(march(1)) - MOMENT
    given(STREAM, POLICY).when(say(OpenMonth), at=early).then_rejected("mediation.month-not-begun")
    given(STREAM, POLICY).when(meeting(), at=NOON).then_rejected("mediation.month-not-open")


@pytest.mark.req("M-035", "M-036")
def test_what_was_missed_is_announced_at_its_moment_and_once():
    mark = say(MarkMonth)
    first = ScreeningOverdue(**KEY, screening=PeriodicDuty.FIRST_HALF, due_at=HALF, announced_at=HALF)

    opened().when(mark, at=HALF - MOMENT).then()
    opened().when(mark, at=HALF).then(first)
    announced = opened().when(mark, at=HALF).after()
    announced.when(mark, at=END - MOMENT).then()
    rest = announced.when(mark, at=END).after().facts[len(announced.facts) :]
    screenings = {fact.screening for fact in rest if isinstance(fact, ScreeningOverdue)}
    assert screenings == {PeriodicDuty.SECOND_HALF, PeriodicDuty.FACTORS, PeriodicDuty.TREATMENT}
    assert {fact.meeting for fact in rest if isinstance(fact, MeetingOverdue)} == {
        PeriodicDuty.MEETING,
        PeriodicDuty.SECURITY_MEETING,
    }
    assert [fact.due_at for fact in rest if isinstance(fact, MonthlyReportOverdue)] == [END]
    announced.when(mark, at=END).after().when(mark, at=END + timedelta(days=9)).then()


def test_a_command_after_the_day_first_records_what_was_missed():
    case = opened()

    assert names(case.when(meeting(), at=NOON).after().facts[1:]) == ["ScreeningOverdue", "MeetingHeld"]


# Meetings


@pytest.mark.req("M-027", "M-028")
def test_the_director_convenes_the_work_meeting_and_its_minutes_have_both_parts():
    held = MeetingHeld(
        **KEY,
        meeting=PeriodicDuty.MEETING,
        held_on=march(10),
        attended=("360730101-judicial",),
        analysis="形势平稳",
        proposals="加强夜间巡防",
        convened_by="director-1",
        recorded_at=HALF - MOMENT,
    )

    opened().when(meeting(), at=HALF - MOMENT).then(held)
    opened().when(meeting(acting_role="CentreDeputyDirector"), at=NOON).then_rejected("forbidden-role")
    for part in ("analysis", "proposals"):
        opened().when(meeting(10, **{part: None}), at=NOON).then_rejected("mediation.minutes-incomplete")
    security = meeting(acting_role="CentreDeputyDirector", meeting=PeriodicDuty.SECURITY_MEETING)
    assert isinstance(opened().when(security, at=NOON).after().facts[-1], MeetingHeld)
    none = meeting(meeting=PeriodicDuty.REPORT)
    opened().when(none, at=NOON).then_rejected("mediation.not-a-meeting")


def test_what_counts_for_a_month_was_held_in_it():
    opened().when(meeting(21), at=NOON).then_rejected("mediation.date-in-future")
    opened().when(meeting(held_on=date(2025, 2, 28)), at=NOON).then_rejected("mediation.outside-month")
    late = opened(screening(10)).when(meeting(30), at=END + timedelta(days=2)).after()
    assert names(late.facts)[-1] == "MeetingHeld"
    assert "MeetingOverdue" in names(late.facts)


# Screening


@pytest.mark.req("M-036")
@pytest.mark.parametrize(
    ("day", "half"), [(1, "first_half"), (15, "first_half"), (16, "second_half"), (31, "second_half")]
)
def test_a_screening_counts_for_the_half_month_of_its_day(day, half):
    done = ScreeningDone(
        **KEY,
        screened_on=march(day),
        counts_for=(PeriodicDuty(half),),
        concentrated=False,
        found=(),
        text="逐村排查",
        recorded_by="deputy-1",
        recorded_at=END - MOMENT,
    )
    facts = opened().when(screening(day), at=END - MOMENT).after().facts

    assert facts[-1] == done


@pytest.mark.req("M-035")
def test_a_half_monthly_screening_counts_for_the_month_only_if_it_covers_the_factors():
    without = opened(screening(10), screening(20)).when(say(MarkMonth), at=END).after().facts
    covering = opened(screening(10), screening(20, covers_factors=True)).when(say(MarkMonth), at=END).after().facts

    def missed(facts: Any) -> set[PeriodicDuty]:
        return {fact.screening for fact in facts if isinstance(fact, ScreeningOverdue) and fact.announced_at == END}

    assert missed(without) - missed(covering) == {PeriodicDuty.FACTORS}
    assert PeriodicDuty.SECOND_HALF not in missed(without)


@pytest.mark.req("M-054", "M-145..M-148")
def test_a_target_of_joint_treatment_has_a_responsible_person():
    screened = opened().when(treatment(), at=NOON).after().facts[-1]

    assert isinstance(screened, TreatmentScreened)
    opened().when(treatment(responsible=None), at=NOON).then_rejected("mediation.responsible-required")
    opened().when(treatment(kind="river"), at=NOON).then_rejected("mediation.unknown-target")
    assert POLICY.targets == ("area", "road", "place", "industry")
    for kind in POLICY.targets:
        assert isinstance(opened().when(treatment(kind=kind), at=NOON).after().facts[-1], TreatmentScreened)


# The report


@pytest.mark.req("M-034", "M-122..M-127")
def test_the_report_has_its_six_parts_and_goes_to_both():
    sent = opened().when(report(), at=NOON).after().facts[-1]

    assert isinstance(sent, MonthlyReportSent)
    assert (sent.due_at, len(sent.sections)) == (END, 6)
    assert {section.section.value for section in sent.sections} == {
        "safety_creation",
        "governance_work",
        "security_problems",
        "disputes",
        "sudden_incidents",
        "mass_incidents",
    }
    for left_out in ReportSection:
        opened().when(report(left_out), at=NOON).then_rejected("mediation.report-incomplete")
    for only in ("party_committee", "governance_office"):
        opened().when(report(to=(only,)), at=NOON).then_rejected("mediation.addressee-missing")
    opened(report()).when(report(), at=NOON).then_rejected("mediation.report-sent-already")
    doubled = (*report().sections, report().sections[0])
    opened().when(report(sections=doubled), at=NOON).then_rejected("mediation.report-incomplete")


# The situation, and circulars

PARTS_OF_ANALYSIS = ("analysis", "work", "experience", "opinions")


def situation(**other: Any) -> Any:
    return say(ReportSituation, **{**dict.fromkeys(PARTS_OF_ANALYSIS, "情况如下。"), **other})


def circular(*left_out: CircularSection, **other: Any) -> Any:
    parts = tuple(CircularPart(section=each, text="情况如下。") for each in CircularSection if each not in left_out)
    to: dict[str, Any] = {"to_party_committee": True, "departments": ("360730101-police",)}
    return say(SendCircular, **{"circular": "circular-3", "sections": parts, **to, **other})


@pytest.mark.req("M-011")
def test_the_situation_is_analysed_every_month_in_four_parts():
    fact = SituationReported(
        **KEY, **dict.fromkeys(PARTS_OF_ANALYSIS, "情况如下。"), reported_by="deputy-1", reported_at=NOON
    )

    assert opened().when(situation(), at=NOON).after().facts[-1] == fact
    for part in PARTS_OF_ANALYSIS:
        opened().when(situation(**{part: None}), at=NOON).then_rejected("mediation.report-incomplete")
    opened(situation()).when(situation(), at=NOON).then_rejected("mediation.report-sent-already")
    mark = say(MarkMonth)
    missed = SituationOverdue(**KEY, due_at=END, announced_at=END)
    assert missed in opened().when(mark, at=END).after().facts
    assert missed not in opened().when(mark, at=END - MOMENT).after().facts
    assert missed not in opened(situation()).when(mark, at=END).after().facts


@pytest.mark.req("M-040", "M-128..M-133")
def test_a_circular_has_its_six_parts_and_goes_to_the_party_committee_and_departments():
    sent = opened().when(circular(), at=NOON).after().facts[-1]

    assert isinstance(sent, CircularSent)
    assert [part.section.value for part in sent.sections] == [
        "new_issues",
        "security_problems",
        "disputes",
        "sudden_incidents",
        "mass_incidents",
        "intelligence",
    ]
    for left_out in CircularSection:
        opened().when(circular(left_out), at=NOON).then_rejected("mediation.report-incomplete")
    doubled = (*circular().sections, circular().sections[0])
    opened().when(circular(sections=doubled), at=NOON).then_rejected("mediation.report-incomplete")
    opened().when(circular(to_party_committee=False), at=NOON).then_rejected("mediation.addressee-missing")
    opened().when(circular(departments=()), at=NOON).then_rejected("mediation.addressee-missing")
    again = opened(circular())
    again.when(circular(), at=NOON).then_rejected("mediation.report-sent-already")
    assert names(again.when(circular(circular="circular-4"), at=NOON).after().facts)[-1] == "CircularSent"


# Incidents


@pytest.mark.req("M-014", "M-031", "M-032")
def test_an_incident_is_recorded_with_what_was_done_and_one_without_a_plan_is_a_finding():
    facts = opened().when(incident(), at=NOON).after().facts
    recorded = facts[-1]

    assert isinstance(recorded, IncidentRecorded)
    assert (recorded.kind, recorded.plan, recorded.actions) == ("mass", "群体性事件应急预案", "现场劝导")
    bare = opened().when(incident(plan=None), at=NOON).after().facts
    assert bare[-1] == PlanMissing(**KEY, incident="incident-1", found_at=NOON)
    opened(incident()).when(incident(), at=NOON).then_rejected("mediation.incident-recorded-already")
    opened().when(incident(kind="cosmic"), at=NOON).then_rejected("mediation.unknown-kind")
    before = incident(arrived_at=datetime(2025, 3, 8, 14, tzinfo=CHINA))
    opened().when(before, at=NOON).then_rejected("mediation.moments-out-of-order")
    february = incident(happened_at=datetime(2025, 2, 8, 15, tzinfo=CHINA))
    opened().when(february, at=NOON).then_rejected("mediation.outside-month")


# Over a spring


def play(folder: Path, book: Any) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=folder)
    played.activate(*PACKS)
    played.at(datetime(2025, 3, 1, 9, tzinfo=CHINA), say(OpenMonth))
    played.at(datetime(2025, 3, 10, 9, tzinfo=CHINA), meeting(), screening(10, covers_factors=True))
    played.at(datetime(2025, 3, 12, 9, tzinfo=CHINA), treatment(), book.register(), book.start("on_spot"))
    played.at(datetime(2025, 3, 12, 10, tzinfo=CHINA), book.reach(), incident())
    played.at(datetime(2025, 3, 28, 9, tzinfo=CHINA), report(), screening(28))
    played.at(datetime(2025, 5, 2, 9, tzinfo=CHINA))
    return played


@pytest.fixture
def spring(tmp_path, book) -> Played:
    return play(tmp_path, book)


def test_months_open_by_themselves_and_each_missed_duty_is_announced_once(spring):
    assert [fact.month for fact in spring.facts(MonthOpened)] == ["2025-03", "2025-04", "2025-05"]
    missed = [(fact.month, fact.meeting.value) for fact in spring.facts(MeetingOverdue)]
    assert missed == [("2025-03", "security_meeting"), ("2025-04", "meeting"), ("2025-04", "security_meeting")]
    screenings = [(fact.month, fact.screening.value) for fact in spring.facts(ScreeningOverdue)]
    assert sorted(screenings) == [
        ("2025-04", "factors"),
        ("2025-04", "first_half"),
        ("2025-04", "second_half"),
        ("2025-04", "treatment"),
    ]
    assert [fact.announced_at for fact in spring.facts(MonthlyReportOverdue)] == [day_begins(date(2025, 5, 1))]


def test_the_duties_of_a_unit_show_what_was_done_newest_month_first(spring):
    lines = spring.ask(MonthsOfUnit(unit=TOWNSHIP)).duties
    march_lines = {line.duty: line for line in lines if line.month == "2025-03"}

    assert [line.month for line in lines[:8]] == ["2025-05"] * 8
    assert (march_lines[PeriodicDuty.MEETING].done, march_lines[PeriodicDuty.MEETING].is_overdue) == (1, False)
    assert march_lines[PeriodicDuty.SECURITY_MEETING].is_overdue
    found: list[Any] = []
    after: str | None = None
    while not found or after is not None:
        page = spring.ask(MonthsOfUnit(unit=TOWNSHIP), limit=4, after=after)
        found, after = [*found, *page.duties], page.next
    assert tuple(found) == lines


@pytest.mark.req("M-033", "M-091")
def test_the_figures_of_a_month_follow_from_the_log_alone(spring):
    figures = spring.ask(MonthlyFigures(unit="360730", month="2025-03"))

    assert (figures.registered, figures.closed, figures.on_spot) == (1, 1, 1)
    assert (figures.screenings, figures.meetings, figures.mass_incidents, figures.sudden_incidents) == (2, 1, 1, 0)
    assert spring.ask(MonthlyFigures(unit="360731", month="2025-03")).registered == 0
    rows = spring.rows()
    spring.projector.rebuild()
    assert spring.views.live().rows() == rows
    assert spring.ask(MonthlyFigures(unit=TOWNSHIP, month="2025-03")) == figures
    assert rows["figure"]


@pytest.mark.req("M-012", "M-091")
def test_what_a_screening_finds_is_registered_mediated_and_settled(tmp_path, book):
    """A factor found in a village is in the ledger as screened, named by the screening, closed by an agreement."""
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    book.unit = "360730101201"
    factor = book.register(
        kind=CaseKind.DESTABILISING_FACTOR, screened=True, received_by=Receiver.STATION, received_on=march(10)
    )
    played.at(datetime(2025, 3, 1, 9, tzinfo=CHINA), say(OpenMonth))
    played.at(
        datetime(2025, 3, 10, 9, tzinfo=CHINA), factor, screening(10, covers_factors=True, found=(book.submission,))
    )
    station = {"acting_role": "VillageStationHead", "acting_unit": book.unit}
    played.at(datetime(2025, 3, 11, 9, tzinfo=CHINA), book.start("on_spot", **station), book.reach(book.unit))
    [screened] = played.facts(ScreeningDone)
    [registered] = played.facts(CaseRegistered)
    [line] = played.ask(CasesOfUnit(unit=TOWNSHIP)).cases

    assert screened.found == (line.submission,) == (registered.submission,)
    assert (screened.counts_for[-1], registered.screened) == (PeriodicDuty.FACTORS, True)
    assert (line.status.value, line.level, line.cause) == ("closed", Level.VILLAGE, CloseCause.AGREED)


def test_no_month_opens_for_a_centre_that_is_merged(tmp_path, book):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    played.at(datetime(2025, 3, 1, 9, tzinfo=CHINA), say(OpenMonth))
    merged = SucceedUnit(actor="desk", unit=TOWNSHIP, successor="360730102", valid_from=date(2025, 5, 1))
    played.at(datetime(2025, 3, 12, 9, tzinfo=CHINA), merged)
    played.at(datetime(2025, 8, 2, 9, tzinfo=CHINA))

    assert [fact.month for fact in played.facts(MonthOpened)] == ["2025-03", "2025-04"]
    assert {fact.month for fact in played.facts(MonthlyReportOverdue)} == {"2025-03", "2025-04"}
