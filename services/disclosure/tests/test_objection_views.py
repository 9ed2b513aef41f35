"""What is answered about comments and objections, and what the clock does by itself."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.disclosure.duty.messages import CheckItems, DraftItems, PublishItems, SubmitDuty
from contracts.disclosure.objection.messages import (
    AcceptObjection,
    AnswerObjection,
    ConfirmOrder,
    DecideReport,
    LinkCase,
    Means,
    ObjectionKind,
    ObjectionOverdue,
    ObjectionReceipt,
    ObjectionsOfUnit,
    ObjectionsOnItem,
    ObjectionStatus,
    OrderOverdue,
    Outcome,
    SubmitObjection,
    TellResult,
)
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.errors import Rejected
from contracts.message import dump
from contracts.sealed import Sealed
from contracts.units import UnitKind
from disclosure.service import SERVICE
from ledger.testing.playing import Played

PACKS = ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "county-2011-supervision")
VILLAGE, NEIGHBOUR = "360730101201", "360730101202"
PUBLIC, UNSEEN, REPORTED, LEFT = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3, 4))
SAID = Sealed(
    key_id="3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11",
    kind="statement",
    algorithm="A256GCM",
    nonce="n" * 16,
    ciphertext="c" * 64,
)


def moment(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=CHINA)


def key(objection: str) -> dict[str, str]:
    return {"unit": VILLAGE, "objection": objection}


def submit(objection: str, **other: Any) -> SubmitObjection:
    said = {"actor": "person-7", "kind": ObjectionKind.OBJECTION, "text": SAID}
    item = {"catalogue": "VA", "period": "2025Q1", "item": "VA-2a", "version": 1}
    return SubmitObjection(**{**key(objection), **item, **said, **other})


def accept(objection: str, due_on: date) -> AcceptObjection:
    return AcceptObjection(**key(objection), actor="clerk", due_on=due_on)


def answer(objection: str, text: str) -> AnswerObjection:
    return AnswerObjection(**key(objection), actor="clerk", outcome=Outcome.UPHELD, text=text, correction=2)


def play(folder: Path, say: Any) -> Played:
    """A village publishes one item; four people speak up: answered in time, late, ordered and late, left alone."""
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    played.activate(*PACKS)
    name = Bilingual(zh="松林村", en="Songlin Village")
    enrol = EnrolUnit(actor="desk", unit=VILLAGE, kind=UnitKind.VILLAGE, name=name, valid_from=date(2025, 1, 1))
    duty: dict[str, Any] = {"unit": VILLAGE, "catalogue": "VA", "period": "2025Q1"}
    played.at(moment(1, 2), enrol)
    played.at(moment(4, 1))
    items = next(fact.items for fact in played.facts() if getattr(fact, "period", "") == "2025Q1")
    played.at(
        moment(4, 2),
        DraftItems(actor="clerk", entries=tuple(map(say.content, items)), **duty),
        SubmitDuty(actor="clerk", **duty),
        CheckItems(actor="reviewer", verdicts=(say.passed("VA-2a"),), **duty),
        PublishItems(actor="clerk", items=("VA-2a",), channels=("online",), claimed_on=date(2025, 4, 2), **duty),
    )
    played.at(moment(4, 21), submit(PUBLIC), submit(UNSEEN, version=2), submit(LEFT, kind=ObjectionKind.COMMENT))
    played.at(moment(4, 21, 11), submit(REPORTED, kind=ObjectionKind.REPORT, version=None))
    played.at(moment(4, 22), accept(PUBLIC, date(2025, 4, 25)), accept(UNSEEN, date(2025, 4, 23)))
    played.at(moment(4, 22, 10), LinkCase(**key(PUBLIC), actor="clerk", case="mediation_case-2025-7"))
    played.at(moment(4, 24), answer(PUBLIC, "已更正。"), answer(UNSEEN, "无此版本。"))
    told = TellResult(**key(PUBLIC), actor="clerk", means=Means.IN_PERSON, told_on=date(2025, 4, 24))
    order = DecideReport(**key(REPORTED), actor="township", text="属实。", publish_by=date(2025, 4, 30))
    played.at(moment(4, 25), told, order)
    played.at(moment(5, 6), ConfirmOrder(**key(REPORTED), actor="township", version=1))
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory, say) -> Played:
    return play(tmp_path_factory.mktemp("objections"), say)


def receipt(played: Played, objection: str) -> Any:
    return played.ask(ObjectionReceipt(unit=VILLAGE, objection=objection))


@pytest.mark.req("D-022", "D-038")
def test_a_receipt_shows_the_answer_the_case_and_that_the_person_was_told(played):
    shown = receipt(played, PUBLIC)

    assert (shown.objection, shown.answer, shown.case) == (PUBLIC, "已更正。", "mediation_case-2025-7")
    assert SAID.ciphertext not in str(dump(shown))
    assert (shown.line.status, shown.line.outcome, shown.line.correction) == (ObjectionStatus.TOLD, Outcome.UPHELD, 2)
    assert (shown.told_on, shown.line.due_on, shown.line.is_overdue) == (date(2025, 4, 24), date(2025, 4, 25), False)


def test_the_version_meant_is_known_to_have_been_public_or_not(played):
    assert receipt(played, PUBLIC).line.is_public_version
    assert not receipt(played, UNSEEN).line.is_public_version
    assert not receipt(played, REPORTED).line.is_public_version


@pytest.mark.parametrize(("unit", "objection"), [(VILLAGE, UNSEEN[:-1] + "9"), (NEIGHBOUR, PUBLIC)])
def test_a_wrong_receipt_gives_no_hint(played, unit: str, objection: str):
    with pytest.raises(Rejected) as refusal:
        played.ask(ObjectionReceipt(unit=unit, objection=objection))

    assert (refusal.value.code, refusal.value.detail) == ("disclosure.no-such-objection", "")


def test_the_sweeper_announced_each_missed_day_exactly_once_at_its_moment(played):
    [answer_missed], [order_missed] = played.facts(ObjectionOverdue), played.facts(OrderOverdue)

    assert (answer_missed.objection, answer_missed.announced_at) == (UNSEEN, moment(4, 24, 0))
    assert (order_missed.objection, order_missed.announced_at) == (REPORTED, moment(5, 1, 0))
    assert receipt(played, UNSEEN).line.is_overdue
    assert receipt(played, REPORTED).line.is_order_overdue


def test_a_unit_sees_what_is_unanswered_first(played):
    answer = played.ask(ObjectionsOfUnit(unit=VILLAGE))

    assert [each.objection for each in answer.records] == [LEFT, UNSEEN, PUBLIC, REPORTED]
    assert answer.unanswered == 1
    assert {each.text for each in answer.records} == {SAID}
    assert {each.stream for each in answer.records} == {
        f"disclosure_objection-{VILLAGE}-{each}" for each in (LEFT, UNSEEN, PUBLIC, REPORTED)
    }
    assert played.ask(ObjectionsOfUnit(unit=NEIGHBOUR)).records == ()


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_pages_of_objections_together_are_all_of_them_each_once(played, limit: int):
    records, lines = list[str](), list[Any]()
    after: str | None = None
    while not records or after is not None:
        page = played.ask(ObjectionsOfUnit(unit=VILLAGE), limit=limit, after=after)
        records, after = [*records, *(each.objection for each in page.records)], page.next
    question = ObjectionsOnItem(unit=VILLAGE, catalogue="VA", period="2025Q1", item="VA-2a")
    while not lines or after is not None:
        page = played.ask(question, limit=limit, after=after)
        lines, after = [*lines, *page.objections], page.next
        assert not any(objection in str(after) for objection in (PUBLIC, UNSEEN, REPORTED, LEFT))

    assert sorted(records) == [PUBLIC, UNSEEN, REPORTED, LEFT]
    assert lines == list(played.ask(question).objections)
    assert len(lines) == 4


@pytest.mark.req("D-022")
def test_the_public_sees_on_an_item_what_became_of_it_without_words_or_persons(played):
    question = ObjectionsOnItem(unit=VILLAGE, catalogue="VA", period="2025Q1", item="VA-2a")
    answer = played.ask(question)

    assert [line.outcome for line in answer.objections] == [Outcome.UPHELD, Outcome.UPHELD, None, Outcome.UPHELD]
    assert SAID.ciphertext not in str(dump(answer))
    assert "person-7" not in str(dump(answer))


def test_views_of_objections_that_are_built_anew_have_equal_rows(played, tmp_path, say):
    again = play(tmp_path, say)
    live = again.rows()
    again.projector.rebuild()

    assert again.views.live().rows() == live == played.rows()
    assert len(live["objection"]) == 4
