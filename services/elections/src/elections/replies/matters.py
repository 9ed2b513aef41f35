"""Answers to what is asked about village resolutions and team decisions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from contracts.bilingual import Bilingual
from contracts.elections.matter_queries import (
    MatterLine,
    MatterLines,
    MattersOfUnit,
    MatterStep,
    MatterSteps,
    StepsOfMatter,
)
from contracts.elections.meetings import Body
from contracts.errors import Rejected
from ledger.door import Answer, Page, Source
from sqlalchemy import Row, select

from elections.projections.tables import MATTER, MATTER_STEP


def matters_of_unit(source: Source, question: MattersOfUnit, page: Page) -> MatterLines:
    query = select(MATTER).where(MATTER.c.unit == question.unit, MATTER.c.kind == question.kind.value)
    if page.after is not None:
        query = query.where(MATTER.c.name > page.after)
    rows = source.connection.execute(query.order_by(MATTER.c.name).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = shown[-1].name if len(rows) > page.limit else None
    return MatterLines(unit=question.unit, matters=tuple(map(_line, shown)), next=following)


def steps_of_matter(source: Source, question: StepsOfMatter, page: Page) -> MatterSteps:
    this = (MATTER.c.unit == question.unit, MATTER.c.kind == question.kind.value, MATTER.c.name == question.name)
    matter = source.connection.execute(select(MATTER).where(*this)).one_or_none()
    if matter is None:
        raise Rejected("elections.no-such-matter", question.name)
    steps = select(MATTER_STEP).where(MATTER_STEP.c.stream == matter.stream).order_by(MATTER_STEP.c.place)
    return MatterSteps(matter=_line(matter), steps=tuple(map(_step, source.connection.execute(steps))))


def _line(row: Row[Any]) -> MatterLine:
    return MatterLine(
        name=row.name,
        title=Bilingual(zh=row.zh, en=row.en),
        subject=row.subject,
        status=row.status,
        changed_at=datetime.fromisoformat(row.changed_at),
    )


def _step(row: Row[Any]) -> MatterStep:
    return MatterStep(
        status=row.status,
        on=None if row.on is None else date.fromisoformat(row.on),
        body=None if row.body is None else Body(row.body),
        agreed=row.agreed,
        against=row.against,
        recorded_at=datetime.fromisoformat(row.recorded_at),
    )


MATTER_ANSWERS: Mapping[type, Answer] = {MattersOfUnit: matters_of_unit, StepsOfMatter: steps_of_matter}
