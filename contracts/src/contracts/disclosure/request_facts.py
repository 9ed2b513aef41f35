"""Government information on request: the facts of one stream.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 29-42. Each fact that moves the time carries
the clock as it stands after it.
"""

from typing import get_args

from contracts.disclosure.request_words import (
    ConsultationNumber,
    Consulted,
    Reply,
    RequestAnswer,
    RequestChannel,
    RequestClock,
    RequesterContact,
    RequesterName,
    RequesterWords,
    WantedForm,
)
from contracts.message import fact
from contracts.vocabulary import Actor, Count, Day, Id, Instant, Ref, StreamName, Text, UnitCode


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
REQUEST_FACTS: tuple[type, ...] = get_args(RequestFact)
