"""The facts of disclosure."""

from typing import Annotated

from contracts.bilingual import Bilingual
from contracts.disclosure.books import FiguresFact
from contracts.disclosure.ladder import LadderFact
from contracts.disclosure.matters import Matter, MatterFact
from contracts.disclosure.occasions import OccasionFact
from contracts.disclosure.vocabulary import (
    AtMostAll,
    CatalogueCode,
    Channel,
    Evidence,
    ItemCode,
    NumberedEntry,
    Opening,
    PeriodCode,
    Publication,
    Verdict,
)
from contracts.disclosure.withholding import WithholdingFact
from contracts.message import fact
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Count, Day, Instant, Text, UnitCode


@fact
class UnitEnrolled:
    """The service keeps records for this unit; `opens` names the first duty of each of its catalogues."""

    unit: UnitCode
    kind: UnitKind
    name: Bilingual
    valid_from: Day
    enrolled_at: Instant
    opens: tuple[Opening, ...]


@fact
class DutyOpened:
    """A unit owes a catalogue for a period (公开责任).

    On time is every moment before `due_at`, the end of `due_on` in China; a holiday notice still to come may move a
    due date that `is_provisional`. `annual` are the items that may stay unchanged; only `calendar_channels` meet the
    due date. `next` is the duty after this one, `next_notice_at` when it is first reminded of.
    """

    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode
    items: tuple[ItemCode, ...]
    annual: tuple[ItemCode, ...]
    calendar_channels: tuple[Channel, ...]
    due_on: Day | None
    due_at: Instant | None
    is_provisional: bool
    opened_at: Instant
    next: Opening | None
    next_notice_at: Instant | None
    matter: Matter | None


@fact
class ItemsDrafted:
    """Entries written for items that are not public yet."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[NumberedEntry, ...], AtMostAll]
    author: Actor
    drafted_at: Instant


@fact
class DutySubmitted:
    """Every item has an entry; the secrecy check may begin."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    submitted_by: Actor
    submitted_at: Instant


@fact
class ItemsChecked:
    """The secrecy check (保密审查) of items, by another person than their author."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    verdicts: Annotated[tuple[Verdict, ...], AtMostAll]
    checked_by: Actor
    checked_at: Instant


@fact
class ItemsPublished:
    """Items made public. `claimed_on` is the day the unit says it did so, `published_at` when it was recorded."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[Publication, ...], AtMostAll]
    channels: tuple[Channel, ...]
    evidence: tuple[Evidence, ...]
    claimed_on: Day
    published_by: Actor
    published_at: Instant


@fact
class PublicationBackdated:
    """A finding: the claimed day lies `days` before the day it was recorded, more than the policy lets pass."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    channels: tuple[Channel, ...]
    claimed_on: Day
    published_at: Instant
    days: Count


@fact
class ItemsTakenDown:
    """A posting came down after `shown_days`; what was published stays recorded."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    channel: Channel
    taken_down_on: Day
    shown_days: Count
    taken_down_by: Actor
    recorded_at: Instant


@fact
class PostingTooShort:
    """A finding: the posting stood fewer days than `least_days`; on this channel the items must be posted again."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    channel: Channel
    shown_days: Count
    least_days: Count


@fact
class DutyReopened:
    """A fulfilled duty has `missing` items again; no due date follows, and whether it was late before stands."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    missing: tuple[ItemCode, ...]
    reopened_at: Instant


@fact
class ItemsCorrected:
    """New versions of published items, with the reason; the versions before stay visible."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[NumberedEntry, ...], AtMostAll]
    reason: Text
    author: Actor
    corrected_at: Instant


@fact
class DisclosureOverdue:
    """The due date passed and `missing` items were neither public on a calendar channel nor withheld.

    `next_notice_at`: when the first of those above is told.
    """

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    due_at: Instant
    missing: tuple[ItemCode, ...]
    announced_at: Instant
    next_notice_at: Instant | None = None


@fact
class DutyFulfilled:
    """Every item is public on a calendar channel or withheld on a ground; late if not before `due_at`, if any."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    due_at: Instant | None
    fulfilled_at: Instant


@fact
class DutyFulfilledAgain:
    """A reopened duty has no missing item any more; whether it was late was said the first time."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    fulfilled_at: Instant


@fact
class CataloguesAdded:
    """By the rules of today the unit owes more than when it was enrolled; `opens` as there."""

    unit: UnitCode
    kind: UnitKind
    opens: tuple[Opening, ...]
    added_at: Instant


UnitFact = UnitEnrolled | CataloguesAdded
DutyFact = (
    DutyOpened
    | ItemsDrafted
    | DutySubmitted
    | ItemsChecked
    | ItemsPublished
    | PublicationBackdated
    | ItemsTakenDown
    | PostingTooShort
    | DutyReopened
    | ItemsCorrected
    | DisclosureOverdue
    | DutyFulfilled
    | DutyFulfilledAgain
    | MatterFact
    | WithholdingFact
    | LadderFact
    | OccasionFact
    | FiguresFact
)
