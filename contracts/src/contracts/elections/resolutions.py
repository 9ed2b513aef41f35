"""The commands of a village resolution by four deliberations and two disclosures (四议两公开).

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2三要, 四议两公开); Organic Law of the
Villagers' Committees, arts. 21-27 (村民委员会组织法 第二十一条至第二十七条).
"""

from typing import get_args

from contracts.bilingual import Bilingual
from contracts.disclosure.words import Cause
from contracts.elections.meetings import Meeting
from contracts.elections.resolution_words import Authorisation, Disclosure, Households, VillageMatter
from contracts.message import command
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, Text, UnitCode


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
RESOLUTION_COMMANDS: tuple[type, ...] = get_args(ResolutionCommand)
