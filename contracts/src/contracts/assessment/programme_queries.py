"""What can be asked of the three-year programme and of its leading group, and what is answered."""

from contracts.assessment.county_groups import CountyGroupSetUp
from contracts.assessment.programmes import ProgrammeWorkRecorded
from contracts.assessment.vocabulary import Year
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Name, UnitCode


@question
class ProgrammesOfArea:
    """Where the programme of a township, or of every township in an area, stands, in the order of their codes."""

    unit: UnitCode


@shape
class ProgrammeLine:
    """One township: its office, its villages, and what was missed. `target_year`: of its office, if it is named."""

    unit: UnitCode
    name: Name
    target_year: Year | None
    office_completed_on: Day | None
    completed: Count
    of: Count
    is_office_overdue: bool
    is_share_overdue: bool
    is_programme_overdue: bool


@answer
class ProgrammesOfAreaAnswer:
    """One page of townships; `next` is the token of the page after it."""

    programmes: tuple[ProgrammeLine, ...]
    next: str | None


@question
class ProgrammeWorkOfUnit:
    """What was done for a township and its villages, in the order in which it was recorded."""

    unit: UnitCode


@answer
class ProgrammeWorkOfUnitAnswer:
    """One page of records; `next` is the token of the page after it."""

    unit: UnitCode
    work: tuple[ProgrammeWorkRecorded, ...]
    next: str | None


@question
class CountyGroupOfUnit:
    """The county's leading group as it stands."""

    unit: UnitCode


@answer
class CountyGroupOfUnitAnswer:
    """`group` None: none was set up."""

    unit: UnitCode
    group: CountyGroupSetUp | None
