"""Answers to what is asked about villages' representatives and the meetings of groups."""

from datetime import date
from typing import Any

from contracts.elections.villagers.messages import (
    GroupMeetingLine,
    QuarterMissed,
    RepresentativesLine,
    RepresentativesLines,
    RepresentativesOfVillage,
)
from ledger.door import Page, Source
from sqlalchemy import Row, select

from elections.villagers.view import GROUP_MEETING, VILLAGE_MISSED, VILLAGE_TERM

_MOST_MEETINGS = 200


def representatives_of_village(source: Source, question: RepresentativesOfVillage, page: Page) -> RepresentativesLines:
    query = select(VILLAGE_TERM).where(VILLAGE_TERM.c.unit == question.unit).order_by(VILLAGE_TERM.c.term.desc())
    if page.after is not None:
        query = query.where(VILLAGE_TERM.c.term < page.after)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = shown[-1].term if len(rows) > page.limit else None
    return RepresentativesLines(terms=tuple(_term(source, row) for row in shown), next=following)


def _term(source: Source, row: Row[Any]) -> RepresentativesLine:
    missed = select(VILLAGE_MISSED).where(VILLAGE_MISSED.c.stream == row.stream).order_by(VILLAGE_MISSED.c.revision)
    groups = select(GROUP_MEETING).where(GROUP_MEETING.c.stream == row.stream).order_by(GROUP_MEETING.c.number.desc())
    return RepresentativesLine(
        term=row.term,
        representatives=row.representatives,
        members=row.members,
        women=row.women,
        meetings=row.meetings,
        missed=tuple(QuarterMissed(year=each.year, quarter=each.quarter) for each in source.connection.execute(missed)),
        groups=tuple(map(_group, source.connection.execute(groups.limit(_MOST_MEETINGS)).all())),
        is_over=row.is_over,
    )


def _group(row: Row[Any]) -> GroupMeetingLine:
    return GroupMeetingLine(
        number=row.number,
        group=row.group,
        held_on=date.fromisoformat(row.held_on),
        is_adopted=row.is_adopted,
        decision_told_on=_day(row.decision_told_on),
        implementation_told_on=_day(row.implementation_told_on),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
