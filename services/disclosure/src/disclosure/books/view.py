"""Closed books, and what was published of them."""

import json

from contracts.disclosure.books.messages import BooksClosed, FiguresCompared, FiguresDiffer
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    select,
    update,
)

from disclosure.tables import METADATA

BOOKS = Table(
    "books",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("version", Integer),
    Column("balance", Text),
    Column("ledger", Text),
    Column("reason", Text),
    Column("closed_at", String),
)
"""One line for each period that has books or published figures; `balance` and `ledger` are JSON."""

FIGURE = Table(
    "figure",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("books", String, primary_key=True),
    Column("catalogue", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("figures", Text, nullable=False),
    Column("agrees", Boolean),
)
"""The newest published figures of an item, as JSON; `agrees` is null while the books are not closed."""


def _closed(connection: Connection, fact: BooksClosed, recorded: Recorded) -> None:
    _begin(connection, fact.unit, fact.period)
    news = {
        "version": fact.version,
        "balance": json.dumps(dump(fact.balance)),
        "ledger": json.dumps(dump(fact.ledger)),
        "reason": fact.reason,
        "closed_at": instant_text(fact.closed_at),
    }
    connection.execute(update(BOOKS).where(_of(fact.unit, fact.period)).values(news))


def _compared(connection: Connection, fact: FiguresCompared, recorded: Recorded) -> None:
    _begin(connection, fact.unit, fact.period)
    connection.execute(delete(FIGURE).where(_figure(fact)))
    row = {
        "unit": fact.unit,
        "books": fact.period,
        **dump(fact.stated),
        "figures": json.dumps(dump(fact.figures)),
        "agrees": None if fact.books is None else True,
    }
    connection.execute(insert(FIGURE).values(row))


def _differ(connection: Connection, fact: FiguresDiffer, recorded: Recorded) -> None:
    """The finding follows its comparison; without books there is nothing to agree with."""
    if fact.committed is not None:
        connection.execute(update(FIGURE).where(_figure(fact)).values(agrees=False))


def _begin(connection: Connection, unit: str, period: str) -> None:
    if connection.execute(select(BOOKS.c.period).where(_of(unit, period))).first() is None:
        connection.execute(insert(BOOKS).values(unit=unit, period=period))


def _of(unit: str, period: str) -> ColumnElement[bool]:
    return and_(BOOKS.c.unit == unit, BOOKS.c.period == period)


def _figure(fact: FiguresCompared | FiguresDiffer) -> ColumnElement[bool]:
    stated = fact.stated
    return and_(
        FIGURE.c.unit == fact.unit,
        FIGURE.c.books == fact.period,
        FIGURE.c.catalogue == stated.catalogue,
        FIGURE.c.period == stated.period,
        FIGURE.c.item == stated.item,
    )


BOOKS_VIEW = Projection(
    name="books",
    version=1,
    applies={BooksClosed: _closed, FiguresCompared: _compared, FiguresDiffer: _differ},
)
