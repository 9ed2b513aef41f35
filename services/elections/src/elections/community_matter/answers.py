"""Answers to what is asked about executed matters."""

from datetime import date
from typing import Any

from contracts.elections.community_matter.messages import (
    CommunityMatterKind,
    ConsultationLack,
    ExecutedMatterLine,
    ExecutedMattersAnswer,
    ExecutedMattersOfCommunities,
)
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from elections.community_matter.view import COMMUNITY_MATTER
from elections.paging import page_of


def executed_matters(source: Source, question: ExecutedMattersOfCommunities, page: Page) -> ExecutedMattersAnswer:
    table = COMMUNITY_MATTER.c
    order = (table.unit, table.executed_on, table.matter)
    rows, following = page_of(
        source, select(COMMUNITY_MATTER).where(in_area(table.unit, question.unit)).order_by(*order), page
    )
    return ExecutedMattersAnswer(matters=tuple(map(_matter, rows)), next=following)


def _matter(row: Row[Any]) -> ExecutedMatterLine:
    return ExecutedMatterLine(
        unit=row.unit,
        matter=row.matter,
        kind=CommunityMatterKind(row.kind),
        title=row.title,
        executed_on=date.fromisoformat(row.executed_on),
        consultation=row.consultation,
        consulted_on=None if row.consulted_on is None else date.fromisoformat(row.consulted_on),
        lack=None if row.lack is None else ConsultationLack(row.lack),
    )
