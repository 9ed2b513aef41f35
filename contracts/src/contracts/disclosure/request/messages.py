"""Government information on request (依申请公开), from receipt to answer.

Each fact that moves the time carries the clock as it stands after it.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 29-42.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.deadlines import Stop
from contracts.disclosure.words import AnswerKind, Ground
from contracts.message import answer, command, fact, question, shape
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Actor, Count, Day, Digest, Id, Instant, Name, Ref, StreamName, Text, UnitCode

RequesterName = Annotated[Sealed, Particular("person-name", case="request", within="unit", most=200)]
RequesterContact = Annotated[Sealed, Particular("contact", case="request", within="unit")]
RequesterWords = Annotated[Sealed, Particular("statement", case="request", within="unit", most=4000)]
"""Sealed under the key `case:<unit>-<request>` of the one request, never under one of `requester`: whoever asks chooses
that reference, and would lay a hand on the key of everybody who is called so."""


class WantedForm(StrEnum):
    """In which form it is wanted (art. 29): read on the spot, on paper, as a file."""

    READ = "read"
    PAPER = "paper"
    FILE = "file"


@command
class SubmitRequest:
    """Ask an administrative organ for information, online. `request` is made by who asks, and their receipt.

    `subject` says what is wanted without naming persons; `words` are the requester's own and are sealed. `requester`
    is how repeated requests are told to be one person's; it names no key.
    """

    actor: Actor
    unit: UnitCode
    request: Id
    requester: Ref
    name: RequesterName
    contact: RequesterContact
    subject: Text
    words: RequesterWords | None = None
    form: WantedForm


class RequestChannel(StrEnum):
    """How a request came (art. 31): handed over, by post against signature, by ordinary post, online, by fax."""

    IN_PERSON = "in-person"
    SIGNED_POST = "signed-post"
    POST = "post"
    ONLINE = "online"
    FAX = "fax"


@command
class ReceiveRequest:
    """Enter a request that came on `arrived_on`. Where the rule asks for it, it counts from `confirmed_on`."""

    actor: Actor
    unit: UnitCode
    request: Id
    channel: RequestChannel
    arrived_on: Day
    confirmed_on: Day | None = None
    requester: Ref
    name: RequesterName
    contact: RequesterContact
    subject: Text
    words: RequesterWords | None = None
    form: WantedForm


@command
class ConfirmReceipt:
    """The organ and the requester have confirmed the receipt (双方确认): from that day the time is counted."""

    actor: Actor
    unit: UnitCode
    request: Id
    confirmed_on: Day


@command
class AskCorrection:
    """Say once, within the days of the rule, what is unclear, and by when to correct it (补正)."""

    actor: Actor
    unit: UnitCode
    request: Id
    unclear: Text
    correct_by: Day


@command
class ReceiveCorrection:
    """The corrected request came; the time is counted anew from `received_on`."""

    actor: Actor
    unit: UnitCode
    request: Id
    received_on: Day
    subject: Text


@command
class AbandonRequest:
    """It was not corrected in time without good reason: it counts as given up (视为放弃)."""

    actor: Actor
    unit: UnitCode
    request: Id
    text: Text


class Consulted(StrEnum):
    """Who is consulted: a third party whose rights it may harm (art. 32), an organ that made it jointly (art. 34)."""

    THIRD_PARTY = "third-party"
    JOINT_ORGAN = "joint-organ"


@command
class Consult:
    """A third party or a joint organ was asked for its opinion on `asked_on`, the day its letter came to it."""

    actor: Actor
    unit: UnitCode
    request: Id
    consulted: Consulted
    party: Ref
    asked_on: Day


ConsultationNumber = Annotated[int, Range(min=1, max=99)]


@command
class RecordReply:
    """The consulted replied."""

    actor: Actor
    unit: UnitCode
    request: Id
    consultation: ConsultationNumber
    replied_on: Day
    consents: bool
    text: Text


@command
class ExtendRequest:
    """Take more time, once: approved by the head of the office for open information, and told to the requester."""

    actor: Actor
    unit: UnitCode
    request: Id
    working_days: Annotated[int, Range(min=1, max=999)]
    approved_by: Actor
    approved_on: Day
    told_on: Day
    reason: Text


@command
class AskReasons:
    """Requests are clearly beyond reason in number or frequency: the requester is asked why (art. 35)."""

    actor: Actor
    unit: UnitCode
    request: Id
    text: Text


@command
class JudgeReasons:
    """Whether the reasons are good. If they are and the time is too short, `until` is the day that was told instead."""

    actor: Actor
    unit: UnitCode
    request: Id
    are_good: bool
    text: Text
    until: Day | None = None


_Few = Length(max=20)


@shape
class Fee:
    """A fee for processing (art. 42), only where requests are clearly beyond reason in number or frequency."""

    fen: Annotated[int, Range(min=1, max=100_000_000)]
    basis: Text


@shape
class RequestAnswer:
    """What is answered. Each kind needs its own fields: see `NEEDED`.

    `where`: way, route and time to have it. `contents`: digests of what is provided. `search`: what was searched.
    `responsible`: whose it is, where that can be told. `earlier`: the request that was answered. `public_interest`: why
    it is provided although a third party objects.
    """

    kind: AnswerKind
    text: Text
    where: Text | None = None
    contents: Annotated[tuple[Digest, ...], _Few] = ()
    ground: Ground | None = None
    reason: Text | None = None
    search: Text | None = None
    responsible: Text | None = None
    earlier: Id | None = None
    public_interest: Text | None = None
    fee: Fee | None = None


@command
class AnswerRequest:
    """Answer it."""

    actor: Actor
    unit: UnitCode
    request: Id
    answer: RequestAnswer


@command
class PointToChannel:
    """It is a petition, complaint or report in the form of a request: say so, and name the channel (art. 39)."""

    actor: Actor
    unit: UnitCode
    request: Id
    channel: Text
    told_on: Day


@command
class LinkPetition:
    """Name the case that mediation opened for it."""

    actor: Actor
    unit: UnitCode
    request: Id
    case: StreamName


@command
class MarkRequestOverdue:
    """End consultations whose time is over, and announce a missed answer. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    request: Id


RequestCommand = (
    SubmitRequest
    | ReceiveRequest
    | ConfirmReceipt
    | AskCorrection
    | ReceiveCorrection
    | AbandonRequest
    | Consult
    | RecordReply
    | ExtendRequest
    | AskReasons
    | JudgeReasons
    | AnswerRequest
    | PointToChannel
    | LinkPetition
    | MarkRequestOverdue
)


@shape
class RequestClock:
    """The ledger of the answer's time, as `contracts.suspension` keeps it, in working days.

    It runs after `running_since`, or stands still after `stopped_after`; to be answered before `due_at`, None while it
    stands still.
    """

    budget: Count
    consumed: Count
    running_since: Day | None
    stopped_after: Day | None
    holding: tuple[Name, ...]
    stops: tuple[Stop, ...]
    due_on: Day | None
    due_at: Instant | None


@fact
class RequestReceived:
    """A request for information (依申请公开). `clock` None: its receipt is still to be confirmed."""

    unit: UnitCode
    request: Id
    channel: RequestChannel
    arrived_on: Day
    received_on: Day | None
    requester: Ref
    name: RequesterName
    contact: RequesterContact
    subject: Text
    words: RequesterWords | None
    form: WantedForm
    recorded_by: Actor
    recorded_at: Instant
    clock: RequestClock | None


@fact
class ReceiptConfirmed:
    """The receipt is confirmed by both sides; the time runs."""

    unit: UnitCode
    request: Id
    received_on: Day
    confirmed_at: Instant
    clock: RequestClock


@fact
class CorrectionAsked:
    """What is unclear was told (补正告知); the time begins anew when the correction comes."""

    unit: UnitCode
    request: Id
    unclear: Text
    correct_by: Day
    asked_by: Actor
    asked_at: Instant


@fact
class RequestCorrected:
    """The corrected request; the time is counted from `received_on`."""

    unit: UnitCode
    request: Id
    received_on: Day
    subject: Text
    recorded_at: Instant
    clock: RequestClock


@fact
class RequestAbandoned:
    """It counts as given up: not corrected in time without good reason."""

    unit: UnitCode
    request: Id
    text: Text
    decided_by: Actor
    abandoned_at: Instant


@fact
class ConsultationBegun:
    """A third party or joint organ is consulted; the clock stands still. Silence after `reply_by` ends it."""

    unit: UnitCode
    request: Id
    consultation: ConsultationNumber
    consulted: Consulted
    party: Ref
    asked_on: Day
    reply_by: Day
    asked_by: Actor
    recorded_at: Instant
    clock: RequestClock


class Reply(StrEnum):
    """What the consulted said. Silence: of a third party, the organ decides; of a joint organ, consent."""

    CONSENT = "consent"
    OBJECTION = "objection"
    SILENCE = "silence"


@fact
class ConsultationEnded:
    """The consulted replied, or let the time pass; if nothing else holds it, the clock runs from the next day on."""

    unit: UnitCode
    request: Id
    consultation: ConsultationNumber
    reply: Reply
    ended_on: Day
    text: Text | None
    recorded_at: Instant
    clock: RequestClock


@fact
class RequestExtended:
    """More time was taken, once, with approval and notice (延期)."""

    unit: UnitCode
    request: Id
    working_days: Count
    approved_by: Actor
    approved_on: Day
    told_on: Day
    reason: Text
    recorded_at: Instant
    clock: RequestClock


@fact
class ReasonsAsked:
    """The requester was asked why so many or so often."""

    unit: UnitCode
    request: Id
    text: Text
    asked_by: Actor
    asked_at: Instant


@fact
class ReasonsJudged:
    """Whether the reasons are good. `clock` where another day was told to the requester."""

    unit: UnitCode
    request: Id
    are_good: bool
    text: Text
    judged_by: Actor
    judged_at: Instant
    clock: RequestClock | None


@fact
class RequestAnswered:
    """The answer (答复); late if not before `due_at`."""

    unit: UnitCode
    request: Id
    answer: RequestAnswer
    due_at: Instant | None
    answered_by: Actor
    answered_at: Instant


@fact
class RequestIsPetition:
    """No request but a petition in its form (信访); mediation opens a petition case with notice (event flow 55).

    Name and contact stay sealed: who needs them asks this service.
    """

    unit: UnitCode
    request: Id
    requester: Ref
    name: RequesterName
    contact: RequesterContact
    subject: Text
    words: RequesterWords | None
    channel: Text
    told_on: Day
    due_at: Instant | None
    told_by: Actor
    recorded_at: Instant


@fact
class PetitionLinked:
    """Mediation handles it as this case."""

    unit: UnitCode
    request: Id
    case: StreamName
    linked_at: Instant


@fact
class RequestOverdue:
    """The day passed by which it had to be answered."""

    unit: UnitCode
    request: Id
    due_at: Instant
    announced_at: Instant


@fact
class RequestClockRederived:
    """The time of the answer was reckoned anew (答复期限重新计算): by a statute that reached it, or by later notices.

    What was recorded of it before stays.
    """

    unit: UnitCode
    request: Id
    clock: RequestClock
    rederived_at: Instant


RequestFact = (
    RequestReceived
    | ReceiptConfirmed
    | CorrectionAsked
    | RequestCorrected
    | RequestAbandoned
    | ConsultationBegun
    | ConsultationEnded
    | RequestExtended
    | ReasonsAsked
    | ReasonsJudged
    | RequestAnswered
    | RequestIsPetition
    | PetitionLinked
    | RequestOverdue
    | RequestClockRederived
)


@question
class RequestReceipt:
    """Where one request stands, for whoever has its id. Refused `disclosure.no-such-request`, without a hint."""

    unit: UnitCode
    request: Id


@question
class RequestsOfUnit:
    """Every request to a unit: open ones first, then by the day they are due."""

    unit: UnitCode


class RequestStatus(StrEnum):
    """Where a request stands."""

    UNCONFIRMED = "unconfirmed"
    OPEN = "open"
    CORRECTING = "correcting"
    ANSWERED = "answered"
    PETITION = "petition"
    ABANDONED = "abandoned"


@shape
class RequestLine:
    """One request without its person. `due_on` None: the time stands still or has not begun; late stays overdue."""

    request: Id
    channel: RequestChannel
    subject: Text
    status: RequestStatus
    arrived_on: Day
    received_on: Day | None
    correct_by: Day | None
    due_on: Day | None
    is_extended: bool
    consultations: Count
    is_overdue: bool
    answer: AnswerKind | None
    answered_at: Instant | None
    case: StreamName | None


@answer
class RequestLines:
    """One page of a unit's requests; `open` and `overdue` count all pages."""

    requests: tuple[RequestLine, ...]
    open: Count
    overdue: Count
    next: str | None


@answer
class RequestReceiptAnswer:
    """One request as who asked sees it."""

    line: RequestLine
    text: Text | None
    where: Text | None
    contents: tuple[Digest, ...]
    ground: Ground | None
    reason: Text | None
    fee: Fee | None


NEEDED: dict[AnswerKind, tuple[str, ...]] = {
    AnswerKind.ALREADY_PUBLIC: ("where",),
    AnswerKind.PROVIDED: ("where",),
    AnswerKind.PARTLY_PROVIDED: ("where", "ground", "reason"),
    AnswerKind.NOT_DISCLOSED: ("ground", "reason"),
    AnswerKind.NOT_EXISTING: ("search",),
    AnswerKind.NOT_OURS: ("reason",),
    AnswerKind.REPEATED: ("earlier",),
    AnswerKind.OTHER_RULES: ("reason",),
    AnswerKind.EXCESSIVE: ("reason",),
    AnswerKind.GAZETTE: ("where",),
}
"""The fields without which an answer of a kind is refused; `contents` may stand in place of `where`."""
