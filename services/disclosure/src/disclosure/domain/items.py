"""The items of one duty: what is written, checked and public of each, version by version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from contracts.disclosure.events import ItemsChecked, ItemsPublished
from contracts.disclosure.vocabulary import Entry, NumberedEntry


@dataclass(frozen=True, slots=True)
class Item:
    """The newest version of one item. `published` maps a channel to the version last made public through it."""

    version: int = 0
    author: str = ""
    is_secret: bool = False
    is_checked: bool = False
    withheld_on: str | None = None
    published: Mapping[str, int] = field(default_factory=dict)

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
    return tuple(NumberedEntry(version=items[entry.item].version + 1, entry=entry) for entry in entries)


def written(items: Items, entries: Iterable[NumberedEntry], author: str) -> Items:
    """A new version is unchecked; what was published of the one before stays public."""
    news = {
        numbered_entry.entry.item: Item(
            version=numbered_entry.version,
            author=author,
            is_secret=numbered_entry.entry.secret,
            published=items[numbered_entry.entry.item].published,
        )
        for numbered_entry in entries
    }
    return {**items, **news}


def checked(items: Items, fact: ItemsChecked) -> Items:
    news = {
        verdict.item: replace(
            items[verdict.item], is_checked=True, withheld_on=None if verdict.passed else verdict.ground
        )
        for verdict in fact.verdicts
    }
    return {**items, **news}


def published(items: Items, fact: ItemsPublished) -> Items:
    news = {}
    for publication in fact.items:
        item = items[publication.item]
        channels = dict.fromkeys(fact.channels, publication.version)
        news[publication.item] = replace(item, published={**item.published, **channels})
    return {**items, **news}
