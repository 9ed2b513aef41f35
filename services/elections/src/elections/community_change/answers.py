"""Answers to what is asked about changes of communities."""

from datetime import date
from typing import Any

from contracts.elections.community_change.messages import (
    ChangesOfCommunities,
    CommunityChangeKind,
    CommunityChangeLine,
    CommunityChangesAnswer,
    ResizeExemption,
)
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from elections.community_change.view import COMMUNITY_CHANGE
from elections.paging import page_of


def changes_of_communities(source: Source, question: ChangesOfCommunities, page: Page) -> CommunityChangesAnswer:
    table = COMMUNITY_CHANGE.c
    below = select(COMMUNITY_CHANGE).where(in_area(table.unit, question.unit)).order_by(table.unit, table.decided_on)
    rows, following = page_of(source, below, page)
    return CommunityChangesAnswer(changes=tuple(map(_line, rows)), next=following)


def _line(row: Row[Any]) -> CommunityChangeLine:
    return CommunityChangeLine(
        unit=row.unit,
        decided_on=date.fromisoformat(row.decided_on),
        change=CommunityChangeKind(row.change),
        households=row.households,
        exemption=None if row.exemption is None else ResizeExemption(row.exemption),
        into=row.into,
        basis=row.basis,
        due_on=_day(row.due_on),
        filed_on=_day(row.filed_on),
        is_below_min=row.is_below_min,
        is_not_filed=row.is_not_filed,
        is_late=row.is_late,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
