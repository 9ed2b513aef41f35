"""One ledger, one figure: books closed for a period, and whether what was published says the same.

Law: Organic Law of the Villagers' Committees (村民委员会组织法), art. 30: the committee answers for the truth of what
it publishes; Organic Law of the Residents' Committees (居民委员会组织法), art. 16. The books of a unit and period are
one stream.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Range

from contracts.blobs import Blob
from contracts.disclosure.vocabulary import CatalogueCode, ItemCode, PeriodCode
from contracts.errors import Malformed
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Instant, Text, UnitCode

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


@shape
class Statement:
    """Where figures were published: the item of a duty, and which version of it."""

    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Count


# Commands


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


@command
class CompareFigures:
    """Hold published figures against the books of `period`. Sent by the service itself when they are published."""

    actor: Actor
    unit: UnitCode
    period: PeriodCode
    stated: Statement
    figures: Figures


# Facts


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


@fact
class FiguresStated:
    """What an entry says of the books of `books`, read off its own table."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Count
    books: PeriodCode
    figures: Figures


@fact
class FiguresPublished:
    """Figures of the books of `books` are public, in this version of the item."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Count
    books: PeriodCode
    figures: Figures


BooksCommand = CloseBooks | CorrectBooks | CompareFigures
BooksFact = BooksClosed | FiguresCompared | FiguresDiffer
FiguresFact = FiguresStated | FiguresPublished
BOOKS_COMMANDS: tuple[type, ...] = get_args(BooksCommand)
BOOKS_FACTS: tuple[type, ...] = get_args(BooksFact)


# Questions


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
