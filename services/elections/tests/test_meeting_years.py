"""The residents' meetings of a year: one at its start, one at its end, and what the clock says where one is missing."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, day_begins, day_ends
from contracts.elections.meeting_year.messages import (
    CheckMeetingYear,
    MeetingOfYear,
    MeetingYearChecked,
    MeetingYearOpened,
    MissedWindow,
    NoteResidentsMeeting,
    OpenMeetingYear,
    ResidentsMeetingMissed,
    ResidentsMeetingNoted,
    ResidentsMeetingsOfYear,
    YearWindow,
)
from contracts.elections.meeting_year.rules import MeetingYearPolicy, meeting_year_policy
from contracts.elections.residents_meeting.messages import HoldResidentsMeeting, MeetingForm
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit
from contracts.units import UnitKind
from elections.meeting_year import STREAM
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

UNIT, BESIDE = "360730100009", "360730100010"
PACKS = ("cn-residents-2018", "cn-voting-2018", "community-draft-standards")
POLICY: MeetingYearPolicy = meeting_year_policy(resolve(UNIT, [pack_named(name) for name in PACKS]))
SILENT = MeetingYearPolicy(windows={})
START, END = YearWindow.YEAR_START, YearWindow.YEAR_END
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


BEGIN = day_begins(date(2025, 1, 1))
SPRING, YEAR_OVER = day_ends(date(2025, 3, 31)), day_ends(date(2025, 12, 31))
KEY: dict[str, Any] = {"actor": "service:elections", "unit": UNIT, "year": 2025}
OPEN = OpenMeetingYear(**KEY)
CHECK = CheckMeetingYear(**KEY)


def note(on: date = date(2025, 2, 12), meeting: str = "one") -> NoteResidentsMeeting:
    return NoteResidentsMeeting(**KEY, meeting=meeting, held_on=on)


def told(*steps: tuple[Any, datetime], policy: MeetingYearPolicy = POLICY) -> Told:
    case = given(STREAM, policy)
    for command, at in steps:
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


def missed(case: Told) -> list[YearWindow]:
    return [fact.window for fact in decided(case) if isinstance(fact, ResidentsMeetingMissed)]


OPENED = ((OPEN, BEGIN),)


# The year


@pytest.mark.req("E-149")
def test_a_year_opens_with_the_end_of_its_first_window():
    assert decided(told().when(OPEN, at=BEGIN)) == [
        MeetingYearOpened(
            unit=UNIT,
            year=2025,
            since=date(2025, 1, 1),
            next_check_at=SPRING,
            next_year_at=YEAR_OVER,
            opened_at=BEGIN,
        )
    ]


@pytest.mark.parametrize("steps", [OPENED, (*OPENED, (CHECK, YEAR_OVER)), ((note(), BEGIN),)])
def test_a_year_opens_once(steps: Any):
    assert decided(told(*steps).when(OPEN, at=moment(6, 1))) == []


def test_a_meeting_is_counted_once():
    steps = (*OPENED, (note(), moment(2, 12)))

    assert decided(told(*OPENED).when(note(), at=moment(2, 12))) == [
        ResidentsMeetingNoted(unit=UNIT, year=2025, meeting="one", held_on=date(2025, 2, 12), noted_at=moment(2, 12))
    ]
    assert decided(told(*steps).when(note(), at=moment(2, 13))) == []


def test_of_a_year_that_is_not_open_nothing_is_missing():
    assert decided(told().when(CHECK, at=YEAR_OVER)) == []


# The windows


@pytest.mark.req("E-149")
def test_the_windows_are_the_first_and_the_last_quarter():
    assert POLICY.windows_in(2025) == {
        START: (date(2025, 1, 1), date(2025, 3, 31)),
        END: (date(2025, 10, 1), date(2025, 12, 31)),
    }


@pytest.mark.req("E-149")
def test_without_a_meeting_at_the_start_one_is_missing_when_the_window_is_over():
    assert decided(told(*OPENED).when(CHECK, at=SPRING - datetime.resolution)) == []
    assert decided(told(*OPENED).when(CHECK, at=SPRING)) == [
        ResidentsMeetingMissed(
            unit=UNIT,
            year=2025,
            window=START,
            first_day=date(2025, 1, 1),
            last_day=date(2025, 3, 31),
            announced_at=SPRING,
        ),
        MeetingYearChecked(unit=UNIT, year=2025, windows=(START,), next_check_at=YEAR_OVER, checked_at=SPRING),
    ]


@pytest.mark.req("E-149")
@pytest.mark.parametrize(("on", "is_met"), [((1, 1), True), ((3, 31), True), ((4, 1), False)])
def test_a_meeting_of_the_start_is_held_by_the_end_of_march(on: tuple[int, int], is_met: bool):
    held_on = date(2025, *on)
    steps = (*OPENED, (note(held_on), SPRING - datetime.resolution))

    assert missed(told(*steps).when(CHECK, at=SPRING)) == ([] if is_met else [START])


@pytest.mark.req("E-149")
@pytest.mark.parametrize(("on", "is_met"), [((9, 30), False), ((10, 1), True), ((12, 31), True)])
def test_a_meeting_of_the_end_is_held_from_the_first_of_october(on: tuple[int, int], is_met: bool):
    steps = (*OPENED, (CHECK, SPRING), (note(date(2025, *on)), YEAR_OVER - datetime.resolution))
    *said, checked = decided(told(*steps).when(CHECK, at=YEAR_OVER))

    assert [fact.window for fact in said] == ([] if is_met else [END])
    assert (checked.windows, checked.next_check_at) == ((END,), None)


@pytest.mark.req("E-150")
def test_other_meetings_are_held_as_needed_and_stand_for_none_that_is_owed():
    between = (note(date(2025, 5, 8), "may"), note(date(2025, 7, 8), "july"))
    steps = (*OPENED, (note(), moment(2, 12)), *((each, moment(9, 1)) for each in between))

    assert [type(fact) for fact in told(*steps).facts].count(ResidentsMeetingNoted) == 3
    assert missed(told(*steps).when(CHECK, at=YEAR_OVER)) == [END]


@pytest.mark.req("E-149")
def test_each_window_is_said_once_however_late_it_is_looked_at():
    late = told(*OPENED).when(CHECK, at=moment(2, 1, year=2026))
    [*_, checked] = decided(late)

    assert missed(late) == [START, END]
    assert (checked.windows, checked.next_check_at) == ((START, END), None)
    assert decided(late.after().when(CHECK, at=moment(2, 2, year=2026))) == []
    spring = told(*OPENED, (CHECK, SPRING))
    assert decided(spring.when(CHECK, at=YEAR_OVER - datetime.resolution)) == []
    assert missed(spring.when(CHECK, at=YEAR_OVER)) == [END]


@pytest.mark.req("E-149")
def test_a_meeting_that_is_entered_when_its_window_is_over_comes_too_late_whether_it_was_said_or_not():
    unsaid = told(*OPENED).when(note(), at=SPRING)
    said = told(*OPENED, (CHECK, SPRING)).when(note(), at=SPRING)

    assert [type(fact) for fact in decided(unsaid)] == [
        ResidentsMeetingMissed,
        MeetingYearChecked,
        ResidentsMeetingNoted,
    ]
    assert [type(fact) for fact in decided(said)] == [ResidentsMeetingNoted]
    assert missed(unsaid.after().when(CHECK, at=YEAR_OVER)) == [END]


@pytest.mark.parametrize(("day", "is_owed"), [(30, True), (31, True), (32, False)])
def test_a_window_that_was_over_before_anything_was_counted_is_not_held_against_a_community(day: int, is_owed: bool):
    since = date.fromordinal(date(2025, 3, 1).toordinal() + day - 1)
    steps = ((OPEN, day_begins(since)),)

    assert missed(told(*steps).when(CHECK, at=YEAR_OVER)) == ([START, END] if is_owed else [END])
    by_chain = ((replace(OPEN, since=since), moment(6, 1)),)
    assert missed(told(*by_chain).when(CHECK, at=YEAR_OVER)) == ([START, END] if is_owed else [END])


def test_a_community_that_is_in_no_register_is_known_by_its_first_meeting():
    case = told().when(note(), at=moment(6, 1))
    [opened, noted, checked] = decided(case)

    assert (opened.since, noted.meeting, checked.windows) == (date(2025, 6, 1), "one", (START,))
    assert missed(case.after().when(CHECK, at=YEAR_OVER)) == [END]


def test_where_no_pack_names_a_window_nothing_is_missing_and_the_years_end_is_looked_at():
    [opened] = decided(told(policy=SILENT).when(OPEN, at=BEGIN))
    steps = told(*OPENED, policy=SILENT)

    assert opened.next_check_at == YEAR_OVER
    assert decided(steps.when(CHECK, at=YEAR_OVER)) == [
        MeetingYearChecked(unit=UNIT, year=2025, windows=(), next_check_at=None, checked_at=YEAR_OVER)
    ]
    later = given(STREAM, POLICY, *steps.facts)
    assert missed(later.when(CHECK, at=YEAR_OVER)) == [START, END]


# Views, and what follows by itself


def play(folder: Path, *, begins: datetime = BEGIN) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=begins, unit="360730", folder=folder)
    desk.activate(*PACKS)
    return desk


def enrol(unit: str = UNIT, kind: UnitKind = UnitKind.COMMUNITY, valid_from: date = date(2020, 1, 1)) -> EnrolUnit:
    name = Bilingual(zh="梅江社区", en="Meijiang Community")
    return EnrolUnit(actor="desk", unit=unit, kind=kind, name=name, valid_from=valid_from)


def hold(on: date, meeting: str, form: MeetingForm = MeetingForm.ALL_ADULTS) -> HoldResidentsMeeting:
    return HoldResidentsMeeting(
        actor="committee", unit=UNIT, meeting=meeting, form=form, held_on=on, entitled=9, attended=9
    )


def lines(desk: Played, year: int = 2025, unit: str = "360730") -> Any:
    return desk.ask(ResidentsMeetingsOfYear(unit=unit, year=year)).communities


@pytest.mark.req("E-149")
def test_the_clock_alone_says_of_an_enrolled_community_which_meetings_are_missing(tmp_path):
    desk = play(tmp_path)
    desk.at(BEGIN, enrol())
    desk.at(SPRING - datetime.resolution)
    assert [(line.since, line.missed) for line in lines(desk)] == [(date(2025, 1, 1), ())]
    desk.at(SPRING)
    start = MissedWindow(window=START, first_day=date(2025, 1, 1), last_day=date(2025, 3, 31))
    assert [line.missed for line in lines(desk)] == [(start,)]
    desk.at(moment(4, 2, year=2026))

    assert [(fact.year, fact.window) for fact in desk.facts(ResidentsMeetingMissed)] == [
        (2025, START),
        (2025, END),
        (2026, START),
    ]
    assert [fact.announced_at for fact in desk.facts(ResidentsMeetingMissed)][:2] == [SPRING, YEAR_OVER]
    assert [line.since for line in lines(desk, 2026)] == [date(2025, 1, 1)]
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


@pytest.mark.req("E-149", "E-150")
def test_meetings_that_the_record_has_are_counted_by_themselves(tmp_path):
    desk = play(tmp_path)
    desk.at(BEGIN, enrol())
    desk.at(moment(2, 12), hold(date(2025, 2, 12), "start"))
    desk.at(moment(5, 8), hold(date(2025, 5, 8), "more", MeetingForm.HOUSEHOLD_REPS))
    desk.at(moment(12, 20), hold(date(2025, 12, 18), "end", MeetingForm.GROUP_REPS))
    desk.at(moment(1, 2, year=2026))
    [line] = lines(desk)

    assert line.meetings == (
        MeetingOfYear(meeting="start", held_on=date(2025, 2, 12)),
        MeetingOfYear(meeting="more", held_on=date(2025, 5, 8)),
        MeetingOfYear(meeting="end", held_on=date(2025, 12, 18)),
    )
    assert line.missed == ()
    assert desk.facts(ResidentsMeetingMissed) == []


@pytest.mark.req("E-149")
def test_a_consultation_is_no_meeting_of_the_residents(tmp_path):
    desk = play(tmp_path)
    desk.at(BEGIN, enrol())
    desk.at(moment(2, 12), hold(date(2025, 2, 12), "talk", MeetingForm.CONSULTATION))
    desk.at(SPRING)

    assert [fact.window for fact in desk.facts(ResidentsMeetingMissed)] == [START]
    assert desk.facts(ResidentsMeetingNoted) == []


def test_a_village_owes_no_residents_meeting(tmp_path):
    desk = play(tmp_path)
    desk.at(BEGIN, enrol(kind=UnitKind.VILLAGE))
    desk.at(YEAR_OVER)

    assert desk.facts(MeetingYearOpened) == []


def test_a_community_to_come_owes_its_first_meeting_once_it_is_one(tmp_path):
    desk = play(tmp_path)
    desk.at(moment(6, 1), enrol(valid_from=date(2026, 2, 1)))
    desk.at(YEAR_OVER)
    assert desk.facts(MeetingYearOpened) == []
    desk.at(moment(4, 1, year=2026))

    assert [(fact.year, fact.since) for fact in desk.facts(MeetingYearOpened)] == [(2026, date(2026, 2, 1))]
    assert [(fact.year, fact.window) for fact in desk.facts(ResidentsMeetingMissed)] == [(2026, START)]


def test_a_meeting_of_the_year_before_opens_that_year_and_the_next_one_stays_as_it_is(tmp_path):
    desk = play(tmp_path)
    desk.at(BEGIN, enrol())
    desk.at(moment(1, 8), hold(date(2024, 12, 28), "end-2024"))
    desk.at(moment(1, 9))
    [before] = lines(desk, 2024)

    assert (before.since, before.missed) == (date(2025, 1, 8), ())
    assert [(fact.year, fact.since) for fact in desk.facts(MeetingYearOpened)] == [
        (2025, date(2025, 1, 1)),
        (2024, date(2025, 1, 8)),
    ]
    desk.at(moment(2, 1, year=2026))
    assert [(fact.year, fact.window) for fact in desk.facts(ResidentsMeetingMissed)] == [(2025, START), (2025, END)]


def test_enrolled_after_its_first_meeting_a_community_goes_on_as_it_was(tmp_path):
    desk = play(tmp_path)
    desk.at(moment(2, 12), hold(date(2025, 2, 12), "start"))
    desk.at(moment(2, 13), enrol())
    desk.at(SPRING)

    assert [(fact.year, fact.since) for fact in desk.facts(MeetingYearOpened)] == [(2025, date(2025, 2, 12))]
    assert desk.facts(ResidentsMeetingMissed) == []


def test_a_merged_community_owes_nothing_from_its_merger_on(tmp_path):
    desk = play(tmp_path)
    desk.at(BEGIN, enrol(), enrol(BESIDE))
    desk.at(moment(5, 1), SucceedUnit(actor="desk", unit=UNIT, successor=BESIDE, valid_from=date(2025, 8, 1)))
    desk.at(moment(2, 1, year=2026))

    assert [(fact.unit, fact.window) for fact in desk.facts(ResidentsMeetingMissed)] == [
        (UNIT, START),
        (BESIDE, START),
        (BESIDE, END),
    ]
    assert {fact.unit for fact in desk.facts(MeetingYearOpened) if fact.year == 2026} == {BESIDE}
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


def test_a_page_holds_so_many_communities_of_the_area(tmp_path):
    desk = play(tmp_path)
    desk.at(BEGIN, enrol(), enrol(BESIDE))
    desk.at(moment(1, 2))
    first = desk.ask(ResidentsMeetingsOfYear(unit="360730", year=2025), limit=1)
    second = desk.ask(ResidentsMeetingsOfYear(unit="360730", year=2025), limit=1, after=first.next)

    assert [line.unit for line in (*first.communities, *second.communities)] == [UNIT, BESIDE]
    assert second.next is None
    assert [line.unit for line in lines(desk, unit=BESIDE)] == [BESIDE]
    assert lines(desk, 2024) == ()


# Who may


def test_a_committee_sees_its_own_year_and_nobody_sends_what_is_counted_by_itself():
    permissions = permissions_of("elections")

    permissions.refuse_unit("residents_meetings_of_year", "ResidentsCommittee", actor_unit=UNIT, record_unit=UNIT)
    permissions.refuse_unit("residents_meetings_of_year", "Auditor", actor_unit="360730", record_unit=UNIT)
