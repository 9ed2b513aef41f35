"""The items of one duty: what is written, checked and public of each, version by version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, assert_never

from contracts.calendar import china_day
from contracts.canonical import digest_of
from contracts.disclosure.events import (
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
    ItemsTakenDown,
    PostingTooShort,
    PublicationBackdated,
)
from contracts.disclosure.vocabulary import Entry, NumberedEntry
from contracts.message import dump

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Item:
    """The newest version of one item. `published` maps a channel to the version last made public through it.

    `shown_since` maps a channel to the day since which a posting counts as shown.
    """

    version: int = 0
    digest: str = ""
    author: str = ""
    is_secret: bool = False
    is_checked: bool = False
    withheld_on: str | None = None
    published: Mapping[str, int] = field(default_factory=dict)
    shown_since: Mapping[str, date] = field(default_factory=dict)

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
        """Public in any version on a channel that meets the due date, or withheld on a ground.

        Where the source names no such channels, every channel meets it.
        """
        if self.withheld_on is not None:
            return True
        return any(not calendar_channels or channel in calendar_channels for channel in self.published)


Items = Mapping[str, Item]


def numbered(items: Items, entries: Iterable[Entry]) -> tuple[NumberedEntry, ...]:
    return tuple(
        NumberedEntry(version=items[entry.item].version + 1, digest=digest_of(dump(entry)), entry=entry)
        for entry in entries
    )


ItemFact = (
    ItemsDrafted
    | ItemsCorrected
    | ItemsChecked
    | ItemsPublished
    | PublicationBackdated
    | ItemsTakenDown
    | PostingTooShort
)
"""What changes items and nothing else of the duty."""


def evolve(items: Items, fact: ItemFact) -> Items:
    match fact:
        case ItemsDrafted() | ItemsCorrected():
            return _written(items, fact.entries, fact.author)
        case ItemsChecked():
            return _checked(items, fact)
        case ItemsPublished():
            return _published(items, fact)
        case PublicationBackdated():
            return _backdated(items, fact)
        case ItemsTakenDown():
            return _taken_down(items, fact)
        case PostingTooShort():
            return _to_be_shown_again(items, fact)
        case _:
            assert_never(fact)


def _written(items: Items, entries: Iterable[NumberedEntry], author: str) -> Items:
    """A new version is unchecked; what was published of the one before stays public."""
    news = {
        numbered_entry.entry.item: Item(
            version=numbered_entry.version,
            digest=numbered_entry.digest,
            author=author,
            is_secret=numbered_entry.entry.secret,
            published=items[numbered_entry.entry.item].published,
            shown_since=items[numbered_entry.entry.item].shown_since,
        )
        for numbered_entry in entries
    }
    return {**items, **news}


def _checked(items: Items, fact: ItemsChecked) -> Items:
    news = {
        verdict.item: replace(
            items[verdict.item], is_checked=True, withheld_on=None if verdict.passed else verdict.ground
        )
        for verdict in fact.verdicts
    }
    return {**items, **news}


def _published(items: Items, fact: ItemsPublished) -> Items:
    news = {}
    for publication in fact.items:
        item = items[publication.item]
        channels = dict.fromkeys(fact.channels, publication.version)
        shown = dict.fromkeys(fact.channels, fact.claimed_on)
        news[publication.item] = replace(
            item, published={**item.published, **channels}, shown_since={**item.shown_since, **shown}
        )
    return {**items, **news}


def _backdated(items: Items, fact: PublicationBackdated) -> Items:
    """What is claimed too far back counts as shown only since it was recorded."""
    shown = dict.fromkeys(fact.channels, china_day(fact.published_at))
    news = {code: replace(items[code], shown_since={**items[code].shown_since, **shown}) for code in fact.items}
    return {**items, **news}


def _taken_down(items: Items, fact: ItemsTakenDown) -> Items:
    news = {
        code: replace(items[code], shown_since=_without(items[code].shown_since, fact.channel)) for code in fact.items
    }
    return {**items, **news}


def _to_be_shown_again(items: Items, fact: PostingTooShort) -> Items:
    """On this channel the items are as if they had not been published."""
    news = {code: replace(items[code], published=_without(items[code].published, fact.channel)) for code in fact.items}
    return {**items, **news}


def _without(by_channel: Mapping[str, T], channel: str) -> Mapping[str, T]:
    return {name: value for name, value in by_channel.items() if name != channel}
