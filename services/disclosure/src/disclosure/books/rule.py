"""The books of one unit and period: closed, corrected, and held against every figure published of them.

Law: see `contracts.disclosure.books.messages`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from contracts.calendar import day_ends, parse_period
from contracts.disclosure.books.messages import (
    BooksClosed,
    BooksCommand,
    BooksFact,
    CloseBooks,
    CompareFigures,
    CorrectBooks,
    FiguresCompared,
    FiguresDiffer,
    Statement,
)
from contracts.disclosure.words import Balance, Figures, Total
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

books_stream = key_of(__name__, "unit", "period")


@dataclass(frozen=True, slots=True)
class Published:
    """The newest figures of one item of one duty."""

    stated: Statement
    figures: Figures


@dataclass(frozen=True, slots=True)
class Books:
    """`closed` as they stand, with how many versions they have had; `published` by catalogue, period and item."""

    version: int = 0
    closed: BooksClosed | None = None
    published: Mapping[tuple[str, str, str], Published] = field(default_factory=dict)


def decide(command: BooksCommand, books: Books, rules: Rules[None], now: datetime) -> Sequence[BooksFact]:
    match command:
        case CloseBooks():
            refuse_unless(books.closed is None, "disclosure.books-closed-already", command.period)
            return _close(command, None, books, now)
        case CorrectBooks():
            refuse_unless(books.closed is not None, "disclosure.books-not-closed", command.period)
            assert books.closed is not None
            before = (books.closed.balance, books.closed.ledger)
            refuse_unless(before != (command.balance, command.ledger), "disclosure.nothing-changed", command.period)
            return _close(command, command.reason, books, now)
        case CompareFigures():
            return _compare(command, books, now)
        case _:
            assert_never(command)


def _close(command: CloseBooks | CorrectBooks, reason: str | None, books: Books, now: datetime) -> list[BooksFact]:
    """What was published before the books were closed, or of books that were wrong, is compared again."""
    period = parse_period(command.period)
    if period is None:
        raise Rejected("disclosure.wrong-period", f"{command.period} has no books.")
    refuse_unless(now >= day_ends(period.last_day), "disclosure.period-not-ended", command.period)
    closed = BooksClosed(
        unit=command.unit,
        period=command.period,
        version=books.version + 1,
        balance=command.balance,
        ledger=command.ledger,
        reason=reason,
        closed_by=command.actor,
        closed_at=now,
    )
    facts: list[BooksFact] = [closed]
    for published in books.published.values():
        facts += _compared(command.unit, command.period, published, closed, now)
    return facts


def _compare(command: CompareFigures, books: Books, now: datetime) -> list[BooksFact]:
    """The same figures of the same version are compared once; an older version than the newest, not at all."""
    known = books.published.get(_place(command.stated))
    if known is not None and known.stated.version >= command.stated.version:
        return []
    published = Published(command.stated, command.figures)
    return _compared(command.unit, command.period, published, books.closed, now)


def _compared(
    unit: str, period: str, published: Published, closed: BooksClosed | None, now: datetime
) -> list[BooksFact]:
    compared = FiguresCompared(
        unit=unit,
        period=period,
        stated=published.stated,
        figures=published.figures,
        books=None if closed is None else closed.version,
        compared_at=now,
    )
    committed = None if closed is None else closed.balance
    totals = differences(published.figures, committed)
    if not totals:
        return [compared]
    differ = FiguresDiffer(
        unit=unit,
        period=period,
        stated=published.stated,
        published=published.figures,
        committed=committed,
        totals=totals,
    )
    return [compared, differ]


def differences(published: Figures, committed: Balance | None) -> tuple[Total, ...]:
    """The totals that are stated and are not those of the books; all that are stated, while there are no books."""
    stated = [total for total in Total if published.of(total) is not None]
    if committed is None:
        return tuple(stated)
    figures = committed.figures()
    return tuple(total for total in stated if published.of(total) != figures.of(total))


def _place(stated: Statement) -> tuple[str, str, str]:
    return stated.catalogue, stated.period, stated.item


def evolve(books: Books, fact: BooksFact) -> Books:
    match fact:
        case BooksClosed():
            return replace(books, version=fact.version, closed=fact)
        case FiguresCompared():
            news = {_place(fact.stated): Published(fact.stated, fact.figures)}
            return replace(books, published={**books.published, **news})
        case FiguresDiffer():
            return books
        case _:
            assert_never(fact)
