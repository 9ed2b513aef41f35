"""What can be asked about requests for information, and what is answered."""

from enum import StrEnum

from contracts.disclosure.request_words import AnswerKind, Fee, RequestChannel
from contracts.disclosure.vocabulary import Ground
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Digest, Id, Instant, StreamName, Text, UnitCode


class RequestStatus(StrEnum):
    """Where a request stands."""

    UNCONFIRMED = "unconfirmed"
    OPEN = "open"
    CORRECTING = "correcting"
    ANSWERED = "answered"
    PETITION = "petition"
    ABANDONED = "abandoned"


@question
class RequestReceipt:
    """Where one request stands, for whoever has its id. Refused `disclosure.no-such-request`, without a hint."""

    unit: UnitCode
    request: Id


@question
class RequestsOfUnit:
    """Every request to a unit: open ones first, then by the day they are due."""

    unit: UnitCode


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
