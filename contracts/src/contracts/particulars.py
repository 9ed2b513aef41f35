"""Opening and erasing what is sealed: messages of every service that keeps personal particulars.

Law: Personal Information Protection Law, arts. 34, 45, 47 and 50 (个人信息保护法 第三十四、四十五、四十七、五十条).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Regexp

from contracts.message import act, answer, command, fact, shape
from contracts.vocabulary import Actor, Count, Day, Id, Instant, Ref, StreamName

MOST_FACTS = 20
"""How many facts one opening may name, and"""

MOST_VALUES = 200
"""how many sealed values it may open."""

Subject = Annotated[str, Regexp(r"(person|case):[a-z0-9][a-z0-9-]{0,98}\Z", error="Not a person or a case.")]
"""Whose key: a person or a case by its pseudonymous reference, behind the case's unit where its sender names it."""

RecordArea = Annotated[str, Regexp(r"(cn|[0-9]{2,12}(-[a-z0-9][a-z0-9-]{0,30})?)\Z", error="Not a unit or area.")]
"""The unit whose record it is; for records of several units the area that holds them all."""


class OpeningGround(StrEnum):
    """Why somebody reads a particular."""

    HANDLING = "handling"
    """办理: to handle the very matter (art. 34)."""
    SUPERVISION = "supervision"
    """监督检查: to inspect how it was handled."""
    OWN_REQUEST = "own-request"
    """本人查阅: at the request of the person (art. 45)."""
    AUDIT = "audit"
    """审计: to audit the record (art. 54)."""


class ErasureGround(StrEnum):
    """Why a key is destroyed: the cases of article 47, in its order."""

    PURPOSE_ACHIEVED = "purpose-achieved"
    """处理目的已实现、无法实现或者不再必要."""
    PERIOD_EXPIRED = "period-expired"
    """停止提供服务，或者保存期限已届满."""
    CONSENT_WITHDRAWN = "consent-withdrawn"
    """个人撤回同意."""
    UNLAWFUL = "unlawful-processing"
    """违反法律、行政法规或者违反约定处理."""
    OTHER_LAW = "other-law"
    """法律、行政法规规定的其他情形."""


@act
class OpenSealed:
    """Read what is sealed in facts of one stream; that it was read is recorded before it is answered."""

    stream: StreamName
    revisions: Annotated[tuple[Count, ...], Length(min=1, max=MOST_FACTS)]
    ground: OpeningGround


@shape
class OpenedValue:
    """One particular: `path` is its place in the fact (`persons.0.name`); `text` is null once its key is destroyed."""

    revision: Count
    path: str
    kind: Ref
    key_id: Id
    text: str | None


@answer
class SealedValues:
    """Answer to `OpenSealed`, in the order of revision and path."""

    values: tuple[OpenedValue, ...]


@command
class RecordOpening:
    """Record who reads which particulars on which ground. Sent by the service's door."""

    actor: Actor
    unit: RecordArea
    stream: StreamName
    revisions: tuple[Count, ...]
    key_ids: tuple[Id, ...]
    kinds: tuple[Ref, ...]
    ground: OpeningGround


@fact
class SealedOpened:
    """Particulars were read: of which facts, kinds and keys, and on which ground; by whom, the metadata say."""

    stream: StreamName
    revisions: tuple[Count, ...]
    key_ids: tuple[Id, ...]
    kinds: tuple[Ref, ...]
    ground: OpeningGround
    opened_at: Instant


@act
class EraseSubject:
    """Destroy the key of a person or a case, so that nobody reads those particulars again. It cannot be undone.

    Errors: `unknown-subject` if nothing was ever sealed for it here; `retention-not-ended` while a law or regulation
    requires the record to be kept (art. 47, last paragraph).
    """

    subject: Subject
    ground: ErasureGround


@command
class OrderErasure:
    """Order the destruction of a key. `used_on` is the last day something was sealed under it. Sent by the door."""

    actor: Actor
    unit: RecordArea
    subject: Subject
    key_id: Id
    used_on: Day
    ground: ErasureGround


@fact
class ErasureOrdered:
    """A key is to be destroyed. `retained_until` ends its legal retention; null where the rules name no period."""

    subject: Subject
    key_id: Id
    ground: ErasureGround
    retained_until: Day | None
    ordered_at: Instant


@command
class RecordDestruction:
    """Record that a key is destroyed. Sent by the service once it is."""

    actor: Actor
    unit: RecordArea
    subject: Subject
    key_id: Id


@fact
class KeyDestroyed:
    """The key is destroyed: what is sealed under it is erased, in every copy of the log, for ever."""

    subject: Subject
    key_id: Id
    destroyed_at: Instant


ErasureCommand = OrderErasure | RecordDestruction
ErasureFact = ErasureOrdered | KeyDestroyed
PARTICULARS_COMMANDS = (RecordOpening, OrderErasure, RecordDestruction)
PARTICULARS_FACTS = (SealedOpened, ErasureOrdered, KeyDestroyed)
