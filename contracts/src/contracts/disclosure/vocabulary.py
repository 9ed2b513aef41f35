"""Words of disclosure."""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.blobs import Blob
from contracts.errors import Malformed
from contracts.message import shape
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Count, Day, Digest, Instant, Name, Text

CatalogueCode = Annotated[
    str, Regexp(r"[A-Z]{2,10}(_[a-z]{1,20})?\Z", error="Not a catalogue code such as TP or VA_finance.")
]
"""A catalogue (目录): TP, TG township Party and government affairs, VP, VA village, CA residents' affairs; VA_finance
what a village with busy finance owes monthly; HALL and others what is posted; REGULAR, STAGED, IMMEDIATE, ACTIVE."""

ItemCode = Annotated[
    str,
    Regexp(
        r"[A-Z]{2,10}(_[a-z]{1,20})?-([1-9][0-9]?[a-z]?|x[1-9][0-9]{0,2})\Z", error="Not an item code such as TP-1a."
    ),
]
"""A catalogue item, catalogue and number as in the source: TP-1a; VA-x1 is one that was added."""

PeriodCode = Annotated[
    str,
    Regexp(
        r"((19|20|21)[0-9]{2}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))|standing|m-[a-z0-9-]{1,40}-[1-9][0-9]{0,2})\Z",
        error="Not a period such as 2025H1, 2025Q3, 2025-09, standing or m-road-works-1.",
    ),
]
"""A half-year, quarter or month: 2025H1, 2025Q3, 2025-09; `standing` of what is posted; else a matter with the number
of its interval or stage: m-road-works-1."""

Channel = Annotated[str, Length(min=1, max=40)]
"""Where something is made public: one of the policy's channels (`online`, `one_call`, `board`, `e_display`)."""

Ground = Annotated[str, Length(min=1, max=40)]
"""Why an item is withheld: one of the policy's grounds."""

Said = Annotated[Sealed, Particular("statement", case="objection", within="unit", most=4000)]
"""What a citizen says of an item, sealed under the key `case:<unit>-<objection>` of the one objection: who handles it
reads it by `open_sealed`, and who is handed the objection asks the service that sealed it."""

MOST_ITEMS = 200
"""How many items one command may hold; the longest catalogue of the sources has fewer than 50."""

AtMostAll = Length(min=1, max=MOST_ITEMS)

FewChannels = Length(max=20)

MOST_ATTACHMENTS = 20
MOST_TABLE_BYTES = 4000
"""A table stays as short as a text; a longer one is an attachment."""

Cell = Annotated[str, Length(max=200)]
"""One field of a table; it may be empty."""


class EntryKind(StrEnum):
    """What an entry says about its item."""

    CONTENT = "content"
    NOTHING_TO_REPORT = "nothing-to-report"
    UNCHANGED = "unchanged"


@shape
class Table:
    """A small table: the heads of its columns, and rows of as many cells."""

    columns: Annotated[tuple[Name, ...], Length(min=1, max=20)]
    rows: Annotated[tuple[tuple[Cell, ...], ...], Length(min=1, max=200)]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise Malformed({"rows": [f"Not {len(self.columns)} cells in each."]})
        if sum(len(cell.encode()) for row in (self.columns, *self.rows) for cell in row) > MOST_TABLE_BYTES:
            raise Malformed({"rows": [f"Longer than {MOST_TABLE_BYTES} bytes of UTF-8: attach it."]})


@shape
class Attachment:
    """A document that belongs to an entry, under the name readers see."""

    name: Name
    blob: Blob


@shape
class Redaction:
    """Which rule removed how many places of an entry before it was written, and on which ground (D-202)."""

    rule: Annotated[str, Length(min=1, max=40)]
    count: Annotated[int, Range(min=1, max=10_000)]
    ground: Ground


@shape
class Entry:
    """One item as its author writes it.

    `content` needs `text`, `table` or `attachments`, `nothing-to-report` needs `reason`, `unchanged` needs `since`, the
    period last changed. `secret` says that the content touches Party or state secrets: it can then only be withheld.
    """

    item: ItemCode
    kind: EntryKind
    text: Text | None = None
    table: Table | None = None
    attachments: Annotated[tuple[Attachment, ...], Length(max=MOST_ATTACHMENTS)] = ()
    redactions: Annotated[tuple[Redaction, ...], Length(max=20)] = ()
    reason: Text | None = None
    since: PeriodCode | None = None
    secret: bool = False


@shape
class NumberedEntry:
    """An entry as recorded; `version` counts the versions of the item in this duty from 1.

    `digest` is that of the entry's canonical form, its attachments by their digests: what is published is provably it.
    """

    version: Count
    digest: Digest
    entry: Entry


@shape
class Evidence:
    """That a channel carried it: a copy of the page, a photo of the board, a telephone or loudspeaker log."""

    channel: Channel
    blob: Blob


@shape
class Verdict:
    """The secrecy check (保密审查) of one item: passed, or withheld on a ground.

    `part_would_do`: the rest could be disclosed if a part were withheld.
    """

    item: ItemCode
    passed: bool
    ground: Ground | None = None
    reason: Text | None = None
    part_would_do: bool = False


@shape
class Publication:
    """Which version of an item was made public, and the digest of its content."""

    item: ItemCode
    version: Count
    digest: Digest


@shape
class Opening:
    """The duty of `period` opens at `opens_at`."""

    catalogue: CatalogueCode
    period: PeriodCode
    opens_at: Instant


__all__ = [
    "MOST_ATTACHMENTS",
    "MOST_ITEMS",
    "AtMostAll",
    "Attachment",
    "CatalogueCode",
    "Channel",
    "Day",
    "Entry",
    "EntryKind",
    "Evidence",
    "FewChannels",
    "Ground",
    "ItemCode",
    "NumberedEntry",
    "Opening",
    "PeriodCode",
    "Publication",
    "Redaction",
    "Table",
    "Verdict",
]
