"""Answers to what is asked about the sub-committees of communities."""

import json
from datetime import date
from typing import Any

from contracts.elections.subcommittees.messages import SubcommitteeLine, SubcommitteesAnswer, SubcommitteesOfCommunities
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, not_, or_, select

from elections.paging import page_of
from elections.subcommittees.view import SUBCOMMITTEE
from elections.tables import MERGED


def subcommittees_of_communities(
    source: Source, question: SubcommitteesOfCommunities, page: Page
) -> SubcommitteesAnswer:
    """Of a community that was merged nothing is missing."""
    table = SUBCOMMITTEE.c
    shown = or_(not_(table.is_missing), table.unit.not_in(select(MERGED.c.unit)))
    below = select(SUBCOMMITTEE).where(in_area(table.unit, question.unit), shown)
    rows, following = page_of(source, below.order_by(table.unit, table.kind), page)
    return SubcommitteesAnswer(subcommittees=tuple(map(_line, rows)), next=following)


def _line(row: Row[Any]) -> SubcommitteeLine:
    return SubcommitteeLine(
        unit=row.unit,
        kind=row.kind,
        name=row.name,
        since=date.fromisoformat(row.since),
        leaders=tuple(json.loads(row.leaders)),
        representatives=tuple(json.loads(row.representatives)),
        is_missing=row.is_missing,
    )
