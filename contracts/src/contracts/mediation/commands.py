"""What may be asked of every case: registered, handed to who handles it, tracked and filed.

`submission` names the case: the key of what was submitted, made by who receives it, the same however it comes in.
Refused where the case is not there: `mediation.no-such-case`; where its state forbids it:
`mediation.invalid-transition`.
"""

from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.mediation.vocabulary import (
    Archived,
    AtMost,
    CaseKind,
    DisputeType,
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
from contracts.message import command
from contracts.vocabulary import ActingRole, ActingUnit, Actor, Day, Name, Ref, Text, UnitCode


@command
class RegisterCase:
    """Register what came in (登记受理). The same submission again, by whatever channel, is the same case.

    `subject` says what it is about without naming persons; `matter` is what was said, sealed. `same_as`: an earlier
    case that may be the same matter. What another service hands over, with its `origin`, may lack the words.
    Refused: `registration-incomplete`, `ledger-incomplete` without type and place of a screened item, `unknown-kind`,
    `invalid-channel`, `party-twice`, `too-many-representatives`, `submission-of-another-kind`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    kind: CaseKind
    channel: Word
    received_by: Receiver
    received_on: Day
    subject: Text
    parties: Annotated[tuple[Party, ...], AtMost]
    matter: Statement | None = None
    dispute: DisputeType | None = None
    place: Name | None = None
    screened: bool = False
    group: bool = False
    same_as: Ref | None = None
    origin: Origin | None = None


@command
class SignCase:
    """Review and sign what cannot be settled on the spot (审签), by the office that the policy names.

    `substitution`: the director signs in the deputy director's place, and says why (AMB-61). Refused: `forbidden-role`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    text: Text
    substitution: Substitution | None = None


@command
class TriageCase:
    """Hand a signed case to the unit whose channel it is (分流), with its class and a day.

    Refused: `forbidden-role`, `unknown-class`, `transfer-form-required`, `deadline-required`, `day-in-past`,
    `recusal-required`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    case_class: Word
    handler: UnitCode
    transfer_form: Name | None = None
    due_on: Day | None = None
    substitution: Substitution | None = None


@command
class ReclassifyCase:
    """Class it anew, once, before mediation begins. Refused: `reclassified-already`, `reason-required` and as above."""

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    case_class: Word
    handler: UnitCode
    reason: Text | None = None
    substitution: Substitution | None = None


@command
class AcceptTransfer:
    """The unit takes the case. Refused: `forbidden-unit` to any other unit, `transfer-accepted-already`."""

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref


@command
class ReturnTransfer:
    """It is not the unit's: once, within the working days of the rule, with grounds and whose it is (退单).

    The person's time goes on. Refused: `forbidden-unit`, `reason-required`, `returned-already`, `designation-binding`,
    `return-too-late`, `transfer-accepted-already`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    reason: Text | None = None
    responsible: UnitCode | None = None


@command
class DesignateUnit:
    """Decide whose it is after a return; this binds (指定办理). Refused: `not-returned`, `forbidden-role`."""

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    handler: UnitCode
    reason: Text
    substitution: Substitution | None = None


@command
class ReportResult:
    """The unit feeds its result back (反馈结果).

    `opinion`: number of the written handling opinion that a claim of the sixth route gets. Refused: `forbidden-unit`,
    `opinion-required`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    text: Text
    opinion: Name | None = None


@command
class ReferExternal:
    """Record that a party went to arbitration, to court or an administrative route. Nothing here prevents it.

    Refused: `not-a-party`, `date-in-future`, `forbidden-role` to one who acts for another.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    route: Route
    body: Name
    by: PartyRef
    went_on: Day


@command
class RecordExternalOutcome:
    """Record what came of it there. Refused: `day-too-early`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    submission: Ref
    body: Name
    outcome: Text
    decided_on: Day


@command
class WithdrawCase:
    """The parties take it back before anybody handles it. Refused: `consent-missing`."""

    actor: Actor
    unit: UnitCode
    submission: Ref
    by: Parties
    reason: Text


@command
class TrackEffect:
    """Enter what became of a closed case (跟踪问效). Refused: `day-too-early`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    submission: Ref
    text: Text
    looked_on: Day


@command
class ArchiveCase:
    """File the case, whole (统一归档). Refused: `archive-incomplete`. Without an entry of effect: a finding."""

    actor: Actor
    unit: UnitCode
    submission: Ref
    documents: Annotated[tuple[Archived, ...], Length(max=10)]


@command
class ReportRisk:
    """Report a risk or an urgent matter at once, beside the ordinary way.

    Refused: `report-to-police-required` for a public-security or criminal risk, `report-upward-required` for a major
    matter, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    risk: Risk
    measures: Text
    reported_to: Annotated[tuple[Reported, ...], Length(max=4)]
    reported_on: Day


@command
class MarkDue:
    """Announce what has fallen due in a case. Sent by the service itself; nothing happens if nothing has."""

    actor: Actor
    unit: UnitCode
    submission: Ref


TransferCommand = SignCase | TriageCase | ReclassifyCase | AcceptTransfer | ReturnTransfer | DesignateUnit
ClosingCommand = ReferExternal | RecordExternalOutcome | WithdrawCase | TrackEffect | ArchiveCase | ReportRisk
GeneralCommand = RegisterCase | TransferCommand | ReportResult | ClosingCommand | MarkDue
GENERAL_COMMANDS: tuple[type, ...] = get_args(GeneralCommand)
