"""Where the notice boards of a unit stand, and when what is on them was last renewed.

Law: county opinion on township standardisation, part 4 items 1 and 2 (乡镇规范化建设意见 四1二要、四2四要); draft
opinion on residents' committees, part 2 (社区居委会规范化建设意见 二(四)1).
"""

from collections.abc import Mapping
from typing import Any

from contracts.disclosure.boards.messages import BoardMoved, BoardRegistered, BoardRetired, BoardUpdated
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, insert, update

from portal.projections.shown import ALL
from portal.projections.tables import BOARD


def _registered(connection: Connection, fact: BoardRegistered, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "number": fact.number,
        "kind": fact.kind.value,
        "place": fact.place,
        "valid_from": fact.valid_from.isoformat(),
    }
    connection.execute(insert(BOARD).values(row))


def _moved(connection: Connection, fact: BoardMoved, recorded: Recorded) -> None:
    _change(connection, fact.unit, fact.number, place=fact.place)


def _retired(connection: Connection, fact: BoardRetired, recorded: Recorded) -> None:
    _change(connection, fact.unit, fact.number, valid_to=fact.valid_to.isoformat())


def _updated(connection: Connection, fact: BoardUpdated, recorded: Recorded) -> None:
    _change(connection, fact.unit, fact.number, updated_on=fact.updated_on.isoformat())


def _change(connection: Connection, unit: str, number: int, **news: Any) -> None:
    connection.execute(update(BOARD).where(BOARD.c.unit == unit, BOARD.c.number == number).values(news))


_APPLIES: Mapping[type, Apply] = {
    BoardRegistered: _registered,
    BoardMoved: _moved,
    BoardRetired: _retired,
    BoardUpdated: _updated,
}

BOARDS = Projection(
    name="boards",
    version=1,
    applies=_APPLIES,
    ignores=ALL - frozenset(_APPLIES),
)
