"""The calendar year of a congress: its sessions, the matters of the year, the meetings of its presidium.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 12, 14 and 19; district opinion on township
people's congresses (document 2 §三(一)1, §三(二)1).
"""

from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.elections.sessions import (
    ConvenedAs,
    Matter,
    Number,
    Persons,
    Presidium,
    SessionKind,
    SessionNumber,
    StandsIn,
    TermNumber,
    Word,
)
from contracts.message import Json, command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, UnitCode

Year = Annotated[int, Range(min=1990, max=2199)]
Quarter = Annotated[int, Range(min=1, max=4)]
Subjects = Annotated[tuple[Name, ...], Length(min=1, max=30)]
Matters = Annotated[tuple[Matter, ...], Length(max=40)]


@command
class OpenCongressYear:
    """Open the year of a congress that sits. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year


@command
class NoteSessionOfYear:
    """A session opened in this year, or closed with these matters. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    opened_on: Day
    closed: bool
    dealt_with: Matters = ()


@command(version=2)
class HoldPresidiumMeeting:
    """A meeting of the presidium between sessions; `rules_of_procedure` names its rules in force, if any.

    `presidium` is who sits in it by the record of the congress, set by the door and never sent; version 1 did not say.
    Refused: `forbidden-role` (convened by another than the chair), `not-presidium-member`, `wrong-year`,
    `date-in-future`, `no-such-year`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    held_on: Day
    convened_by: Ref
    convened_as: ConvenedAs
    stands_in: StandsIn | None = None
    present: Persons
    subjects: Subjects
    rules_of_procedure: Name | None
    presidium: Presidium | None = None


@command
class CheckCongressYear:
    """Hold the quarters that have ended against what was done in them. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year


# Facts


@fact
class CongressYearOpened:
    """The year of a congress; quarters count from `from_quarter`, and `next_check_at` is the end of that one."""

    unit: UnitCode
    year: Year
    from_quarter: Quarter
    next_check_at: Instant
    next_year_at: Instant
    opened_at: Instant


@fact
class SessionOfYearNoted:
    """A session opened in this year, or closed having dealt with these matters."""

    unit: UnitCode
    year: Year
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    opened_on: Day
    closed: bool
    dealt_with: Matters
    noted_at: Instant


@fact
class PresidiumMeetingHeld:
    """The presidium met (主席团会议). `flagged`: there were no rules of procedure in force."""

    unit: UnitCode
    year: Year
    number: Number
    held_on: Day
    convened_by: Ref
    convened_as: ConvenedAs
    stands_in: StandsIn | None
    present: Persons
    subjects: Subjects
    rules_of_procedure: Name | None
    flagged: bool
    recorded_at: Instant


@fact
class QuarterChecked:
    """A quarter is over; `next_check_at` None: it was the last of the year."""

    unit: UnitCode
    year: Year
    quarter: Quarter
    next_check_at: Instant | None
    checked_at: Instant


@fact
class PresidiumMeetingMissed:
    """The presidium met fewer times in the quarter than it generally does (一般每季度举行一次)."""

    unit: UnitCode
    year: Year
    quarter: Quarter
    held: Count
    least: Count
    announced_at: Instant


@fact
class RegularSessionMissed:
    """No regular session opened in a quarter in which one generally does (一般在第一季度和第三季度)."""

    unit: UnitCode
    year: Year
    quarter: Quarter
    announced_at: Instant


@fact
class SessionCountShort:
    """The year closed with fewer regular sessions than generally (一般每年举行两次会议)."""

    unit: UnitCode
    year: Year
    held: Count
    usual: Count
    announced_at: Instant


@fact
class SessionMissing:
    """The year closed with fewer sessions than the statute asks for (每年至少举行一次)."""

    unit: UnitCode
    year: Year
    held: Count
    least: Count
    announced_at: Instant


@fact
class StatutoryItemsMissing:
    """The year closed and the congress had not heard or decided these matters (组织法 第十二条、第十九条)."""

    unit: UnitCode
    year: Year
    items: Annotated[tuple[Word, ...], Length(min=1, max=40)]
    announced_at: Instant


YearCommand = OpenCongressYear | NoteSessionOfYear | HoldPresidiumMeeting | CheckCongressYear
YearFact = (
    CongressYearOpened
    | SessionOfYearNoted
    | PresidiumMeetingHeld
    | QuarterChecked
    | PresidiumMeetingMissed
    | RegularSessionMissed
    | SessionCountShort
    | SessionMissing
    | StatutoryItemsMissing
)


def _without_presidium(document: Json) -> Json:
    return {**document, "presidium": None}


YEAR_UPCASTS = {"elections.hold-presidium-meeting.v1": _without_presidium}
