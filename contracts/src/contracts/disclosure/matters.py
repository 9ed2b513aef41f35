"""Duties outside the periodic catalogues: what is posted and stands, what arises, what goes on for long.

Law: county opinion on township standardisation (document 1 §四3, §四4): posted catalogues; regular work at fixed
intervals (常规性工作定期公开), staged work step by step (阶段性工作分步公开), temporary work as it arises
(临时性工作随时公开); Regulations on Open Government Information (信息公开条例), art. 26: working days from making.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range

from contracts.bilingual import Bilingual
from contracts.blobs import Blob
from contracts.deadlines import TimeUnit
from contracts.disclosure.vocabulary import AtMostAll, CatalogueCode, ItemCode, PeriodCode
from contracts.errors import Malformed
from contracts.message import command, fact, shape
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, StreamName, Text, UnitCode

STANDING = "standing"
"""The period of a posted catalogue: what is posted stands until it is posted anew."""

_LAST_COMMON_DAY = 28
"""Every month has it, so that an interval of months ends where it says."""


class Rhythm(StrEnum):
    """When what is owed is owed."""

    PERIODIC = "periodic"
    STANDING = "standing"
    REGULAR = "regular"
    STAGED = "staged"
    IMMEDIATE = "immediate"
    ACTIVE = "active"
    """Government information, so many working days from its making or change, beside any calendar."""


class BasisKind(StrEnum):
    """Why something is owed that no catalogue lists."""

    OFFICE = "office"
    PETITION = "petition"
    FACT = "fact"


class Signers(StrEnum):
    """Who has asked for it."""

    VILLAGERS = "villagers"
    REPRESENTATIVES = "representatives"


@shape
class Petition:
    """So many signatures of so many who could have signed."""

    by: Signers
    signatures: Count
    of: Annotated[int, Range(min=1)]


@shape
class Cause:
    """The recorded fact of a service that opened the duty."""

    stream: StreamName
    type: Name
    digest: Digest


@shape
class Basis:
    """On what ground: the office itself says why, villagers have petitioned for it, or another fact has led to it."""

    kind: BasisKind
    text: Text
    petition: Petition | None = None
    cause: Cause | None = None

    def __post_init__(self) -> None:
        if (self.kind is BasisKind.PETITION) != (self.petition is not None):
            raise Malformed({"petition": ["With a petition, and only then."]})
        if (self.kind is BasisKind.FACT) != (self.cause is not None):
            raise Malformed({"cause": ["With a fact, and only then."]})


@shape
class Interval:
    """So many days or months."""

    amount: Annotated[int, Range(min=1, max=120)]
    unit: TimeUnit

    def __post_init__(self) -> None:
        if self.unit not in (TimeUnit.DAYS, TimeUnit.MONTHS):
            raise Malformed({"unit": ["Days or months."]})


@shape
class Matter:
    """What is to be disclosed outside the calendars. `begins_on`: when it arose, was made or changed, or begins.

    `interval` is how often regular work is disclosed. `concerns` is the catalogue's item that government information
    belongs to. `due_on` is named where a statute or an order names it. `posting_days`: how long a posting stands.
    """

    name: Bilingual
    begins_on: Day
    interval: Interval | None = None
    concerns: ItemCode | None = None
    due_on: Day | None = None
    posting_days: Annotated[int, Range(min=1, max=3660)] | None = None
    basis: Basis

    def __post_init__(self) -> None:
        months = self.interval is not None and self.interval.unit is TimeUnit.MONTHS
        if months and self.begins_on.day > _LAST_COMMON_DAY:
            raise Malformed({"begins_on": [f"Not after day {_LAST_COMMON_DAY}: not every month has such a day."]})


@shape
class NamedItem:
    """An item that no catalogue lists."""

    item: ItemCode
    name: Bilingual


# Commands


@command
class OpenMatter:
    """Open a duty outside the calendars. `period` is `m-<matter>-<number>`: the number counts intervals or stages."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode
    matter: Matter


@command
class FinishStage:
    """The stage itself is over; a finding if it was not disclosed before."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    finished_on: Day


@command
class AddItems:
    """Add items that the catalogue does not list ("等"), on the office's own ground or that of a petition."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    names: Annotated[tuple[Bilingual, ...], AtMostAll]
    basis: Basis


@command
class ReportChange:
    """The record behind posted items has changed: what is posted is outdated until it is posted anew."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    changed_on: Day
    reason: Text


class Presence(StrEnum):
    """What an inspection found of an item."""

    PRESENT = "present"
    MISSING = "missing"
    OUTDATED = "outdated"
    DIFFERS = "differs"
    """Something else stands there than what is recorded as published."""


@shape
class Observation:
    """What was found of one item, with a photo or a copy of the page."""

    item: ItemCode
    found: Presence
    note: Text | None = None
    blob: Blob | None = None


@command
class RecordInspection:
    """Record what an inspection found; who inspects cannot publish for the unit."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    inspected_on: Day
    observations: Annotated[tuple[Observation, ...], AtMostAll]


# Facts


@fact
class StageFinished:
    """A stage of the work is over."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    finished_on: Day
    finished_by: Actor
    recorded_at: Instant


@fact
class StageNotDisclosed:
    """A finding: the stage was finished while these items were not public."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    missing: tuple[ItemCode, ...]


@fact
class ItemsAdded:
    """The duty has items beside those of its catalogue."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[NamedItem, ...], AtMostAll]
    basis: Basis
    added_by: Actor
    added_at: Instant


@fact
class ItemsOutdated:
    """The record behind these items has changed since they were published."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    changed_on: Day
    reason: Text
    reported_by: Actor
    reported_at: Instant


@fact
class InspectionRecorded:
    """What an inspection found on a day; what is missing has to be published again, what is outdated renewed."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    inspected_on: Day
    observations: Annotated[tuple[Observation, ...], AtMostAll]
    inspected_by: Actor
    recorded_at: Instant


MatterCommand = OpenMatter | FinishStage | AddItems | ReportChange | RecordInspection
MatterFact = StageFinished | StageNotDisclosed | ItemsAdded | ItemsOutdated | InspectionRecorded
