"""What is known of one session of a congress, who may act in it, and what each fact makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypedDict, assert_never

from contracts.elections.session.messages import (
    ELECTIONS,
    AnswerForm,
    ClosingFact,
    CongressSessionClosed,
    ConveningFact,
    Dates,
    Disposal,
    ExtraGround,
    FloorFact,
    InquiryAnswered,
    InquiryPut,
    ItemDeliberated,
    ItemDisposed,
    MeetingHeld,
    MeetingKind,
    MotionDecided,
    MotionSubmitted,
    MotionWithdrawn,
    NoticeDelivered,
    NoticeIssued,
    PreparationBegun,
    QuestionAnswered,
    QuestionFormDecided,
    QuestionPut,
    RequestReturned,
    ResolutionAdopted,
    ResultsAnnounced,
    ResultsReported,
    RollEntered,
    SessionApproved,
    SessionArchived,
    SessionCancelled,
    SessionCommand,
    SessionCompleted,
    SessionDateDecided,
    SessionFact,
    SessionFlagged,
    SessionMoved,
    SessionOpened,
    SessionRequested,
    SittingFact,
    SummonsFact,
    VoteTaken,
)
from contracts.elections.words import Matter, SeatKind, SessionKind, Standing

FIRST = 1
"""The number of the first session of a term."""

MAY_ACT = (Standing.LISTED, Standing.ACTIVE)
OF_ALL = (*MAY_ACT, Standing.SUSPENDED)
"""Whose mandate is valid: vacant seats are not counted, suspended deputies are (AMB-51)."""


class Stage(StrEnum):
    NEW = "new"
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


class Mark(StrEnum):
    """What follows a closed session, in any order."""

    ANNOUNCED = "announced"
    REPORTED = "reported"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda: the numbers of its deliberations, their minutes, and whether it has come to its end."""

    matter: Matter
    deliberations: tuple[int, ...] = ()
    minutes: int = 0
    is_ended: bool = False
    is_dealt_with: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    kind: MeetingKind
    attending: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Motion:
    is_decided: bool = False
    item: str | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    form: AnswerForm | None = None
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One session. `presidium` by person, `roll` by deputy; `papers` are the passed drafts by title, `sent` those sent.

    `inquiries`: number to whether it is answered. `deliberations` counts all of the session.
    """

    stage: Stage = Stage.NEW
    number: int = 0
    kind: SessionKind = SessionKind.REGULAR
    extra: ExtraGround | None = None
    dates: Dates | None = None
    agenda: Mapping[str, Item] = field(default_factory=dict)
    papers: Mapping[str, Matter] = field(default_factory=dict)
    sent: tuple[str, ...] = ()
    roll_version: int = -1
    township: str = ""
    presidium: Mapping[str, SeatKind] = field(default_factory=dict)
    roll: Mapping[str, Standing] = field(default_factory=dict)
    noticed: tuple[str, ...] = ()
    delivered: tuple[str, ...] = ()
    opened_on: date | None = None
    closed_on: date | None = None
    came: frozenset[str] = frozenset()
    meetings: Mapping[int, Meeting] = field(default_factory=dict)
    deliberations: int = 0
    resolutions: int = 0
    inquiries: Mapping[int, bool] = field(default_factory=dict)
    motions: Mapping[int, Motion] = field(default_factory=dict)
    questions: Mapping[int, Question] = field(default_factory=dict)
    marks: frozenset[Mark] = frozenset()

    @property
    def is_first(self) -> bool:
        return self.number == FIRST

    @property
    def all_deputies(self) -> int:
        return sum(standing in OF_ALL for standing in self.roll.values())

    @property
    def may_act(self) -> tuple[str, ...]:
        return tuple(deputy for deputy, standing in self.roll.items() if standing in MAY_ACT)

    @property
    def has_election(self) -> bool:
        return any(item.matter in ELECTIONS for item in self.agenda.values())


class Key(TypedDict):
    unit: str
    term: int
    session: int


def key(command: SessionCommand) -> Key:
    return {"unit": command.unit, "term": command.term, "session": command.session}


_DEALT_WITH = (Disposal.HEARD, Disposal.ELECTED)


def evolve(session: Session, fact: SessionFact) -> Session:
    if isinstance(fact, ConveningFact):
        return _convened(session, fact)
    if isinstance(fact, SummonsFact):
        return _summoned(session, fact)
    if isinstance(fact, SittingFact):
        return _sat(session, fact)
    if isinstance(fact, ClosingFact):
        return _closed(session, fact)
    return _raised(session, fact)


def _convened(session: Session, fact: ConveningFact) -> Session:
    match fact:
        case SessionRequested():
            return replace(session, stage=Stage.REQUESTED, number=fact.session, kind=fact.kind, extra=fact.extra)
        case RequestReturned():
            return replace(session, stage=Stage.RETURNED)
        case SessionApproved():
            return replace(session, stage=Stage.APPROVED)
        case PreparationBegun():
            return replace(session, stage=Stage.PREPARING)
        case SessionDateDecided():
            agenda = {voted.item.item: Item(voted.item.matter) for voted in fact.agenda}
            papers = {voted.title: voted.matter for voted in fact.papers}
            return replace(session, stage=Stage.DECIDED, dates=fact.dates, agenda=agenda, papers=papers)
        case SessionMoved():
            return replace(session, stage=Stage.DECIDED, dates=fact.dates, noticed=(), delivered=(), sent=())
        case SessionCancelled():
            return replace(session, stage=Stage.CANCELLED)
        case _:
            assert_never(fact)


def _summoned(session: Session, fact: SummonsFact) -> Session:
    match fact:
        case RollEntered():
            return replace(
                session,
                roll_version=fact.version,
                township=fact.township,
                presidium={seat.person: seat.seat for seat in fact.presidium},
                roll={entry.deputy: entry.standing for entry in fact.deputies},
            )
        case NoticeIssued():
            sent = (*session.sent, *(title for title in fact.papers if title not in session.sent))
            return replace(session, stage=Stage.NOTIFIED, noticed=(*session.noticed, *fact.deputies), sent=sent)
        case NoticeDelivered():
            return replace(session, delivered=(*session.delivered, *fact.deputies))
        case _:
            assert_never(fact)


def _sat(session: Session, fact: SittingFact) -> Session:
    match fact:
        case SessionOpened():
            return replace(session, stage=Stage.OPEN, opened_on=fact.opened_on, came=frozenset(fact.attending))
        case MeetingHeld():
            meetings = {**session.meetings, fact.number: Meeting(fact.kind, fact.attending)}
            return replace(session, meetings=meetings, came=session.came | frozenset(fact.attending))
        case ItemDeliberated():
            item = session.agenda[fact.item]
            numbers, minutes = (*item.deliberations, fact.number), item.minutes + fact.minutes
            deliberated = replace(item, deliberations=numbers, minutes=minutes)
            return replace(_with(session, fact.item, deliberated), deliberations=fact.number)
        case VoteTaken():
            ended = replace(session.agenda[fact.item], is_ended=True, is_dealt_with=True)
            return _with(session, fact.item, ended)
        case ItemDisposed():
            is_dealt_with = fact.disposal in _DEALT_WITH
            ended = replace(session.agenda[fact.item], is_ended=True, is_dealt_with=is_dealt_with)
            return _with(session, fact.item, ended)
        case ResolutionAdopted():
            return replace(session, resolutions=fact.number)
        case SessionFlagged():
            return session
        case _:
            assert_never(fact)


def _with(session: Session, name: str, item: Item) -> Session:
    return replace(session, agenda={**session.agenda, name: item})


def _closed(session: Session, fact: ClosingFact) -> Session:
    match fact:
        case CongressSessionClosed():
            return replace(session, stage=Stage.CLOSED, closed_on=fact.closed_on)
        case ResultsAnnounced():
            return replace(session, marks=session.marks | {Mark.ANNOUNCED})
        case ResultsReported():
            return replace(session, marks=session.marks | {Mark.REPORTED})
        case SessionArchived():
            return replace(session, marks=session.marks | {Mark.ARCHIVED})
        case SessionCompleted():
            return replace(session, stage=Stage.COMPLETED)
        case _:
            assert_never(fact)


def _raised(session: Session, fact: FloorFact) -> Session:
    match fact:
        case InquiryPut():
            return replace(session, inquiries={**session.inquiries, fact.number: False})
        case InquiryAnswered():
            return replace(session, inquiries={**session.inquiries, fact.number: True})
        case MotionSubmitted():
            return replace(session, motions={**session.motions, fact.number: Motion()})
        case MotionDecided():
            return _motion_decided(session, fact)
        case MotionWithdrawn():
            return _motion_withdrawn(session, fact)
        case QuestionPut() | QuestionFormDecided() | QuestionAnswered():
            return replace(session, questions={**session.questions, fact.number: _question(session, fact)})
        case _:
            assert_never(fact)


def _question(session: Session, fact: QuestionPut | QuestionFormDecided | QuestionAnswered) -> Question:
    match fact:
        case QuestionPut():
            return Question()
        case QuestionFormDecided():
            return Question(fact.form)
        case QuestionAnswered():
            return replace(session.questions[fact.number], is_answered=True)
        case _:
            assert_never(fact)


def _motion_decided(session: Session, fact: MotionDecided) -> Session:
    name = None if fact.item is None else fact.item.item
    decided = replace(session, motions={**session.motions, fact.number: Motion(is_decided=True, item=name)})
    return decided if fact.item is None else _with(decided, fact.item.item, Item(fact.item.matter))


def _motion_withdrawn(session: Session, fact: MotionWithdrawn) -> Session:
    motion = session.motions[fact.number]
    agenda = {name: item for name, item in session.agenda.items() if name != motion.item}
    withdrawn = replace(motion, is_withdrawn=True)
    return replace(session, agenda=agenda, motions={**session.motions, fact.number: withdrawn})
