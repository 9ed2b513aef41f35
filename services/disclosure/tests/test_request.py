"""Requests for information: the day that counts, the clock, the answers and what each of them needs."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, calendar_as_known, day_ends
from contracts.disclosure.request.messages import (
    NEEDED,
    AbandonRequest,
    AnswerRequest,
    AskCorrection,
    AskReasons,
    ConfirmReceipt,
    Consult,
    ConsultationEnded,
    Consulted,
    ExtendRequest,
    Fee,
    JudgeReasons,
    LinkPetition,
    MarkRequestOverdue,
    PetitionLinked,
    PointToChannel,
    ReceiveCorrection,
    ReceiveRequest,
    RecordReply,
    Reply,
    RequestAnswer,
    RequestAnswered,
    RequestChannel,
    RequestClock,
    RequestIsPetition,
    RequestOverdue,
    RequestReceived,
    SubmitRequest,
    WantedForm,
)
from contracts.disclosure.request.rules import request_policy
from contracts.disclosure.words import AnswerKind
from contracts.errors import Rejected
from contracts.permissions import PUBLIC, permissions_of
from contracts.policies import pack_named, resolve
from contracts.sealed import Sealed
from disclosure.request import STREAM
from ledger.testing.given import Case, given

PACKS = ("cn-open-government-2019", "cn-open-government-2019-requests", "county-2011")
POLICY = request_policy(resolve("360730", [pack_named(name) for name in PACKS]))
TOWNSHIP = "360730101"
KEY: dict[str, Any] = {"unit": TOWNSHIP, "request": "7b1d3c5e-0a2f-4c6d-8e9f-1a2b3c4d5e6f"}
EARLIER = "7b1d3c5e-0a2f-4c6d-8e9f-1a2b3c4d5e60"
INSTANT = timedelta(microseconds=1)
KEY_ID = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
WEDNESDAY = date(2025, 3, 5)
DUE = date(2025, 4, 2)
"""Twenty working days after the Wednesday."""


def sealed(kind: str) -> Sealed:
    return Sealed(key_id=KEY_ID, kind=kind, algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


def march(day: int) -> date:
    return date(2025, 3, day)


def receive(**other: Any) -> ReceiveRequest:
    who = {"requester": "person-7", "name": sealed("person-name"), "contact": sealed("contact")}
    asked = {"subject": "二〇二四年农田水利工程的招标文件", "form": WantedForm.PAPER}
    came = {"channel": RequestChannel.IN_PERSON, "arrived_on": WEDNESDAY}
    return ReceiveRequest(**{**KEY, "actor": "officer", **who, **asked, **came, **other})


def say(kind: type, **fields: Any) -> Any:
    return kind(**{**KEY, "actor": "officer", **fields})


def answer(kind: AnswerKind = AnswerKind.PROVIDED, **fields: Any) -> Any:
    given_ = {"text": "答复如下。", **({"where": "到镇政务公开窗口领取"} if not fields else {}), **fields}
    return say(AnswerRequest, answer=RequestAnswer(kind=kind, **given_))


def correct(by: date = date(2025, 3, 28)) -> Any:
    return say(AskCorrection, unclear="请写明工程名称", correct_by=by)


def consult(asked_on: date = date(2025, 3, 10), consulted: Consulted = Consulted.THIRD_PARTY) -> Any:
    return say(Consult, consulted=consulted, party="firm-3", asked_on=asked_on)


def reply(on: date, *, consents: bool = True, consultation: int = 1) -> Any:
    return say(RecordReply, consultation=consultation, replied_on=on, consents=consents, text="已阅。")


def extend(days: int = 20, told_on: date = date(2025, 3, 20), approved_on: date = date(2025, 3, 20)) -> Any:
    more = {"working_days": days, "approved_by": "head", "approved_on": approved_on}
    return say(ExtendRequest, **more, told_on=told_on, reason="需检索档案")


ASK_REASONS = say(AskReasons, text="本月已收到同类申请四十件，请说明理由")
MARK = say(MarkRequestOverdue, actor="clock")
POINT = say(PointToChannel, channel="县信访局", told_on=march(6))


def case(*steps: tuple[Any, date]) -> Case[Any, Any, Any, Any]:
    """The history that these commands make, each at noon of its day."""
    told = given(STREAM, POLICY, calendar=calendar_as_known(WEDNESDAY))
    for command, day in steps:
        told = told.when(command, at=noon(day)).after()
    return told


def clock_of(told: Case[Any, Any, Any, Any]) -> RequestClock:
    [*_, clock] = [fact.clock for fact in told.facts if getattr(fact, "clock", None) is not None]
    assert isinstance(clock, RequestClock)
    return clock


RECEIVED = case((receive(), WEDNESDAY))

# Receipt


@pytest.mark.req("D-206")
def test_a_request_handed_over_counts_from_its_day_and_is_due_twenty_working_days_later():
    [fact] = RECEIVED.facts

    assert isinstance(fact, RequestReceived)
    assert (fact.received_on, clock_of(RECEIVED).due_on, clock_of(RECEIVED).due_at) == (WEDNESDAY, DUE, day_ends(DUE))


@pytest.mark.req("D-206")
@pytest.mark.parametrize(
    ("channel", "is_counted"),
    [
        (RequestChannel.IN_PERSON, True),
        (RequestChannel.SIGNED_POST, True),
        (RequestChannel.POST, False),
        (RequestChannel.ONLINE, False),
        (RequestChannel.FAX, False),
    ],
)
def test_di_13_the_day_of_receipt_depends_on_the_channel(channel: RequestChannel, is_counted: bool):
    [unconfirmed] = case((receive(channel=channel), WEDNESDAY)).facts
    [confirmed] = case((receive(channel=channel, confirmed_on=march(7)), march(7))).facts

    assert unconfirmed.received_on == (WEDNESDAY if is_counted else None)
    assert confirmed.received_on == (WEDNESDAY if is_counted else march(7))


@pytest.mark.req("D-206")
def test_what_is_to_be_confirmed_has_no_due_day_until_it_is():
    waiting = case((receive(channel=RequestChannel.POST), WEDNESDAY))
    confirmed = waiting.when(say(ConfirmReceipt, confirmed_on=WEDNESDAY), at=noon(march(6))).after()

    waiting.when(MARK, at=noon(date(2030, 1, 1))).then()
    waiting.when(answer(), at=noon(march(6))).then_rejected("disclosure.request-not-open")
    assert clock_of(confirmed).due_on == DUE
    confirmed.when(say(ConfirmReceipt, confirmed_on=WEDNESDAY), at=noon(march(7))).then_rejected(
        "disclosure.receipt-confirmed-already"
    )


def test_anyone_may_ask_a_township_online_and_the_receipt_is_then_confirmed():
    who = {"requester": "person-7", "name": sealed("person-name"), "contact": sealed("contact"), "subject": "预算"}
    command = say(SubmitRequest, actor="person-7", form=WantedForm.FILE, **who)
    [fact] = case((command, WEDNESDAY)).facts
    permissions_of("disclosure").refuse_unit("submit_request", PUBLIC, actor_unit="110101", record_unit=TOWNSHIP)

    assert (fact.channel, fact.arrived_on, fact.clock) == (RequestChannel.ONLINE, WEDNESDAY, None)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (receive(unit="360730101201"), "disclosure.no-administrative-organ"),
        (receive(arrived_on=march(6)), "disclosure.date-in-future"),
        (receive(channel=RequestChannel.POST, confirmed_on=march(4)), "disclosure.day-too-early"),
        (answer(), "disclosure.no-such-request"),
        (MARK, "disclosure.no-such-request"),
    ],
)
def test_what_is_refused_before_there_is_a_request(command: Any, code: str):
    case().when(command, at=noon(WEDNESDAY)).then_rejected(code)


def test_an_id_is_used_for_one_request():
    RECEIVED.when(receive(), at=noon(march(6))).then_rejected("disclosure.request-already-received")


def test_without_the_packs_rules_nothing_is_received_on_guesses():
    with pytest.raises(Rejected) as refusal:
        request_policy(resolve("360730", [pack_named("county-2011")]))

    assert refusal.value.code == "policy-not-active"


# Correction


@pytest.mark.req("D-206")
def test_di_13_a_correction_is_asked_within_seven_working_days_once():
    last_moment = day_ends(march(14)) - INSTANT

    assert len(RECEIVED.when(correct(), at=last_moment).after().facts) == 2
    RECEIVED.when(correct(), at=last_moment + INSTANT).then_rejected("disclosure.correction-too-late")
    RECEIVED.when(correct(), at=noon(march(6))).after().when(correct(), at=noon(march(7))).then_rejected(
        "disclosure.correction-asked-already"
    )


@pytest.mark.req("D-206")
def test_di_13_the_time_begins_anew_with_the_correction():
    waiting = case((receive(), WEDNESDAY), (correct(), march(12)))
    corrected = say(ReceiveCorrection, received_on=march(24), subject="青溪渠招标文件")
    again = waiting.when(corrected, at=noon(march(25))).after()

    waiting.when(MARK, at=noon(date(2030, 1, 1))).then()
    assert clock_of(again).due_on == date(2025, 4, 22)
    again.when(corrected, at=noon(march(26))).then_rejected("disclosure.no-correction-awaited")
    again.when(correct(), at=noon(march(26))).then_rejected("disclosure.correction-asked-already")


def test_a_request_counts_as_given_up_only_when_the_time_to_correct_is_over():
    waiting = case((receive(), WEDNESDAY), (correct(), march(12)))
    abandon = say(AbandonRequest, text="逾期未补正")

    waiting.when(abandon, at=day_ends(march(28)) - INSTANT).then_rejected("disclosure.correction-still-open")
    given_up = waiting.when(abandon, at=day_ends(march(28))).after()
    given_up.when(answer(), at=noon(march(30))).then_rejected("disclosure.request-not-open")
    RECEIVED.when(abandon, at=noon(march(30))).then_rejected("disclosure.no-correction-awaited")


def test_the_day_to_correct_by_is_to_come():
    RECEIVED.when(correct(by=march(6)), at=noon(march(6))).then_rejected("disclosure.day-in-past")


# Consultation


@pytest.mark.req("D-206")
def test_di_13_a_consultation_stops_the_clock_and_the_reply_sets_it_going():
    begun = RECEIVED.when(consult(), at=noon(march(10))).after()
    clock = clock_of(begun)
    replied = begun.when(reply(march(20)), at=noon(march(21))).after()

    assert (clock.consumed, clock.stopped_after, clock.due_on, clock.due_at) == (3, march(10), None, None)
    assert begun.facts[-1].reply_by == march(31)
    assert clock_of(replied).due_on == date(2025, 4, 15)
    begun.when(MARK, at=day_ends(march(31)) - INSTANT).then()


@pytest.mark.req("D-206")
def test_di_13_silence_ends_a_consultation_after_fifteen_working_days_whether_the_clock_was_swept_or_not():
    begun = RECEIVED.when(consult(), at=noon(march(10))).after()
    swept = begun.when(MARK, at=day_ends(march(31))).after()
    ended = swept.facts[-1]
    late = begun.when(answer(), at=noon(date(2025, 4, 24))).after()

    assert (ended.reply, ended.ended_on, ended.clock.due_on) == (Reply.SILENCE, march(31), date(2025, 4, 24))
    assert [type(fact) for fact in late.facts[-2:]] == [ConsultationEnded, RequestAnswered]
    assert late.facts[-1].due_at == day_ends(date(2025, 4, 24))
    swept.when(MARK, at=noon(date(2025, 4, 1))).then()
    swept.when(reply(date(2025, 4, 1)), at=noon(date(2025, 4, 1))).then_rejected("disclosure.no-such-consultation")


def test_two_consultations_hold_the_clock_until_both_are_over():
    both = case(
        (receive(), WEDNESDAY),
        (consult(), march(10)),
        (consult(march(12), Consulted.JOINT_ORGAN), march(12)),
        (reply(march(13)), march(13)),
    )

    assert clock_of(both).due_on is None
    assert clock_of(both.when(reply(march(20), consultation=2), at=noon(march(20))).after()).due_on == date(2025, 4, 15)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (consult(march(4)), "disclosure.day-too-early"),
        (consult(march(11)), "disclosure.date-in-future"),
        (reply(march(10)), "disclosure.no-such-consultation"),
    ],
)
def test_what_a_consultation_refuses(command: Any, code: str):
    RECEIVED.when(command, at=noon(march(10))).then_rejected(code)


# Extension, overdue


@pytest.mark.req("D-206")
@pytest.mark.parametrize(("days", "due_on"), [(1, date(2025, 4, 3)), (20, date(2025, 4, 30)), (21, None)])
def test_di_13_one_extension_of_at_most_twenty_working_days(days: int, due_on: date | None):
    attempt = RECEIVED.when(extend(days), at=noon(march(20)))

    if due_on is None:
        attempt.then_rejected("disclosure.extension-too-long")
    else:
        assert clock_of(attempt.after()).due_on == due_on
        attempt.after().when(extend(1), at=noon(march(21))).then_rejected("disclosure.extended-already")


@pytest.mark.req("D-206")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (extend(told_on=march(21)), "disclosure.date-in-future"),
        (extend(told_on=march(19)), "disclosure.day-too-early"),
        (extend(approved_on=march(4)), "disclosure.day-too-early"),
    ],
)
def test_an_extension_needs_its_approval_first_and_its_notice(command: ExtendRequest, code: str):
    RECEIVED.when(command, at=noon(march(20))).then_rejected(code)


@pytest.mark.req("D-206")
def test_di_13_an_answer_in_the_last_moment_is_in_time_and_one_moment_later_is_announced_late():
    overdue = RequestOverdue(**KEY, due_at=day_ends(DUE), announced_at=day_ends(DUE))
    in_time = RECEIVED.when(answer(), at=day_ends(DUE) - INSTANT).after()
    late = RECEIVED.when(answer(), at=day_ends(DUE)).after()

    assert [type(fact) for fact in in_time.facts] == [RequestReceived, RequestAnswered]
    assert late.facts[1] == overdue
    RECEIVED.when(MARK, at=day_ends(DUE) - INSTANT).then()
    RECEIVED.when(MARK, at=day_ends(DUE)).then(overdue)
    RECEIVED.when(MARK, at=day_ends(DUE)).after().when(MARK, at=noon(date(2025, 5, 1))).then()
    in_time.when(MARK, at=noon(date(2025, 5, 1))).then()


@pytest.mark.req("D-206")
@pytest.mark.parametrize("command", [extend(told_on=DUE, approved_on=DUE), consult(DUE)])
def test_what_is_late_is_neither_extended_nor_stopped_afterwards(command: Any):
    RECEIVED.when(command, at=day_ends(DUE)).then_rejected("disclosure.due-date-is-past")
    assert len(RECEIVED.when(command, at=day_ends(DUE) - INSTANT).after().facts) == 2


# Reasons


def judge(*, are_good: bool, until: date | None = None) -> Any:
    return say(JudgeReasons, are_good=are_good, text="理由成立" if are_good else "理由不成立", until=until)


def test_good_reasons_may_take_the_day_that_was_told():
    asked = case((receive(), WEDNESDAY), (ASK_REASONS, march(6)))
    put_off = asked.when(judge(are_good=True, until=date(2025, 4, 30)), at=noon(march(10))).after()

    assert clock_of(put_off).due_on == date(2025, 4, 30)
    put_off.when(judge(are_good=True), at=noon(march(11))).then_rejected("disclosure.reasons-judged-already")
    asked.when(ASK_REASONS, at=noon(march(7))).then_rejected("disclosure.reasons-asked-already")
    RECEIVED.when(judge(are_good=True), at=noon(march(7))).then_rejected("disclosure.reasons-not-asked")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (judge(are_good=False, until=date(2025, 4, 30)), "disclosure.reasons-not-good"),
        (judge(are_good=True, until=DUE), "disclosure.day-too-early"),
        (judge(are_good=True, until=date(2025, 5, 1)), "disclosure.no-working-day"),
    ],
)
def test_what_is_refused_when_reasons_are_judged(command: JudgeReasons, code: str):
    case((receive(), WEDNESDAY), (ASK_REASONS, march(6))).when(command, at=noon(march(10))).then_rejected(code)


def test_nothing_is_put_off_while_the_clock_stands_still():
    stopped = case((receive(), WEDNESDAY), (ASK_REASONS, march(6)), (consult(march(7)), march(7)))
    command = judge(are_good=True, until=date(2025, 4, 30))

    stopped.when(command, at=noon(march(10))).then_rejected("disclosure.clock-stands-still")


# Answers

COMPLETE: dict[AnswerKind, dict[str, Any]] = {
    AnswerKind.ALREADY_PUBLIC: {"where": "县政府网站"},
    AnswerKind.PROVIDED: {"contents": ("ab" * 32,)},
    AnswerKind.PARTLY_PROVIDED: {"where": "窗口领取", "ground": "business_secret", "reason": "报价属商业秘密"},
    AnswerKind.NOT_DISCLOSED: {"ground": "law_forbids", "reason": "档案法规定"},
    AnswerKind.NOT_EXISTING: {"search": "检索了二〇二〇年以来的收发文"},
    AnswerKind.NOT_OURS: {"reason": "属县水利局职责", "responsible": "县水利局"},
    AnswerKind.REPEATED: {"earlier": EARLIER},
    AnswerKind.OTHER_RULES: {"reason": "不动产登记资料按其规定查询"},
    AnswerKind.GAZETTE: {"where": "县政府公报"},
}


@pytest.mark.req("D-206")
@pytest.mark.parametrize("kind", COMPLETE)
def test_di_14_each_kind_of_answer_is_taken_with_its_fields(kind: AnswerKind):
    command = answer(kind, **COMPLETE[kind])

    RECEIVED.when(command, at=noon(march(20))).then(
        RequestAnswered(
            **KEY,
            answer=command.answer,
            due_at=day_ends(DUE),
            answered_by="officer",
            answered_at=noon(march(20)),
        )
    )


@pytest.mark.req("D-206")
@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind in COMPLETE for field in NEEDED[kind]])
def test_di_14_an_answer_without_what_its_kind_needs_is_refused(kind: AnswerKind, field: str):
    fields = {**COMPLETE[kind], "contents": (), field: None}

    RECEIVED.when(answer(kind, **fields), at=noon(march(20))).then_rejected("disclosure.answer-incomplete")


def test_di_14_the_seven_kinds_of_the_statute_are_there():
    of_the_statute = {
        AnswerKind.ALREADY_PUBLIC,
        AnswerKind.PROVIDED,
        AnswerKind.NOT_DISCLOSED,
        AnswerKind.NOT_EXISTING,
        AnswerKind.NOT_OURS,
        AnswerKind.REPEATED,
        AnswerKind.OTHER_RULES,
    }

    assert len(of_the_statute) == 7
    assert set(NEEDED) == set(AnswerKind)
    assert all(NEEDED[kind] for kind in of_the_statute)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (answer(AnswerKind.NOT_DISCLOSED, ground="inconvenient", reason="不便公开"), "disclosure.ground-not-lawful"),
        (
            answer(AnswerKind.NOT_EXISTING, search="无", contents=("ab" * 32,)),
            "disclosure.nothing-is-provided",
        ),
        (answer(AnswerKind.EXCESSIVE, reason="数量过多"), "disclosure.reasons-not-judged"),
        (answer(where="窗口", fee=Fee(fen=5000, basis="收费标准")), "disclosure.fee-not-allowed"),
    ],
)
def test_what_an_answer_may_not_do(command: AnswerRequest, code: str):
    RECEIVED.when(command, at=noon(march(20))).then_rejected(code)


def test_excess_is_answered_once_its_reasons_were_found_wanting_and_a_fee_once_they_were_asked():
    asked = case((receive(), WEDNESDAY), (ASK_REASONS, march(6)))
    wanting = asked.when(judge(are_good=False), at=noon(march(10))).after()
    fee = answer(where="窗口", fee=Fee(fen=5000, basis="收费标准"))

    asked.when(answer(AnswerKind.EXCESSIVE, reason="数量过多"), at=noon(march(7))).then_rejected(
        "disclosure.reasons-not-judged"
    )
    assert len(wanting.when(answer(AnswerKind.EXCESSIVE, reason="数量过多"), at=noon(march(11))).after().facts) == 4
    assert len(asked.when(fee, at=noon(march(7))).after().facts) == 3


@pytest.mark.req("D-206")
def test_where_a_third_party_objects_only_the_public_interest_opens_the_information():
    objected = case((receive(), WEDNESDAY), (consult(), march(10)), (reply(march(12), consents=False), march(12)))
    withheld = answer(AnswerKind.NOT_DISCLOSED, ground="business_secret", reason="第三方不同意")

    objected.when(answer(), at=noon(march(13))).then_rejected("disclosure.third-party-objects")
    assert objected.when(answer(where="窗口", public_interest="关系饮水安全"), at=noon(march(13))).after()
    assert objected.when(withheld, at=noon(march(13))).after()


def test_a_request_is_answered_once():
    answered = RECEIVED.when(answer(), at=noon(march(20))).after()

    answered.when(answer(), at=noon(march(21))).then_rejected("disclosure.request-not-open")
    answered.when(POINT, at=noon(march(21))).then_rejected("disclosure.request-not-open")


# Petitions


@pytest.mark.req("D-206")
def test_di_15_a_petition_in_the_form_of_a_request_is_told_so_and_handed_over_with_its_sealed_person():
    asked = receive()
    fact = RequestIsPetition(
        **KEY,
        requester=asked.requester,
        name=asked.name,
        contact=asked.contact,
        subject=asked.subject,
        words=None,
        channel="县信访局",
        told_on=march(6),
        due_at=day_ends(DUE),
        told_by="officer",
        recorded_at=noon(march(6)),
    )

    RECEIVED.when(POINT, at=noon(march(6))).then(fact)


@pytest.mark.req("D-206")
def test_di_15_the_case_of_mediation_is_linked_back_once():
    link = say(LinkPetition, actor="service:mediation", case="mediation_case-2025-9")
    petition = RECEIVED.when(POINT, at=noon(march(6))).after()
    linked = PetitionLinked(**KEY, case="mediation_case-2025-9", linked_at=noon(march(7)))

    petition.when(link, at=noon(march(7))).then(linked)
    petition.when(link, at=noon(march(7))).after().when(link, at=noon(march(8))).then_rejected(
        "disclosure.case-already-linked"
    )
    RECEIVED.when(link, at=noon(march(7))).then_rejected("disclosure.not-a-petition")
    petition.when(MARK, at=noon(date(2025, 5, 1))).then()


def test_the_requester_is_told_not_before_the_request_and_not_tomorrow():
    RECEIVED.when(replace(POINT, told_on=march(7)), at=noon(march(6))).then_rejected("disclosure.date-in-future")
    RECEIVED.when(replace(POINT, told_on=march(4)), at=noon(march(6))).then_rejected("disclosure.day-too-early")
