"""What can be asked about appraisals of departments and the execution of resolutions, and what is answered."""

from contracts.elections.appraisals import Departments
from contracts.elections.execution import ExecutionStatus
from contracts.elections.sessions import Number, SessionNumber, TermNumber, Word
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Name, Text, UnitCode


@question
class AppraisalsOfTerm:
    """Which departments were appraised within a term, and which were not yet."""

    unit: UnitCode
    term: TermNumber


@shape
class AppraisalLine:
    """One appraisal; open until it is reported to the Party committee."""

    number: Number
    department: UnitCode
    appraised_on: Day
    deputies: Count
    rating: Word
    opinions: Text
    reported_on: Day | None


@answer
class AppraisalsAnswer:
    """The appraisals of a term in their order; `uncovered` are departments without any."""

    unit: UnitCode
    term: TermNumber
    appraisals: tuple[AppraisalLine, ...]
    covered: Departments
    uncovered: Departments


@question
class ResolutionsOfCongress:
    """The resolutions of a township's congress and how far each is carried out: what the next session checks."""

    unit: UnitCode


@shape
class ExecutionLine:
    """One resolution; `status` None: nothing was reported yet."""

    term: TermNumber
    session: SessionNumber
    number: Number
    title: Name
    responsible: UnitCode
    status: ExecutionStatus | None
    on: Day | None
    text: Text | None


@answer
class ExecutionLines:
    """One page of resolutions, the newest first; `next` is the token of the page after it."""

    resolutions: tuple[ExecutionLine, ...]
    next: str | None
