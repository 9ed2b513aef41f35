"""What is answered about requests for information, and what the clock does by itself."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.disclosure.request.messages import (
    AnswerRequest,
    AskCorrection,
    Consult,
    ConsultationEnded,
    Consulted,
    ExtendRequest,
    LinkPetition,
    PointToChannel,
    ReceiveRequest,
    RequestAnswer,
    RequestChannel,
    RequestOverdue,
    RequestReceipt,
    RequestReceived,
    RequestsOfUnit,
    RequestStatus,
    SubmitRequest,
    WantedForm,
)
from contracts.disclosure.words import AnswerKind
from contracts.errors import Rejected
from contracts.message import dump
from contracts.sealed import Sealed, is_sealed
from disclosure.service import SERVICE
from ledger.testing.playing import Played

PACKS = ("cn-open-government-2019", "cn-open-government-2019-requests", "county-2011")
TOWNSHIP = "360730101"
LATE, SILENT, PETITION, ONLINE, UNCLEAR, EXTENDED = (
    f"00000000-0000-4000-8000-00000000001{number}" for number in range(1, 7)
)


def moment(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=CHINA)


def sealed(kind: str) -> Sealed:
    key_id = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
    return Sealed(key_id=key_id, kind=kind, algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64)


def say(kind: type, request: str, **fields: Any) -> Any:
    return kind(**{"actor": "officer", "unit": TOWNSHIP, "request": request, **fields})


WHO: dict[str, Any] = {"requester": "person-7", "name": sealed("person-name"), "contact": sealed("contact")}


def receive(request: str) -> ReceiveRequest:
    asked: dict[str, Any] = {"subject": "招标文件", "form": WantedForm.PAPER, "arrived_on": date(2025, 3, 5)}
    came: ReceiveRequest = say(ReceiveRequest, request, channel=RequestChannel.IN_PERSON, **asked, **WHO)
    return came


def answer(request: str) -> AnswerRequest:
    given: AnswerRequest = say(
        AnswerRequest, request, answer=RequestAnswer(kind=AnswerKind.PROVIDED, text="予以公开。", where="窗口领取")
    )
    return given


def play(folder: Path) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 2), unit="360730", folder=folder)
    played.activate(*PACKS)
    played.at(moment(3, 5), *map(receive, (LATE, SILENT, PETITION, UNCLEAR, EXTENDED)))
    played.at(moment(3, 5, 10), say(SubmitRequest, ONLINE, subject="预算", form=WantedForm.FILE, **WHO))
    point = say(PointToChannel, PETITION, channel="县信访局", told_on=date(2025, 3, 6))
    link = say(LinkPetition, PETITION, case="mediation_case-2025-9")
    unclear = say(AskCorrection, UNCLEAR, unclear="请写明名称", correct_by=date(2025, 3, 28))
    played.at(moment(3, 6), point, link, unclear)
    consult = say(Consult, SILENT, consulted=Consulted.THIRD_PARTY, party="firm-3", asked_on=date(2025, 3, 10))
    more: dict[str, Any] = {"working_days": 20, "approved_by": "head", "reason": "需检索档案"}
    days = {"approved_on": date(2025, 3, 10), "told_on": date(2025, 3, 10)}
    played.at(moment(3, 10), consult, say(ExtendRequest, EXTENDED, **more, **days))
    played.at(moment(4, 10), answer(LATE))
    played.at(moment(5, 6), answer(SILENT))
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Played:
    return play(tmp_path_factory.mktemp("requests"))


@pytest.mark.req("D-206")
def test_the_sweeper_ends_silence_and_announces_each_missed_answer_exactly_once_at_its_moment(played):
    [ended] = played.facts(ConsultationEnded)
    missed = {(fact.request, fact.announced_at) for fact in played.facts(RequestOverdue)}

    assert (ended.request, ended.recorded_at) == (SILENT, moment(4, 1, 0))
    assert missed == {(LATE, moment(4, 3, 0)), (SILENT, moment(4, 25, 0)), (EXTENDED, moment(5, 1, 0))}
    assert len(played.facts(RequestOverdue)) == 3


def test_a_unit_sees_open_requests_first_by_the_day_they_are_due(played):
    lines = played.ask(RequestsOfUnit(unit=TOWNSHIP))

    assert [line.request for line in lines.requests][:3] == [EXTENDED, ONLINE, UNCLEAR]
    assert {line.request for line in lines.requests[3:]} == {LATE, SILENT, PETITION}
    assert (lines.open, lines.overdue) == (3, 1)


@pytest.mark.parametrize("limit", [1, 2, 4, 6])
def test_pages_of_requests_together_are_all_of_them_each_once(played, limit: int):
    found: list[str] = []
    after: str | None = None
    while not found or after is not None:
        page = played.ask(RequestsOfUnit(unit=TOWNSHIP), limit=limit, after=after)
        found, after = [*found, *(line.request for line in page.requests)], page.next

    assert found == [line.request for line in played.ask(RequestsOfUnit(unit=TOWNSHIP)).requests]


@pytest.mark.req("D-206")
def test_a_receipt_shows_where_the_request_stands_and_its_answer(played):
    late, petition = (played.ask(RequestReceipt(unit=TOWNSHIP, request=request)) for request in (LATE, PETITION))

    assert (late.line.answer, late.line.is_overdue, late.where) == (AnswerKind.PROVIDED, True, "窗口领取")
    assert (petition.line.status, petition.line.case) == (RequestStatus.PETITION, "mediation_case-2025-9")


@pytest.mark.parametrize(("unit", "request_id"), [(TOWNSHIP, LATE[:-1] + "9"), ("360730102", LATE)])
def test_a_wrong_receipt_gives_no_hint(played, unit: str, request_id: str):
    with pytest.raises(Rejected) as refusal:
        played.ask(RequestReceipt(unit=unit, request=request_id))

    assert (refusal.value.code, refusal.value.detail) == ("disclosure.no-such-request", "")


def test_names_contacts_and_words_are_sealed_and_in_no_view(played):
    assert is_sealed(SubmitRequest)
    assert is_sealed(ReceiveRequest)
    assert "cccc" in str([dump(fact) for fact in played.facts(RequestReceived)])
    assert "cccc" not in str(played.rows())
    assert "person-7" not in str(played.rows())


def test_views_of_requests_that_are_built_anew_have_equal_rows(tmp_path):
    again = play(tmp_path)
    live = again.rows()
    again.projector.rebuild()

    assert again.views.live().rows() == live
    assert len(live["request"]) == 6
