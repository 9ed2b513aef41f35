"""Answers to what is asked about village resolutions and team decisions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from contracts.bilingual import Bilingual
from contracts.elections.matters.messages import (
    MatterLine,
    MatterLines,
    MattersOfUnit,
    MatterStep,
    MatterSteps,
    StepsOfMatter,
)
from contracts.elections.words import Body
from contracts.errors import Rejected
from contracts.permissions import PUBLIC
from ledger.door import Page, Source
from sqlalchemy import Row, Select, select

from elections.matters.view import MATTER, MATTER_STEP

DISCLOSED = ("resolution_disclosed", "result_disclosed", "published")
"""Steps by which a matter is public, with all that led to it (E-111, E-120, E-121)."""

STOPPED = "stopped"
"""That what is public goes no further is public with it."""

_DISCLOSED_STREAMS = select(MATTER_STEP.c.stream).where(MATTER_STEP.c.status.in_(DISCLOSED))


def matters_of_unit(source: Source, question: MattersOfUnit, page: Page) -> MatterLines:
    query = _visible(question)
    if page.after is not None:
        query = query.where(MATTER.c.name > page.after)
    rows = source.connection.execute(query.order_by(MATTER.c.name).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = shown[-1].name if len(rows) > page.limit else None
    lines = tuple(_line(row, _steps(source, question, row.stream)) for row in shown)
    return MatterLines(unit=question.unit, matters=lines, next=following)


def steps_of_matter(source: Source, question: StepsOfMatter, page: Page) -> MatterSteps:
    query = _visible(question).where(MATTER.c.name == question.name)
    matter = source.connection.execute(query).one_or_none()
    if matter is None:
        raise Rejected("elections.no-such-matter", question.name)
    steps = _steps(source, question, matter.stream)
    return MatterSteps(matter=_line(matter, steps), steps=tuple(map(_step, steps)))


def _sees_all(question: MattersOfUnit | StepsOfMatter) -> bool:
    """Whoever may ask by an office; the public, and a question that names no role, see what is disclosed."""
    return question.acting_role not in (None, PUBLIC)


def _visible(question: MattersOfUnit | StepsOfMatter) -> Select[Any]:
    query = select(MATTER).where(MATTER.c.unit == question.unit, MATTER.c.kind == question.kind.value)
    return query if _sees_all(question) else query.where(MATTER.c.stream.in_(_DISCLOSED_STREAMS))


def _steps(source: Source, question: MattersOfUnit | StepsOfMatter, stream: str) -> list[Row[Any]]:
    """Every step, oldest first; of a matter that is disclosed, those up to its last disclosure, and its stop."""
    query = select(MATTER_STEP).where(MATTER_STEP.c.stream == stream).order_by(MATTER_STEP.c.place)
    steps = list(source.connection.execute(query))
    if _sees_all(question):
        return steps
    last = max(step.place for step in steps if step.status in DISCLOSED)
    return [step for step in steps if step.place <= last or step.status == STOPPED]


def _line(row: Row[Any], steps: Sequence[Row[Any]]) -> MatterLine:
    return MatterLine(
        name=row.name,
        title=Bilingual(zh=row.zh, en=row.en),
        subject=row.subject,
        status=steps[-1].status,
        changed_at=datetime.fromisoformat(steps[-1].recorded_at),
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
