"""What is answered about cases, and what falls due in them by itself."""

from copy import copy
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.cases import ExplainDeadline
from contracts.errors import Rejected
from contracts.explanations import DayMark
from contracts.mediation.case.messages import (
    AgreementKind,
    ArchiveCase,
    Archived,
    CaseHistory,
    CaseKind,
    CaseReceipt,
    CasesOfHandler,
    CasesOfUnit,
    CaseStage,
    CaseStatus,
    ClassifyPetition,
    CloseCause,
    Form,
    HandlingOverdue,
    MediationTerminated,
    PerformanceOverdue,
    PetitionClass,
    Promise,
    RecordExternalOutcome,
    ReferExternal,
    ReportResult,
    ReturnTransfer,
    Route,
    SettlementLevels,
    TrackEffect,
    WayOf,
)
from contracts.mediation.words import Level
from contracts.policies import pack_named
from ledger.testing.playing import Played
from mediation.case.rule import case_stream
from mediation.service import SERVICE

TOWNSHIP, VILLAGE, JUDICIAL, LAND_OFFICE = "360730101", "360730101201", "360730101-judicial", "360730101-land"
PACKS = (
    "cn-mediation-2010",
    "cn-mediation-work-2002",
    "cn-civil-procedure-2023",
    "cn-petitions-2022",
    "cn-recusal-2022",
    "county-2011-channels",
    "township-centre-2012",
)
ARCHIVED = (Archived.REGISTER, Archived.TRANSFER_FORM, Archived.ATTEMPTS, Archived.AGREEMENT)
SPOT, UP, LATE, RETURNED, AWAY, EXPIRED = ("spot", "up", "late", "returned", "away", "expired")


def moment(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=CHINA)


def play(folder: Path, book: Any) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 2), unit="360730", folder=folder)
    played.activate(*PACKS)

    def on(submission: str) -> Any:
        book.submission = submission
        return book

    for number, submission in enumerate((SPOT, UP, LATE, RETURNED, AWAY, EXPIRED)):
        played.at(moment(3, 3, 9 + number), on(submission).register())
    on(SPOT)
    promises = (Promise(party="person-7", what="疏通排水沟", due_on=date(2025, 3, 20)),)
    played.at(moment(3, 4, 9), book.start("on_spot"), book.reach(promises=promises))
    on(UP)
    played.at(moment(3, 4, 10), book.sign(), book.triage(), book.start(), book.fail(JUDICIAL))
    played.at(moment(3, 5, 10), book.start("centre_deputy_director"), book.fail())
    played.at(moment(3, 6, 10), book.start("centre_director"), book.fail_last())
    on(LATE)
    played.at(moment(3, 7), book.sign(), book.triage("other", LAND_OFFICE, due_on=date(2025, 3, 14)))
    on(RETURNED)
    played.at(moment(3, 7, 10), book.sign(), book.triage("other", LAND_OFFICE))
    played.at(moment(3, 7, 11), book.say(ReturnTransfer, acting_unit=LAND_OFFICE, reason="属林业部门"))
    on(AWAY)
    refer = {"route": Route.COURT, "body": "县人民法院", "by": "person-7", "went_on": date(2025, 3, 7)}
    played.at(moment(3, 7, 12), book.say(ReferExternal, **refer))
    on(EXPIRED)
    played.at(moment(3, 7, 13), book.sign(), book.triage(), book.start())
    on(LATE)
    played.at(moment(4, 20), book.say(ReportResult, acting_unit=LAND_OFFICE, text="已办结"))
    played.at(moment(4, 21), on(SPOT).say(TrackEffect, text="已回访", looked_on=date(2025, 4, 21)))
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory, books) -> Played:
    """For tests that only ask."""
    return play(tmp_path_factory.mktemp("cases"), copy(books[0]))


@pytest.fixture
def going_on(tmp_path, book) -> Played:
    """The same for a test of its own, in which more happens."""
    return play(tmp_path, book)


def test_me_10_the_sweeper_announces_each_missed_day_exactly_once_at_its_moment(played):
    [overdue] = played.facts(HandlingOverdue)
    [promise] = played.facts(PerformanceOverdue)
    [expired] = played.facts(MediationTerminated)

    assert (overdue.submission, overdue.announced_at) == (LATE, moment(3, 15, 0))
    assert (promise.submission, promise.announced_at) == (SPOT, moment(3, 21, 0))
    assert (expired.submission, expired.terminated_at) == (EXPIRED, moment(4, 8, 0))


def test_a_case_says_why_each_of_its_days_is_what_it_is(played):
    """One case has a day for returning it and an end of mediation; a day that a clerk named is nobody's rule."""
    case = case_stream(TOWNSHIP, EXPIRED)
    finish = played.ask(ExplainDeadline(unit=TOWNSHIP, case=case))
    back = played.ask(ExplainDeadline(unit=TOWNSHIP, case=case, due_on=date(2025, 3, 14)))

    assert (finish.due.due_on, finish.due.due_at) == (date(2025, 4, 7), moment(4, 8, 0))
    assert finish.explanation.rule.source == "司法部令75号33"
    assert [line.number for line in back.explanation.days if line.number is not None] == [1, 2, 3, 4, 5]
    assert sum(line.mark is DayMark.WEEKEND for line in back.explanation.days) == 2
    assert {pack_named(name).digest for name in PACKS} == set(back.packs)


@pytest.mark.parametrize(
    ("unit", "case", "due_on", "code"),
    [
        (VILLAGE, EXPIRED, None, "unknown-case"),
        (TOWNSHIP, "none", None, "unknown-case"),
        (TOWNSHIP, EXPIRED, date(2025, 3, 15), "no-due-date"),
        (TOWNSHIP, SPOT, date(2025, 3, 20), "no-due-date"),
    ],
)
def test_what_no_rule_named_is_not_explained(played, unit: str, case: str, due_on: date | None, code: str):
    with pytest.raises(Rejected) as refusal:
        played.ask(ExplainDeadline(unit=unit, case=case_stream(TOWNSHIP, case), due_on=due_on))

    assert refusal.value.code == code


def test_the_township_sees_every_case_and_how_it_stands(played):
    lines = played.ask(CasesOfUnit(unit=TOWNSHIP))
    standing = {line.submission: line.status for line in lines.cases}

    assert standing == {
        SPOT: CaseStatus.CLOSED,
        UP: CaseStatus.ENDED,
        LATE: CaseStatus.CLOSED,
        RETURNED: CaseStatus.RETURNED,
        AWAY: CaseStatus.REFERRED,
        EXPIRED: CaseStatus.ENDED,
    }
    assert (lines.open, lines.overdue) == (4, 0)
    assert [line.submission for line in played.ask(CasesOfUnit(unit=TOWNSHIP, open_only=True)).cases] == [
        EXPIRED,
        AWAY,
        RETURNED,
        UP,
    ]


def test_a_closed_case_shows_how_it_was_settled_and_where(played):
    lines = {line.submission: line for line in played.ask(CasesOfUnit(unit=TOWNSHIP)).cases}
    spot, late, up = lines[SPOT], lines[LATE], lines[UP]

    assert (spot.cause, spot.level, spot.rung, spot.is_tracked) == (CloseCause.AGREED, Level.TOWNSHIP, "on_spot", True)
    assert (late.cause, late.is_overdue, late.due_on) == (CloseCause.HANDLED, True, date(2025, 3, 14))
    assert (up.rung, up.attempts, up.finish_on, up.cause) == ("centre_director", 3, None, None)


@pytest.mark.parametrize("limit", [1, 2, 4, 6])
def test_pages_of_cases_together_are_all_of_them_each_once(played, limit: int):
    found: list[str] = []
    after: str | None = None
    while not found or after is not None:
        page = played.ask(CasesOfUnit(unit="360730"), limit=limit, after=after)
        found, after = [*found, *(line.submission for line in page.cases)], page.next

    assert found == [EXPIRED, AWAY, RETURNED, LATE, UP, SPOT]


def test_a_unit_sees_the_cases_that_were_handed_to_it_and_no_others(played):
    handed = played.ask(CasesOfHandler(unit=LAND_OFFICE))

    assert {line.submission for line in handed.cases} == {LATE, RETURNED}
    assert {line.submission for line in played.ask(CasesOfHandler(unit=JUDICIAL)).cases} == {UP, EXPIRED}
    assert played.ask(CasesOfUnit(unit=VILLAGE)).cases == ()


@pytest.mark.req("M-082")
def test_a_party_follows_its_own_case_and_nobody_elses(played):
    receipt = played.ask(CaseReceipt(unit=TOWNSHIP, submission=SPOT, party="person-7"))
    agreement = receipt.agreement

    assert receipt.line.status is CaseStatus.CLOSED
    assert "理性、合法的形式" in receipt.rules.zh
    assert "rational and lawful" in receipt.rules.en
    assert (agreement.form, agreement.kind) == (Form.WRITTEN, AgreementKind.PEOPLE_MEDIATION)
    assert (agreement.effective_on, agreement.open_promises, agreement.overdue_promises) == (None, 1, 1)
    assert played.ask(CaseReceipt(unit=TOWNSHIP, submission=UP, party="person-8")).agreement is None
    for submission, party in ((SPOT, "person-9"), ("nothing", "person-7")):
        with pytest.raises(Rejected) as refused:
            played.ask(CaseReceipt(unit=TOWNSHIP, submission=submission, party=party))
        assert (refused.value.code, refused.value.detail) == ("mediation.no-such-case", "")


def test_the_history_of_a_case_shows_each_fact_with_actor_and_moment(played):
    history = played.ask(CaseHistory(unit=TOWNSHIP, submission=UP))
    kinds = [step.type.removeprefix("mediation.").removesuffix(".v1") for step in history.facts]

    assert kinds[:4] == ["case-registered", "case-signed", "case-triaged", "attempt-started"]
    assert kinds[4:] == ["attempt-failed", "attempt-started", "attempt-failed", "attempt-started", "attempt-failed"]
    assert "nnnnnnnnnnnnnnnn" in history.facts[0].data
    with pytest.raises(Rejected):
        played.ask(CaseHistory(unit=TOWNSHIP, submission="nothing"))


def shown(played: Played, submission: str, role: str | None, unit: str | None, actor: str = "clerk-1") -> bool:
    """Whether the history of a case is shown to an actor in a role of a unit."""
    question = CaseHistory(unit=VILLAGE, submission=submission, actor=actor, acting_role=role, acting_unit=unit)
    try:
        played.ask(question)
    except Rejected as refusal:
        if (refusal.code, refusal.detail) != ("mediation.no-such-case", submission):
            raise
        return False
    return True


def test_the_accused_are_not_shown_the_history_of_the_accusation(going_on, book):
    accusation = {"petition_class": PetitionClass.ACCUSATION, "way": WayOf.DISCIPLINE_OR_POWER}
    book.submission, book.unit = "accused", VILLAGE
    going_on.at(moment(4, 22), book.register(kind=CaseKind.LETTER))

    assert not shown(going_on, "accused", "VillageStationHead", VILLAGE)
    for reader in ("CentreStaff", "CentreDeputyDirector", "CentreDirector", "Auditor"):
        assert shown(going_on, "accused", reader, TOWNSHIP)
    going_on.at(moment(4, 23), book.say(ClassifyPetition, **accusation, accused=VILLAGE))
    for role, unit in (
        ("VillageStationHead", VILLAGE),
        ("CommunityMediationCommittee", VILLAGE),
        ("PeoplesMediationCommittee", TOWNSHIP),
        ("CentreStaff", TOWNSHIP),
        ("CentreDirector", VILLAGE),
        (None, None),
    ):
        assert not shown(going_on, "accused", role, unit), role
    for role in ("CentreDirector", "CentreDeputyDirector", "Auditor"):
        assert shown(going_on, "accused", role, TOWNSHIP)


def test_the_list_does_not_say_what_an_unclassified_petition_is_about_but_to_who_classifies(going_on, book):
    book.submission, book.unit = "letter", VILLAGE
    going_on.at(moment(4, 22), book.register(kind=CaseKind.LETTER))
    book.submission = "dispute"
    going_on.at(moment(4, 22), book.register())

    def subjects(role: str | None) -> dict[str, bool]:
        lines = going_on.ask(CasesOfUnit(unit=VILLAGE, acting_role=role)).cases
        return {line.submission: line.subject is not None for line in lines}

    for stranger in ("VillageStationHead", "CommunityMediationCommittee", None):
        assert subjects(stranger) == {"letter": False, "dispute": True}
    for role in ("CentreStaff", "CentreDeputyDirector", "CentreDirector", "Auditor"):
        assert subjects(role) == {"letter": True, "dispute": True}


def test_neither_an_accused_township_nor_an_accused_official_is_shown_the_accusation(going_on, book):
    accusation = {"petition_class": PetitionClass.ACCUSATION, "way": WayOf.DISCIPLINE_OR_POWER}
    book.unit = VILLAGE
    for submission, accused in (("township", TOWNSHIP), ("official", "deputy-9")):
        book.submission = submission
        going_on.at(moment(4, 22), book.register(kind=CaseKind.VISIT))
        going_on.at(moment(4, 23), book.say(ClassifyPetition, **accusation, accused=accused))

    assert not shown(going_on, "township", "CentreDirector", TOWNSHIP)
    assert shown(going_on, "township", "CentreDirector", "360730")
    assert not shown(going_on, "official", "CentreDeputyDirector", TOWNSHIP, actor="deputy-9")
    assert shown(going_on, "official", "CentreDeputyDirector", TOWNSHIP, actor="deputy-1")


def test_a_village_is_shown_the_history_of_a_dispute_and_of_a_classified_request(going_on, book):
    book.submission, book.unit = "dispute", VILLAGE
    going_on.at(moment(4, 22), book.register())
    book.submission = "request"
    going_on.at(moment(4, 22), book.register(kind=CaseKind.LETTER))
    going_on.at(
        moment(4, 23), book.say(ClassifyPetition, petition_class=PetitionClass.CLAIM, way=WayOf.PETITION_HANDLING)
    )

    assert shown(going_on, "dispute", "VillageStationHead", VILLAGE)
    assert shown(going_on, "request", "VillageStationHead", VILLAGE)


@pytest.mark.req("M-047", "M-134..M-138")
def test_the_five_uniform_actions_are_tracked_for_every_case(going_on, book):
    """Accepted, triaged, coordinated, supervised, archived: each as soon as it was done, in the words of the pack."""

    def done() -> list[str]:
        return [action.value for action in going_on.ask(CaseHistory(unit=TOWNSHIP, submission="whole")).done]

    five = pack_named("township-centre-2012").parameters["joint_mediation.actions"].value
    book.submission = "whole"
    looked = {"text": "已回访", "looked_on": date(2025, 4, 25)}
    documents = (*ARCHIVED, Archived.TRACKING)
    for number, steps in enumerate(
        (
            (book.register(),),
            (book.sign(), book.triage()),
            (book.start(),),
            (book.reach(JUDICIAL), book.say(TrackEffect, **looked)),
            (book.say(ArchiveCase, documents=documents),),
        ),
        start=1,
    ):
        going_on.at(moment(4, 21 + number), *steps)
        assert five[:number] == done()


def stages_of(played, submission: str) -> list[str]:
    return [stage.value for stage in played.ask(CaseHistory(unit=TOWNSHIP, submission=submission)).stages]


@pytest.mark.req("M-021")
def test_the_six_stages_are_shown_on_every_case_as_it_goes_through_them(played, book):
    """Received, referred, taken on by the responsible unit, with departments, in time, looked after."""
    six = ["reception", "referral", "channel", "cooperation", "in-time", "tracking"]
    book.submission = "staged"
    first = (book.start("competent_unit"), book.fail(LAND_OFFICE))
    with_departments = book.start("deputy_director+departments")
    looked = {"text": "已回访", "looked_on": date(2025, 4, 26)}
    for number, steps in enumerate(
        (
            (book.register(),),
            (book.sign(), book.triage("administrative_mediation", LAND_OFFICE)),
            first,
            (with_departments,),
            (book.reach(),),
            (book.say(TrackEffect, **looked),),
        ),
        start=1,
    ):
        played.at(moment(4, 20 + number), *steps)
        assert six[:number] == stages_of(played, "staged")
    assert len(CaseStage) == pack_named("township-centre-2012").parameters["case.stages"].value


@pytest.mark.req("M-021")
def test_what_was_settled_late_or_at_the_window_has_not_gone_through_every_stage(played, book):
    book.submission = "at-the-window"
    played.at(moment(4, 21), book.register(), book.start("on_spot"), book.reach())
    assert ["reception", "in-time"] == stages_of(played, "at-the-window")

    book.submission = "after-its-day"
    played.at(moment(4, 21), book.register(), book.sign(), book.triage("other", LAND_OFFICE))
    result = book.say(ReportResult, acting_unit=LAND_OFFICE, actor="land-1", text="已责令恢复原状")
    played.at(moment(5, 31), result)
    assert ["reception", "referral"] == stages_of(played, "after-its-day")


@pytest.mark.req("M-090")
def test_the_share_of_cases_that_were_kept_below_is_counted(going_on, book):
    of_year = SettlementLevels(unit="360730", year=2025)
    before = going_on.ask(of_year)
    book.submission = AWAY
    outcome = {"body": "县人民法院", "outcome": "法庭主持调解达成协议", "decided_on": date(2025, 4, 22)}
    going_on.at(moment(4, 23), book.say(RecordExternalOutcome, **outcome))
    book.unit, book.submission = VILLAGE, "station-1"
    station = {"acting_role": "VillageStationHead", "acting_unit": VILLAGE}
    going_on.at(moment(4, 24), book.register(), book.start("on_spot", **station), book.reach(VILLAGE))
    after = going_on.ask(of_year)

    assert (before.township, before.beyond, before.kept) == (2, 0, Fraction(1))
    assert (after.village, after.township, after.beyond, after.kept) == (1, 2, 1, Fraction(3, 4))
    assert going_on.ask(SettlementLevels(unit="360730", year=2024)).kept is None
    assert going_on.ask(SettlementLevels(unit=VILLAGE, year=2025)).township == 0


def test_views_that_are_built_anew_have_equal_rows(going_on):
    rows = going_on.rows()
    going_on.projector.rebuild()

    assert going_on.views.live().rows() == rows
    assert all(rows[table] for table in ("case_", "party", "agreement", "promise"))
