"""Government information on request: the commands of one stream.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 29-42.
"""

from typing import Annotated, get_args

from marshmallow.validate import Range

from contracts.disclosure.request_words import (
    ConsultationNumber,
    Consulted,
    RequestAnswer,
    RequestChannel,
    RequesterContact,
    RequesterName,
    RequesterWords,
    WantedForm,
)
from contracts.message import command
from contracts.vocabulary import Actor, Day, Id, Ref, StreamName, Text, UnitCode


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


@command
class Consult:
    """A third party or a joint organ was asked for its opinion on `asked_on`, the day its letter came to it."""

    actor: Actor
    unit: UnitCode
    request: Id
    consulted: Consulted
    party: Ref
    asked_on: Day


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
REQUEST_COMMANDS: tuple[type, ...] = get_args(RequestCommand)
