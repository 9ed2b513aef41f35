"""What can be asked about cases, and what is answered."""

from enum import StrEnum

from contracts.mediation.petitions import PetitionClass, ReviewLevel, WayOf
from contracts.mediation.registers import Year
from contracts.mediation.vocabulary import AgreementKind, CaseKind, CloseCause, Form, Level, PartyRef, Word
from contracts.message import answer, question, shape
from contracts.vocabulary import (
    ActingRole,
    ActingUnit,
    Actor,
    Count,
    Day,
    Digest,
    Instant,
    Name,
    Ref,
    Share,
    StreamName,
    Text,
    UnitCode,
)


class CaseStatus(StrEnum):
    """Where a case stands. `ended`: mediation is over without agreement, and no further route was taken."""

    REGISTERED = "registered"
    SIGNED = "signed"
    TRIAGED = "triaged"
    RETURNED = "returned"
    MEDIATING = "mediating"
    ENDED = "ended"
    REFERRED = "referred"
    HANDLED = "handled"
    TOLD = "told"
    IN_REVIEW = "in-review"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


@question
class CasesOfUnit:
    """The cases of a unit, and of every unit in its area: those that came in last first.

    `acting_role` is that of the token, never sent: what an unclassified petition is about is shown to who classifies.
    """

    unit: UnitCode
    open_only: bool = False
    acting_role: ActingRole | None = None


@question
class CasesOfHandler:
    """The cases that were handed to a unit, those that came in last first."""

    unit: UnitCode
    open_only: bool = False


@question
class CaseReceipt:
    """Where one case stands, for a party of it. Refused `mediation.no-such-case`, without a hint."""

    unit: UnitCode
    submission: Ref
    party: PartyRef


@question
class CaseHistory:
    """Everything that is recorded of one case, in order; what is sealed stays sealed.

    `actor`, `acting_role` and `acting_unit` are those of the token, never sent. An accusation, and a letter, a visit or
    an opinion that nobody has classified yet, is shown to who handles it above the accused. To everybody else it does
    not exist: refused `mediation.no-such-case`.
    """

    unit: UnitCode
    submission: Ref
    actor: Actor | None = None
    acting_role: ActingRole | None = None
    acting_unit: ActingUnit | None = None


@shape
class CaseLine:
    """One case without its persons. `subject` is None of an accusation, whose content nobody sees here.

    `due_on`: the person's time with the unit that has it; late stays overdue.
    """

    stream: StreamName
    unit: UnitCode
    submission: Ref
    kind: CaseKind
    channel: Word
    subject: Text | None
    received_on: Day
    received_outside_centre: bool
    status: CaseStatus
    handler: UnitCode | None
    case_class: Word | None
    rung: Word | None
    attempts: Count
    tell_on: Day | None
    due_on: Day | None
    finish_on: Day | None
    is_overdue: bool
    level: Level | None
    cause: CloseCause | None
    closed_at: Instant | None
    is_tracked: bool
    petition_class: PetitionClass | None
    way: WayOf | None
    told_on: Day | None
    review: ReviewLevel | None
    rating: Count | None


@shape
class AgreementLine:
    """The agreement of a case. `effective_on` None: it lacks a signature; `open_promises`: not yet performed."""

    form: Form
    kind: AgreementKind
    effective_on: Day | None
    confirm_on: Day | None
    open_promises: Count
    overdue_promises: Count


@answer
class CaseLines:
    """One page of cases; `open` and `overdue` count all pages, `next` is the token of the page after this one."""

    cases: tuple[CaseLine, ...]
    open: Count
    overdue: Count
    next: str | None


@shape
class Notice:
    """A text for whoever came, in both languages."""

    zh: Text
    en: Text


OF_ACCEPTANCE = Notice(
    zh="请以理性、合法的形式表达个人意愿：如实说明情况和要求，不捏造、歪曲事实，不扰乱公共秩序。"
    "本单位依法受理、按期答复，不收取费用。",
    en="Please express your wishes in a rational and lawful form: say truly what happened and what you ask for, "
    "neither invent nor distort facts, and keep public order. The matter is taken on by law, answered by its day, "
    "and free.",
)
"""Law: draft opinion on residents' committees (document 5 §二(三)2(7)); petition regulation (信访工作条例26)."""


@answer
class CaseReceiptAnswer:
    """One case as a party sees it. `rules`: how wishes are expressed, and what may be expected (受理告知)."""

    line: CaseLine
    agreement: AgreementLine | None
    rules: Notice


@shape
class CaseStep:
    """One fact of a case: `data` as recorded."""

    revision: Count
    type: Name
    data: str
    actor: Actor
    role: Name
    decided_at: Instant
    digest: Digest


class UniformAction(StrEnum):
    """What is done alike with every dispute and every letter or visit (联调五统一), in the source's order."""

    ACCEPT = "accept"
    TRIAGE = "triage"
    COORDINATE = "coordinate"
    SUPERVISE = "supervise"
    ARCHIVE = "archive"


class CaseStage(StrEnum):
    """The six parts of how the centre works, each a stage of a case (运行原则, document 4 §三(一)), in that order."""

    RECEPTION = "reception"
    """集中接待."""
    REFERRAL = "referral"
    """统一批转."""
    CHANNEL = "channel"
    """归口办理: the responsible unit has taken it on."""
    COOPERATION = "cooperation"
    """协作配合: departments took part."""
    IN_TIME = "in-time"
    """限时报结: a result, and no day of the case was missed before it."""
    TRACKING = "tracking"
    """跟踪问效."""


@answer
class CaseHistoryAnswer:
    """The facts of one case, oldest first; `done`: which of the five uniform actions are among them, `stages`: which
    of the six stages it has gone through.
    """

    stream: StreamName
    facts: tuple[CaseStep, ...]
    done: tuple[UniformAction, ...]
    stages: tuple[CaseStage, ...] = ()


@question
class SettlementLevels:
    """At which level the cases of a unit and its area were settled in a year (小事不出村、大事不出乡)."""

    unit: UnitCode
    year: Year


@answer
class SettlementLevelsAnswer:
    """How many were closed at each level, and the share of those that did not go beyond the township; None of none."""

    year: Year
    group: Count
    village: Count
    township: Count
    beyond: Count
    kept: Share | None
