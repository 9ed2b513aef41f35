"""Words of several streams of disclosure, and what catalogues and their items are called.

Names are those of the pack that lists them, in Chinese and in English. Packs are kept for ever, with a release or in
the record, so every recorded catalogue and item has a name.
"""

from enum import StrEnum
from functools import cache
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.bilingual import Bilingual
from contracts.blobs import Blob
from contracts.errors import Malformed
from contracts.message import shape
from contracts.packs import Parameter
from contracts.policies import known_packs, shipped_packs
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Count, Day, Digest, Instant, Name, StreamName, Text

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


@cache
def item_name(code: str) -> Bilingual:
    """LookupError if no pack lists the item."""
    return _bilingual(item_parameter(code))


def entered_name(code: str) -> Bilingual | None:
    """The name of an item that only an entered pack lists; None if the release names it, or nobody does."""
    catalogue, _, number = code.partition("-")
    name = f"disclosure.item.{catalogue}.{number}"
    if name in _named_by_the_release():
        return None
    return next((_bilingual(pack.parameters[name]) for pack in known_packs().values() if name in pack.parameters), None)


@cache
def _named_by_the_release() -> frozenset[str]:
    return frozenset(name for pack in shipped_packs().values() for name in pack.parameters)


@cache
def catalogue_name(code: str) -> Bilingual:
    """LookupError if no pack knows the catalogue."""
    return _bilingual(_parameter(f"disclosure.catalogs.{code}"))


def item_parameter(code: str) -> Parameter:
    """The parameter that lists the item, with its source clause."""
    catalogue, _, number = code.partition("-")
    return _parameter(f"disclosure.item.{catalogue}.{number}")


@cache
def _parameter(name: str) -> Parameter:
    """A release's own packs say it before those that a county has entered."""
    for pack in (*shipped_packs().values(), *known_packs().values()):
        if name in pack.parameters:
            return pack.parameters[name]
    raise LookupError(f"No pack has {name}.")


def _bilingual(parameter: Parameter) -> Bilingual:
    return Bilingual(zh=parameter.value["zh"], en=parameter.value["en"])


@shape
class Cause:
    """The recorded fact of a service that opened the duty."""

    stream: StreamName
    type: Name
    digest: Digest


_MOST_FEN = 10**15
Fen = Annotated[int, Range(min=-_MOST_FEN, max=_MOST_FEN)]
"""An amount of money in hundredths of a yuan (分)."""


class Total(StrEnum):
    """A total of a period's books, in the order of a statement."""

    OPENING = "opening"
    """期初结余."""
    INCOME = "income"
    """收入合计."""
    EXPENDITURE = "expenditure"
    """支出合计."""
    CLOSING = "closing"
    """期末结余."""


@shape
class Figures:
    """Totals of a period; None where something published does not state one."""

    opening: Fen | None = None
    income: Fen | None = None
    expenditure: Fen | None = None
    closing: Fen | None = None

    def of(self, total: Total) -> int | None:
        match total:
            case Total.OPENING:
                return self.opening
            case Total.INCOME:
                return self.income
            case Total.EXPENDITURE:
                return self.expenditure
            case Total.CLOSING:
                return self.closing


@shape
class Balance:
    """All totals of a period's books: what was there and came in, less what went out, is what is left."""

    opening: Fen
    income: Fen
    expenditure: Fen
    closing: Fen

    def __post_init__(self) -> None:
        if self.opening + self.income - self.expenditure != self.closing:
            raise Malformed({"closing": ["Not the opening balance, plus income, less expenditure."]})

    def figures(self) -> Figures:
        return Figures(opening=self.opening, income=self.income, expenditure=self.expenditure, closing=self.closing)


Month = Annotated[str, Regexp(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])\Z", error="Not a month such as 2025-09.")]
"""The month of a book: 2025-09."""

EntryNumber = Annotated[int, Range(min=1)]
"""The number of an entry in its register, from 1 without gaps; never given again."""


class AnswerKind(StrEnum):
    """The answers of art. 36, and those of arts. 35 and 39.

    `partly-provided` is the second and the third in one, where a part can be separated (art. 37).
    """

    ALREADY_PUBLIC = "already-public"
    PROVIDED = "provided"
    PARTLY_PROVIDED = "partly-provided"
    NOT_DISCLOSED = "not-disclosed"
    NOT_EXISTING = "not-existing"
    NOT_OURS = "not-ours"
    REPEATED = "repeated"
    OTHER_RULES = "other-rules"
    EXCESSIVE = "excessive"
    GAZETTE = "gazette"
