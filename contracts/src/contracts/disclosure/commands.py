"""The commands of disclosure. `actor` is set by the door from the caller's token, never sent in the document."""

from typing import Annotated

from contracts.bilingual import Bilingual
from contracts.disclosure.ladder import GiveNotice
from contracts.disclosure.matters import MatterCommand
from contracts.disclosure.occasions import OpenOccasion
from contracts.disclosure.vocabulary import (
    AtMostAll,
    CatalogueCode,
    Channel,
    Entry,
    Evidence,
    FewChannels,
    ItemCode,
    PeriodCode,
    Verdict,
)
from contracts.disclosure.withholding import ReviewWithheld, WithdrawItems
from contracts.message import command
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Day, Text, UnitCode


@command
class EnrolUnit:
    """Keep records for a unit from `valid_from` on: its duties begin with the first period that ends after it."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    name: Bilingual
    valid_from: Day


@command
class OpenDuty:
    """Open the duty of a unit's catalogue for a period. Sent by the service itself when the period says so."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode


@command
class DraftItems:
    """Write entries; an entry for an item that has one already is its next version."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[Entry, ...], AtMostAll]


@command
class SubmitDuty:
    """Hand the drafted items in for the secrecy check; refused while an item has no entry."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


@command
class CheckItems:
    """Pass items, or withhold them on a ground; never by their author."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    verdicts: Annotated[tuple[Verdict, ...], AtMostAll]


@command
class PublishItems:
    """Record that checked items were made public through channels. `items` empty: all that are ready.

    `evidence` shows for a channel that it did; the day it was done is claimed, the day it is recorded is not.
    """

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: tuple[ItemCode, ...]
    channels: Annotated[tuple[Channel, ...], FewChannels]
    evidence: Annotated[tuple[Evidence, ...], FewChannels] = ()
    claimed_on: Day


@command
class TakeDownItems:
    """Record that a posting was taken down again, on a day that is not in the future."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    channel: Channel
    taken_down_on: Day


@command
class CorrectItems:
    """Write new versions of published items, with the reason; they are checked and published like the first."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[Entry, ...], AtMostAll]
    reason: Text


@command
class MarkOverdue:
    """Announce a missed due date. Sent by the service itself; nothing happens if it is not missed."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


@command
class ReviewUnit:
    """Hold an enrolled unit against the rules of today: what it owes besides begins with the period that runs."""

    actor: Actor
    unit: UnitCode


UnitCommand = EnrolUnit | ReviewUnit
DutyCommand = (
    OpenDuty
    | DraftItems
    | SubmitDuty
    | CheckItems
    | PublishItems
    | CorrectItems
    | TakeDownItems
    | MarkOverdue
    | MatterCommand
    | ReviewWithheld
    | WithdrawItems
    | GiveNotice
    | OpenOccasion
)
