"""Which communities hold a title, and how one got there."""

from datetime import datetime
from typing import Any

from contracts.assessment.community.messages import (
    HeldTitle,
    TimelineOfCommunity,
    TimelineOfCommunityAnswer,
    TimelineStep,
    TitlesOfArea,
    TitlesOfAreaAnswer,
)
from contracts.assessment.words import Title
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select, tuple_

from assessment.community.view import TITLE, TITLE_STEP


def titles_of_area(source: Source, question: TitlesOfArea, page: Page) -> TitlesOfAreaAnswer:
    query = select(TITLE).where(in_area(TITLE.c.unit, question.unit))
    if page.after is not None:
        unit, _, title = page.after.partition(" ")
        query = query.where(tuple_(TITLE.c.unit, TITLE.c.title) > (unit, title))
    rows = source.connection.execute(query.order_by(TITLE.c.unit, TITLE.c.title).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].unit} {shown[-1].title}" if len(rows) > page.limit else None
    return TitlesOfAreaAnswer(titles=tuple(map(_held, shown)), next=following)


def _held(row: Row[Any]) -> HeldTitle:
    return HeldTitle(
        unit=row.unit,
        title=Title(row.title),
        year=row.year,
        time=row.time,
        conferred_at=datetime.fromisoformat(row.conferred_at),
        digest=row.digest,
    )


def timeline_of_community(source: Source, question: TimelineOfCommunity, page: Page) -> TimelineOfCommunityAnswer:
    query = select(TITLE_STEP).where(TITLE_STEP.c.unit == question.unit)
    if page.after is not None:
        query = query.where(TITLE_STEP.c.place > int(page.after))
    rows = source.connection.execute(query.order_by(TITLE_STEP.c.place).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = str(shown[-1].place) if len(rows) > page.limit else None
    return TimelineOfCommunityAnswer(unit=question.unit, steps=tuple(map(_step, shown)), next=following)


def _step(row: Row[Any]) -> TimelineStep:
    return TimelineStep(
        fact=row.fact,
        title=None if row.title is None else Title(row.title),
        year=row.year,
        happened_at=datetime.fromisoformat(row.happened_at),
        reason=row.reason,
    )
