"""What a congress knows of its own sessions, and the roll it shows to each of them.

Law: Organic Law of Local Congresses and Governments (组织法), art. 38; Deputies Law (代表法), arts. 61-63.
"""

from enum import StrEnum

from contracts.elections.sessions import Persons, Presidium, Roll, SessionNumber, TermNumber
from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Name, UnitCode


class SessionStep(StrEnum):
    """What the congress has to know of a session of its own."""

    REQUESTED = "requested"
    OPENED = "opened"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@command
class ShowRoll:
    """Show a session the congress as it stands. Sent by the service itself; by hand where a session was early."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber


@command
class NoteSession:
    """A session of this congress has taken a step. Sent by the service itself.

    `absent` had no leave; `reported`: the session dealt with changes of deputies.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    step: SessionStep
    on: Day
    absent: Persons = ()
    reported: bool = False


# Facts


@fact
class RollShown:
    """The congress as it stands, for a session; `version` grows with every change."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    version: Count
    township: Name
    presidium: Presidium
    deputies: Roll
    shown_at: Instant


@fact
class SessionNoted:
    """The congress knows of a step of its session; `absent` stayed away without leave."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    step: SessionStep
    on: Day
    absent: Persons
    noted_at: Instant


@fact
class ChangesReported:
    """Suspensions and terminations were reported to this session (向会议报告)."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    recorded_at: Instant


@fact
class ChangesNotReported:
    """A finding: the session closed and these suspensions and terminations had not been reported to it."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    recorded_at: Instant


KnownSessionCommand = ShowRoll | NoteSession
KnownSessionFact = RollShown | SessionNoted | ChangesReported | ChangesNotReported
