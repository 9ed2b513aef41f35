"""Where deputies receive voters: place, days, and how a deputy is met there (代表接待选民)."""

from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from portal.answers.lines import unit_of
from portal.answers.offered import taker_of
from portal.answers.question import Answer, Document, Missing, Question
from portal.projections.stations import STATION

MOST_STATIONS = 200
_OPEN = (
    select(STATION)
    .where(
        STATION.c.unit == bindparam("unit"),
        or_(STATION.c.closed_on.is_(None), STATION.c.closed_on > bindparam("today")),
    )
    .order_by(STATION.c.kind, STATION.c.station)
    .limit(MOST_STATIONS)
)


def stations(question: Question) -> Answer:
    """Every one of a unit that is open or is to be opened. `Missing` if there is none."""
    unit = unit_of(question, question.parts["unit"])
    lines = [_line(row) for row in question.ask(_OPEN, unit=unit["code"])]
    if not lines:
        raise Missing
    document = {"unit": unit, "lines": lines, "takes_opinions": taker_of(question, "opinion", unit["code"]) is not None}
    return Answer(document=document, lines=lines)


def has_stations(question: Question, unit: str) -> bool:
    return bool(question.ask(_OPEN.limit(1), unit=unit))


def _line(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "station_kind": row.kind,
        "station": {"zh": row.zh, "en": row.en},
        "place": row.place,
        "reception_days": row.days,
        "how": row.how,
        "valid_from": row.valid_from,
        "closed_on": row.closed_on,
        "fact": row.fact,
    }
