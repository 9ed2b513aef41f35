"""What can be asked about the work funding of communities, and what is answered."""

from contracts.elections.congress_year import Year
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, UnitCode


@question
class FundingOfCommunities:
    """The communities below a unit whose funding of this year was set."""

    unit: UnitCode
    year: Year


@shape
class FundingLine:
    """One community. `is_mismatched`: another amount was paid than the district's share. `is_overdue`: the year ended
    before that was paid. What was once said of either stays.
    """

    unit: UnitCode
    households: Count
    is_first_year: bool
    standard_yuan: Count
    district_yuan: Count
    paid_yuan: Count
    due_on: Day
    is_mismatched: bool
    is_overdue: bool


@answer
class FundingAnswer:
    """One page in the order of the codes."""

    communities: tuple[FundingLine, ...]
    next: str | None
