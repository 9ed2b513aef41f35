"""What deputies bring up in a session: inquiries, motions, formal questions (询问、议案、质询案).

Law: Organic Law of Local Congresses and Governments (组织法), arts. 22-24; district opinion (document 2 §三(一)5).
"""

from datetime import datetime
from typing import assert_never

from contracts.elections.session.messages import (
    ELECTIONS,
    AnswerInquiry,
    AnswerQuestion,
    DecideMotion,
    DecideQuestion,
    FloorCommand,
    FloorFact,
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
from contracts.elections.session.rules import FloorRules, SessionPolicy
from contracts.errors import Rejected, refuse_unless

from elections.session.conditions import refuse_day, refuse_length, refuse_not_open, refuse_strangers
from elections.session.state import Motion, Question, Session, key

_Put = PutInquiry | SubmitMotion | PutQuestion


def raise_on_floor(command: FloorCommand, session: Session, policy: SessionPolicy, now: datetime) -> FloorFact:
    match command:
        case PutInquiry() | SubmitMotion() | PutQuestion():
            refuse_not_open(session)
            return _put(command, session, policy.floor, now)
        case DecideMotion():
            return _decide_motion(command, session, policy, now)
        case WithdrawMotion():
            return _withdraw(command, session, now)
        case AnswerInquiry():
            return _answer_inquiry(command, session, now)
        case DecideQuestion():
            refuse_unless(_question(command.number, session).form is None, "elections.already-decided")
            return QuestionFormDecided(**key(command), number=command.number, form=command.form, decided_at=now)
        case AnswerQuestion():
            return _answer_question(command, session, now)
        case _:
            assert_never(command)


def _put(command: _Put, session: Session, rules: FloorRules, now: datetime) -> FloorFact:
    match command:
        case PutInquiry():
            return _inquire(command, session, now)
        case SubmitMotion():
            return _move(command, session, rules, now)
        case PutQuestion():
            return _question_put(command, session, rules, now)
        case _:
            assert_never(command)


def _inquire(command: PutInquiry, session: Session, now: datetime) -> InquiryPut:
    refuse_unless(command.deputy in session.roll, "forbidden-role", f"{command.deputy} is no deputy.")
    refuse_strangers((command.deputy,), session)
    return InquiryPut(
        **key(command),
        number=len(session.inquiries) + 1,
        deputy=command.deputy,
        addressee=command.addressee,
        question=command.question,
        put_at=now,
    )


def _answer_inquiry(command: AnswerInquiry, session: Session, now: datetime) -> InquiryAnswered:
    refuse_unless(command.number in session.inquiries, "elections.no-such-inquiry", str(command.number))
    refuse_unless(not session.inquiries[command.number], "elections.already-answered", str(command.number))
    return InquiryAnswered(
        **key(command), number=command.number, reply=command.reply, answered_by=command.actor, answered_at=now
    )


def _move(command: SubmitMotion, session: Session, rules: FloorRules, now: datetime) -> MotionSubmitted:
    if command.mover is Mover.DEPUTIES:
        refuse_strangers(command.signers, session)
        _refuse_few(len(command.signers), rules.motion_signers)
    return MotionSubmitted(
        **key(command),
        number=len(session.motions) + 1,
        mover=command.mover,
        signers=command.signers,
        title=command.title,
        text=command.text,
        submitted_at=now,
    )


def _decide_motion(command: DecideMotion, session: Session, policy: SessionPolicy, now: datetime) -> MotionDecided:
    """Placed, it is an item of the agenda like any other; an election among them makes the session longer (E-019)."""
    refuse_not_open(session)
    motion = _motion(command.number, session)
    refuse_unless(not motion.is_decided, "elections.already-decided", str(command.number))
    item = command.item
    refuse_unless(item is not None or command.reason is not None, "elections.reason-required", str(command.number))
    if item is not None:
        refuse_unless(item.item not in session.agenda, "elections.item-twice", item.item)
        assert session.dates is not None
        has_election = session.has_election or item.matter in ELECTIONS
        refuse_length(session.dates, policy.length, is_first=session.is_first, has_election=has_election)
    return MotionDecided(**key(command), number=command.number, item=item, reason=command.reason, decided_at=now)


def _withdraw(command: WithdrawMotion, session: Session, now: datetime) -> MotionWithdrawn:
    refuse_not_open(session)
    motion = _motion(command.number, session)
    is_ended = motion.item is not None and session.agenda[motion.item].is_ended
    refuse_unless(not is_ended, "elections.already-disposed", str(motion.item))
    refuse_unless(command.presidium_consents, "elections.consent-required", str(command.number))
    return MotionWithdrawn(**key(command), number=command.number, withdrawn_at=now)


def _question_put(command: PutQuestion, session: Session, rules: FloorRules, now: datetime) -> QuestionPut:
    addressee, question, content = command.addressee, command.question, command.content
    if addressee is None or question is None or content is None:
        raise Rejected("elections.question-invalid", "It names addressee, question and content.")
    refuse_strangers(command.signers, session)
    _refuse_few(len(command.signers), rules.question_signers)
    return QuestionPut(
        **key(command),
        number=len(session.questions) + 1,
        signers=command.signers,
        addressee=addressee,
        question=question,
        content=content,
        put_at=now,
    )


def _answer_question(command: AnswerQuestion, session: Session, now: datetime) -> QuestionAnswered:
    question = _question(command.number, session)
    refuse_unless(not question.is_answered, "elections.already-answered", str(command.number))
    if question.form is None:
        raise Rejected("elections.form-not-decided", str(command.number))
    refuse_unless(command.by_head, "elections.head-required", "The head answers in person, or signs.")
    assert session.opened_on is not None
    refuse_day(command.answered_on, session.opened_on, now)
    return QuestionAnswered(
        **key(command),
        number=command.number,
        form=question.form,
        answered_on=command.answered_on,
        text=command.text,
        recorded_at=now,
    )


def _refuse_few(signers: int, least: int) -> None:
    refuse_unless(signers >= least, "elections.not-enough-signers", f"{signers} of {least}")


def _motion(number: int, session: Session) -> Motion:
    motion = session.motions.get(number)
    if motion is None or motion.is_withdrawn:
        raise Rejected("elections.no-such-motion", str(number))
    return motion


def _question(number: int, session: Session) -> Question:
    question = session.questions.get(number)
    if question is None:
        raise Rejected("elections.no-such-question", str(number))
    return question
