"""What can be asked about an authority's programme and its zones, and what is answered."""

from contracts.bilingual import Bilingual
from contracts.message import answer, question, shape
from contracts.mining.programme import Year
from contracts.mining.vocabulary import MineLevel, Word
from contracts.mining.zones import ZonePart
from contracts.vocabulary import Count, Day, Digest, Name, Ref, UnitCode


@question
class ProgrammeOfUnit:
    """What an authority has set itself, done, and left open."""

    unit: UnitCode


@shape
class AreaTarget:
    """The target of one unit in the area (分解任务目标)."""

    unit: UnitCode
    mines: Count
    due_on: Day
    is_behind: bool


@shape
class StageLine:
    """One stage; `open`: what is not delivered yet, `late`: how many items came after its last day."""

    stage: Word
    title: Bilingual
    from_on: Day
    until_on: Day
    open: tuple[Word, ...]
    delivered: Count
    late: Count


@shape
class DutyLine:
    """One local duty (落实责任) with its owner."""

    duty: Word
    owner: UnitCode
    due_on: Day
    is_done: bool
    is_late: bool


@shape
class PlanLine:
    """One master plan on the register."""

    plan: Ref
    level: MineLevel
    title: Name
    to_year: Year
    mines: Count | None
    key_areas: tuple[Name, ...]


@shape
class NewsLine:
    """A review, an interpretation, a participant or an upgrade: the type of its fact and what it is about."""

    type: Name
    subject: Name
    is_flagged: bool


@answer
class ProgrammeAnswer:
    """`listed`: how many mines of the area are in the directory; `set_below`: the sum of the targets of the units in
    the area; `is_short`: that sum is lower than the area's own target. `unassigned`: local duties without an owner.
    """

    target: AreaTarget | None
    listed: Count
    below: tuple[AreaTarget, ...]
    set_below: Count
    is_short: bool
    stages: tuple[StageLine, ...]
    duties: tuple[DutyLine, ...]
    unassigned: tuple[Word, ...]
    plans: tuple[PlanLine, ...]
    news: tuple[NewsLine, ...]


@question
class ZonesOfArea:
    """The demonstration zones of an area, in the order of units and names."""

    unit: UnitCode


@shape
class OpenItem:
    """A field in which the zone has done nothing yet."""

    part: ZonePart
    item: Word


@shape
class ZoneLine:
    """One zone; `open`: the fields in which nothing is recorded yet, in the order of the text."""

    unit: UnitCode
    zone: Ref
    title: Bilingual
    area: Name
    key_area: Name
    mines: tuple[UnitCode, ...]
    plan: Digest
    opened_on: Day
    works: Count
    funds: Count
    open: tuple[OpenItem, ...]


@answer
class ZoneLines:
    """One page of zones."""

    zones: tuple[ZoneLine, ...]
    next: str | None
