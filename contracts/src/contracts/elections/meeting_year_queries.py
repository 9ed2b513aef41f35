"""What can be asked about the residents' meetings of a year, and what is answered."""

from contracts.elections.congress_year import Year
from contracts.elections.meeting_years import YearWindow
from contracts.message import answer, shape
from contracts.vocabulary import Day, Ref, UnitCode


@answer
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
