"""Answers to what is asked about closed books and published figures."""

import json
from datetime import datetime
from typing import Any

from contracts.blobs import Blob
from contracts.disclosure.books.messages import BooksLine, BooksOfUnit, BooksOfUnitAnswer, PublishedFigures, Statement
from contracts.disclosure.words import Balance, Figures
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import Row, select

from disclosure.books.view import BOOKS, FIGURE


def books_of_unit(source: Source, question: BooksOfUnit, page: Page) -> BooksOfUnitAnswer:
    query = select(BOOKS).where(BOOKS.c.unit == question.unit).order_by(BOOKS.c.period.desc())
    if page.after is not None:
        query = query.where(BOOKS.c.period < page.after)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return BooksOfUnitAnswer(
        books=tuple(_line(source, row) for row in shown),
        next=shown[-1].period if len(rows) > page.limit else None,
    )


def _line(source: Source, row: Row[Any]) -> BooksLine:
    of_books = (FIGURE.c.unit == row.unit) & (FIGURE.c.books == row.period)
    query = select(FIGURE).where(of_books).order_by(FIGURE.c.catalogue, FIGURE.c.period, FIGURE.c.item)
    return BooksLine(
        period=row.period,
        version=row.version,
        balance=None if row.balance is None else load(Balance, json.loads(row.balance)),
        ledger=None if row.ledger is None else load(Blob, json.loads(row.ledger)),
        reason=row.reason,
        closed_at=None if row.closed_at is None else datetime.fromisoformat(row.closed_at),
        published=tuple(map(_published, source.connection.execute(query).all())),
    )


def _published(row: Row[Any]) -> PublishedFigures:
    return PublishedFigures(
        stated=Statement(catalogue=row.catalogue, period=row.period, item=row.item, version=row.version),
        figures=load(Figures, json.loads(row.figures)),
        agrees=row.agrees,
    )
