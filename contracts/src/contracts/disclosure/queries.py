"""What disclosure can be asked, and what it answers."""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.disclosure.vocabulary import (
    Attachment,
    CatalogueCode,
    Channel,
    EntryKind,
    Evidence,
    Ground,
    ItemCode,
    PeriodCode,
    Redaction,
    Table,
)
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Digest, Instant, Name, StreamName, Text, UnitCode


class DutyStatus(StrEnum):
    """Where a duty stands today. Late stays late, whatever is corrected afterwards."""

    OPEN = "open"
    IN_REVIEW = "in-review"
    OVERDUE = "overdue"
    REOPENED = "reopened"
    PUBLISHED = "published"
    PUBLISHED_LATE = "published-late"


@question
class DutiesOfUnit:
    """Every duty of a unit, newest period first."""

    unit: UnitCode


@question
class OverdueDuties:
    """The duties of a unit, and of every unit in its area, whose due date has passed unmet; longest overdue first."""

    unit: UnitCode


@question
class DutyHistory:
    """Every recorded fact of one duty, in order: an answer is `DutyHistoryAnswer`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


@question
class PublishedPage:
    """What a unit has made public for a period, with all versions, and what it withholds on which ground."""

    unit: UnitCode
    period: PeriodCode


@question
class ReadAttachment:
    """One part of an attachment of an entry that is public, from `offset` on: an answer is `BlobPart`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    digest: Digest
    offset: Count


@shape
class DutyLine:
    """One duty as a line of a list. `items` in all; of them `published` on any channel and `withheld`."""

    stream: StreamName
    unit: UnitCode
    unit_name: Bilingual
    catalogue: CatalogueCode
    period: PeriodCode
    status: DutyStatus
    due_on: Day | None
    due_at: Instant | None
    fulfilled_at: Instant | None
    items: Count
    published: Count
    withheld: Count


@answer
class DutyLines:
    """One page of duties; `next` is the token of the page after it."""

    duties: tuple[DutyLine, ...]
    next: str | None


@shape
class HistoryLine:
    """One fact as recorded: `data` is its canonical JSON, `digest` that of the fact."""

    revision: Count
    type: Name
    data: str
    actor: str
    role: str
    actor_unit: str
    decided_at: Instant
    digest: str


@answer
class DutyHistoryAnswer:
    """The facts of one duty, oldest first; none if there is no such duty."""

    stream: StreamName
    facts: tuple[HistoryLine, ...]


@shape
class PublishedVersion:
    """One version of an item that was made public, with the digest of its content and what shows that it was.

    `backdated`: the claimed day lies further before the recorded moment than the policy lets pass. Of what was
    withdrawn on a ground, `withdrawn_on`, nothing is said but the reason for it.
    """

    version: Count
    digest: Digest
    withdrawn_on: Ground | None
    kind: EntryKind
    text: Text | None
    table: Table | None
    attachments: tuple[Attachment, ...]
    redactions: tuple[Redaction, ...]
    reason: Text | None
    since: PeriodCode | None
    correction: Text | None
    channels: tuple[Channel, ...]
    evidence: tuple[Evidence, ...]
    claimed_on: Day
    published_at: Instant
    backdated: bool


@shape
class PublishedItem:
    """One item of a catalogue, newest version first; `withheld_on` instead if it is not disclosed.

    `outdated`: the record behind it has changed since, or an inspection found it so.
    """

    item: ItemCode
    name: Bilingual
    versions: tuple[PublishedVersion, ...]
    outdated: bool
    withheld_on: Ground | None


@shape
class PublishedCatalogue:
    """A catalogue's public items in the source's order."""

    catalogue: CatalogueCode
    status: DutyStatus
    due_on: Day | None
    items: tuple[PublishedItem, ...]


@answer
class PublishedPageAnswer:
    """A unit's public record for a period."""

    unit: UnitCode
    unit_name: Bilingual
    period: PeriodCode
    catalogues: tuple[PublishedCatalogue, ...]
