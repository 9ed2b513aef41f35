"""The work of a township's team in one year: shared out, studied together, reported on to the others.

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2一要). How often the team meets for it
the text leaves open: nothing becomes overdue, what each has done is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from contracts.elections.team.messages import (
    TEAM_CLAUSE,
    DivideWork,
    RecordTeamMeeting,
    TeamCommand,
    TeamFact,
    TeamMeetingKind,
    TeamMeetingRecorded,
    WorkDivided,
)
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

team_stream = key_of(__name__, "unit", "year")

_TOGETHER = 2
"""Nobody studies together alone."""


@dataclass(frozen=True, slots=True)
class Team:
    """`members` are those the work is divided among; nobody before it is."""

    members: frozenset[str] = field(default_factory=frozenset)


def decide(command: TeamCommand, team: Team, rules: Rules[None], now: datetime) -> Sequence[TeamFact]:
    match command:
        case DivideWork():
            return [_divide(command, now)]
        case RecordTeamMeeting():
            return [_meet(command, team, now)]
        case _:
            assert_never(command)


def _divide(command: DivideWork, now: datetime) -> WorkDivided:
    refuse_future(command.decided_on, now)
    _refuse_twice([share.member for share in command.shares])
    return WorkDivided(
        unit=command.unit,
        year=command.year,
        shares=command.shares,
        decided_on=command.decided_on,
        clause=TEAM_CLAUSE,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _meet(command: RecordTeamMeeting, team: Team, now: datetime) -> TeamMeetingRecorded:
    refuse_unless(bool(team.members), "elections.work-not-divided", str(command.year))
    refuse_future(command.held_on, now)
    _refuse_twice(command.present)
    strangers = sorted(set(command.present) - team.members)
    refuse_unless(not strangers, "elections.not-a-member", ", ".join(strangers))
    _refuse_kind(command)
    return TeamMeetingRecorded(
        unit=command.unit,
        year=command.year,
        kind=command.kind,
        held_on=command.held_on,
        present=command.present,
        subject=command.subject,
        briefed_by=command.briefed_by,
        clause=TEAM_CLAUSE,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _refuse_kind(command: RecordTeamMeeting) -> None:
    match command.kind:
        case TeamMeetingKind.BRIEFING:
            is_briefed = command.briefed_by in command.present
            refuse_unless(is_briefed, "elections.briefed-by-nobody", command.subject)
        case TeamMeetingKind.STUDY:
            refuse_unless(len(command.present) >= _TOGETHER, "elections.studied-alone", command.subject)
        case TeamMeetingKind.EXCHANGE:
            return
        case _:
            assert_never(command.kind)


def _refuse_twice(members: Sequence[str]) -> None:
    refuse_unless(len(set(members)) == len(members), "elections.member-twice")


def evolve(team: Team, fact: TeamFact) -> Team:
    match fact:
        case WorkDivided():
            return Team(members=frozenset(share.member for share in fact.shares))
        case TeamMeetingRecorded():
            return team
        case _:
            assert_never(fact)
