"""What can be asked about mines, and what is answered."""

from contracts.bilingual import Bilingual
from contracts.message import answer, question, shape
from contracts.mining.annual import AnnualStage, Grade, Year
from contracts.mining.vocabulary import MineLevel, MineStage, Points, RemovalGround, Round, Word
from contracts.vocabulary import Count, Day, Digest, Instant, Name, StreamName, Text, UnitCode


@question
class Directory:
    """The directory of green mines (绿色矿山名录) of an area, in the order of codes.

    `on`: which mines were listed on that day; today if left out. `known_on`: as it was known on that day, so that what
    was recorded later does not count; all that is known if left out.
    """

    unit: UnitCode
    on: Day | None = None
    known_on: Day | None = None


@shape
class ListedMine:
    """One mine of the directory, with what proves it: the stream, the fact's revision, and the report.

    `removed_on` where it is known to have left the directory later than the day that is asked for.
    """

    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    round: Round
    standard: Word
    total: Points
    certified_on: Day
    removed_on: Day | None
    stream: StreamName
    revision: Count
    evidence: Digest


@answer
class DirectoryAnswer:
    """One page of the directory; `listed` counts all pages."""

    mines: tuple[ListedMine, ...]
    listed: Count
    next: str | None


@question
class RemovedMines:
    """The mines of an area that left the directory, newest first, whether or not they came back."""

    unit: UnitCode


@shape
class RemovedMine:
    """One removal (移出名录) with its ground; `effective_on` is the first day on which it is not listed."""

    unit: UnitCode
    mine: Bilingual
    round: Round
    ground: RemovalGround
    text: Text
    certified_on: Day
    removed_on: Day
    effective_on: Day


@answer
class RemovedMinesAnswer:
    """One page of removals."""

    mines: tuple[RemovedMine, ...]
    next: str | None


@question
class MinesOfArea:
    """Every mine on the register in an area, in the order of codes."""

    unit: UnitCode


@shape
class MineLine:
    """Where one mine stands. `next_level`: whose review of the materials is awaited."""

    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    mineral: Word
    kind: Word
    size: Word
    plan: Name
    is_pilot: bool
    stage: MineStage
    round: Count
    next_level: MineLevel | None
    notice_until: Day | None
    cure_by: Day | None
    is_cure_overdue: bool


@answer
class MineLines:
    """One page of the register."""

    mines: tuple[MineLine, ...]
    next: str | None


@question
class AssessmentsOfUnit:
    """The yearly assessments of one unit, newest first."""

    unit: UnitCode


@question
class OverdueAssessments:
    """Assessments in an area that are late and still open, oldest first."""

    unit: UnitCode


@shape
class AssessmentLine:
    """One unit's year. `grade` is None while there is no result, and after it was found false."""

    unit: UnitCode
    year: Year
    assessor: UnitCode
    stage: AnnualStage
    due_on: Day
    is_overdue: bool
    grade: Grade | None
    report: Digest | None
    completed_on: Day | None
    notified_on: Day | None
    acknowledged_at: Instant | None
    carried_on: Day | None
    is_found_not_carried: bool
    circulars: Count


@answer
class AssessmentLines:
    """One page of assessments."""

    assessments: tuple[AssessmentLine, ...]
    next: str | None


@question
class StandardsOfUnit:
    """The standards that an authority published, in the order of their names."""

    unit: UnitCode


@shape
class StandardLine:
    """One published standard (标准)."""

    standard: Word
    title: Bilingual
    level: MineLevel
    industry: Word
    in_force_from: Day
    items: Count
    published_on: Day


@answer
class StandardLines:
    """One page of standards."""

    standards: tuple[StandardLine, ...]
    next: str | None
