"""Duty-report appraisals: of whom the congress elected alone, and closed when the Party committee was told."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.office.messages import (
    AppraiseOfficial,
    DutyAppraisalReported,
    EndOffice,
    OfficeBasis,
    OfficesOfUnit,
    OfficialAppraised,
    RecordOfficial,
    RecordOtherPost,
    ReportDutyAppraisal,
    VacancyGround,
)
from contracts.elections.words import Post
from elections.office import STREAM
from elections.service import SERVICE
from ledger.testing.given import given
from ledger.testing.playing import Played

from services.elections.tests.ballots.test_office import POLICY

NOON = datetime(2025, 3, 28, 12, tzinfo=CHINA)
TOWNSHIP, COMMUNITY = "360730101", "360730101001"
HEAD, MEMBER = Post.TOWNSHIP_HEAD, Post.COMMITTEE_MEMBER
PACKS = ("cn-congress-2022", "district-congress-2020", "cn-residents-2018")


def say(kind: type, post: Post = HEAD, **fields: Any) -> Any:
    unit = COMMUNITY if post is MEMBER else TOWNSHIP
    return kind(**{"actor": "clerk", "unit": unit, "post": post, **fields})


def holds(sealed_name: Any, post: Post = HEAD, person: str = "ref-wen") -> RecordOfficial:
    given_: dict[str, Any] = {"name": sealed_name, "basis": OfficeBasis.ELECTION, "evidence": "公告第3号"}
    days = {"elected_on": date(2021, 11, 26), "term_ends_on": date(2026, 11, 30)}
    return say(RecordOfficial, post, person=person, **given_, **days)  # type: ignore[no-any-return]


def appraises(post: Post = HEAD, person: str = "ref-wen", on: date = date(2025, 3, 25)) -> AppraiseOfficial:
    said = {"report": "履职情况报告。", "opinions": "推进有力。", "rating": "good"}
    return say(AppraiseOfficial, post, person=person, appraised_on=on, **said)  # type: ignore[no-any-return]


def reports(number: int = 1, on: date = date(2025, 3, 26)) -> ReportDutyAppraisal:
    return say(ReportDutyAppraisal, number=number, reported_on=on)  # type: ignore[no-any-return]


def told(*commands: Any) -> Any:
    case = given(STREAM, POLICY)
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


@pytest.mark.req("E-073")
def test_an_elected_official_is_appraised_on_a_report_of_the_duties(sealed_name):
    told(holds(sealed_name)).when(appraises(), at=NOON).then(
        OfficialAppraised(
            unit=TOWNSHIP,
            post=HEAD,
            person="ref-wen",
            number=1,
            appraised_on=date(2025, 3, 25),
            report="履职情况报告。",
            opinions="推进有力。",
            rating="good",
            recorded_by="clerk",
            recorded_at=NOON,
        )
    )


@pytest.mark.req("E-073")
def test_who_holds_no_elected_office_of_a_state_organ_is_not_appraised(sealed_name):
    """Neither a stranger, nor who has left the office, nor a member of a community's committee, which is no organ."""
    ends = say(EndOffice, person="ref-wen", ground=VacancyGround.DIED, ended_on=date(2025, 3, 20), evidence="讣告")
    for history, command in (
        ((), appraises()),
        ((holds(sealed_name),), appraises(person="ref-lu")),
        ((holds(sealed_name), ends), appraises()),
        ((holds(sealed_name, MEMBER),), appraises(MEMBER)),
    ):
        told(*history).when(command, at=NOON).then_rejected("elections.not-elected-official")


@pytest.mark.parametrize(("on", "is_lawful"), [(date(2021, 11, 25), False), (date(2021, 11, 26), True)])
def test_an_appraisal_is_of_the_term_and_not_of_a_day_to_come(sealed_name, on: date, is_lawful: bool):
    case = told(holds(sealed_name))
    case.when(appraises(on=date(2025, 3, 29)), at=NOON).then_rejected("elections.invalid-date")

    if is_lawful:
        assert case.when(appraises(on=on), at=NOON).after().facts
    else:
        case.when(appraises(on=on), at=NOON).then_rejected("elections.invalid-date")


@pytest.mark.req("E-074")
def test_an_appraisal_is_closed_by_its_report_to_the_party_committee_and_once(sealed_name):
    case = told(holds(sealed_name), appraises())
    case.when(reports(), at=NOON).then(
        DutyAppraisalReported(
            unit=TOWNSHIP,
            post=HEAD,
            person="ref-wen",
            number=1,
            reported_on=date(2025, 3, 26),
            recorded_by="clerk",
            recorded_at=NOON,
        )
    )

    case.when(reports(2), at=NOON).then_rejected("elections.no-such-appraisal")
    case.when(reports(on=date(2025, 3, 24)), at=NOON).then_rejected("elections.day-too-early")
    case.when(reports(on=date(2025, 3, 29)), at=NOON).then_rejected("elections.invalid-date")
    case.when(reports(), at=NOON).after().when(reports(), at=NOON).then_rejected("elections.already-done")


@pytest.fixture
def county(tmp_path: Path) -> Played:
    here = Played(SERVICE, SERVICE.answers, begins=NOON, unit="360730", folder=tmp_path)
    here.activate(*PACKS)
    return here


def play(county: Played, *commands: Any) -> None:
    for command in commands:
        county.at(county.clock.now() + timedelta(minutes=1), command)


@pytest.mark.req("E-073", "E-074")
def test_appraisals_are_shown_with_the_term_and_open_until_they_are_reported(county, sealed_name):
    play(county, holds(sealed_name), appraises(), appraises(on=date(2025, 3, 27)), reports())
    [line] = county.ask(OfficesOfUnit(unit=TOWNSHIP)).offices

    assert [(1, date(2025, 3, 25), "good", date(2025, 3, 26)), (2, date(2025, 3, 27), "good", None)] == [
        (each.number, each.appraised_on, each.rating, each.reported_on) for each in line.appraisals
    ]
    before = county.rows()
    county.projector.rebuild()
    assert before == county.rows()


@pytest.mark.req("E-197")
def test_who_sits_in_the_committee_and_in_the_partys_leading_group_is_recorded_and_shown(county, sealed_name):
    """Cross-appointment: what else a member of the committee holds stands beside the office."""
    both = say(RecordOtherPost, MEMBER, person="ref-m1", other="community_party.secretary", from_on=date(2025, 3, 1))
    members = (holds(sealed_name, MEMBER, "ref-m1"), holds(sealed_name, MEMBER, "ref-m2"))
    play(county, *members, both)
    lines = county.ask(OfficesOfUnit(unit=COMMUNITY)).offices

    assert {"ref-m1": ("community_party.secretary",), "ref-m2": ()} == {each.person: each.other_posts for each in lines}
