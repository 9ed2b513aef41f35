"""The words of a case that a township's centre for governance and stability handles.

Law: township opinion on the centre (document 4 §二 to §五); People's Mediation Law (人民调解法); Regulation on Petition
Work (信访工作条例).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.message import shape
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Actor, Day, Id, Name, Ref, StreamName, Text

PersonName = Annotated[Sealed, Particular("person-name", case="submission", within="unit", most=200)]
PersonContact = Annotated[Sealed, Particular("contact", case="submission", within="unit")]
Statement = Annotated[Sealed, Particular("statement", case="submission", within="unit", most=4000)]
"""Sealed under the key `case:<unit>-<submission>` of the one case."""

AtMost = Length(max=50)
PartyRef = Actor
"""A party by pseudonymous reference: the actor, where the party acts here itself."""

Parties = Annotated[tuple[PartyRef, ...], AtMost]
"""Parties of the case by their references."""

Word = Annotated[str, Length(min=1, max=60)]
"""A word that the policy lists: a channel, a rung of a ladder, a method."""

PromiseNumber = Annotated[int, Range(min=1, max=50)]


class CaseKind(StrEnum):
    """What came in (矛盾纠纷、来信来访、民情民意、不稳定因素)."""

    DISPUTE = "dispute"
    LETTER = "letter"
    VISIT = "visit"
    OPINION = "opinion"
    DESTABILISING_FACTOR = "destabilising_factor"


MEDIATED = frozenset({CaseKind.DISPUTE, CaseKind.DESTABILISING_FACTOR})
"""The kinds that take the way of a dispute (S9); the others take that of an opinion or petition (S10)."""


class Receiver(StrEnum):
    """Who received the matter. Whoever is addressed registers it; nobody is turned away (信访工作条例23)."""

    CENTRE = "centre"
    STATION = "station"
    COMMITTEE = "committee"
    JUDICIAL_OFFICE = "judicial_office"
    POLICE = "police"
    OTHER = "other"


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


class HostKind(StrEnum):
    """Who hosts a mediation: a lawful mediation organisation (依法设立的调解组织), an organ, the centre."""

    MEDIATION_COMMITTEE = "mediation_committee"
    ADMINISTRATIVE_ORGAN = "administrative_organ"
    CENTRE = "centre"


class Route(StrEnum):
    """The routes that stay open beside mediation (人民调解法26)."""

    ARBITRATION = "arbitration"
    ADMINISTRATIVE = "administrative"
    COURT = "court"


class StopCause(StrEnum):
    """Why a mediation was terminated: a party refused or stopped it, or its time was over without consent to go on."""

    REFUSED = "refused"
    STOPPED = "stopped"
    EXPIRED = "expired"


class Form(StrEnum):
    """An agreement is written or, where the parties want no written one, oral (人民调解法28)."""

    WRITTEN = "written"
    ORAL = "oral"


class AgreementKind(StrEnum):
    """What an agreement is in law, by who hosted it (人民调解法34). A contract has no judicial confirmation."""

    PEOPLE_MEDIATION = "people_mediation"
    ADMINISTRATIVE = "administrative"
    CONTRACT = "contract"


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


@shape
class Promise:
    """What a party has promised to do by a day (履行)."""

    party: PartyRef
    what: Text
    due_on: Day


class Level(StrEnum):
    """The highest level that a case had reached when it was settled."""

    GROUP = "group"
    VILLAGE = "village"
    TOWNSHIP = "township"
    BEYOND = "beyond"


class Archived(StrEnum):
    """The documents of a file (归档)."""

    REGISTER = "register"
    TRANSFER_FORM = "transfer_form"
    ATTEMPTS = "attempts"
    AGREEMENT = "agreement"
    FEEDBACK = "feedback"
    TRACKING = "tracking"


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


class CloseCause(StrEnum):
    """How a case was closed."""

    AGREED = "agreed"
    HANDLED = "handled"
    TOLD = "told"
    EXTERNAL = "external"
    FINAL = "final"
    NOT_ACCEPTED = "not_accepted"


class Substitution(StrEnum):
    """Why the director acts in the deputy director's place (AMB-61)."""

    VACANT = "vacant"
    AWAY = "away"


class Means(StrEnum):
    """How a person was told (告知方式)."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"
