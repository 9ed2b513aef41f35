"""Score sheets, what was said of each indicator, and the entries that measures are made of."""

import json

from contracts.assessment.measure.messages import EntryCounted, MeasureAsked
from contracts.assessment.sheet.messages import (
    LateMeasureNoted,
    ResultAnnotated,
    ResultRecorded,
    SheetClosed,
    SheetOpened,
)
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, and_, delete, func, insert, select, update

from assessment.projections.streams import facts_outside
from assessment.projections.tables import ENTRY, RESULT, SHEET

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
        "document": json.dumps(dump(fact), ensure_ascii=False, sort_keys=True),
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


def _counted(connection: Connection, fact: EntryCounted, recorded: Recorded) -> None:
    this = and_(
        ENTRY.c.unit == fact.unit,
        ENTRY.c.indicator == fact.indicator,
        ENTRY.c.term == fact.term,
        ENTRY.c.entry == fact.entry,
    )
    row = {
        "unit": fact.unit,
        "indicator": fact.indicator,
        "term": fact.term,
        "entry": fact.entry,
        "hits": fact.hits,
        "of": fact.of,
        "cause_stream": fact.cause.stream,
        "cause": fact.cause.fact,
    }
    connection.execute(delete(ENTRY).where(this))
    connection.execute(insert(ENTRY).values(row))


SHEETS = Projection(
    name="sheets",
    version=1,
    applies={
        SheetOpened: _opened,
        ResultRecorded: _recorded,
        ResultAnnotated: _annotated,
        LateMeasureNoted: _late,
        SheetClosed: _closed,
        EntryCounted: _counted,
    },
    ignores=facts_outside("sheet", "measure") | {MeasureAsked},
)
