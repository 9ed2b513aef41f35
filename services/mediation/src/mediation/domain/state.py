"""What is known of one case: where it stands, who has it, how mediation went, what was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

from contracts.impartiality import NOTHING_KNOWN, Impartiality
from contracts.mediation.case.messages import (
    MEDIATED,
    AgreementReached,
    CaseRegistered,
    HostKind,
    PetitionClock,
    PetitionStep,
    ReviewLevel,
    SignerKind,
    Standing,
    WayOf,
)
from contracts.mediation.words import Level
from contracts.units import area_of

_VILLAGE_DIGITS = 12
_NO_PRINCIPALS = frozenset({Standing.COMMITTEE, Standing.PARTY_ORGANISATION})
"""They coordinate a dispute; it is not theirs."""


class Stage(StrEnum):
    """Where a case stands. `ended`: mediation is over without agreement, and the parties may go elsewhere."""

    NEW = "new"
    REGISTERED = "registered"
    SIGNED = "signed"
    TRIAGED = "triaged"
    MEDIATING = "mediating"
    ENDED = "ended"
    REFERRED = "referred"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


OPEN = frozenset({Stage.REGISTERED, Stage.SIGNED, Stage.TRIAGED, Stage.MEDIATING})
"""The centre still works on it."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """To whom the case was handed. `due_at` is the person's time: it goes on whoever has the case."""

    handler: str
    case_class: str
    return_by: datetime
    due_at: datetime | None
    is_accepted: bool = False
    is_returned: bool = False
    was_returned: bool = False
    is_binding: bool = False
    is_announced_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to mediate, on this rung."""

    number: int
    rung: str
    host_kind: HostKind
    organiser: str
    mediator: str
    runs: bool = True


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed. `signed`: signer and party; `performed`: number of a promise to whether it was kept."""

    reached: AgreementReached
    signed: frozenset[tuple[SignerKind, str | None]] = frozenset()
    last_signed_on: date | None = None
    effective_on: date | None = None
    confirm_on: date | None = None
    is_confirmation_requested: bool = False
    performed: Mapping[int, bool] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Review:
    """One level of review. `clock` stands still during a hearing; `answered_on` None: it goes on."""

    body: str | None
    clock: PetitionClock
    asked_on: date
    answered_on: date | None = None
    in_hearing: bool = False
    is_announced_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Petition:
    """What is known of a letter, a visit or an opinion beside its transfer.

    `clock` is that of the written opinion; `ask_until` and `ask_by` end the time to ask for review of the last answer.
    """

    way: WayOf | None = None
    accused: str | None = None
    is_acceptance_told: bool = False
    accepted_on: date | None = None
    clock: PetitionClock | None = None
    extended_days: int = 0
    reported_on: date | None = None
    told_on: date | None = None
    ask_until: date | None = None
    ask_by: datetime | None = None
    reviews: Mapping[ReviewLevel, Review] = field(default_factory=dict)
    is_rated: bool = False
    announced: frozenset[PetitionStep] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `registered` is the fact it began with; `tell_by` ends the time to tell the person of acceptance.

    `finish_by` ends the time of people's mediation, which began after `mediated_from`; `is_continued`: all parties have
    named the day themselves.
    """

    stage: Stage = Stage.NEW
    registered: CaseRegistered | None = None
    channels: frozenset[str] = frozenset()
    transfer: Transfer | None = None
    was_reclassified: bool = False
    attempts: tuple[Attempt, ...] = ()
    tell_by: datetime | None = None
    mediated_from: date | None = None
    finish_by: datetime | None = None
    is_continued: bool = False
    are_routes_told: bool = False
    is_refused: bool = False
    agreement: Agreement | None = None
    has_result: bool = False
    referred_on: date | None = None
    closed_on: date | None = None
    is_tracked: bool = False
    petition: Petition = Petition()
    impartial: Impartiality = NOTHING_KNOWN

    @property
    def opened(self) -> CaseRegistered:
        """The fact it began with, of a case that is registered."""
        assert self.registered is not None
        return self.registered

    @property
    def is_dispute(self) -> bool:
        return self.opened.kind in MEDIATED

    @property
    def principals(self) -> frozenset[str]:
        """The parties whose consent and signature count."""
        return frozenset(each.party for each in self.opened.parties if each.standing not in _NO_PRINCIPALS)

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(each.party for each in self.opened.parties)

    @property
    def concerned(self) -> frozenset[str]:
        """Whom it concerns: nobody bound to one of them handles it."""
        accused = self.petition.accused
        return self.parties if accused is None else self.parties | {accused}

    @property
    def running(self) -> Attempt | None:
        """The attempt that goes on."""
        return self.attempts[-1] if self.attempts and self.attempts[-1].runs else None

    @property
    def level(self) -> Level:
        """The level it had reached: that of its own unit until it was handed over (M-085)."""
        if self.transfer is not None or len(area_of(self.opened.unit)) < _VILLAGE_DIGITS:
            return Level.TOWNSHIP
        return Level.GROUP if "-" in self.opened.unit else Level.VILLAGE


class Key(TypedDict):
    unit: str
    submission: str


def key(case: Case) -> Key:
    return {"unit": case.opened.unit, "submission": case.opened.submission}
