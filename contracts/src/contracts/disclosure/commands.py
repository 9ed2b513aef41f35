"""The commands of disclosure. `actor` is set by the door from the caller's token, never sent in the document."""

from typing import Annotated

from contracts.disclosure.vocabulary import (
    AtMostAll,
    Bilingual,
    CatalogueCode,
    Channel,
    Entry,
    FewChannels,
    ItemCode,
    PeriodCode,
    Verdict,
)
from contracts.message import message
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Day, Text, UnitCode


@message("disclosure.enrol-unit")
class EnrolUnit:
    """Keep records for a unit from `valid_from` on: its duties begin with the first period that ends after it."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    name: Bilingual
    valid_from: Day


@message("disclosure.open-duty")
class OpenDuty:
    """Open the duty of a unit's catalogue for a period. Sent by the service itself when the period says so."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode


@message("disclosure.draft-items")
class DraftItems:
    """Write entries; an entry for an item that has one already is its next version."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[Entry, ...], AtMostAll]


@message("disclosure.submit-duty")
class SubmitDuty:
    """Hand the drafted items in for the secrecy check; refused while an item has no entry."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


@message("disclosure.check-items")
class CheckItems:
    """Pass items, or withhold them on a ground; never by their author."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    verdicts: Annotated[tuple[Verdict, ...], AtMostAll]


@message("disclosure.publish-items")
class PublishItems:
    """Record that checked items were made public through channels. `items` empty: all that are ready."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: tuple[ItemCode, ...]
    channels: Annotated[tuple[Channel, ...], FewChannels]
    claimed_on: Day


@message("disclosure.correct-items")
class CorrectItems:
    """Write new versions of published items, with the reason; they are checked and published like the first."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[Entry, ...], AtMostAll]
    reason: Text


@message("disclosure.mark-overdue")
class MarkOverdue:
    """Announce a missed due date. Sent by the service itself; nothing happens if it is not missed."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


UnitCommand = EnrolUnit
DutyCommand = OpenDuty | DraftItems | SubmitDuty | CheckItems | PublishItems | CorrectItems | MarkOverdue
