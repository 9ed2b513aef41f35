"""What a derived value rests on."""

from typing import Any

from contracts.assessment.measure.messages import CountedEntry, MeasureOfUnit, MeasureOfUnitAnswer
from contracts.assessment.words import Cause
from ledger.door import Page, Source
from sqlalchemy import Row, and_, func, select

from assessment.measure.view import ENTRY


def measure_of_unit(source: Source, question: MeasureOfUnit, page: Page) -> MeasureOfUnitAnswer:
    of_measure = and_(
        ENTRY.c.unit == question.unit, ENTRY.c.indicator == question.indicator, ENTRY.c.term == question.term
    )
    sums = select(func.coalesce(func.sum(ENTRY.c.hits), 0), func.coalesce(func.sum(ENTRY.c.of), 0)).where(of_measure)
    hits, total = source.connection.execute(sums).one()
    query = select(ENTRY).where(of_measure)
    if page.after is not None:
        query = query.where(ENTRY.c.entry > page.after)
    rows = source.connection.execute(query.order_by(ENTRY.c.entry).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return MeasureOfUnitAnswer(
        unit=question.unit,
        indicator=question.indicator,
        term=question.term,
        hits=hits,
        total=total,
        entries=tuple(map(_entry, shown)),
        next=shown[-1].entry if len(rows) > page.limit else None,
    )


def _entry(row: Row[Any]) -> CountedEntry:
    cause = Cause(stream=row.cause_stream, fact=row.cause)
    return CountedEntry(entry=row.entry, hits=row.hits, of=row.of, cause=cause)
