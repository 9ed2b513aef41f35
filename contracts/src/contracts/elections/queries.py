"""What can be asked about the sessions of a congress, and what is answered."""

from enum import StrEnum

from contracts.elections.sessions import (
    Matter,
    Number,
    Persons,
    SessionFinding,
    SessionKind,
    SessionNumber,
    TermNumber,
    Word,
)
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Name, Ref, Share, Text, UnitCode


class SessionStage(StrEnum):
    """How far a session has come."""

    REQUESTED = "requested"
    RETURNED = "returned"
    APPROVED = "approved"
    PREPARING = "preparing"
    DECIDED = "decided"
    NOTIFIED = "notified"
    OPEN = "open"
    CLOSED = "closed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What became of an item of the agenda."""

    OPEN = "open"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not-adopted"
    HEARD = "heard"
    REFERRED = "referred"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    ELECTED = "elected"


@question
class SessionsOfUnit:
    """The sessions of a township's congress, the newest first."""

    unit: UnitCode


@question
class SessionRecord:
    """All that is recorded of one session. Refused: `no-such-session`."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber


@shape
class SessionLine:
    """One session; the days are those decided last, and of a closed session those it was held."""

    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    stage: SessionStage
    begins_on: Day | None
    ends_on: Day | None
    days: Share | None
    all_deputies: Count | None
    attending: Count | None
    findings: Count
    is_announced: bool
    is_reported: bool
    is_archived: bool


@answer
class SessionLines:
    """One page of sessions; `next` is the token of the page after it."""

    sessions: tuple[SessionLine, ...]
    next: str | None


@shape
class ItemLine:
    """One item of the agenda with its deliberations and its outcome."""

    item: Ref
    matter: Matter
    title: Name
    deliberations: Count
    minutes: Count
    outcome: Outcome


@shape
class InquiryLine:
    """One inquiry; without a reply it is open."""

    number: Number
    deputy: Ref
    addressee: UnitCode
    question: Text
    reply: Text | None


@shape
class ResolutionLine:
    """One resolution and who carries it out."""

    number: Number
    title: Name
    responsible: UnitCode


@shape
class FindingLine:
    """One finding on the session."""

    finding: SessionFinding
    deputies: Persons
    matters: tuple[Word, ...]


@answer
class SessionRecordAnswer:
    """One session with its agenda, inquiries, resolutions and findings, each in the order of the record."""

    unit: UnitCode
    line: SessionLine
    agenda: tuple[ItemLine, ...]
    inquiries: tuple[InquiryLine, ...]
    resolutions: tuple[ResolutionLine, ...]
    findings: tuple[FindingLine, ...]
