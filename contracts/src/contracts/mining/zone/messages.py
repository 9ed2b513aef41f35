"""Demonstration zones of green mining (绿色矿业发展示范区), and what they work on.

The stream of a zone is `mining_zone-<unit>-<zone>`; `unit` is the city, or a county with the means, that plans it.

Law: opinion on green mines, part 4 item 6, part 5 item 1, part 6 (document 3 §四(六), §五(一)2, §六(二)*¶3, §六(三)).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.bilingual import Bilingual
from contracts.message import answer, command, fact, question, shape
from contracts.mining.words import Word
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Ref, Text, UnitCode

ZoneMines = Annotated[tuple[UnitCode, ...], Length(min=1, max=100)]


@command
class OpenZone:
    """Open a zone by its work plan (建设工作方案): where it lies, its mines, and in which key area of the master plan.

    Refused: `mining.zone-already-open`, `mining.mine-outside-zone`, `mining.date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    zone: Ref
    title: Bilingual
    area: Name
    key_area: Name
    mines: ZoneMines
    plan: Digest
    opened_on: Day


class ZonePart(StrEnum):
    """What a zone works on."""

    INNOVATION = "innovation"
    """创新领域."""
    ISSUE = "issue"
    """重点问题."""
    SYSTEM = "system"
    """制度体系."""
    WORK = "work"
    """统筹推进的工作."""


@command
class RecordZoneWork:
    """Say what the zone has done in one of the fields that it works on.

    Refused: `mining.no-such-zone`, `mining.unknown-zone-item`, `mining.date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    zone: Ref
    part: ZonePart
    item: Word
    done_on: Day
    text: Text


@command
class ApplyForZoneFund:
    """The zone strives for central special funds (争取中央专项资金). Refused: `mining.no-such-zone`,
    `mining.date-in-future`."""

    actor: Actor
    unit: UnitCode
    zone: Ref
    fund: Name
    applied_on: Day


ZoneCommand = OpenZone | RecordZoneWork | ApplyForZoneFund


@fact
class ZoneOpened:
    """A demonstration zone is open (示范区建设)."""

    unit: UnitCode
    zone: Ref
    title: Bilingual
    area: Name
    key_area: Name
    mines: ZoneMines
    plan: Digest
    opened_on: Day
    opened_by: Actor
    recorded_at: Instant


@fact
class ZoneWorkRecorded:
    """The zone did something in one of its fields (示范区工作)."""

    unit: UnitCode
    zone: Ref
    part: ZonePart
    item: Word
    done_on: Day
    text: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class ZoneFundAppliedFor:
    """The zone applied for central special funds (申请中央专项资金)."""

    unit: UnitCode
    zone: Ref
    fund: Name
    applied_on: Day
    recorded_by: Actor
    recorded_at: Instant


ZoneFact = ZoneOpened | ZoneWorkRecorded | ZoneFundAppliedFor


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


class ZoneSystem(StrEnum):
    """What a zone completes (健全制度体系): systems for each part of mining, incentives, and the place to invest in."""

    PLANNING = "planning"
    """规划."""
    EXPLORATION = "exploration"
    """勘查."""
    DEVELOPMENT = "development"
    """开发利用."""
    PROTECTION = "protection"
    """保护."""
    INCENTIVES = "incentives"
    """激励政策体系."""
    INVESTMENT = "investment"
    """投资环境."""
