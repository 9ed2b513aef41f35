"""The county's three-year programme for one township: office and villages completed, and the work that supports it.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三3, §五1-§五3). Requirements A-012 to
A-015, A-019, A-020, A-024; AMB-23: a third of the villages, both years together; AMB-24: the years 2011 to 2013.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.assessment.words import EvidenceItem, Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import ActingUnit, Actor, Count, Day, Instant, Name, Share, Text, UnitCode

Villages = Annotated[tuple[UnitCode, ...], Length(min=1, max=100)]
"""The villages of one township, each once."""


@command
class OpenProgramme:
    """A township takes part; `name` is the one by which the opinion may name it for the first year.

    Refused: `programme-already-open`, `programme-over`, `village-twice`, `not-of-the-township`.
    """

    actor: Actor
    unit: UnitCode
    name: Name
    villages: Villages


@command
class CompleteOffice:
    """The township's office is standardised. What is late is announced first, and accepted.

    Refused: `programme-not-open`, `already-completed`, `evidence-required`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    completed_on: Day
    evidence: tuple[EvidenceItem, ...]


@command
class CompleteVillage:
    """A village is standardised.

    Refused: `programme-not-open`, `not-of-the-township`, `already-completed`, `evidence-required`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    village: UnitCode
    completed_on: Day
    evidence: tuple[EvidenceItem, ...]


Yuan = Annotated[int, Range(min=1, max=10**12)]
"""An amount of money in whole yuan."""

ListedWord = Annotated[str, Length(min=1, max=60)]
"""A word of the list that the packs have for the kind of work."""


class Work(StrEnum):
    """What is done: money pooled (资金整合), a department's support (部门支持), a partner's help (挂点帮扶), publicity
    (宣传), experience sent to the media (投稿)."""

    FUNDING = "funding"
    SUPPORT = "support"
    PARTNER = "partner"
    PUBLICITY = "publicity"
    MEDIA = "media"


@command
class RecordProgrammeWork:
    """Keep what the caller's unit did for the township or one of its villages (`subject`), and on what day.

    `word`: source of the money, kind of support, channel or level of the media; None of a partner's help, whose `text`
    says which problem was solved. `yuan`: of money and of nothing else. Refused: `programme-not-open`,
    `not-of-the-township`, `word-not-listed`, `amount-required`, `amount-not-asked`, `date-in-future`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    subject: UnitCode
    kind: Work
    word: ListedWord | None
    yuan: Yuan | None
    text: Text
    done_on: Day


@command
class MarkProgrammeOverdue:
    """Announce what has fallen due. Sent by the service itself; nothing due is nothing done."""

    actor: Actor
    unit: UnitCode


ProgrammeCommand = OpenProgramme | CompleteOffice | CompleteVillage | RecordProgrammeWork | MarkProgrammeOverdue


@fact
class ProgrammeOpened:
    """A township's programme (规范化建设): until when what has to be there, None where no rule says."""

    unit: UnitCode
    name: Name
    villages: Villages
    target_year: Year | None
    office_due_at: Instant | None
    least_share: Share | None
    share_due_at: Instant | None
    end_at: Instant | None
    opened_by: Actor
    opened_at: Instant


@fact
class OfficeCompleted:
    """The township's office is standardised (机关规范化建设完成)."""

    unit: UnitCode
    completed_on: Day
    evidence: tuple[EvidenceItem, ...]
    recorded_by: Actor
    recorded_at: Instant


@fact
class VillageCompleted:
    """A village is standardised (村规范化建设完成); so far `completed` of `of` are."""

    unit: UnitCode
    village: UnitCode
    completed_on: Day
    evidence: tuple[EvidenceItem, ...]
    completed: Count
    of: Count
    recorded_by: Actor
    recorded_at: Instant


@fact
class ProgrammeWorkRecorded:
    """Something was done for the township or a village."""

    unit: UnitCode
    subject: UnitCode
    kind: Work
    word: ListedWord | None
    by: UnitCode
    yuan: Yuan | None
    text: Text
    done_on: Day
    recorded_by: Actor
    recorded_at: Instant


class ProgrammeMissed(StrEnum):
    """What was not there in time: the office of the target year, the share of villages, the whole at the end."""

    OFFICE = "office"
    VILLAGE_SHARE = "village-share"
    PROGRAMME = "programme"


@fact
class ProgrammeOverdue:
    """A finding: the day passed and the office, the share of villages or the whole was not there; once for each."""

    unit: UnitCode
    missed: ProgrammeMissed
    completed: Count
    of: Count
    due_at: Instant
    announced_at: Instant


ProgrammeFact = ProgrammeOpened | OfficeCompleted | VillageCompleted | ProgrammeWorkRecorded | ProgrammeOverdue


@question
class ProgrammesOfArea:
    """Where the programme of a township, or of every township in an area, stands, in the order of their codes."""

    unit: UnitCode


@question
class ProgrammeWorkOfUnit:
    """What was done for a township and its villages, in the order in which it was recorded."""

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


@answer
class ProgrammeWorkOfUnitAnswer:
    """One page of records; `next` is the token of the page after it."""

    unit: UnitCode
    work: tuple[ProgrammeWorkRecorded, ...]
    next: str | None
