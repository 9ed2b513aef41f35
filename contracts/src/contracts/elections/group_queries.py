"""What can be asked about deputy groups, and what is answered."""

from contracts.elections.congress_year import Quarter, Year
from contracts.elections.sessions import TermNumber
from contracts.message import message, shape
from contracts.vocabulary import Count, Name, Ref, UnitCode


@message("elections.groups-of-unit")
class GroupsOfUnit:
    """The deputy groups of a township's congress in one term."""

    unit: UnitCode
    term: TermNumber


@shape
class MissedQuarter:
    """A quarter in which a group held too few activities."""

    year: Year
    quarter: Quarter


@shape
class GroupLine:
    """One group; `unplanned` are years that ended without a plan."""

    group: Ref
    name: Name
    members: Count
    activities: Count
    missed: tuple[MissedQuarter, ...]
    unplanned: tuple[Year, ...]
    is_closed: bool


@message("elections.group-lines")
class GroupLines:
    """The groups in the order of their references."""

    groups: tuple[GroupLine, ...]
