"""What is known of one duty and its items, and what each fact changes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, TypedDict, TypeVar, assert_never

from contracts.blobs import Blob
from contracts.calendar import china_day
from contracts.canonical import digest_of
from contracts.deadlines import Deadline
from contracts.disclosure.duty.messages import (
    DutyCommand,
    FiguresStated,
    InspectionRecorded,
    ItemsAdded,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsOutdated,
    ItemsPublished,
    ItemsTakenDown,
    ItemsWithdrawn,
    Matter,
    Occasion,
    OccasionDisclosed,
    OccasionFact,
    OccasionRecorded,
    PostingTooShort,
    Presence,
    PublicationBackdated,
    WithheldReviewed,
)
from contracts.disclosure.words import Cause, Entry, NumberedEntry
from contracts.message import dump


class Stage(StrEnum):
    NEW = "new"
    OPEN = "open"
    IN_REVIEW = "in-review"
    FULFILLED = "fulfilled"


_NOWHERE: Mapping[str, Any] = MappingProxyType({})


class Item(NamedTuple):
    """The newest version of one item. A fact changes up to forty of them at once, and a tuple is changed fastest.

    `published` maps a channel to the version last made public through it, `shown_since` to the day since which a
    posting counts as shown. Versions up to `outdated_version` are outdated, up to `withdrawn_version` withdrawn.
    `attachments` are those of the newest version.
    """

    version: int = 0
    digest: str = ""
    author: str = ""
    is_secret: bool = False
    is_checked: bool = False
    withheld_on: str | None = None
    published: Mapping[str, int] = _NOWHERE
    shown_since: Mapping[str, date] = _NOWHERE
    outdated_version: int = 0
    withdrawn_version: int = 0
    attachments: tuple[Blob, ...] = ()

    @property
    def is_published(self) -> bool:
        return bool(self.published)

    def is_news_on(self, channels: tuple[str, ...]) -> bool:
        """This version is not public yet on one of the channels."""
        return any(self.published.get(channel) != self.version for channel in channels)

    def is_ready_for(self, channels: tuple[str, ...]) -> bool:
        """Checked, not withheld, and news on one of the channels."""
        return self.is_checked and self.withheld_on is None and self.is_news_on(channels)

    def settles(self, calendar_channels: tuple[str, ...]) -> bool:
        """Public on a channel that meets the due date, in a version that is not outdated, or withheld on a ground.

        Where the source names no such channels, every channel meets it.
        """
        if self.withheld_on is not None or not self.published:
            return self.withheld_on is not None
        return any(
            version > self.outdated_version and (not calendar_channels or channel in calendar_channels)
            for channel, version in self.published.items()
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What another service recorded, for the item that makes it public. `event_on` ends the time for it."""

    occasion: Occasion
    cause: Cause
    event_on: date | None
    is_disclosed: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty; `items` by code, in the catalogue's order; `told` by item what another service recorded,
    `figures` what its newest version says of the books.

    `was_fulfilled` stays once it was, whatever reopens it.
    """

    stage: Stage = Stage.NEW
    unit: str = ""
    catalogue: str = ""
    period: str = ""
    items: Mapping[str, Item] = field(default_factory=dict)
    annual: tuple[str, ...] = ()
    calendar_channels: tuple[str, ...] = ()
    due: Deadline | None = None
    is_announced_overdue: bool = False
    was_fulfilled: bool = False
    matter: Matter | None = None
    is_stage_finished: bool = False
    next_notice_at: datetime | None = None
    told: Mapping[str, Told] = field(default_factory=dict)
    figures: Mapping[str, FiguresStated] = field(default_factory=dict)

    @property
    def due_at(self) -> datetime | None:
        return None if self.due is None else self.due.due_at

    def is_overdue(self, now: datetime) -> bool:
        """Due, and never fulfilled: what is missing of a reopened duty has no due date."""
        is_owed = self.stage in (Stage.OPEN, Stage.IN_REVIEW) and not self.was_fulfilled
        return is_owed and self.due_at is not None and now >= self.due_at

    def unsettled(self) -> tuple[str, ...]:
        """Most items of an open duty are neither public nor withheld: of those `settles` need not be asked."""
        channels = self.calendar_channels
        return tuple(
            [
                code
                for code, item in self.items.items()
                if (not item.published and item.withheld_on is None) or not item.settles(channels)
            ]
        )


class Key(TypedDict):
    unit: str
    catalogue: str
    period: str


def key(command: DutyCommand) -> Key:
    return {"unit": command.unit, "catalogue": command.catalogue, "period": command.period}


Items = Mapping[str, Item]


def numbered(items: Items, entries: Iterable[Entry]) -> tuple[NumberedEntry, ...]:
    return tuple(
        NumberedEntry(version=items[entry.item].version + 1, digest=digest_of(dump(entry)), entry=entry)
        for entry in entries
    )


def evolve_told(told: Mapping[str, Told], fact: OccasionFact) -> Mapping[str, Told]:
    match fact:
        case OccasionRecorded():
            return {**told, fact.item: Told(fact.occasion, fact.cause, fact.event_on)}
        case OccasionDisclosed():
            return {**told, fact.item: replace(told[fact.item], is_disclosed=True)}
        case _:
            assert_never(fact)


ShowingFact = (
    ItemsPublished | PublicationBackdated | ItemsTakenDown | PostingTooShort | ItemsOutdated | InspectionRecorded
)

ItemFact = ItemsDrafted | ItemsCorrected | ItemsChecked | WithheldReviewed | ItemsWithdrawn | ItemsAdded | ShowingFact


def evolve_items(items: Items, fact: ItemFact) -> Items:
    if isinstance(fact, ShowingFact):
        return shown(items, fact)
    match fact:
        case ItemsDrafted() | ItemsCorrected():
            return _written(items, fact.entries, fact.author)
        case ItemsChecked():
            return _checked(items, fact)
        case WithheldReviewed():
            return _reviewed(items, fact)
        case ItemsWithdrawn():
            return _withdrawn(items, fact)
        case ItemsAdded():
            return {**items, **{named.item: Item() for named in fact.items}}
        case _:
            assert_never(fact)


def _written(items: Items, entries: Iterable[NumberedEntry], author: str) -> Items:
    """A new version is unchecked; what was published of the one before stays public."""
    news = {
        numbered_entry.entry.item: items[numbered_entry.entry.item]._replace(
            version=numbered_entry.version,
            digest=numbered_entry.digest,
            author=author,
            is_secret=numbered_entry.entry.secret,
            is_checked=False,
            withheld_on=None,
            attachments=tuple(attachment.blob for attachment in numbered_entry.entry.attachments),
        )
        for numbered_entry in entries
    }
    return {**items, **news}


def _checked(items: Items, fact: ItemsChecked) -> Items:
    news = {
        verdict.item: items[verdict.item]._replace(
            is_checked=True, withheld_on=None if verdict.passed else verdict.ground
        )
        for verdict in fact.verdicts
    }
    return {**items, **news}


def _reviewed(items: Items, fact: WithheldReviewed) -> Items:
    """What has no ground any more is checked anew before it is published."""
    free = [review.item for review in fact.reviews if not review.remains]
    return {**items, **{code: items[code]._replace(withheld_on=None, is_checked=False) for code in free}}


def _withdrawn(items: Items, fact: ItemsWithdrawn) -> Items:
    """As if never published; what was checked before is not checked any more."""
    news = {
        code: items[code]._replace(
            published={},
            shown_since={},
            is_checked=False,
            withdrawn_version=max(items[code].published.values()),
        )
        for code in fact.items
    }
    return {**items, **news}


T = TypeVar("T")

_STALE = (Presence.OUTDATED, Presence.DIFFERS)


def shown(items: Items, fact: ShowingFact) -> Items:
    match fact:
        case ItemsPublished():
            return _published(items, fact)
        case PublicationBackdated():
            return _backdated(items, fact)
        case ItemsTakenDown():
            return _taken_down(items, fact)
        case PostingTooShort():
            return _to_be_shown_again(items, fact)
        case ItemsOutdated():
            return _outdated(items, fact.items)
        case InspectionRecorded():
            return _inspected(items, fact)
        case _:
            assert_never(fact)


def _published(items: Items, fact: ItemsPublished) -> Items:
    shown, news = dict.fromkeys(fact.channels, fact.claimed_on), {}
    for publication in fact.items:
        item = items[publication.item]
        channels = dict.fromkeys(fact.channels, publication.version)
        news[publication.item] = item._replace(
            published={**item.published, **channels}, shown_since={**item.shown_since, **shown}
        )
    return {**items, **news}


def _backdated(items: Items, fact: PublicationBackdated) -> Items:
    """What is claimed too far back counts as shown only since it was recorded."""
    shown = dict.fromkeys(fact.channels, china_day(fact.published_at))
    news = {code: items[code]._replace(shown_since={**items[code].shown_since, **shown}) for code in fact.items}
    return {**items, **news}


def _taken_down(items: Items, fact: ItemsTakenDown) -> Items:
    news = {
        code: items[code]._replace(shown_since=_without(items[code].shown_since, fact.channel)) for code in fact.items
    }
    return {**items, **news}


def _to_be_shown_again(items: Items, fact: PostingTooShort) -> Items:
    """On this channel the items are as if they had not been published."""
    news = {code: items[code]._replace(published=_without(items[code].published, fact.channel)) for code in fact.items}
    return {**items, **news}


def _outdated(items: Items, codes: Iterable[str]) -> Items:
    return {**items, **{code: items[code]._replace(outdated_version=items[code].version) for code in codes}}


def _inspected(items: Items, fact: InspectionRecorded) -> Items:
    """What is missing was published and is no more; what is outdated or differs is renewed."""
    gone = [observation.item for observation in fact.observations if observation.found is Presence.MISSING]
    stale = [observation.item for observation in fact.observations if observation.found in _STALE]
    empty = {code: items[code]._replace(published={}, shown_since={}) for code in gone}
    return _outdated({**items, **empty}, [code for code in stale if items[code].is_published])


def _without(by_channel: Mapping[str, T], channel: str) -> Mapping[str, T]:
    return {name: value for name, value in by_channel.items() if name != channel}
