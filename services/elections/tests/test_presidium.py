"""The year of a congress: what should have been in it, and the presidium's work between sessions."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.presidium.messages import (
    ApproveWorkPoints,
    CheckCongressYear,
    CongressYearOpened,
    DrawUpWorkPoints,
    ExecuteMatter,
    HearSpecialReport,
    HoldPresidiumMeeting,
    MarkSpecialReportOverdue,
    MatterExecuted,
    MatterSubmitted,
    NoteSessionOfYear,
    OpenCongressYear,
    PlanSpecialReport,
    PresidiumMeetingHeld,
    PresidiumMeetingMissed,
    QuarterChecked,
    RegularSessionMissed,
    ReturnWorkPoints,
    SessionCountShort,
    SessionMissing,
    SessionOfYearNoted,
    SpecialReportHeard,
    SpecialReportOverdue,
    SpecialReportPlanned,
    StartWorkPoint,
    StatutoryItemsMissing,
    SubmitToParty,
    WorkPoint,
    WorkPointsApproved,
    WorkPointsDrawnUp,
    WorkPointsReturned,
    WorkPointStarted,
    YearOfCongress,
)
from contracts.elections.presidium.rules import PresidiumPolicy, presidium_policy
from contracts.elections.words import ConvenedAs, Matter, PresidiumSeat, SeatKind, SessionKind, StandsIn
from contracts.policies import pack_named, resolve
from contracts.succession import SucceedUnit
from elections.presidium import STREAM
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

PACKS = ("cn-congress-2022", "district-congress-2020")
POLICY: PresidiumPolicy = presidium_policy(resolve("360730100", [pack_named(name) for name in PACKS]))
KEY: dict[str, Any] = {"unit": "360730100", "year": 2025}
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


JANUARY, MAY = moment(1, 6), moment(5, 8)
YEAR_END = datetime(2026, 1, 1, tzinfo=CHINA)
CHECK = CheckCongressYear(**KEY, actor="service:elections")
OPEN = OpenCongressYear(**KEY, actor="service:elections")


def meet(on: date, **other: Any) -> HoldPresidiumMeeting:
    said: dict[str, Any] = {
        "actor": "chair",
        "held_on": on,
        "convened_by": "chair-1",
        "convened_as": ConvenedAs.CHAIR,
        "present": ("chair-1", "member-2"),
        "subjects": ("听取乡村振兴工作情况",),
        "rules_of_procedure": "主席团议事规则",
    }
    return HoldPresidiumMeeting(**{**KEY, **said, **other})


def session(number: int, month: int, kind: SessionKind = SessionKind.REGULAR, **other: Any) -> NoteSessionOfYear:
    said: dict[str, Any] = {
        "actor": "service:elections",
        "term": 18,
        "session": number,
        "kind": kind,
        "opened_on": date(2025, month, 12),
        "closed": False,
    }
    return NoteSessionOfYear(**{**KEY, **said, **other})


def told(*steps: tuple[Any, datetime]) -> Told:
    case = given(STREAM, POLICY)
    for command, at in ((OPEN, JANUARY), *steps):
        case = case.when(command, at=at).after()
    return case


def kinds(case: Told, command: Any, at: datetime) -> list[type]:
    return [type(fact) for fact in case.when(command, at=at).after().facts[len(case.facts) :]]


@pytest.mark.req("E-067")
def test_a_year_opens_once_and_its_first_quarter_is_checked_at_its_end():
    case = given(STREAM, POLICY).when(OPEN, at=JANUARY)

    case.then(
        CongressYearOpened(
            **KEY,
            from_quarter=1,
            next_check_at=datetime(2025, 4, 1, tzinfo=CHINA),
            next_year_at=YEAR_END,
            opened_at=JANUARY,
        )
    )
    case.after().when(OPEN, at=JANUARY).then()
    given(STREAM, POLICY).when(meet(date(2025, 1, 6)), at=JANUARY).then_rejected("elections.no-such-year")


@pytest.mark.req("E-014", "E-067")
def test_el_35_a_quarter_without_meeting_and_without_its_regular_session_is_announced_when_it_is_over():
    case, over = told(), datetime(2025, 4, 1, tzinfo=CHINA)

    case.when(CHECK, at=datetime(2025, 3, 31, 23, 59, 59, tzinfo=CHINA)).then()
    case.when(CHECK, at=over).then(
        PresidiumMeetingMissed(**KEY, quarter=1, held=0, least=1, announced_at=over),
        RegularSessionMissed(**KEY, quarter=1, announced_at=over),
        QuarterChecked(**KEY, quarter=1, next_check_at=datetime(2025, 7, 1, tzinfo=CHINA), checked_at=over),
    )
    case.when(CHECK, at=over).after().when(CHECK, at=over).then()


@pytest.mark.req("E-014", "E-067")
def test_a_meeting_and_a_regular_session_in_the_quarter_are_enough_and_an_extra_session_is_not():
    over = datetime(2025, 4, 1, tzinfo=CHINA)
    met = (meet(date(2025, 2, 6)), moment(2, 6))

    assert kinds(told(met, (session(2, 3), moment(3, 12))), CHECK, over) == [QuarterChecked]
    extra = (session(2, 3, SessionKind.EXTRA), moment(3, 12))
    assert kinds(told(met, extra), CHECK, over) == [RegularSessionMissed, QuarterChecked]
    assert kinds(told((session(2, 3), moment(3, 12))), CHECK, over) == [PresidiumMeetingMissed, QuarterChecked]


def test_no_result_depends_on_whether_the_sweeper_ran():
    swept = told((CHECK, datetime(2025, 4, 1, tzinfo=CHINA)))
    late = told()

    assert kinds(swept, meet(date(2025, 5, 8)), MAY) == [PresidiumMeetingHeld]
    assert kinds(late, meet(date(2025, 5, 8)), MAY) == [
        PresidiumMeetingMissed,
        RegularSessionMissed,
        QuarterChecked,
        PresidiumMeetingHeld,
    ]


ALL_ITEMS = (
    Matter.GOVERNMENT_WORK_REPORT,
    Matter.PRESIDIUM_REPORT,
    Matter.BUDGET,
    Matter.BUDGET_EXECUTION,
    Matter.FINAL_ACCOUNTS,
)


def whole(*steps: tuple[Any, datetime]) -> list[Any]:
    """What is found when the year is over, besides its quarters."""
    case = told(*steps, (CHECK, moment(10, 1)))
    quarters = (PresidiumMeetingMissed, RegularSessionMissed, QuarterChecked)
    found = case.when(CHECK, at=YEAR_END).after().facts[len(case.facts) :]
    return [fact for fact in found if not isinstance(fact, quarters)]


def closed(number: int, month: int, *matters: Matter) -> tuple[Any, datetime]:
    return session(number, month, closed=True, dealt_with=matters), moment(month, 13)


@pytest.mark.req("E-013", "E-313", "E-319", "E-333")
def test_a_year_that_closes_without_sessions_lacks_the_norm_the_floor_and_every_statutory_matter():
    assert whole() == [
        SessionCountShort(**KEY, held=0, usual=2, announced_at=YEAR_END),
        SessionMissing(**KEY, held=0, least=1, announced_at=YEAR_END),
        StatutoryItemsMissing(**KEY, items=tuple(item.value for item in ALL_ITEMS), announced_at=YEAR_END),
    ]


@pytest.mark.req("E-013", "E-313")
def test_one_regular_session_is_under_the_norm_and_two_are_not_and_an_extra_one_meets_the_floor_alone():
    first, second = (session(2, 3), moment(3, 12)), (session(3, 8), moment(8, 12))
    items = closed(2, 3, *ALL_ITEMS)
    extra = (session(2, 3, SessionKind.EXTRA), moment(3, 12))

    assert whole(first, items) == [SessionCountShort(**KEY, held=1, usual=2, announced_at=YEAR_END)]
    assert whole(first, items, second) == []
    assert whole(extra, items) == [SessionCountShort(**KEY, held=0, usual=2, announced_at=YEAR_END)]


@pytest.mark.parametrize("missing", ALL_ITEMS)
@pytest.mark.req("E-319", "E-333")
def test_each_matter_of_the_year_is_missed_when_no_session_dealt_with_it(missing):
    first, second = (session(2, 3), moment(3, 12)), (session(3, 8), moment(8, 12))
    rest = tuple(item for item in ALL_ITEMS if item is not missing)
    half = len(rest) // 2

    assert whole(first, closed(2, 3, *rest[:half]), second, closed(3, 8, *rest[half:])) == [
        StatutoryItemsMissing(**KEY, items=(missing.value,), announced_at=YEAR_END)
    ]


def test_a_congress_that_came_to_sit_within_the_year_is_not_held_to_the_whole_of_it():
    begun = session(1, 8)
    case = given(STREAM, POLICY).when(begun, at=moment(8, 12))

    case.then(
        CongressYearOpened(
            **KEY,
            from_quarter=3,
            next_check_at=datetime(2025, 10, 1, tzinfo=CHINA),
            next_year_at=YEAR_END,
            opened_at=moment(8, 12),
        ),
        SessionOfYearNoted(
            **KEY,
            term=18,
            session=1,
            kind=SessionKind.REGULAR,
            opened_on=date(2025, 8, 12),
            closed=False,
            dealt_with=(),
            noted_at=moment(8, 12),
        ),
    )
    case.after().when(begun, at=moment(8, 12)).then()
    assert SessionCountShort not in kinds(case.after(), CHECK, YEAR_END)


# Meetings


@pytest.mark.req("E-006", "E-066")
def test_the_presidium_meets_under_its_chair_and_without_rules_of_procedure_that_is_flagged():
    case = told()
    command = meet(date(2025, 1, 6))

    case.when(command, at=JANUARY).then(
        PresidiumMeetingHeld(
            **KEY,
            number=1,
            held_on=date(2025, 1, 6),
            convened_by="chair-1",
            convened_as=ConvenedAs.CHAIR,
            stands_in=None,
            present=("chair-1", "member-2"),
            subjects=("听取乡村振兴工作情况",),
            rules_of_procedure="主席团议事规则",
            flagged=False,
            recorded_at=JANUARY,
        )
    )
    assert case.when(replace(command, rules_of_procedure=None), at=JANUARY).after().facts[-1].flagged
    vice = replace(command, convened_as=ConvenedAs.VICE_CHAIR)
    case.when(vice, at=JANUARY).then_rejected("forbidden-role")
    case.when(replace(vice, stands_in=StandsIn.CHAIR_UNABLE), at=JANUARY).after()
    case.when(replace(command, convened_by="chair-9"), at=JANUARY).then_rejected("elections.not-presidium-member")
    case.when(meet(date(2024, 12, 30)), at=JANUARY).then_rejected("elections.wrong-year")
    case.when(meet(date(2025, 1, 7)), at=JANUARY).then_rejected("elections.date-in-future")
    twice = replace(command, present=("chair-1", "chair-1"))
    case.when(twice, at=JANUARY).then_rejected("elections.named-twice")


SEATS = (
    PresidiumSeat(person="chair-1", seat=SeatKind.CHAIR),
    PresidiumSeat(person="vice-1", seat=SeatKind.VICE_CHAIR),
    PresidiumSeat(person="member-2", seat=SeatKind.MEMBER),
)


@pytest.mark.req("E-006")
@pytest.mark.parametrize(
    ("who", "capacity", "stands_in", "refused"),
    [
        ("chair-1", ConvenedAs.CHAIR, None, None),
        ("vice-1", ConvenedAs.CHAIR, None, "forbidden-role"),
        ("member-2", ConvenedAs.CHAIR, None, "forbidden-role"),
        ("stranger-9", ConvenedAs.CHAIR, None, "elections.not-presidium-member"),
        ("vice-1", ConvenedAs.VICE_CHAIR, None, "forbidden-role"),
        ("vice-1", ConvenedAs.VICE_CHAIR, StandsIn.CHAIR_UNABLE, None),
        ("vice-1", ConvenedAs.VICE_CHAIR, StandsIn.CHAIR_VACANT, "forbidden-role"),
        ("member-2", ConvenedAs.VICE_CHAIR, StandsIn.CHAIR_UNABLE, "forbidden-role"),
        ("member-2", ConvenedAs.CHOSEN_MEMBER, StandsIn.CHAIR_UNABLE, None),
    ],
)
def test_who_convenes_is_asked_of_the_seats_and_not_believed(who, capacity, stands_in, refused):
    said = {"convened_by": who, "convened_as": capacity, "stands_in": stands_in, "presidium": SEATS}
    case = told().when(meet(date(2025, 1, 6), present=tuple({who: 0, "member-2": 0}), **said), at=JANUARY)

    if refused is None:
        assert case.after().facts[-1].convened_by == who
    else:
        case.then_rejected(refused)


@pytest.mark.req("E-006")
def test_while_the_chair_is_vacant_a_vice_chair_convenes_and_without_a_congress_nobody_does():
    said = {"convened_by": "vice-1", "convened_as": ConvenedAs.VICE_CHAIR, "stands_in": StandsIn.CHAIR_VACANT}
    command = meet(date(2025, 1, 6), present=("vice-1", "member-2"), presidium=SEATS[1:], **said)

    assert told().when(command, at=JANUARY).after().facts[-1].stands_in is StandsIn.CHAIR_VACANT
    told().when(replace(command, presidium=()), at=JANUARY).then_rejected("elections.not-presidium-member")


# Work points


POINTS = (WorkPoint(point="water", text="督办农田水利"), WorkPoint(point="roads", text="督办通村公路"))
DRAW_UP = DrawUpWorkPoints(**KEY, actor="clerk", points=POINTS)
APPROVE = ApproveWorkPoints(**KEY, actor="party")
START = StartWorkPoint(**KEY, actor="chair", point="water")


@pytest.mark.req("E-068")
def test_the_work_points_of_a_year_are_drawn_up_once():
    drawing = told().when(DRAW_UP, at=JANUARY)

    drawing.then(WorkPointsDrawnUp(**KEY, points=POINTS, drawn_up_at=JANUARY))
    drawing.after().when(DRAW_UP, at=JANUARY).then_rejected("elections.duplicate-work-points")
    told().when(replace(DRAW_UP, points=(POINTS[0], POINTS[0])), at=JANUARY).then_rejected("elections.named-twice")


@pytest.mark.req("E-069")
def test_a_work_point_is_started_after_the_party_committee_has_approved():
    drawn = told((DRAW_UP, JANUARY))
    approving = drawn.when(APPROVE, at=JANUARY)

    told().when(APPROVE, at=JANUARY).then_rejected("elections.no-work-points")
    drawn.when(START, at=JANUARY).then_rejected("elections.approval-required")
    approving.then(WorkPointsApproved(**KEY, approved_by="party", approved_at=JANUARY))
    approved = approving.after()
    approved.when(APPROVE, at=JANUARY).then_rejected("elections.already-done")
    approved.when(replace(START, point="schools"), at=JANUARY).then_rejected("elections.no-such-point")
    approved.when(START, at=JANUARY).then(
        WorkPointStarted(**KEY, point="water", started_by="chair", started_at=JANUARY)
    )
    approved.when(START, at=JANUARY).after().when(START, at=JANUARY).then_rejected("elections.already-done")


@pytest.mark.req("E-068")
def test_returned_work_points_are_drawn_up_anew():
    back = ReturnWorkPoints(**KEY, actor="party", reason="补充民生事项")
    case = told((DRAW_UP, JANUARY)).when(back, at=JANUARY)

    case.then(WorkPointsReturned(**KEY, reason="补充民生事项", returned_at=JANUARY))
    case.after().when(DRAW_UP, at=JANUARY).after()
    told((DRAW_UP, JANUARY), (APPROVE, JANUARY)).when(back, at=JANUARY).then_rejected("elections.already-done")


# Special reports


PLAN = PlanSpecialReport(
    **KEY,
    actor="clerk",
    report="water",
    title="农田水利专项报告",
    department="360730100-water",
    due_on=date(2025, 2, 20),
)
HEAR = HearSpecialReport(
    **KEY, actor="clerk", report="water", heard_on=date(2025, 2, 20), outcome="要求限期修复三处渠道"
)
DUE_AT = datetime(2025, 2, 21, tzinfo=CHINA)


@pytest.mark.req("E-070")
def test_a_planned_report_is_heard_by_its_day_or_announced_overdue_and_then_heard_late():
    mark = MarkSpecialReportOverdue(**KEY, actor="service:elections", report="water")
    planning = told().when(PLAN, at=JANUARY)

    planning.then(
        SpecialReportPlanned(
            **KEY,
            report="water",
            title="农田水利专项报告",
            department="360730100-water",
            due_on=date(2025, 2, 20),
            due_at=DUE_AT,
            planned_at=JANUARY,
        )
    )
    planned = planning.after()
    heard = SpecialReportHeard(
        **KEY,
        report="water",
        department="360730100-water",
        heard_on=date(2025, 2, 20),
        outcome="要求限期修复三处渠道",
        recorded_at=moment(2, 20),
    )
    planned.when(HEAR, at=moment(2, 20)).then(heard)
    planned.when(HEAR, at=moment(2, 20)).after().when(mark, at=DUE_AT).then()
    planned.when(mark, at=moment(2, 20, 23)).then()
    overdue = SpecialReportOverdue(**KEY, report="water", due_at=DUE_AT, announced_at=DUE_AT)
    planned.when(mark, at=DUE_AT).then(overdue)
    planned.when(HEAR, at=DUE_AT).then(overdue, replace(heard, recorded_at=DUE_AT))
    planned.when(mark, at=DUE_AT).after().when(mark, at=DUE_AT).then()


def test_a_report_is_planned_once_in_its_year_and_heard_once():
    planned = told((PLAN, JANUARY))
    heard = planned.when(HEAR, at=moment(2, 20)).after()

    planned.when(PLAN, at=JANUARY).then_rejected("elections.report-exists")
    told().when(replace(PLAN, due_on=date(2026, 1, 1)), at=JANUARY).then_rejected("elections.wrong-year")
    told().when(HEAR, at=moment(2, 20)).then_rejected("elections.no-such-report")
    heard.when(HEAR, at=moment(2, 20)).then_rejected("elections.already-done")
    planned.when(HEAR, at=moment(2, 19)).then_rejected("elections.date-in-future")


@pytest.mark.req("E-008")
def test_an_important_matter_carried_out_without_instructions_is_flagged():
    submit = SubmitToParty(**KEY, actor="chair", matter="bridge", title="危桥改造督办", submitted_on=date(2025, 1, 6))
    execute = ExecuteMatter(**KEY, actor="chair", matter="bridge", title="危桥改造督办", executed_on=date(2025, 1, 6))
    submitting = told().when(submit, at=JANUARY)

    def executed(submitted: bool) -> MatterExecuted:
        return MatterExecuted(
            **KEY,
            matter="bridge",
            title="危桥改造督办",
            executed_on=date(2025, 1, 6),
            submitted=submitted,
            recorded_at=JANUARY,
        )

    submitting.then(
        MatterSubmitted(
            **KEY, matter="bridge", title="危桥改造督办", submitted_on=date(2025, 1, 6), recorded_at=JANUARY
        )
    )
    submitting.after().when(execute, at=JANUARY).then(executed(True))
    told().when(execute, at=JANUARY).then(executed(False))
    submitting.after().when(submit, at=JANUARY).then_rejected("elections.already-done")
    told((execute, JANUARY)).when(execute, at=JANUARY).then_rejected("elections.already-done")


# What falls due, and what is answered


def play(folder: Path) -> Played:
    """One session of a year opens the year; the rest is silence, and the clock."""
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    played.activate(*PACKS)
    played.at(JANUARY, session(2, 1, opened_on=date(2025, 1, 6)))
    played.at(moment(1, 7), meet(date(2025, 1, 7), rules_of_procedure=None), PLAN)
    unasked = ExecuteMatter(**KEY, actor="chair", matter="bridge", title="危桥改造督办", executed_on=date(2025, 1, 7))
    played.at(moment(1, 8), unasked)
    played.at(moment(4, 2, year=2026))
    return played


def test_the_clock_alone_checks_every_quarter_and_opens_the_next_year(tmp_path):
    played = play(tmp_path)

    assert [(fact.year, fact.quarter) for fact in played.facts(QuarterChecked)] == [
        (2025, 1),
        (2025, 2),
        (2025, 3),
        (2025, 4),
        (2026, 1),
    ]
    assert played.facts(QuarterChecked)[0].checked_at == datetime(2025, 4, 1, tzinfo=CHINA)
    assert [fact.announced_at for fact in played.facts(SpecialReportOverdue)] == [DUE_AT]
    before = played.rows()
    played.projector.rebuild()
    assert before == played.rows()


def test_no_quarter_is_checked_and_no_year_opens_for_a_township_that_is_merged(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    played.at(JANUARY, session(2, 1, opened_on=date(2025, 1, 6)))
    unit = KEY["unit"]
    played.at(moment(2, 1), SucceedUnit(actor="desk", unit=unit, successor="360730109", valid_from=date(2025, 8, 1)))
    played.at(moment(4, 2, year=2026))

    assert [(fact.year, fact.quarter) for fact in played.facts(QuarterChecked)] == [(2025, 1), (2025, 2)]
    assert {fact.year for fact in played.facts(CongressYearOpened)} == {2025}
    before = played.rows()
    played.projector.rebuild()
    assert before == played.rows()


def test_a_years_record_shows_meetings_reports_and_findings(tmp_path):
    answer = play(tmp_path).ask(YearOfCongress(unit="360730100", year=2025))

    assert [(line.number, line.flagged) for line in answer.meetings] == [(1, True)]
    assert [(line.report, line.is_overdue, line.heard_on) for line in answer.reports] == [("water", True, None)]
    assert [(line.finding, line.quarter) for line in answer.findings] == [
        ("missing-request-for-instruction", None),
        ("presidium-meeting-missed", 2),
        ("presidium-meeting-missed", 3),
        ("regular-session-missed", 3),
        ("presidium-meeting-missed", 4),
        ("session-count-short", None),
        ("statutory-item-missing", None),
    ]
