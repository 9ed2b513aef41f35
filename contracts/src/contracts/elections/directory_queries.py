"""What can be asked about the directory of new-term committees, and what is answered."""

from contracts.elections.congress_year import Year
from contracts.message import answer, question, shape
from contracts.vocabulary import Day, Ref, UnitCode


@question
class DirectoryOfCommittees:
    """The committees that were elected in a district in this year."""

    unit: UnitCode
    year: Year


@shape
class DirectoryLine:
    """One committee, by the newest of its elections."""

    committee: UnitCode
    election: Ref
    elected_on: Day


@answer
class DirectoryAnswer:
    """One page in the order of the codes. `filed_on`: the newest filing; `is_filed`: it lists all of them.

    `is_late`: the day of the directory passed without it, or without one of its committees; that stays.
    """

    committees: tuple[DirectoryLine, ...]
    due_on: Day | None
    filed_on: Day | None
    is_filed: bool
    is_late: bool
    next: str | None
