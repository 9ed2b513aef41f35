"""How complete a unit's duties of a period are, from their streams."""

import json
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from contracts.disclosure.duty.messages import Completeness, CompletenessAnswer, CompletenessLine
from ledger.door import Answer, Page, Source
from ledger.recorded import metadata_of
from sqlalchemy import select

from disclosure.deciders import DUTY as DUTIES
from disclosure.domain.completeness import Measure, measure
from disclosure.projections.tables import DUTY


def completeness(source: Source, question: Completeness, page: Page) -> CompletenessAnswer:
    """The views say which duties there are; the figures come from their facts."""
    of_period = select(DUTY.c.stream, DUTY.c.catalogue).where(
        DUTY.c.unit == question.unit, DUTY.c.period == question.period
    )
    rows = source.connection.execute(of_period.order_by(DUTY.c.catalogue).limit(page.limit)).all()
    measures = [(row.catalogue, _measured(source, row.stream)) for row in rows]
    items = sum(found.items for _, found in measures)
    good = sum(found.in_time + found.withheld for _, found in measures)
    return CompletenessAnswer(
        unit=question.unit,
        period=question.period,
        duties=tuple(_line(catalogue, found) for catalogue, found in measures),
        share=Fraction(good, items) if items else None,
    )


def _measured(source: Source, stream: str) -> Measure:
    facts = source.read(stream)
    return measure(
        (datetime.fromisoformat(metadata_of(fact)["decided_at"]), DUTIES.facts.read(fact.type, json.loads(fact.data)))
        for fact in facts
    )


def _line(catalogue: str, found: Measure) -> CompletenessLine:
    return CompletenessLine(
        catalogue=catalogue,
        items=found.items,
        in_time=found.in_time,
        late=found.late,
        withheld=found.withheld,
        missing=found.missing,
        share=found.share,
    )


COMPLETENESS_ANSWERS: Mapping[type, Answer] = {Completeness: completeness}
