"""The register of a unit's documents, one for each year.

Law: the colophons of the source documents (1 §尾; 2 §尾; 4 §尾; 4 §前言): number, addressees, copies, subject words,
who is sent a copy (文号、主送、抄送、主题词、印发).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.disclosure.words import EntryNumber
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Text, UnitCode

RegisterYear = Annotated[int, Range(min=1949, max=2199)]
"""The year of a register: that of the day a document was issued on."""

_Some = Length(min=1, max=60)
_Few = Length(max=60)


class DocumentStatus(StrEnum):
    """Whether a document binds: a draft (征求意见稿), in force, expired, repealed."""

    DRAFT = "draft"
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REPEALED = "repealed"


@shape
class DocumentAttachment:
    """What is attached: its title, and the digest of its content where it is kept."""

    title: Name
    digest: Digest | None = None


@shape
class RegisteredDocument:
    """A document (文件) as its colophon says. `valid_to` None: without an end. `copies_to`: who is sent a copy (抄送).

    `numbered`: the issuing body numbers its documents; then `number` (文号) is needed.
    """

    title: Name
    number: Name | None = None
    numbered: bool
    issuer: Name
    issued_on: Day
    addressees: Annotated[tuple[Name, ...], _Some]
    copies_to: Annotated[tuple[Name, ...], _Few] = ()
    copies: Annotated[int, Range(min=1, max=100_000)]
    subject_words: Annotated[tuple[Name, ...], _Few] = ()
    attachments: Annotated[tuple[DocumentAttachment, ...], _Few] = ()
    status: DocumentStatus
    valid_to: Day | None = None


@command
class RegisterDocument:
    """Enter a document that the unit issued or received; it is given the next number of the register."""

    actor: Actor
    unit: UnitCode
    year: RegisterYear
    document: RegisteredDocument


@command
class CorrectDocument:
    """Write an entry again, with the reason: also where its status changes. What stood before stays in the register."""

    actor: Actor
    unit: UnitCode
    year: RegisterYear
    entry: EntryNumber
    document: RegisteredDocument
    reason: Text


DocumentCommand = RegisterDocument | CorrectDocument


@fact
class DocumentRegistered:
    """A document in the register."""

    unit: UnitCode
    year: RegisterYear
    entry: EntryNumber
    document: RegisteredDocument
    registered_by: Actor
    registered_at: Instant


@fact
class DocumentCorrected:
    """An entry as it stands now; `version` counts its versions, 2 is the first correction."""

    unit: UnitCode
    year: RegisterYear
    entry: EntryNumber
    version: Count
    document: RegisteredDocument
    reason: Text
    corrected_by: Actor
    corrected_at: Instant


DocumentFact = DocumentRegistered | DocumentCorrected


@question
class DocumentsOfUnit:
    """The register of a year, in the order of its numbers."""

    unit: UnitCode
    year: RegisterYear


@shape
class DocumentLine:
    """One entry as it stands."""

    entry: EntryNumber
    version: Count
    document: RegisteredDocument
    reason: Text | None
    recorded_at: Instant


@answer
class DocumentLines:
    """One page of a register."""

    documents: tuple[DocumentLine, ...]
    next: str | None
