"""The items of one duty: what is written, checked and public of each, version by version."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from contracts.blobs import Blob
from contracts.canonical import digest_of
from contracts.disclosure.words import Entry, NumberedEntry
from contracts.message import dump

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


Items = Mapping[str, Item]


def numbered(items: Items, entries: Iterable[Entry]) -> tuple[NumberedEntry, ...]:
    return tuple(
        NumberedEntry(version=items[entry.item].version + 1, digest=digest_of(dump(entry)), entry=entry)
        for entry in entries
    )
