"""What is answered about the sessions of a congress."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.session.messages import (
    AgendaItem,
    AnswerInquiry,
    DecideMotion,
    MeetingKind,
    Mover,
    Outcome,
    ProposedResolution,
    PutInquiry,
    SessionFinding,
    SessionRecord,
    SessionsOfUnit,
    SessionStage,
    SubmitMotion,
    WithdrawMotion,
)
from contracts.elections.words import Matter
from contracts.errors import Rejected
from elections.service import SERVICE
from ledger.testing.playing import Played

PACKS = ("cn-congress-2022", "district-congress-2020", "district-congress-2020-practice")
TOWN = "360730100"


def moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=CHINA)


def play(folder: Path, regular: Any) -> Played:
    """One session from request to archive; the session after it is requested."""
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    played.activate(*PACKS)
    played.at(moment(2, 18), regular.request(), regular.roll(), regular.approve())
    played.at(moment(2, 19), regular.prepare())
    played.at(moment(2, 24), regular.decide())
    played.at(moment(2, 26), regular.notice())
    played.at(moment(2, 27), regular.deliver("deputy-01"))
    played.at(moment(3, 12, 9), regular.open())
    played.at(moment(3, 12), regular.meet(MeetingKind.PREPARATORY), regular.meet(MeetingKind.PLENARY))
    key: dict[str, Any] = regular.key
    item = AgendaItem(item="roads", matter=Matter.MOTION, title="公路养护议案")
    resolution = ProposedResolution(title="关于预算的决议", deliberations=(2,), responsible=TOWN)
    played.at(
        moment(3, 12, 11),
        PutInquiry(**key, actor="deputy-30", deputy="deputy-30", addressee=TOWN, question="水渠何时修复？"),
        PutInquiry(**key, actor="deputy-31", deputy="deputy-31", addressee=TOWN, question="校车何时开通？"),
        AnswerInquiry(**key, actor="government", number=1, reply="五月底前修复。"),
        SubmitMotion(**key, actor="government", mover=Mover.GOVERNMENT, title=item.title, text="应列入计划。"),
        DecideMotion(**key, actor="chair", number=1, item=item),
        WithdrawMotion(**key, actor="government", number=1, presidium_consents=True),
        regular.deliberate("work", 40),
        regular.deliberate("budget", 25),
        regular.deliberate("budget", 20),
        regular.dispose("work"),
        regular.dispose("presidium"),
        regular.vote("budget", 60, resolution),
    )
    played.at(moment(3, 12, 18), regular.close())
    played.at(moment(3, 13), regular.announce())
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory, regular) -> Played:
    return play(tmp_path_factory.mktemp("sessions"), regular)


def record(played: Played) -> Any:
    return played.ask(SessionRecord(unit=TOWN, term=18, session=2))


@pytest.mark.req("E-032", "E-041")
def test_the_record_of_a_session_shows_its_course_what_is_open_and_what_it_was_flagged_for(played):
    answer = record(played)

    assert (answer.line.stage, answer.line.begins_on, answer.line.days) == (
        SessionStage.CLOSED,
        date(2025, 3, 12),
        Fraction(1),
    )
    assert (answer.line.all_deputies, answer.line.attending, answer.line.findings) == (72, 60, 1)
    assert (answer.line.is_announced, answer.line.is_reported, answer.line.is_archived) == (True, False, False)
    assert [(line.item, line.deliberations, line.minutes, line.outcome) for line in answer.agenda] == [
        ("work", 1, 40, Outcome.HEARD),
        ("presidium", 0, 0, Outcome.HEARD),
        ("budget", 2, 45, Outcome.ADOPTED),
    ]
    assert [(line.number, line.reply) for line in answer.inquiries] == [(1, "五月底前修复。"), (2, None)]
    assert [(line.number, line.title, line.responsible) for line in answer.resolutions] == [(1, "关于预算的决议", TOWN)]
    [finding] = answer.findings
    assert (finding.finding, len(finding.deputies)) == (SessionFinding.DEPUTY_NOT_NOTIFIED, 71)


def test_sessions_come_newest_first_page_by_page(played):
    [line] = played.ask(SessionsOfUnit(unit=TOWN)).sessions

    assert (line.term, line.session) == (18, 2)
    assert played.ask(SessionsOfUnit(unit=TOWN), after="18 2").sessions == ()
    assert played.ask(SessionsOfUnit(unit="360730101")).sessions == ()


def test_of_a_session_that_was_never_requested_there_is_no_record(played):
    with pytest.raises(Rejected) as refusal:
        played.ask(SessionRecord(unit=TOWN, term=18, session=9))

    assert refusal.value.code == "elections.no-such-session"


def test_rebuilt_views_have_equal_rows(tmp_path, regular):
    again = play(tmp_path, regular)
    before = again.rows()
    again.projector.rebuild()

    assert before == again.rows()
