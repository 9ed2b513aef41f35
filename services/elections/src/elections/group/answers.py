"""Answers to what is asked about deputy groups."""

from typing import Any

from contracts.elections.group.messages import GroupLine, GroupLines, GroupsOfUnit, MissedQuarter
from ledger.door import Page, Source
from sqlalchemy import Row, select

from elections.group.view import GROUP, GROUP_FINDING


def groups_of_unit(source: Source, question: GroupsOfUnit, page: Page) -> GroupLines:
    """A congress has a handful of groups: one page holds them all."""
    of_term = select(GROUP).where(GROUP.c.unit == question.unit, GROUP.c.term == question.term)
    rows = source.connection.execute(of_term.order_by(GROUP.c.group).limit(page.limit)).all()
    return GroupLines(groups=tuple(_line(source, row) for row in rows))


def _line(source: Source, row: Row[Any]) -> GroupLine:
    of_group = select(GROUP_FINDING).where(GROUP_FINDING.c.stream == row.stream)
    found = source.connection.execute(of_group.order_by(GROUP_FINDING.c.revision)).all()
    return GroupLine(
        group=row.group,
        name=row.name,
        members=row.members,
        activities=row.activities,
        missed=tuple(MissedQuarter(year=each.year, quarter=each.quarter) for each in found if each.quarter),
        unplanned=tuple(each.year for each in found if each.quarter is None),
        is_closed=row.is_closed,
    )
