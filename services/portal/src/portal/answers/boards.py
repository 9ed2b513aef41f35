"""Where notice boards stand."""

from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.tables import BOARD, UNIT

_STANDING = (
    select(BOARD, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == BOARD.c.unit)
    .where(
        BOARD.c.valid_from <= bindparam("today"),
        or_(BOARD.c.valid_to.is_(None), BOARD.c.valid_to >= bindparam("today")),
    )
    .order_by(BOARD.c.unit, BOARD.c.number)
)
_ONE = _STANDING.where(BOARD.c.unit == bindparam("unit"), BOARD.c.number == bindparam("number"))
_OF_UNIT = _STANDING.where(BOARD.c.unit == bindparam("unit"))


def boards(question: Question) -> Answer:
    """Every board that stands today."""
    rows = question.ask(_STANDING.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE))
    lines = [_board(row) for row in rows]
    return Answer(document=paged(question, lines), lines=lines[:AT_ONCE])


def boards_of(question: Question, unit: str) -> list[Document]:
    return [_board(row) for row in question.ask(_OF_UNIT.limit(AT_ONCE), unit=unit)]


def board_of(question: Question, unit: str, number: int) -> Document:
    """`Missing` unless it stands today."""
    rows = question.ask(_ONE, unit=unit, number=number)
    if not rows:
        raise Missing
    return _board(rows[0])


def _board(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "unit_name": {"zh": row.zh, "en": row.en},
        "number": row.number,
        "board": row.kind,
        "place": row.place,
        "valid_from": row.valid_from,
        "updated_on": row.updated_on,
    }
