"""What can be asked about deputy groups, and what is answered."""

from contracts.elections.congress_year import Quarter, Year
from contracts.elections.sessions import TermNumber
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Name, Ref, UnitCode


@question
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


@answer
class GroupLines:
    """The groups in the order of their references."""

    groups: tuple[GroupLine, ...]
