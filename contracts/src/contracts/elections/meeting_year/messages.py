"""The residents' meetings that a community owes in a year (年初、年末至少各召开一次): what was held, what is missing.

The meetings are on record in streams of their own; here stands when, one stream for each community and calendar year.

Law: draft opinion on residents' committees, part 2 (document 5 §二(三)2(2)).
"""

from enum import StrEnum

from contracts.elections.words import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, Ref, UnitCode


@command
class OpenMeetingYear:
    """The year begins for a community. Sent by the service itself; of a year that is open nothing follows.

    `since`: from when its meetings are counted; None: from today. A window that was over before is not held against it.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    since: Day | None = None


@command
class NoteResidentsMeeting:
    """A residents' meeting was held in the year. Sent by the service itself; the same meeting again decides nothing."""

    actor: Actor
    unit: UnitCode
    year: Year
    meeting: Ref
    held_on: Day


@command
class CheckMeetingYear:
    """Announce what is missing of the windows that are over. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year


MeetingYearCommand = OpenMeetingYear | NoteResidentsMeeting | CheckMeetingYear


@fact
class MeetingYearOpened:
    """The year's meetings are counted; it is looked at again at `next_check_at`, and the next year opens by itself."""

    unit: UnitCode
    year: Year
    since: Day
    next_check_at: Instant
    next_year_at: Instant
    opened_at: Instant


@fact
class ResidentsMeetingNoted:
    """A residents' meeting of the year."""

    unit: UnitCode
    year: Year
    meeting: Ref
    held_on: Day
    noted_at: Instant


class YearWindow(StrEnum):
    """When a meeting is owed: at the start of the year (年初) and at its end (年末)."""

    YEAR_START = "year_start"
    YEAR_END = "year_end"


@fact
class ResidentsMeetingMissed:
    """The window passed, and no meeting that was held in it was on record. Said once; what is entered later shows."""

    unit: UnitCode
    year: Year
    window: YearWindow
    first_day: Day
    last_day: Day
    announced_at: Instant


@fact
class MeetingYearChecked:
    """These windows are over and were looked at; `next_check_at` None: the year is."""

    unit: UnitCode
    year: Year
    windows: tuple[YearWindow, ...]
    next_check_at: Instant | None
    checked_at: Instant


MeetingYearFact = MeetingYearOpened | ResidentsMeetingNoted | ResidentsMeetingMissed | MeetingYearChecked


@question
class ResidentsMeetingsOfYear:
    """The residents' meetings of one year in the area of a unit."""

    unit: UnitCode
    year: Year


@shape
class MeetingOfYear:
    """A meeting that is on record, whatever it was called for."""

    meeting: Ref
    held_on: Day


@shape
class MissedWindow:
    """When a meeting was owed and none was on record when the window was over."""

    window: YearWindow
    first_day: Day
    last_day: Day


@shape
class MeetingYearLine:
    """One community with its meetings in the order in which they were entered; `since`: from when they are counted."""

    unit: UnitCode
    since: Day
    meetings: tuple[MeetingOfYear, ...]
    missed: tuple[MissedWindow, ...]


@answer
class ResidentsMeetingsAnswer:
    """One page in the order of the codes."""

    communities: tuple[MeetingYearLine, ...]
    next: str | None
