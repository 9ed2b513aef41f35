"""What deputies bring up in a session: inquiries, motions, formal questions (询问、议案、质询案).

Law: Organic Law of Local Congresses and Governments (组织法), arts. 22-24; district opinion (document 2 §三(一)5).
"""

from enum import StrEnum

from contracts.elections.sessions import AgendaItem, Number, Persons, SessionNumber, TermNumber
from contracts.message import command, fact
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, Text, UnitCode


class Mover(StrEnum):
    """Who may move: the presidium, the government of the township, or deputies jointly."""

    PRESIDIUM = "presidium"
    GOVERNMENT = "government"
    DEPUTIES = "deputies"


class AnswerForm(StrEnum):
    """How a formal question is answered: by the head in person, or in writing over the head's signature."""

    ORAL = "oral"
    WRITTEN = "written"


@command
class PutInquiry:
    """A deputy asks the government during deliberation (询问). Refused: `forbidden-role` for who is no deputy,
    `deputy-suspended`, `session-not-open`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputy: Ref
    addressee: UnitCode
    question: Text


@command
class AnswerInquiry:
    """The reply to an inquiry, also after the session. Refused: `no-such-inquiry`, `already-answered`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    reply: Text


@command
class SubmitMotion:
    """A motion (议案). Refused: `not-enough-signers`, `not-a-deputy`, `deputy-suspended`, `session-not-open`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    mover: Mover
    signers: Persons = ()
    title: Name
    text: Text


@command
class DecideMotion:
    """The presidium puts the motion on the agenda as `item`, or says why not.

    Refused: `no-such-motion`, `already-decided`, `reason-required`, `item-twice`, `session-too-short-for-election`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    item: AgendaItem | None
    reason: Text | None = None


@command
class WithdrawMotion:
    """The movers take it back before the vote, the presidium consenting. Refused: `consent-required`,
    `no-such-motion`, `already-disposed`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    presidium_consents: bool


@command
class PutQuestion:
    """A formal question (质询案) in writing. Refused: `question-invalid` without addressee, question or content,
    `not-enough-signers`, `not-a-deputy`, `deputy-suspended`, `session-not-open`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    signers: Persons
    addressee: UnitCode | None
    question: Name | None
    content: Text | None


@command
class DecideQuestion:
    """The presidium decides on an oral or a written answer. Refused: `no-such-question`, `already-decided`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    form: AnswerForm


@command
class AnswerQuestion:
    """The head answers in person, or signs the written answer. Refused: `no-such-question`, `already-answered`,
    `form-not-decided`, `head-required`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    by_head: bool
    answered_on: Day
    text: Text


# Facts


@fact
class InquiryPut:
    """A deputy asked; the inquiry stays open until it has its reply."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    deputy: Ref
    addressee: UnitCode
    question: Text
    put_at: Instant


@fact
class InquiryAnswered:
    """The reply to an inquiry."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    reply: Text
    answered_by: Actor
    answered_at: Instant


@fact
class MotionSubmitted:
    """A motion lies before the presidium."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    mover: Mover
    signers: Persons
    title: Name
    text: Text
    submitted_at: Instant


@fact
class MotionDecided:
    """The presidium put the motion on the agenda as `item`, or did not, with its reason."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    item: AgendaItem | None
    reason: Text | None
    decided_at: Instant


@fact
class MotionWithdrawn:
    """The motion was taken back with the presidium's consent; its item is off the agenda."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    withdrawn_at: Instant


@fact
class QuestionPut:
    """A formal question of deputies."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    signers: Persons
    addressee: UnitCode
    question: Name
    content: Text
    put_at: Instant


@fact
class QuestionFormDecided:
    """The presidium decided how the question is answered."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    form: AnswerForm
    decided_at: Instant


@fact
class QuestionAnswered:
    """The head of the addressee answered the question."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    form: AnswerForm
    answered_on: Day
    text: Text
    recorded_at: Instant


FloorCommand = (
    PutInquiry
    | AnswerInquiry
    | SubmitMotion
    | DecideMotion
    | WithdrawMotion
    | PutQuestion
    | DecideQuestion
    | AnswerQuestion
)
FloorFact = (
    InquiryPut
    | InquiryAnswered
    | MotionSubmitted
    | MotionDecided
    | MotionWithdrawn
    | QuestionPut
    | QuestionFormDecided
    | QuestionAnswered
)
