"""Notice boards, what is short of them, and the days on which they are counted again."""

import json
from datetime import date, datetime
from typing import Any

from contracts.calendar import china_day, day_begins, day_ends
from contracts.catalogue import commands_of
from contracts.disclosure.boards.messages import (
    BoardInspected,
    BoardMoved,
    BoardRegistered,
    BoardRegisterOpened,
    BoardRetired,
    BoardsReviewed,
    BoardsShort,
    BoardsSuffice,
    BoardUpdated,
    OpenBoardRegister,
    ReviewBoards,
)
from contracts.disclosure.unit.messages import CataloguesAdded, UnitEnrolled
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Column, ColumnElement, Connection, Integer, String, Table, and_, delete, insert, update

from disclosure.boards.rule import boards_stream
from disclosure.tables import AGENDA, METADATA

OPEN, REVIEW = "open", "review"

BOARD = Table(
    "board",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("place", String, nullable=False),
    Column("valid_from", String, nullable=False),
    Column("valid_to", String),
    Column("updated_on", String),
    Column("inspected_on", String),
    Column("faults", String, nullable=False),
)
"""`faults` is a JSON list."""

SHORT = Table(
    "short_of_boards",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("standing", Integer, nullable=False),
    Column("least", Integer, nullable=False),
)


def _registered(connection: Connection, fact: BoardRegistered, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "number": fact.number,
        "kind": fact.kind.value,
        "place": fact.place,
        "valid_from": fact.valid_from.isoformat(),
        "faults": "[]",
    }
    connection.execute(insert(BOARD).values(row))


def _moved(connection: Connection, fact: BoardMoved, recorded: Recorded) -> None:
    _change(connection, fact.unit, fact.number, place=fact.place)


def _retired(connection: Connection, fact: BoardRetired, recorded: Recorded) -> None:
    _change(connection, fact.unit, fact.number, valid_to=fact.valid_to.isoformat())


def _updated(connection: Connection, fact: BoardUpdated, recorded: Recorded) -> None:
    _change(connection, fact.unit, fact.number, updated_on=fact.updated_on.isoformat())


def _inspected(connection: Connection, fact: BoardInspected, recorded: Recorded) -> None:
    faults = json.dumps([fault.value for fault in fact.faults])
    _change(connection, fact.unit, fact.number, inspected_on=fact.inspected_on.isoformat(), faults=faults)


def _change(connection: Connection, unit: str, number: int, **news: Any) -> None:
    connection.execute(update(BOARD).where(and_(BOARD.c.unit == unit, BOARD.c.number == number)).values(news))


def _short(connection: Connection, fact: BoardsShort, recorded: Recorded) -> None:
    row = {"kind": fact.boards.kind.value, "standing": fact.boards.standing, "least": fact.boards.least}
    connection.execute(delete(SHORT).where(_found(fact)))
    connection.execute(insert(SHORT).values({"unit": fact.unit, **row}))


def _suffice(connection: Connection, fact: BoardsSuffice, recorded: Recorded) -> None:
    connection.execute(delete(SHORT).where(_found(fact)))


def _found(fact: BoardsShort | BoardsSuffice) -> ColumnElement[bool]:
    return and_(SHORT.c.unit == fact.unit, SHORT.c.kind == fact.boards.kind.value)


BOARDS_VIEW = Projection(
    name="boards",
    version=1,
    applies={
        BoardRegistered: _registered,
        BoardMoved: _moved,
        BoardRetired: _retired,
        BoardUpdated: _updated,
        BoardInspected: _inspected,
        BoardsShort: _short,
        BoardsSuffice: _suffice,
    },
    ignores=frozenset({BoardRegisterOpened, BoardsReviewed}),
)


# What the service does by itself


def _enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
    document = {"unit": fact.unit, "kind": fact.kind.value}
    _schedule(connection, fact.unit, OPEN, fact.enrolled_at, OpenBoardRegister, document)


def _opened(connection: Connection, fact: BoardRegisterOpened, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, OPEN)


def _will_stand(connection: Connection, fact: BoardRegistered, recorded: Recorded) -> None:
    if fact.valid_from > china_day(fact.registered_at):
        _schedule_review(connection, fact.unit, fact.valid_from, day_begins(fact.valid_from))


def _will_fall(connection: Connection, fact: BoardRetired, recorded: Recorded) -> None:
    falls_at = day_ends(fact.valid_to)
    if falls_at > fact.retired_at:
        _schedule_review(connection, fact.unit, china_day(falls_at), falls_at)


def _reviewed(connection: Connection, fact: BoardsReviewed, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, f"{REVIEW}-{fact.on}")


def _schedule_review(connection: Connection, unit: str, on: date, due_at: datetime) -> None:
    document = {"unit": unit, "on": on.isoformat()}
    _schedule(connection, unit, f"{REVIEW}-{on}", due_at, ReviewBoards, document)


def _schedule(
    connection: Connection, unit: str, rung: str, due_at: datetime, command: type, document: dict[str, str]
) -> None:
    due = Due(
        stream=boards_stream(unit),
        rung=rung,
        due_at=instant_text(due_at),
        command=commands_of("disclosure").type_named(command),
        document=json.dumps(document),
    )
    schedule(connection, AGENDA, due)


AGENDA_OF_BOARDS = Projection(
    name="agenda-of-boards",
    version=1,
    applies={
        UnitEnrolled: _enrolled,
        BoardRegisterOpened: _opened,
        BoardRegistered: _will_stand,
        BoardRetired: _will_fall,
        BoardsReviewed: _reviewed,
    },
    ignores=frozenset({CataloguesAdded, BoardMoved, BoardUpdated, BoardInspected, BoardsShort, BoardsSuffice}),
)
