"""What is recorded of every case, whichever way it takes."""

from typing import get_args

from contracts.mediation.vocabulary import (
    Archived,
    CaseKind,
    CloseCause,
    DisputeType,
    Level,
    Origin,
    Parties,
    Party,
    PartyRef,
    Receiver,
    Reported,
    Risk,
    Route,
    Statement,
    Substitution,
    Word,
)
from contracts.message import fact
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@fact
class CaseRegistered:
    """A matter came in and is a case (登记受理); `submission` is its number and receipt.

    `matter` None: the service of its `origin` keeps what was said.
    `received_outside_centre`: another office received it, and entered it here (M-013). `tell_on`: for a letter or a
    visit, the last day to tell the person whether it is accepted, and the moment from which that is late.
    """

    unit: UnitCode
    submission: Ref
    kind: CaseKind
    channel: Word
    received_by: Receiver
    received_on: Day
    received_outside_centre: bool
    subject: Text
    parties: tuple[Party, ...]
    matter: Statement | None
    dispute: DisputeType | None
    place: Name | None
    screened: bool
    group: bool
    same_as: Ref | None
    origin: Origin | None
    tell_on: Day | None
    tell_by: Instant | None
    registered_by: Actor
    registered_at: Instant


@fact
class SubmissionRepeated:
    """The same submission came again by another channel (重复提交): still one case."""

    unit: UnitCode
    submission: Ref
    channel: Word
    received_by: Receiver
    received_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class CaseSigned:
    """It could not be settled on the spot: reviewed and signed (审签)."""

    unit: UnitCode
    submission: Ref
    text: Text
    substitution: Substitution | None
    signed_by: Actor
    signed_at: Instant


@fact
class CaseTriaged:
    """Handed to a unit (分流), which may return it until `return_by` and has until `due_at`."""

    unit: UnitCode
    submission: Ref
    case_class: Word
    handler: UnitCode
    transfer_form: Name
    substitution: Substitution | None
    return_on: Day
    return_by: Instant
    due_on: Day
    due_at: Instant
    triaged_by: Actor
    triaged_at: Instant


@fact
class CaseReclassified:
    """Classed anew (重新分类), with the reason; its day stays."""

    unit: UnitCode
    submission: Ref
    case_class: Word
    handler: UnitCode
    reason: Text
    substitution: Substitution | None
    return_on: Day
    return_by: Instant
    reclassified_by: Actor
    reclassified_at: Instant


@fact
class TransferAccepted:
    """The unit took the case (接收)."""

    unit: UnitCode
    submission: Ref
    handler: UnitCode
    accepted_by: Actor
    accepted_at: Instant


@fact
class TransferReturned:
    """The unit says it is not its own (退单), on these grounds; `responsible` is whose it is by its view."""

    unit: UnitCode
    submission: Ref
    handler: UnitCode
    reason: Text
    responsible: UnitCode | None
    returned_by: Actor
    returned_at: Instant


@fact
class UnitDesignated:
    """It was decided whose it is; nobody returns it again (指定办理). The person's time went on meanwhile."""

    unit: UnitCode
    submission: Ref
    handler: UnitCode
    reason: Text
    substitution: Substitution | None
    designated_by: Actor
    designated_at: Instant


@fact
class HandlingOverdue:
    """The day passed by which the unit had to feed its result back (逾期未反馈)."""

    unit: UnitCode
    submission: Ref
    handler: UnitCode
    due_at: Instant
    announced_at: Instant


@fact
class ResultReported:
    """The unit fed its result back (反馈结果); late if not before `due_at`. `opinion`: the written handling opinion."""

    unit: UnitCode
    submission: Ref
    handler: UnitCode
    text: Text
    opinion: Name | None
    due_at: Instant | None
    reported_by: Actor
    reported_at: Instant


@fact
class CaseClosed:
    """The case is settled (结案): how, and at which level, after so many attempts, the last on this rung."""

    unit: UnitCode
    submission: Ref
    kind: CaseKind
    cause: CloseCause
    level: Level
    rung: Word | None
    attempts: Count
    closed_at: Instant


@fact
class CaseReferredExternal:
    """A party went to arbitration, court or an administrative route; a running attempt ended with it (M-170)."""

    unit: UnitCode
    submission: Ref
    route: Route
    body: Name
    by: PartyRef
    went_on: Day
    attempts: Count
    recorded_by: Actor
    recorded_at: Instant


@fact
class ExternalOutcomeRecorded:
    """What came of it there: body, day, outcome (裁决、判决或调解结果)."""

    unit: UnitCode
    submission: Ref
    body: Name
    outcome: Text
    decided_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class CaseWithdrawn:
    """The parties took it back (撤回)."""

    unit: UnitCode
    submission: Ref
    by: Parties
    reason: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class EffectTracked:
    """What became of the closed case was entered (跟踪问效)."""

    unit: UnitCode
    submission: Ref
    text: Text
    looked_on: Day
    tracked_by: Actor
    tracked_at: Instant


@fact
class EffectNotTracked:
    """Finding: a triaged case was filed without an entry of its effect (M-026)."""

    unit: UnitCode
    submission: Ref
    found_at: Instant


@fact
class CaseArchived:
    """The file is whole and kept (归档)."""

    unit: UnitCode
    submission: Ref
    documents: tuple[Archived, ...]
    archived_by: Actor
    archived_at: Instant


@fact
class RiskReported:
    """A risk or an urgent matter was reported, beside the ordinary way (M-177, M-184)."""

    unit: UnitCode
    submission: Ref
    risk: Risk
    measures: Text
    reported_to: tuple[Reported, ...]
    reported_on: Day
    reported_by: Actor
    recorded_at: Instant


TransferFact = (
    CaseSigned
    | CaseTriaged
    | CaseReclassified
    | TransferAccepted
    | TransferReturned
    | UnitDesignated
    | HandlingOverdue
    | ResultReported
)
ClosingFact = (
    CaseClosed
    | CaseReferredExternal
    | ExternalOutcomeRecorded
    | CaseWithdrawn
    | EffectTracked
    | EffectNotTracked
    | CaseArchived
    | RiskReported
)
GeneralFact = CaseRegistered | SubmissionRepeated | TransferFact | ClosingFact
GENERAL_FACTS: tuple[type, ...] = get_args(GeneralFact)
