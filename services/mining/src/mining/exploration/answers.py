"""Answers about exploration projects."""

from contracts.bilingual import Bilingual
from contracts.mining.exploration.messages import (
    ExplorationLine,
    ExplorationLines,
    ExplorationsOfArea,
    ExplorationStage,
)
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import select, tuple_

from mining.exploration.view import EXPLORATION


def explorations_of_area(source: Source, question: ExplorationsOfArea, page: Page) -> ExplorationLines:
    order = (EXPLORATION.c.unit, EXPLORATION.c.project)
    query = select(EXPLORATION).where(in_area(EXPLORATION.c.unit, question.unit)).order_by(*order)
    if page.after is not None:
        unit, _, project = page.after.partition(" ")
        query = query.where(tuple_(*order) > (unit, project))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    lines = tuple(
        ExplorationLine(
            unit=row.unit,
            project=row.project,
            name=Bilingual(zh=row.zh, en=row.en),
            holder=row.holder,
            stage=ExplorationStage(row.stage),
            last_stage=row.last_stage,
            has_wishes=row.has_wishes,
        )
        for row in shown
    )
    following = f"{shown[-1].unit} {shown[-1].project}" if len(rows) > page.limit else None
    return ExplorationLines(explorations=lines, next=following)
