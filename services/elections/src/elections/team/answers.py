"""Answers to what is asked about how teams share their work."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from contracts.elections.team.messages import TeamAnswer, TeamMeetingKind, TeamMeetingLine, TeamOfUnit, WorkShare
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import Row, select

from elections.team.view import TEAM, TEAM_MEETING


def team_of_unit(source: Source, question: TeamOfUnit, page: Page) -> TeamAnswer:
    connection = source.connection
    of_year = (TEAM.c.unit == question.unit, TEAM.c.year == question.year)
    row = connection.execute(select(TEAM).where(*of_year)).first()
    shares = [] if row is None else [load(WorkShare, share) for share in json.loads(row.shares)]
    met = (TEAM_MEETING.c.unit == question.unit, TEAM_MEETING.c.year == question.year)
    meetings = connection.execute(select(TEAM_MEETING).where(*met).order_by(TEAM_MEETING.c.held_on)).all()
    briefed = {each.briefed_by for each in meetings if each.kind == TeamMeetingKind.BRIEFING.value}
    return TeamAnswer(
        shares=tuple(shares),
        decided_on=None if row is None else date.fromisoformat(row.decided_on),
        meetings=tuple(_meetings(meetings)),
        never_briefed=tuple(share.member for share in shares if share.member not in briefed),
    )


def _meetings(rows: Sequence[Row[Any]]) -> list[TeamMeetingLine]:
    lines: list[TeamMeetingLine] = []
    for kind in TeamMeetingKind:
        days = [row.held_on for row in rows if row.kind == kind.value]
        if days:
            lines.append(TeamMeetingLine(kind=kind, meetings=len(days), last_on=date.fromisoformat(days[-1])))
    return lines
