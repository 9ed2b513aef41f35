"""An agreement: reached, signed, in effect, performed, confirmed.

Law: People's Mediation Law (人民调解法), arts 28-34; Civil Procedure Law (民事诉讼法), art. 205.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.mediation.vocabulary import (
    AgreementKind,
    Form,
    Mark,
    Parties,
    PartyRef,
    Promise,
    PromiseNumber,
    SignerKind,
    Word,
)
from contracts.message import command, fact
from contracts.vocabulary import ActingUnit, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode

Promises = Annotated[tuple[Promise, ...], Length(max=50)]


class NotAdmissible(StrEnum):
    """Why a court would not take an application for confirmation (司法确认)."""

    LATE = "confirmation_late"
    NOT_JOINTLY = "one_party_alone"
    STATUS = "status_matter"
    NOT_LAWFULLY_HOSTED = "not_lawfully_hosted"
    NOT_IN_EFFECT = "not_in_effect"


# Commands


@command
class ReachAgreement:
    """The running attempt succeeds. `text`: the agreement, or the record of an oral one, without naming persons.

    `wants_oral`: the parties who want no written agreement; for an oral one they are all. `told_of_nature`: where no
    lawful mediation organisation hosted it, the parties were told that it is a contract. Refused: `no-attempt-runs`,
    `settlement-required`, `consent-missing`, `not-a-party`, `day-too-early`, `nature-not-told`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    form: Form
    text: Text | None = None
    wants_oral: Parties = ()
    promises: Promises = ()
    told_of_nature: bool = False


@command
class SignAgreement:
    """A party, the mediator or the hosting organisation signed a written agreement on a day.

    Refused: `no-agreement`, `not-written`, `signed-already`, `not-a-party`, `wrong-mark`, `day-too-early`,
    `date-in-future`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    signer: SignerKind
    party: PartyRef | None = None
    mark: Mark
    signed_on: Day


@command
class RecordPerformance:
    """Say what became of a promise. Unperformed: whom it was promised to is told of the right to sue.

    Refused: `no-such-promise`, `performed-already`, `right-to-sue-not-told`, `date-in-future`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    promise: PromiseNumber
    is_performed: bool
    text: Text
    looked_on: Day
    right_to_sue_told: bool = False


@command
class RequestConfirmation:
    """Parties apply to a court for confirmation. One alone, or too late: recorded as not admissible, not refused.

    Refused: `no-agreement`, `confirmation-requested-already`, `not-a-party`, `date-in-future`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    court: Name
    by: Parties
    requested_on: Day


# Facts


@fact
class AgreementReached:
    """The parties agreed (达成协议). `kind`: by who hosted it; of a contract the parties are told that it is one."""

    unit: UnitCode
    submission: Ref
    attempt: Count
    rung: Word
    form: Form
    kind: AgreementKind
    text: Text
    promises: tuple[Promise, ...]
    recorded_by: Actor
    reached_at: Instant


@fact
class AgreementSigned:
    """One signature, seal or fingerprint of a written agreement (签名、盖章或者按指印)."""

    unit: UnitCode
    submission: Ref
    signer: SignerKind
    party: PartyRef | None
    mark: Mark
    signed_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class AgreementTookEffect:
    """In effect (生效) from `effective_on`: the last day of all signatures, or the day an oral one was reached.

    `confirm_on`: the last day to apply jointly for confirmation; None: no court confirms it.
    """

    unit: UnitCode
    submission: Ref
    effective_on: Day
    confirm_on: Day | None
    confirm_by: Instant | None
    recorded_at: Instant


@fact
class PerformanceRecorded:
    """What became of a promise (履行情况)."""

    unit: UnitCode
    submission: Ref
    promise: PromiseNumber
    is_performed: bool
    text: Text
    looked_on: Day
    right_to_sue_told: bool
    recorded_by: Actor
    recorded_at: Instant


@fact
class PerformanceOverdue:
    """The day of a promise passed without a record of its performance (逾期未履行)."""

    unit: UnitCode
    submission: Ref
    promise: PromiseNumber
    due_at: Instant
    announced_at: Instant


@fact
class ConfirmationRequested:
    """Parties applied for judicial confirmation (申请司法确认); `objections` empty: it is admissible."""

    unit: UnitCode
    submission: Ref
    court: Name
    by: Parties
    requested_on: Day
    objections: tuple[NotAdmissible, ...]
    recorded_by: Actor
    recorded_at: Instant


AgreementCommand = ReachAgreement | SignAgreement | RecordPerformance | RequestConfirmation
AgreementFact = (
    AgreementReached
    | AgreementSigned
    | AgreementTookEffect
    | PerformanceRecorded
    | PerformanceOverdue
    | ConfirmationRequested
)
AGREEMENT_COMMANDS: tuple[type, ...] = get_args(AgreementCommand)
AGREEMENT_FACTS: tuple[type, ...] = get_args(AgreementFact)
