"""How a township's team shares its work (职责分工) and speaks about it.

The stream of a year is `elections_team-<unit>-<year>`. The division is published as an item of the township's
catalogue, by disclosure.

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2一要).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Text, UnitCode


@shape
class WorkShare:
    """What one member of the team leads (分工), and what the member answers for (目标责任)."""

    member: Actor
    work: Text
    targets: Text


WorkShares = Annotated[tuple[WorkShare, ...], Length(min=1, max=60)]


@command
class DivideWork:
    """Say who of the team leads what and answers for what; a later division replaces it.

    Refused: `member-twice`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    shares: WorkShares
    decided_on: Day


class TeamMeetingKind(StrEnum):
    """Why a team sits together."""

    EXCHANGE = "exchange"
    """日常工作定期交流."""
    STUDY = "study"
    """重大工作集体研究."""
    BRIEFING = "briefing"
    """分管工作定期通报."""


Present = Annotated[tuple[Actor, ...], Length(min=1, max=60)]


@command
class RecordTeamMeeting:
    """The team exchanged views, studied something together, or was briefed by the one who leads it.

    Refused: `work-not-divided`, `not-a-member`, `member-twice`, `briefed-by-nobody`, `studied-alone`,
    `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    kind: TeamMeetingKind
    held_on: Day
    present: Present
    subject: Name
    briefed_by: Actor | None = None


TeamCommand = DivideWork | RecordTeamMeeting


@fact
class WorkDivided:
    """The team has shared its work (职责分工和目标责任)."""

    unit: UnitCode
    year: Year
    shares: WorkShares
    decided_on: Day
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class TeamMeetingRecorded:
    """The team exchanged views, studied, or was briefed (交流、研究、通报)."""

    unit: UnitCode
    year: Year
    kind: TeamMeetingKind
    held_on: Day
    present: Present
    subject: Name
    briefed_by: Actor | None
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


TeamFact = WorkDivided | TeamMeetingRecorded


@question
class TeamOfUnit:
    """How a township's team has shared its work in a year, and how it spoke about it."""

    unit: UnitCode
    year: Year


@shape
class TeamMeetingLine:
    """How often the team met for one reason, and the last time."""

    kind: TeamMeetingKind
    meetings: Count
    last_on: Day


@answer
class TeamAnswer:
    """`never_briefed`: who leads work and has not told the others of it this year."""

    shares: tuple[WorkShare, ...]
    decided_on: Day | None
    meetings: tuple[TeamMeetingLine, ...]
    never_briefed: tuple[Actor, ...]


TEAM_CLAUSE = "1 §四2一要"
