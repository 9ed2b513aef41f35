"""A village resolution by four deliberations and two disclosures (四议两公开), from proposal until it is closed.

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2三要, 四议两公开); Organic Law of the
Villagers' Committees, arts. 21-27 (村民委员会组织法 第二十一条至第二十七条).
"""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.disclosure.words import Cause
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.words import Body, Meeting
from contracts.message import command, fact, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


class VillageMatter(StrEnum):
    """What is resolved. All but `OTHER` need the villagers' assembly or its authorisation (村组法 第二十四条)."""

    LOST_WORK_ALLOWANCES = "lost_work_allowances"
    COLLECTIVE_INCOME = "collective_income"
    PUBLIC_UNDERTAKINGS = "public_undertakings"
    LAND_CONTRACTING = "land_contracting"
    COLLECTIVE_PROJECTS = "collective_projects"
    HOMESTEADS = "homesteads"
    REQUISITION_COMPENSATION = "requisition_compensation"
    COLLECTIVE_PROPERTY = "collective_property"
    RESERVED_BY_ASSEMBLY = "reserved_by_assembly"
    OTHER = "other"


@command
class ProposeResolution:
    """The Party branch proposes (提议). Refused: `invalid-transition`, `wrong-body`, `proposal-not-agreed`."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    title: Bilingual
    matter: VillageMatter
    text: Text
    meeting: Meeting


@command
class ConsultResolution:
    """The two committees consult (商议)."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    meeting: Meeting
    reason: Text | None = None


@command
class ReviewResolution:
    """The Party members' assembly reviews (审议)."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    meeting: Meeting
    reason: Text | None = None


@shape
class Households:
    """How many households the village has, and how many sent a representative (户代表)."""

    entitled: Count
    attended: Count


@shape
class Authorisation:
    """The assembly let the representatives decide on this matter (授权): the day of its resolution, and its words."""

    given_on: Day
    text: Text


@command
class AdoptResolution:
    """The villagers' representatives or the villagers' assembly resolve (决议).

    An assembly has its notice and may count by households; representatives name the authorisation that they have.
    """

    actor: Actor
    unit: UnitCode
    resolution: Ref
    meeting: Meeting
    notice_on: Day | None = None
    households: Households | None = None
    authorisation: Authorisation | None = None
    reason: Text | None = None


class Disclosure(StrEnum):
    """The two disclosures (两公开)."""

    RESOLUTION = "resolution"
    RESULT = "result"


@command
class RecordDisclosure:
    """What the stream recorded is public. Sent by the service itself when disclosure says so; `cause` is that fact."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    disclosed: Disclosure
    published_at: Instant
    cause: Cause


@command
class StartImplementation:
    """Begin to carry a resolution out. Refused: `four-two-not-completed`, `resolution-not-disclosed`."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    begun_on: Day


@command
class RecordImplementation:
    """Say what came of it; the result is owed to the public."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    finished_on: Day
    result: Text


@command
class CloseResolution:
    """Close the matter. The service sends it itself once the result is public; before, `result-not-disclosed`."""

    actor: Actor
    unit: UnitCode
    resolution: Ref


@command
class WithdrawProposal:
    """The Party organisation withdraws what the villagers have not resolved yet, with its reason."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    withdrawn_on: Day
    reason: Text


@command
class RevokeResolution:
    """The villagers' assembly, or representatives so authorised, take a resolution back that is not carried out yet."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    meeting: Meeting
    notice_on: Day | None = None
    households: Households | None = None
    authorisation: Authorisation | None = None
    reason: Text


@command
class OrderCorrection:
    """The township orders a resolution that breaks the law or rights to be corrected (责令改正); `clause` is broken."""

    actor: Actor
    unit: UnitCode
    resolution: Ref
    ordered_on: Day
    clause: Name
    reason: Text


Deliberation = ConsultResolution | ReviewResolution
ResolutionCommand = (
    ProposeResolution
    | Deliberation
    | AdoptResolution
    | RecordDisclosure
    | StartImplementation
    | RecordImplementation
    | CloseResolution
    | WithdrawProposal
    | RevokeResolution
    | OrderCorrection
)


@fact
class ResolutionProposed:
    """A village resolution was begun by a proposal of the Party branch (党支部会提议)."""

    unit: UnitCode
    resolution: Ref
    title: Bilingual
    matter: VillageMatter
    text: Text
    meeting: Meeting
    proposed_at: Instant


class Step(StrEnum):
    """The four deliberations (四议), in their order."""

    PROPOSAL = "party_branch_proposal"
    CONSULTATION = "two_committees_consultation"
    REVIEW = "party_assembly_review"
    RESOLUTION = "villagers_resolution"


@fact
class DeliberationHeld:
    """A step of the four was taken and agreed to (商议、审议)."""

    unit: UnitCode
    resolution: Ref
    step: Step
    meeting: Meeting
    held_at: Instant


@fact
class VillageResolutionAdopted:
    """The villagers resolved (村民决议). It is owed to the public before anything is carried out."""

    unit: UnitCode
    resolution: Ref
    title: Bilingual
    matter: VillageMatter
    text: Text
    meeting: Meeting
    authorisation: Authorisation | None
    adopted_at: Instant


@fact
class ResolutionNotAdopted:
    """A step found no majority: this run has ended, another begins with a proposal of its own."""

    unit: UnitCode
    resolution: Ref
    step: Step
    meeting: Meeting
    reason: Text | None
    decided_at: Instant


@fact
class ResolutionDisclosed:
    """The resolution is public (决议公开): it may be carried out."""

    unit: UnitCode
    resolution: Ref
    cause: Cause
    published_at: Instant


@fact
class ImplementationStarted:
    """A resolution is being carried out."""

    unit: UnitCode
    resolution: Ref
    begun_on: Day
    started_at: Instant


@fact
class VillageMatterImplemented:
    """A resolution was carried out (实施结果). The result is owed to the public."""

    unit: UnitCode
    resolution: Ref
    title: Bilingual
    finished_on: Day
    result: Text
    implemented_at: Instant


@fact
class ResultDisclosed:
    """The result is public (实施结果公开)."""

    unit: UnitCode
    resolution: Ref
    cause: Cause
    published_at: Instant


@fact
class ResolutionClosed:
    """Four deliberations, two disclosures: the matter is closed (办结)."""

    unit: UnitCode
    resolution: Ref
    closed_at: Instant


class StopGround(StrEnum):
    """Why a run ended without its close: withdrawn by the Party organisation, revoked by the villagers, corrected."""

    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    ORDER_OF_CORRECTION = "order_of_correction"


@fact
class ResolutionStopped:
    """The run ended before its close. `was_adopted`: the villagers had resolved; then its end is owed to the public."""

    unit: UnitCode
    resolution: Ref
    title: Bilingual
    ground: StopGround
    body: Body | None
    clause: Name | None
    reason: Text
    was_adopted: bool
    stopped_on: Day
    stopped_at: Instant


ResolutionFact = (
    ResolutionProposed
    | DeliberationHeld
    | VillageResolutionAdopted
    | ResolutionNotAdopted
    | BallotDecided
    | ResolutionDisclosed
    | ImplementationStarted
    | VillageMatterImplemented
    | ResultDisclosed
    | ResolutionClosed
    | ResolutionStopped
)
