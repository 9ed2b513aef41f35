"""What deputies bring up in a session: inquiries, motions, formal questions."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.session.messages import (
    AgendaItem,
    AnswerForm,
    AnswerInquiry,
    AnswerQuestion,
    DecideMotion,
    DecideQuestion,
    InquiryAnswered,
    InquiryPut,
    MotionDecided,
    MotionSubmitted,
    MotionWithdrawn,
    Mover,
    PutInquiry,
    PutQuestion,
    QuestionAnswered,
    QuestionFormDecided,
    QuestionPut,
    SubmitMotion,
    WithdrawMotion,
)
from contracts.elections.words import Matter, Standing

NOON = datetime(2025, 3, 12, 14, tzinfo=CHINA)
DEPUTIES = tuple(f"deputy-{number:02}" for number in range(1, 73))
ROADS = AgendaItem(item="roads", matter=Matter.MOTION, title="关于通村公路养护的议案")


def inquiry(regular: Any, deputy: str = "deputy-30") -> PutInquiry:
    return PutInquiry(**regular.key, actor=deputy, deputy=deputy, addressee="360730100", question="水渠何时修复？")


def motion(regular: Any, signers: int = 5, mover: Mover = Mover.DEPUTIES) -> SubmitMotion:
    return SubmitMotion(
        **regular.key,
        actor="deputy-30",
        mover=mover,
        signers=DEPUTIES[:signers],
        title=ROADS.title,
        text="应列入养护计划。",
    )


def place(regular: Any, item: AgendaItem | None = ROADS, reason: str | None = None) -> DecideMotion:
    return DecideMotion(**regular.key, actor="chair", number=1, item=item, reason=reason)


def question(regular: Any, signers: int = 10, **other: Any) -> PutQuestion:
    said: dict[str, Any] = {"addressee": "360730100", "question": "低保核定", "content": "请说明核定依据。"}
    return PutQuestion(**{**regular.key, "actor": "deputy-30", "signers": DEPUTIES[:signers], **said, **other})


@pytest.mark.req("E-032")
def test_a_deputy_inquires_and_the_inquiry_is_open_until_its_reply(regular):
    case = regular.sitting().when(inquiry(regular), at=NOON)
    reply = AnswerInquiry(**regular.key, actor="government", number=1, reply="五月底前修复。")

    case.then(
        InquiryPut(
            **regular.key,
            number=1,
            deputy="deputy-30",
            addressee="360730100",
            question="水渠何时修复？",
            put_at=NOON,
        )
    )
    answered = case.after().when(reply, at=NOON)
    answered.then(
        InquiryAnswered(**regular.key, number=1, reply="五月底前修复。", answered_by="government", answered_at=NOON)
    )
    answered.after().when(reply, at=NOON).then_rejected("elections.already-answered")
    case.after().when(replace(reply, number=2), at=NOON).then_rejected("elections.no-such-inquiry")


@pytest.mark.req("E-032", "E-033")
def test_nobody_but_a_deputy_who_may_act_inquires(regular):
    suspended = regular.roll(1, {"deputy-30": Standing.SUSPENDED})

    regular.sitting().when(inquiry(regular, "head-1"), at=NOON).then_rejected("forbidden-role")
    regular.sitting().when(suspended, at=NOON).after().when(inquiry(regular), at=NOON).then_rejected(
        "elections.deputy-suspended"
    )
    regular.notified().when(inquiry(regular), at=NOON).then_rejected("elections.session-not-open")


@pytest.mark.req("E-317")
def test_el_36_five_deputies_may_move_and_four_may_not(regular):
    case = regular.sitting()

    case.when(motion(regular, 4), at=NOON).then_rejected("elections.not-enough-signers", "4 of 5")
    case.when(motion(regular, 5), at=NOON).then(
        MotionSubmitted(
            **regular.key,
            number=1,
            mover=Mover.DEPUTIES,
            signers=DEPUTIES[:5],
            title=ROADS.title,
            text="应列入养护计划。",
            submitted_at=NOON,
        )
    )
    strangers = replace(motion(regular), signers=(*DEPUTIES[:4], "head-1"))
    case.when(strangers, at=NOON).then_rejected("elections.not-a-deputy")
    for mover in (Mover.PRESIDIUM, Mover.GOVERNMENT):
        case.when(motion(regular, 0, mover), at=NOON).after()


@pytest.mark.req("E-317")
def test_the_presidium_decides_whether_a_motion_goes_on_the_agenda(regular):
    case = regular.sitting().when(motion(regular), at=NOON).after()
    twice = replace(ROADS, item="budget")

    case.when(place(regular, None), at=NOON).then_rejected("elections.reason-required")
    case.when(place(regular, twice), at=NOON).then_rejected("elections.item-twice")
    case.when(replace(place(regular), number=2), at=NOON).then_rejected("elections.no-such-motion")
    placed = case.when(place(regular), at=NOON)
    placed.then(MotionDecided(**regular.key, number=1, item=ROADS, reason=None, decided_at=NOON))
    placed.after().when(place(regular), at=NOON).then_rejected("elections.already-decided")
    placed.after().when(regular.deliberate("roads"), at=NOON).after()
    case.when(place(regular, None, "转为建议办理"), at=NOON).after()


@pytest.mark.req("E-019")
def test_a_motion_for_an_election_makes_the_session_longer(regular):
    election = AgendaItem(item="vice", matter=Matter.BY_ELECTION, title="补选主席团副主席")
    case = regular.sitting().when(motion(regular), at=NOON).after()

    case.when(place(regular, election), at=NOON).then_rejected("elections.session-too-short-for-election")


@pytest.mark.req("E-317")
def test_a_motion_is_withdrawn_before_the_vote_with_the_presidiums_consent(regular):
    withdraw = WithdrawMotion(**regular.key, actor="deputy-30", number=1, presidium_consents=True)
    case = regular.sitting().when(motion(regular), at=NOON).after().when(place(regular), at=NOON).after()

    case.when(replace(withdraw, presidium_consents=False), at=NOON).then_rejected("elections.consent-required")
    case.when(withdraw, at=NOON).then(MotionWithdrawn(**regular.key, number=1, withdrawn_at=NOON))
    gone = case.when(withdraw, at=NOON).after()
    gone.when(regular.deliberate("roads"), at=NOON).then_rejected("elections.no-such-item")
    gone.when(withdraw, at=NOON).then_rejected("elections.no-such-motion")
    voted = case.when(regular.deliberate("roads"), at=NOON).after().when(regular.vote("roads", 40), at=NOON).after()
    voted.when(withdraw, at=NOON).then_rejected("elections.already-disposed")


@pytest.mark.req("E-318")
def test_el_36_ten_deputies_may_put_a_formal_question_and_nine_may_not(regular):
    case = regular.sitting()

    case.when(question(regular, 9), at=NOON).then_rejected("elections.not-enough-signers", "9 of 10")
    case.when(question(regular), at=NOON).then(
        QuestionPut(
            **regular.key,
            number=1,
            signers=DEPUTIES[:10],
            addressee="360730100",
            question="低保核定",
            content="请说明核定依据。",
            put_at=NOON,
        )
    )


@pytest.mark.parametrize("missing", ["addressee", "question", "content"])
@pytest.mark.req("E-318")
def test_a_formal_question_names_addressee_question_and_content(regular, missing):
    left_out: dict[str, Any] = {missing: None}
    command = replace(question(regular), **left_out)

    regular.sitting().when(command, at=NOON).then_rejected("elections.question-invalid")


@pytest.mark.req("E-318")
def test_the_presidium_decides_the_form_and_the_head_answers(regular):
    form = DecideQuestion(**regular.key, actor="chair", number=1, form=AnswerForm.WRITTEN)
    answer = AnswerQuestion(
        **regular.key, actor="government", number=1, by_head=True, answered_on=date(2025, 3, 12), text="依据如下。"
    )
    case = regular.sitting().when(question(regular), at=NOON).after()

    case.when(answer, at=NOON).then_rejected("elections.form-not-decided")
    case.when(replace(form, number=2), at=NOON).then_rejected("elections.no-such-question")
    decided = case.when(form, at=NOON)
    decided.then(QuestionFormDecided(**regular.key, number=1, form=AnswerForm.WRITTEN, decided_at=NOON))
    after = decided.after()
    after.when(form, at=NOON).then_rejected("elections.already-decided")
    after.when(replace(answer, by_head=False), at=NOON).then_rejected("elections.head-required")
    after.when(answer, at=NOON).then(
        QuestionAnswered(
            **regular.key,
            number=1,
            form=AnswerForm.WRITTEN,
            answered_on=date(2025, 3, 12),
            text="依据如下。",
            recorded_at=NOON,
        )
    )
    after.when(answer, at=NOON).after().when(answer, at=NOON).then_rejected("elections.already-answered")
