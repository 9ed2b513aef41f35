"""What is known of one session of a congress, and who may act in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypedDict

from contracts.elections.session.messages import ELECTIONS, AnswerForm, Dates, ExtraGround, MeetingKind, SessionCommand
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
