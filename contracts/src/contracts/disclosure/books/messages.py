"""One ledger, one figure: books closed for a period, and whether what was published says the same.

Law: Organic Law of the Villagers' Committees (村民委员会组织法), art. 30: the committee answers for the truth of what
it publishes; Organic Law of the Residents' Committees (居民委员会组织法), art. 16. The books of a unit and period are
one stream.
"""

from contracts.blobs import Blob
from contracts.disclosure.words import Balance, CatalogueCode, Figures, ItemCode, PeriodCode, Total
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Instant, Text, UnitCode


@command
class CloseBooks:
    """Close the books (结账) of a month, quarter or half-year: from here on its totals are a commitment."""

    actor: Actor
    unit: UnitCode
    period: PeriodCode
    balance: Balance
    ledger: Blob


@command
class CorrectBooks:
    """Close the books of a period anew, with the reason; what stood before stays, and is compared no longer."""

    actor: Actor
    unit: UnitCode
    period: PeriodCode
    balance: Balance
    ledger: Blob
    reason: Text


@shape
class Statement:
    """Where figures were published: the item of a duty, and which version of it."""

    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Count


@command
class CompareFigures:
    """Hold published figures against the books of `period`. Sent by the service itself when they are published."""

    actor: Actor
    unit: UnitCode
    period: PeriodCode
    stated: Statement
    figures: Figures


BooksCommand = CloseBooks | CorrectBooks | CompareFigures


@fact
class BooksClosed:
    """The books of a period were closed (结账); `version` 2 and more are corrections, with the reason.

    `ledger` is the ledger itself: its digest commits every line of it.
    """

    unit: UnitCode
    period: PeriodCode
    version: Count
    balance: Balance
    ledger: Blob
    reason: Text | None
    closed_by: Actor
    closed_at: Instant


@fact
class FiguresCompared:
    """Published figures were held against the books. `books`: their version, None while they are not closed."""

    unit: UnitCode
    period: PeriodCode
    stated: Statement
    figures: Figures
    books: Count | None
    compared_at: Instant


@fact
class FiguresDiffer:
    """A finding: these totals were published otherwise than the books say, or before there were books (账实不符)."""

    unit: UnitCode
    period: PeriodCode
    stated: Statement
    published: Figures
    committed: Balance | None
    totals: tuple[Total, ...]


BooksFact = BooksClosed | FiguresCompared | FiguresDiffer


@question
class BooksOfUnit:
    """The closed books of a unit and what was published of them, newest period first."""

    unit: UnitCode


@shape
class PublishedFigures:
    """Figures as published, and whether they are those of the books: None while there are none."""

    stated: Statement
    figures: Figures
    agrees: bool | None


@shape
class BooksLine:
    """The books of one period as they stand; without `version` they are not closed."""

    period: PeriodCode
    version: Count | None
    balance: Balance | None
    ledger: Blob | None
    reason: Text | None
    closed_at: Instant | None
    published: tuple[PublishedFigures, ...]


@answer
class BooksOfUnitAnswer:
    """One page of books."""

    books: tuple[BooksLine, ...]
    next: str | None
