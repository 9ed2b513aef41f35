"""Score sheets, and what was said of each indicator."""

from contracts.assessment.sheet.messages import (
    LateMeasureNoted,
    ResultAnnotated,
    ResultRecorded,
    SheetClosed,
    SheetOpened,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select, update

from assessment.documents import document_of
from assessment.tables import METADATA

SHEET = Table(
    "sheet",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("scheme", String, nullable=False),
    Column("term", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("opened_at", String, nullable=False),
    Column("closed_at", String),
    Column("met", Integer),
    Column("not_met", Integer),
    Column("not_applicable", Integer),
    Column("unmet_mandatory", String, nullable=False),
    Column("vetoed", String, nullable=False),
    Column("score", String),
)
"""One row for each score sheet; the lists are joined by blanks."""

RESULT = Table(
    "result",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("document", String, nullable=False),
)
"""Everything that was said of a sheet's indicators, in order: results, annotations, what came late."""

RECORDED, ANNOTATED, LATE = "recorded", "annotated", "late"


def _opened(connection: Connection, fact: SheetOpened, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "scheme": fact.scheme.value,
        "term": fact.term,
        "digest": fact.digest,
        "opened_at": instant_text(fact.opened_at),
        "unmet_mandatory": "",
        "vetoed": "",
    }
    connection.execute(insert(SHEET).values(row))


def _recorded(connection: Connection, fact: ResultRecorded, recorded: Recorded) -> None:
    _add(connection, RECORDED, fact, recorded)


def _annotated(connection: Connection, fact: ResultAnnotated, recorded: Recorded) -> None:
    _add(connection, ANNOTATED, fact, recorded)


def _late(connection: Connection, fact: LateMeasureNoted, recorded: Recorded) -> None:
    _add(connection, LATE, fact, recorded)


def _add(
    connection: Connection, kind: str, fact: ResultRecorded | ResultAnnotated | LateMeasureNoted, recorded: Recorded
) -> None:
    so_far = select(func.count()).where(RESULT.c.stream == recorded.stream)
    row = {
        "stream": recorded.stream,
        "place": connection.execute(so_far).scalar_one(),
        "kind": kind,
        "indicator": fact.indicator,
        "document": document_of(fact),
    }
    connection.execute(insert(RESULT).values(row))


def _closed(connection: Connection, fact: SheetClosed, recorded: Recorded) -> None:
    row = {
        "closed_at": instant_text(fact.closed_at),
        "met": fact.met,
        "not_met": fact.not_met,
        "not_applicable": fact.not_applicable,
        "unmet_mandatory": " ".join(fact.unmet_mandatory),
        "vetoed": " ".join(fact.vetoed),
        "score": None if fact.score is None else f"{fact.score.numerator}/{fact.score.denominator}",
    }
    connection.execute(update(SHEET).where(SHEET.c.stream == recorded.stream).values(row))


SHEETS = Projection(
    name="sheets",
    version=1,
    applies={
        SheetOpened: _opened,
        ResultRecorded: _recorded,
        ResultAnnotated: _annotated,
        LateMeasureNoted: _late,
        SheetClosed: _closed,
    },
)
