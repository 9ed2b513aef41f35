"""One matter that came in: a dispute, a destabilising factor, a letter, a visit or an opinion.

It is registered, signed and handed to the unit that handles it. A dispute is mediated rung by rung, until there is an
agreement that is signed, performed and confirmed, or until mediation ends without one (S9). A letter, a visit or an
opinion is classified, its person is told of acceptance and of the result, and a claim may be reviewed and rechecked
(S10). What was closed is tracked and filed.

`submission` names the case: the key of what was submitted, made by who receives it, the same however it comes in.
Refused where the case is not there: `mediation.no-such-case`; where its state forbids it:
`mediation.invalid-transition`.

Law: township opinion on the centre (document 4 §二 to §五); People's Mediation Law (人民调解法), arts 3, 4, 17, 19,
22-26, 28-34; Civil Procedure Law (民事诉讼法), art. 205; county opinion (document 1 §四2三要); Regulation on Petition
Work (信访工作条例), arts 20, 23, 29-36.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.deadlines import Stop
from contracts.mediation.words import Level, PartyRef, ResultOutcome, Statement, Word, Year
from contracts.message import answer, command, fact, question, shape
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import (
    ActingRole,
    ActingUnit,
    Actor,
    Count,
    Day,
    Digest,
    Id,
    Instant,
    Name,
    Ref,
    Share,
    StreamName,
    Text,
    UnitCode,
)

AtMost = Length(max=50)


class CaseKind(StrEnum):
    """What came in (矛盾纠纷、来信来访、民情民意、不稳定因素)."""

    DISPUTE = "dispute"
    LETTER = "letter"
    VISIT = "visit"
    OPINION = "opinion"
    DESTABILISING_FACTOR = "destabilising_factor"


class Receiver(StrEnum):
    """Who received the matter. Whoever is addressed registers it; nobody is turned away (信访工作条例23)."""

    CENTRE = "centre"
    STATION = "station"
    COMMITTEE = "committee"
    JUDICIAL_OFFICE = "judicial_office"
    POLICE = "police"
    OTHER = "other"


class Standing(StrEnum):
    """As what somebody takes part."""

    PARTY = "party"
    COMMITTEE = "committee"
    PARTY_ORGANISATION = "party_organisation"
    OWNERS_COMMITTEE = "owners_committee"
    PROPERTY_COMPANY = "property_company"


PROPERTY_SERVICE = frozenset(
    {Standing.COMMITTEE, Standing.PARTY_ORGANISATION, Standing.OWNERS_COMMITTEE, Standing.PROPERTY_COMPANY}
)
"""Who coordinates a dispute on property service (document 5 §二(五)4(3))."""


class DisputeType(StrEnum):
    """What a dispute is about. `property_service` (物业服务) is coordinated among four parties."""

    NEIGHBOURS = "neighbours"
    LAND = "land"
    FAMILY = "family"
    STATUS = "status"
    """身份关系、收养关系、婚姻关系: no court confirms an agreement on these."""
    CONTRACT = "contract"
    LABOUR = "labour"
    DAMAGE = "damage"
    PROPERTY_SERVICE = "property_service"
    OTHER = "other"


PersonName = Annotated[Sealed, Particular("person-name", case="submission", within="unit", most=200)]
PersonContact = Annotated[Sealed, Particular("contact", case="submission", within="unit")]


@shape
class Party:
    """One of those whom the case concerns (当事人), or who speaks for them; name and contact are sealed.

    `name` is None where another service handed the matter over and keeps who it was.
    """

    party: PartyRef
    standing: Standing = Standing.PARTY
    name: PersonName | None = None
    contact: PersonContact | None = None


@shape
class Origin:
    """The fact of another service that a case began with: `reference` is what that service calls the matter."""

    service: Ref
    stream: StreamName
    fact: Id
    reference: Name


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


class Substitution(StrEnum):
    """Why the director acts in the deputy director's place (AMB-61)."""

    VACANT = "vacant"
    AWAY = "away"


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


class Route(StrEnum):
    """The routes that stay open beside mediation (人民调解法26)."""

    ARBITRATION = "arbitration"
    ADMINISTRATIVE = "administrative"
    COURT = "court"


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


Parties = Annotated[tuple[PartyRef, ...], AtMost]
"""Parties of the case by their references."""


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


class Archived(StrEnum):
    """The documents of a file (归档)."""

    REGISTER = "register"
    TRANSFER_FORM = "transfer_form"
    ATTEMPTS = "attempts"
    AGREEMENT = "agreement"
    FEEDBACK = "feedback"
    TRACKING = "tracking"


@command
class ArchiveCase:
    """File the case, whole (统一归档). Refused: `archive-incomplete`. Without an entry of effect: a finding."""

    actor: Actor
    unit: UnitCode
    submission: Ref
    documents: Annotated[tuple[Archived, ...], Length(max=10)]


class Risk(StrEnum):
    """What may come of a case: escalation, a public-security or criminal case; or a major or urgent matter."""

    ESCALATION = "escalation"
    PUBLIC_SECURITY = "public_security"
    CRIMINAL = "criminal"
    MAJOR = "major"


class Reported(StrEnum):
    """To whom a risk or an urgent matter was reported."""

    POLICE = "police"
    PARTY_COMMITTEE = "party_committee"
    GOVERNMENT = "government"
    DEPARTMENT = "department"


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


class HostKind(StrEnum):
    """Who hosts a mediation: a lawful mediation organisation (依法设立的调解组织), an organ, the centre."""

    MEDIATION_COMMITTEE = "mediation_committee"
    ADMINISTRATIVE_ORGAN = "administrative_organ"
    CENTRE = "centre"


@command
class StartAttempt:
    """Begin to mediate on a rung of the ladder, or `on_spot`.

    `consents` and `accepted_by`: the parties who want mediation, and who accept the mediator; both are all of them.
    `is_open`: the parties chose open mediation. `departments`: those that take part. Refused: `invalid-ladder-step`,
    `forbidden-role` and `forbidden-unit` to the wrong organiser, `party-refused`, `consent-missing`,
    `mediator-not-accepted`, `departments-required`, `invalid-method`, `fee-not-allowed`, `recusal-required`.
    """

    actor: Actor
    acting_role: ActingRole
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    rung: Word
    method: Word
    host: Name
    host_kind: HostKind
    mediator: Ref
    consents: Parties
    accepted_by: Parties
    departments: Annotated[tuple[UnitCode, ...], Length(max=20)] = ()
    is_open: bool = False
    fee_fen: Count = 0


@command
class ReplaceMediator:
    """Another mediator takes over on request.

    Refused: `no-attempt-runs`, `mediator-not-accepted`, `recusal-required`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    mediator: Ref
    accepted_by: Parties
    reason: Text


Routes = Annotated[tuple[Route, ...], Length(max=3)]


@command
class FailAttempt:
    """No agreement on this rung. After the last one all parties are told of the other routes.

    Refused: `no-attempt-runs`, `reason-required`, `routes-not-told`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    reason: Text | None = None
    routes_told: Routes = ()
    told: Parties = ()


@command
class StopMediation:
    """A party refuses mediation or stops it: all are told of arbitration, administrative and court routes.

    Refused: `not-a-party`, `routes-not-told`, `forbidden-role` to one who acts for another.
    """

    actor: Actor
    acting_role: ActingRole
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    by: PartyRef
    routes_told: Routes = ()
    told: Parties = ()


@command
class TellRoutes:
    """Tell all parties of the other routes, where mediation ended because its time was over.

    Refused: `routes-not-told` if one route or one party is left out, `routes-told-already`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    routes_told: Routes
    told: Parties


@command
class ContinueMediation:
    """All parties want to go on after the time of the rule, until a day.

    Refused: `consent-missing`, `day-too-early`, `no-time-runs`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    consents: Parties
    until: Day


@shape
class Promise:
    """What a party has promised to do by a day (履行)."""

    party: PartyRef
    what: Text
    due_on: Day


Promises = Annotated[tuple[Promise, ...], Length(max=50)]


class Form(StrEnum):
    """An agreement is written or, where the parties want no written one, oral (人民调解法28)."""

    WRITTEN = "written"
    ORAL = "oral"


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


class SignerKind(StrEnum):
    """Who signs a written agreement: a party, the mediator, the organisation with its seal (人民调解法29)."""

    PARTY = "party"
    MEDIATOR = "mediator"
    SEAL = "seal"


class Mark(StrEnum):
    """How it was signed: by hand, with a private seal, with a fingerprint, with the seal of the organisation."""

    SIGNATURE = "signature"
    PRIVATE_SEAL = "private_seal"
    FINGERPRINT = "fingerprint"
    OFFICIAL_SEAL = "official_seal"


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


PromiseNumber = Annotated[int, Range(min=1, max=50)]


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


class PetitionClass(StrEnum):
    """A suggestion (建议意见), an accusation (检举控告), a claim (申诉求决)."""

    SUGGESTION = "suggestion"
    ACCUSATION = "accusation"
    CLAIM = "claim"


class WayOf(StrEnum):
    """The way it takes. The first is that of suggestions, the second of accusations, the rest the six of claims (31).

    Only `petition_handling`, the sixth, has the written opinion, the sixty days, review and recheck.
    """

    STUDY = "study"
    DISCIPLINE_OR_POWER = "discipline_or_power"
    JUDICIAL = "judicial"
    ARBITRATION = "arbitration"
    PARTY_APPEAL = "party_appeal"
    ADMINISTRATIVE_PROCEDURE = "administrative_procedure"
    STATUTORY_DUTY = "statutory_duty"
    PETITION_HANDLING = "petition_handling"


@command
class ClassifyPetition:
    """Say what it is and which way it takes. `accused`: whom an accusation is against, by reference or unit code.

    Refused: `route-required` without a way of the class, `unknown-class`, `accused-required`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    petition_class: PetitionClass
    way: WayOf | None = None
    accused: Name | None = None


class NotAccepted(StrEnum):
    """Why a petition is not accepted: outside the powers; pending elsewhere; final; another procedure comes first."""

    OUTSIDE_POWERS = "outside_powers"
    PENDING_ELSEWHERE = "pending_elsewhere"
    FINAL = "final"
    OTHER_PROCEDURE = "other_procedure"


class Means(StrEnum):
    """How a person was told (告知方式)."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"


@command
class TellAcceptance:
    """Tell the person, in writing, whether it is accepted and which way it takes.

    `ground` None: accepted. Not accepted: `responsible` says who has the power. Refused: `not-classified`,
    `told-already`, `responsible-required`, `same-matter-required`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    ground: NotAccepted | None = None
    responsible: Name | None = None
    same_as: Ref | None = None
    text: Text
    means: Means
    told_on: Day


@command
class SetMethod:
    """Set how it is handled (处理办法): unit, measure, day. Of a claim of the sixth way the rule sets the day.

    Refused: `not-accepted`, `method-set-already`, `deadline-required`, `day-in-past`, `due-day-too-late`,
    `recusal-required`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    handler: UnitCode
    measure: Text
    due_on: Day | None = None


@command
class ExtendHandling:
    """Take more time, approved by the head and told with reasons, all extensions together within the rule's days.

    Refused: `extension-too-long`, `due-date-is-past`, `no-rule-of-time`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    days: Annotated[int, Range(min=1, max=999)]
    approved_by: Actor
    approved_on: Day
    told_on: Day
    reason: Text


@command
class TellResult:
    """The result was told to the person.

    Refused: `no-result`, `result-told-already`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    outcome: ResultOutcome
    text: Text
    means: Means
    told_on: Day


@command
class ClosePetition:
    """Close it before the time to ask for review is over: the person wants none (`waives_review`).

    Refused: `result-not-notified` before the person was told, `review-still-open`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    waives_review: bool = False


class ReviewLevel(StrEnum):
    """Review by the next higher body (复查), recheck one level further up (复核)."""

    REVIEW = "review"
    RECHECK = "recheck"


@command
class AskReview:
    """The person asks for review or, after its answer, for recheck. Too late: recorded, and not opened.

    Refused: `no-review-of-this`, `review-asked-already`, `not-a-party`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    by: PartyRef
    level: ReviewLevel
    asked_on: Day
    reasons: Text


@command
class AnswerReview:
    """The higher body answers. Refused: `no-review-asked`, `not-a-higher-body`, `same-person-at-two-levels`."""

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    level: ReviewLevel
    text: Text
    answered_on: Day


@command
class BeginHearing:
    """A hearing begins in the recheck (听证): its time is not counted. Refused: `no-recheck-runs`, `hearing-runs`."""

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    begins_on: Day


@command
class EndHearing:
    """The hearing is over; the time runs from the next day. Refused: `no-hearing-runs`, `day-too-early`."""

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    ended_on: Day


@command
class RateHandling:
    """The person rates how it was handled, from 1 to 5.

    Refused: `result-not-notified`, `rated-already`, `not-a-party`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    by: PartyRef
    rating: Annotated[int, Range(min=1, max=5)]


TransferCommand = SignCase | TriageCase | ReclassifyCase | AcceptTransfer | ReturnTransfer | DesignateUnit
ClosingCommand = ReferExternal | RecordExternalOutcome | WithdrawCase | TrackEffect | ArchiveCase | ReportRisk
GeneralCommand = RegisterCase | TransferCommand | ReportResult | ClosingCommand | MarkDue

LadderCommand = StartAttempt | ReplaceMediator | FailAttempt | StopMediation | TellRoutes | ContinueMediation

AgreementCommand = ReachAgreement | SignAgreement | RecordPerformance | RequestConfirmation

PetitionCommand = (
    ClassifyPetition
    | TellAcceptance
    | SetMethod
    | ExtendHandling
    | TellResult
    | ClosePetition
    | AskReview
    | AnswerReview
    | BeginHearing
    | EndHearing
    | RateHandling
)


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


class CloseCause(StrEnum):
    """How a case was closed."""

    AGREED = "agreed"
    HANDLED = "handled"
    TOLD = "told"
    EXTERNAL = "external"
    FINAL = "final"
    NOT_ACCEPTED = "not_accepted"


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


@fact
class AttemptStarted:
    """Mediation began on a rung (开始调解), organised by a unit: it alone says how the attempt ends.

    `finish_on`: the last day of the rule's time, from the first attempt of people's mediation on; None: no time runs.
    """

    unit: UnitCode
    submission: Ref
    attempt: Count
    rung: Word
    method: Word
    host: Name
    host_kind: HostKind
    organiser: ActingUnit
    mediator: Ref
    departments: tuple[UnitCode, ...]
    is_open: bool
    finish_on: Day | None
    finish_by: Instant | None
    started_by: Actor
    started_at: Instant


@fact
class MediatorReplaced:
    """Another mediator took over (更换调解员), accepted by all parties."""

    unit: UnitCode
    submission: Ref
    attempt: Count
    mediator: Ref
    reason: Text
    replaced_by: Actor
    replaced_at: Instant


@fact
class AttemptFailed:
    """No agreement on this rung (调解未成). `is_last`: the ladder ends, and all were told of the other routes."""

    unit: UnitCode
    submission: Ref
    attempt: Count
    rung: Word
    reason: Text
    is_last: bool
    routes_told: tuple[Route, ...]
    failed_by: Actor
    failed_at: Instant


class StopCause(StrEnum):
    """Why a mediation was terminated: a party refused or stopped it, or its time was over without consent to go on."""

    REFUSED = "refused"
    STOPPED = "stopped"
    EXPIRED = "expired"


@fact
class MediationTerminated:
    """Mediation ended without fault of a party (终止调解): refused, stopped, or its time over without consent to go on.

    `routes_told` is empty only where the time was over: then the parties are still to be told.
    """

    unit: UnitCode
    submission: Ref
    cause: StopCause
    rung: Word | None
    by: PartyRef | None
    routes_told: tuple[Route, ...]
    terminated_at: Instant


@fact
class RoutesTold:
    """All parties were told of arbitration, administrative and court routes (人民调解法26)."""

    unit: UnitCode
    submission: Ref
    routes_told: tuple[Route, ...]
    told_by: Actor
    told_at: Instant


@fact
class MediationContinued:
    """All parties want to go on (同意继续调解), until the end of this day."""

    unit: UnitCode
    submission: Ref
    finish_on: Day
    finish_by: Instant
    recorded_by: Actor
    recorded_at: Instant


class AgreementKind(StrEnum):
    """What an agreement is in law, by who hosted it (人民调解法34). A contract has no judicial confirmation."""

    PEOPLE_MEDIATION = "people_mediation"
    ADMINISTRATIVE = "administrative"
    CONTRACT = "contract"


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


class NotAdmissible(StrEnum):
    """Why a court would not take an application for confirmation (司法确认)."""

    LATE = "confirmation_late"
    NOT_JOINTLY = "one_party_alone"
    STATUS = "status_matter"
    NOT_LAWFULLY_HOSTED = "not_lawfully_hosted"
    NOT_IN_EFFECT = "not_in_effect"


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


@fact
class PetitionClassified:
    """What it is and which way it takes (分类). The accused never see it; nobody bound to them handles it."""

    unit: UnitCode
    submission: Ref
    petition_class: PetitionClass
    way: WayOf
    accused: Name | None
    classified_by: Actor
    classified_at: Instant


@shape
class PetitionClock:
    """The ledger of a time limit in calendar days, as `contracts.suspension` keeps it.

    It runs after `running_since`, or stands still after `stopped_after`; due before `due_at`, None while it stands.
    """

    budget: Count
    consumed: Count
    running_since: Day | None
    stopped_after: Day | None
    holding: tuple[Name, ...]
    stops: tuple[Stop, ...]
    due_on: Day | None
    due_at: Instant | None


@fact
class AcceptanceTold:
    """The person was told whether it is accepted and which way it takes (告知受理).

    `ground` None: accepted on `told_on`. `clock`: the time of the written opinion, for a claim of the sixth way.
    """

    unit: UnitCode
    submission: Ref
    ground: NotAccepted | None
    responsible: Name | None
    same_as: Ref | None
    text: Text
    means: Means
    told_on: Day
    clock: PetitionClock | None
    told_by: Actor
    recorded_at: Instant


@fact
class MethodSet:
    """How it is handled (处理办法): by whom, how, until when; the unit may return it until `return_by`."""

    unit: UnitCode
    submission: Ref
    handler: UnitCode
    measure: Text
    return_on: Day
    return_by: Instant
    due_on: Day | None
    due_at: Instant | None
    set_by: Actor
    set_at: Instant


@fact
class HandlingExtended:
    """More time was taken (延期), approved and told with reasons."""

    unit: UnitCode
    submission: Ref
    days: Count
    approved_by: Actor
    approved_on: Day
    told_on: Day
    reason: Text
    clock: PetitionClock
    recorded_at: Instant


@fact
class OpinionResultTold:
    """The person was told what became of it (告知处理结果). Who handed it over finds its own matter in `origin`.

    `review_on`: the last day to ask for review, of a claim of the sixth way.
    """

    unit: UnitCode
    submission: Ref
    origin: Origin | None
    outcome: ResultOutcome
    text: Text
    means: Means
    told_on: Day
    review_on: Day | None
    review_by: Instant | None
    told_by: Actor
    recorded_at: Instant


@fact
class ReviewAsked:
    """Review or recheck was asked for in time (申请复查、复核)."""

    unit: UnitCode
    submission: Ref
    level: ReviewLevel
    by: PartyRef
    asked_on: Day
    reasons: Text
    clock: PetitionClock
    recorded_by: Actor
    recorded_at: Instant


@fact
class ReviewLate:
    """It was asked for after the last day (逾期申请): recorded, and nothing is opened by it."""

    unit: UnitCode
    submission: Ref
    level: ReviewLevel
    by: PartyRef
    asked_on: Day
    last_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class ReviewAnswered:
    """The higher body answered (复查意见、复核意见); late if not before `due_at`.

    `recheck_on`: the last day to ask for recheck; None: this is the last word, the same facts are not accepted again.
    """

    unit: UnitCode
    submission: Ref
    level: ReviewLevel
    body: ActingUnit
    text: Text
    answered_on: Day
    due_at: Instant | None
    recheck_on: Day | None
    recheck_by: Instant | None
    answered_by: Actor
    recorded_at: Instant


@fact
class HearingBegun:
    """A hearing began in the recheck (举行听证): its time is not counted."""

    unit: UnitCode
    submission: Ref
    begins_on: Day
    clock: PetitionClock
    recorded_by: Actor
    recorded_at: Instant


@fact
class HearingEnded:
    """The hearing is over (听证结束); the time runs on."""

    unit: UnitCode
    submission: Ref
    ended_on: Day
    clock: PetitionClock
    recorded_by: Actor
    recorded_at: Instant


class PetitionStep(StrEnum):
    """What can be overdue: telling of acceptance, handling, review, recheck."""

    TELL = "tell"
    HANDLE = "handle"
    REVIEW = "review"
    RECHECK = "recheck"


@fact
class PetitionOverdue:
    """A time limit of the regulation passed (逾期): of telling, handling, review or recheck."""

    unit: UnitCode
    submission: Ref
    step: PetitionStep
    due_at: Instant
    announced_at: Instant


@fact
class HandlingRated:
    """The person rated how it was handled (满意度评价), from 1 to 5."""

    unit: UnitCode
    submission: Ref
    by: PartyRef
    rating: Count
    rated_at: Instant


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

LadderFact = AttemptStarted | MediatorReplaced | AttemptFailed | MediationTerminated | RoutesTold | MediationContinued

AgreementFact = (
    AgreementReached
    | AgreementSigned
    | AgreementTookEffect
    | PerformanceRecorded
    | PerformanceOverdue
    | ConfirmationRequested
)

PetitionFact = (
    PetitionClassified
    | AcceptanceTold
    | MethodSet
    | HandlingExtended
    | OpinionResultTold
    | ReviewAsked
    | ReviewLate
    | ReviewAnswered
    | HearingBegun
    | HearingEnded
    | PetitionOverdue
    | HandlingRated
)


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


@question
class SettlementLevels:
    """At which level the cases of a unit and its area were settled in a year (小事不出村、大事不出乡)."""

    unit: UnitCode
    year: Year


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


@answer
class CaseLines:
    """One page of cases; `open` and `overdue` count all pages, `next` is the token of the page after this one."""

    cases: tuple[CaseLine, ...]
    open: Count
    overdue: Count
    next: str | None


@shape
class AgreementLine:
    """The agreement of a case. `effective_on` None: it lacks a signature; `open_promises`: not yet performed."""

    form: Form
    kind: AgreementKind
    effective_on: Day | None
    confirm_on: Day | None
    open_promises: Count
    overdue_promises: Count


@shape
class Notice:
    """A text for whoever came, in both languages."""

    zh: Text
    en: Text


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


@answer
class SettlementLevelsAnswer:
    """How many were closed at each level, and the share of those that did not go beyond the township; None of none."""

    year: Year
    group: Count
    village: Count
    township: Count
    beyond: Count
    kept: Share | None


WAYS: dict[PetitionClass, frozenset[WayOf]] = {
    PetitionClass.SUGGESTION: frozenset({WayOf.STUDY}),
    PetitionClass.ACCUSATION: frozenset({WayOf.DISCIPLINE_OR_POWER}),
    PetitionClass.CLAIM: frozenset(WayOf) - {WayOf.STUDY, WayOf.DISCIPLINE_OR_POWER},
}
"""Class to the ways that are open to it."""


OF_ACCEPTANCE = Notice(
    zh="请以理性、合法的形式表达个人意愿：如实说明情况和要求，不捏造、歪曲事实，不扰乱公共秩序。"
    "本单位依法受理、按期答复，不收取费用。",
    en="Please express your wishes in a rational and lawful form: say truly what happened and what you ask for, "
    "neither invent nor distort facts, and keep public order. The matter is taken on by law, answered by its day, "
    "and free.",
)
"""Law: draft opinion on residents' committees (document 5 §二(三)2(7)); petition regulation (信访工作条例26)."""


MEDIATED = frozenset({CaseKind.DISPUTE, CaseKind.DESTABILISING_FACTOR})
"""The kinds that take the way of a dispute (S9); the others take that of an opinion or petition (S10)."""
