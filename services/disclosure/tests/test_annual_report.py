"""The yearly report: what it counts, and that the same record gives the same bytes to whoever asks."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.canonical import canonical, digest_of
from contracts.disclosure.annual_report.messages import AnnualReport, AnnualReportAnswer
from contracts.disclosure.duty.messages import (
    CheckItems,
    DraftItems,
    DutyOpened,
    ItemsPublished,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.objection.messages import (
    AcceptObjection,
    AnswerObjection,
    ObjectionKind,
    Outcome,
    SubmitObjection,
)
from contracts.disclosure.request.messages import (
    AbandonRequest,
    AnswerRequest,
    AskCorrection,
    Consult,
    Consulted,
    ExtendRequest,
    PointToChannel,
    ReceiveRequest,
    RequestAnswer,
    RequestChannel,
    WantedForm,
)
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import AnswerKind
from contracts.errors import Rejected
from contracts.message import dump, load
from contracts.sealed import Sealed
from contracts.units import UnitKind
from disclosure.annual_report import answers
from disclosure.service import SERVICE
from ledger.testing.playing import Played

PACKS = (
    "cn-open-government-2019",
    "cn-open-government-2019-requests",
    "cn-villagers-2018",
    "county-2011",
    "county-2011-supervision",
)
TOWNSHIP = "360730101"
LATER = datetime(2026, 3, 31, tzinfo=CHINA)
CARRIED, QUICK, LATE, PETITION, ABANDONED, WAITING = (f"00000000-0000-4000-8000-00000000002{n}" for n in range(1, 7))


def moment(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


def sealed(kind: str) -> Sealed:
    key_id = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
    return Sealed(key_id=key_id, kind=kind, algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64)


def say(kind: type, request: str, **fields: Any) -> Any:
    return kind(**{"actor": "officer", "unit": TOWNSHIP, "request": request, **fields})


def receive(request: str, arrived_on: date) -> Any:
    who: dict[str, Any] = {"requester": "person-7", "name": sealed("person-name"), "contact": sealed("contact")}
    asked: dict[str, Any] = {"subject": "招标文件", "form": WantedForm.PAPER, "channel": RequestChannel.IN_PERSON}
    return say(ReceiveRequest, request, arrived_on=arrived_on, **asked, **who)


def answer(request: str, kind: AnswerKind, **fields: Any) -> Any:
    return say(AnswerRequest, request, answer=RequestAnswer(kind=kind, text="答复如下。", **fields))


def play(folder: Path) -> Played:
    """A township: one request of the year before, five of the year, one duty on time, one objection answered late."""
    played = Played(SERVICE, SERVICE.answers, begins=moment(2024, 12, 2), unit="360730", folder=folder)
    played.activate(*PACKS)
    name = Bilingual(zh="青溪镇", en="Qingxi Town")
    enrol = EnrolUnit(actor="desk", unit=TOWNSHIP, kind=UnitKind.TOWNSHIP, name=name, valid_from=date(2025, 1, 1))
    played.at(moment(2024, 12, 20), enrol, receive(CARRIED, date(2024, 12, 20)))
    played.at(moment(2025, 1, 6), answer(CARRIED, AnswerKind.PROVIDED, where="窗口领取"))
    played.at(moment(2025, 3, 5), *(receive(each, date(2025, 3, 5)) for each in (QUICK, LATE, PETITION, ABANDONED)))
    unclear = say(AskCorrection, ABANDONED, unclear="请写明名称", correct_by=date(2025, 3, 28))
    point = say(PointToChannel, PETITION, channel="县信访局", told_on=date(2025, 3, 6))
    consult = say(Consult, QUICK, consulted=Consulted.THIRD_PARTY, party="firm-3", asked_on=date(2025, 3, 6))
    played.at(moment(2025, 3, 6), unclear, point, consult)
    played.at(moment(2025, 4, 1), answer(QUICK, AnswerKind.NOT_EXISTING, search="检索了收发文"))
    played.at(moment(2025, 4, 3), say(AbandonRequest, ABANDONED, text="逾期未补正"))
    _publish(played)
    key: dict[str, Any] = {"unit": TOWNSHIP, "objection": CARRIED}
    item: dict[str, Any] = {"catalogue": "TG", "period": "2025Q1", "item": "TG-1a", "version": 1}
    said = sealed("statement")
    submit = SubmitObjection(actor="person-7", kind=ObjectionKind.OBJECTION, text=said, **key, **item)
    played.at(moment(2025, 4, 14), submit, AcceptObjection(actor="officer", due_on=date(2025, 4, 18), **key))
    explain = AnswerObjection(actor="officer", outcome=Outcome.EXPLAINED, text="已说明。", **key)
    played.at(moment(2025, 4, 21), explain, answer(LATE, AnswerKind.REPEATED, earlier=CARRIED))
    days: dict[str, Any] = {"approved_by": "head", "approved_on": date(2025, 12, 10), "told_on": date(2025, 12, 10)}
    more = say(ExtendRequest, WAITING, working_days=5, reason="需检索档案", **days)
    played.at(moment(2025, 12, 10), receive(WAITING, date(2025, 12, 10)), more)
    return played


def _publish(played: Played) -> None:
    duty: dict[str, Any] = {"unit": TOWNSHIP, "catalogue": "TG", "period": "2025Q1"}
    played.at(moment(2025, 4, 10))
    opened = next(fact for fact in played.facts(DutyOpened) if (fact.catalogue, fact.period) == ("TG", "2025Q1"))
    entries = [{"item": item, "kind": "content", "text": "内容见附表。"} for item in opened.items]
    verdicts = [{"item": item, "passed": item != "TG-1b", "ground": "law_forbids"} for item in opened.items]
    channels: dict[str, Any] = {"items": (), "channels": ("online",), "claimed_on": date(2025, 4, 10)}
    played.at(
        moment(2025, 4, 10, 10),
        load(DraftItems, {**duty, "actor": "officer", "entries": entries}),
        SubmitDuty(actor="officer", **duty),
        load(CheckItems, {**duty, "actor": "reviewer", "verdicts": verdicts}),
        PublishItems(actor="officer", **duty, **channels),
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Played:
    played = play(tmp_path_factory.mktemp("report"))
    played.at(LATER)
    return played


def report(played: Played, year: int = 2025, as_of: datetime = LATER) -> AnnualReportAnswer:
    answered = played.ask(AnnualReport(unit=TOWNSHIP, year=year, as_of=as_of))
    assert isinstance(answered, AnnualReportAnswer)
    return answered


@pytest.mark.req("D-206")
def test_requests_are_counted_by_what_came_of_them(played):
    figures = report(played).requests
    answered = {each.kind: each.requests for each in figures.answered if each.requests}

    assert answered == {AnswerKind.PROVIDED: 1, AnswerKind.NOT_EXISTING: 1, AnswerKind.REPEATED: 1}
    assert [each.kind for each in figures.answered] == list(AnswerKind)
    assert (figures.received, figures.carried_in, figures.carried_out) == (5, 1, 1)
    assert (figures.petitions, figures.abandoned, figures.late, figures.overdue) == (1, 1, 1, 0)
    assert (figures.corrections, figures.consultations, figures.extensions, figures.fees_fen) == (1, 1, 1, 0)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("as_of", [moment(2025, 1, 5), moment(2025, 3, 6, 10), moment(2025, 12, 31), LATER])
def test_what_came_and_was_carried_in_is_what_was_closed_and_carried_out(played, year: int, as_of: datetime):
    figures = report(played, year, as_of).requests
    closed = sum(each.requests for each in figures.answered) + figures.petitions + figures.abandoned

    assert figures.received + figures.carried_in == closed + figures.carried_out


def test_what_is_carried_out_of_a_year_is_carried_into_the_next(played):
    for year in (2024, 2025):
        assert report(played, year).requests.carried_out == report(played, year + 1).requests.carried_in


def test_duties_are_counted_by_the_year_they_are_due_in(played):
    duties = report(played).duties

    assert (duties.due, duties.on_time, duties.late, duties.overdue, duties.not_yet_due) == (4, 1, 0, 3, 0)
    assert duties.withheld == 1
    assert duties.publications == len(played.facts(ItemsPublished)[0].items)
    assert report(played, 2026).duties.overdue == 2


def test_objections_are_counted(played):
    figures = report(played).objections

    assert (figures.submitted, figures.answered, figures.late, figures.unanswered) == (1, 1, 1, 0)
    assert report(played, as_of=moment(2025, 4, 20)).objections.unanswered == 1


@pytest.mark.req("D-206")
def test_di_20_two_who_ask_on_copies_of_the_record_have_the_same_bytes(played, tmp_path):
    another = play(tmp_path)
    mine, theirs = dump(report(played)), dump(report(another))

    assert canonical(mine) == canonical(theirs)
    assert mine["digest"] == digest_of({name: value for name, value in mine.items() if name != "digest"})


@pytest.mark.req("D-206")
def test_di_20_what_is_recorded_later_changes_no_report_of_before(tmp_path):
    played = play(tmp_path)
    before = dump(report(played, as_of=moment(2026, 1, 1)))
    early = dump(report(played, as_of=moment(2025, 3, 6, 12)))
    played.at(moment(2026, 1, 20), answer(WAITING, AnswerKind.PROVIDED, where="窗口领取"))

    assert dump(report(played, as_of=moment(2026, 1, 1))) == before
    assert dump(report(played, as_of=LATER)) == before
    assert dump(report(played, as_of=moment(2025, 3, 6, 12))) == early
    assert json.dumps(before) != json.dumps(early)


def test_a_report_that_would_be_made_of_too_much_is_refused(played, monkeypatch):
    monkeypatch.setattr(answers, "MOST_STREAMS", 5)

    with pytest.raises(Rejected) as refusal:
        report(played)

    assert refusal.value.code == "disclosure.too-much-for-one-report"


def test_a_unit_without_a_record_has_a_report_of_nothing(played):
    figures = played.ask(AnnualReport(unit="360730999", year=2025, as_of=LATER))

    assert (figures.requests.received, figures.duties.due, figures.objections.submitted) == (0, 0, 0)
