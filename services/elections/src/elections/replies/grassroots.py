"""Answers about villages' representatives, teams, and the direct election of residents' committees."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from contracts.catalogue import facts_of
from contracts.elections.election.messages import CoverageAnswer, DirectElectionCoverage, VotersMode
from contracts.elections.team.messages import TeamAnswer, TeamMeetingKind, TeamMeetingLine, TeamOfUnit, WorkShare
from contracts.elections.villagers.messages import (
    GroupMeetingLine,
    QuarterMissed,
    RepresentativesLine,
    RepresentativesLines,
    RepresentativesOfVillage,
)
from contracts.message import load
from contracts.policies import ResolvedPolicy, resolve, shipped_packs
from contracts.policy_values import exact, given
from contracts.units import UnitKind, levels_above
from ledger.activation import policy_stream
from ledger.door import Answer, Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, func, select

from elections.projections.tables import UNIT
from elections.projections.teams import COMMITTEE_ELECTION, TEAM, TEAM_MEETING
from elections.projections.villagers import GROUP_MEETING, VILLAGE_MISSED, VILLAGE_TERM

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


def direct_election_coverage(source: Source, question: DirectElectionCoverage, page: Page) -> CoverageAnswer:
    """Of each community its newest committee counts."""
    registered = (UNIT.c.kind == UnitKind.COMMUNITY.value, in_area(UNIT.c.code, question.unit))
    communities = source.connection.execute(select(func.count()).select_from(UNIT).where(*registered)).scalar_one()
    of_area = (in_area(COMMITTEE_ELECTION.c.unit, question.unit), COMMITTEE_ELECTION.c.elected_on.is_not(None))
    elected = select(COMMITTEE_ELECTION.c.unit, COMMITTEE_ELECTION.c.mode).where(*of_area)
    rows = source.connection.execute(elected.order_by(COMMITTEE_ELECTION.c.elected_on))
    newest = {row.unit: row.mode for row in rows}
    directly = sum(mode == VotersMode.ALL_VOTERS.value for mode in newest.values())
    share = Fraction(directly, communities) if communities else None
    active = _active(source, question.unit)
    least, due_on = exact(active, "direct_election.share.min"), given(active, "direct_election.due")
    return CoverageAnswer(
        communities=communities,
        directly=directly,
        share=share,
        least=least,
        due_on=_day(due_on),
        is_reached=share is not None and least is not None and share >= least,
    )


def _active(source: Source, unit: str) -> ResolvedPolicy:
    """What was activated for the unit and above it."""
    recorded = [
        fact for area in levels_above(unit) for fact in source.read(policy_stream(facts_of("elections").service, area))
    ]
    facts = [facts_of("elections").read(fact.type, json.loads(fact.data)) for fact in recorded]
    return resolve(unit, [shipped_packs()[fact.pack] for fact in facts])


GRASSROOTS_ANSWERS: Mapping[type, Answer] = {
    RepresentativesOfVillage: representatives_of_village,
    TeamOfUnit: team_of_unit,
    DirectElectionCoverage: direct_election_coverage,
}
