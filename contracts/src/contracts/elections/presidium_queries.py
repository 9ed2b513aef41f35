"""What can be asked about a congress's year, and what is answered."""

from contracts.elections.congress_year import Quarter, Year
from contracts.elections.organ_marks import Lacking, MarkKind
from contracts.elections.sessions import Number, Word
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Name, Ref, UnitCode


@question
class YearOfCongress:
    """The presidium's meetings, the planned reports and the findings of one calendar year."""

    unit: UnitCode
    year: Year


@shape
class PresidiumMeetingLine:
    """One meeting; `flagged`: without rules of procedure in force."""

    number: Number
    held_on: Day
    convened_by: Ref
    subjects: tuple[Name, ...]
    flagged: bool


@shape
class SpecialReportLine:
    """One planned report of the government."""

    report: Ref
    title: Name
    department: UnitCode
    due_on: Day
    heard_on: Day | None
    is_overdue: bool


@shape
class YearFindingLine:
    """What the year was found to lack, in a quarter or as a whole; `what` are the matters it is about."""

    finding: Ref
    quarter: Quarter | None
    what: tuple[Word, ...]


@answer
class YearOfCongressAnswer:
    """One year, each list in the order of the record; all are empty where nothing was recorded."""

    unit: UnitCode
    year: Year
    meetings: tuple[PresidiumMeetingLine, ...]
    reports: tuple[SpecialReportLine, ...]
    findings: tuple[YearFindingLine, ...]


@question
class MarksOfCongress:
    """The marks of a congress's organs and what is lacking."""

    unit: UnitCode


@shape
class MarkLine:
    """One mark that is there."""

    kind: MarkKind
    text: Name
    checked_on: Day


@answer
class MarksAnswer:
    """The marks in the order of their kinds, how many do the daily work, and what is lacking; None: never recorded."""

    unit: UnitCode
    marks: tuple[MarkLine, ...]
    staff: Count
    lacking: tuple[Lacking, ...] | None
