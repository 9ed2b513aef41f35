"""The end of a session, and the three marks that follow it: announced, reported, archived.

Law: Organic Law of Local Congresses and Governments (组织法), art. 12; district opinion (document 2 §三(一)2, 5).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.sessions import (
    MOST_ITEMS,
    Matter,
    Persons,
    SessionKind,
    SessionNumber,
    TermNumber,
)
from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Share, UnitCode

Matters = Annotated[tuple[Matter, ...], Length(max=MOST_ITEMS)]


@command
class CloseSession:
    """The session closes (闭幕) after so many days; `excused` are the absent deputies who had leave.

    Refused: `session-without-deliberation`, `items-open`, `session-too-short`, `session-too-short-for-election`,
    `invalid-duration`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    closed_on: Day
    days: Share
    excused: Persons = ()


@command
class AnnounceResults:
    """The announcement of the session's results (公告) under the presidium's seal.

    Refused: `session-not-closed`, `already-done`, `seal-missing`, `seal-text-invalid`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    announced_on: Day
    seal: Name | None


@command
class ReportResults:
    """The report to the standing committee above (上报). Refused like the announcement."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    reported_on: Day
    to: UnitCode
    seal: Name | None


@command
class ArchiveSession:
    """The session's documents are in the archive (存档). Refused: `session-not-closed`, `already-done`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    archived_on: Day
    documents: Annotated[tuple[Name, ...], Length(min=1, max=60)]


# Facts


@fact
class CongressSessionClosed:
    """The session closed (闭会); it is to be announced, reported and archived (document 2 §三(一)5).

    `dealt_with` are the matters that were heard or decided, `is_first` whether it was the first of the term, `absent`
    the deputies who came to no meeting and had no leave.
    """

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    is_first: bool
    opened_on: Day
    closed_on: Day
    days: Share
    all_deputies: Count
    dealt_with: Matters
    resolutions: Count
    absent: Persons
    closed_at: Instant


@fact
class ResultsAnnounced:
    """The results were announced under the presidium's seal."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    announced_on: Day
    seal: Name
    recorded_at: Instant


@fact
class ResultsReported:
    """The results were reported to the standing committee above."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    reported_on: Day
    to: UnitCode
    seal: Name
    recorded_at: Instant


@fact
class SessionArchived:
    """The session's documents are in the archive."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    archived_on: Day
    documents: tuple[Name, ...]
    recorded_at: Instant


@fact
class SessionCompleted:
    """Announcement, report and archive are all done."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    completed_at: Instant


ClosingCommand = CloseSession | AnnounceResults | ReportResults | ArchiveSession
ClosingFact = CongressSessionClosed | ResultsAnnounced | ResultsReported | SessionArchived | SessionCompleted
